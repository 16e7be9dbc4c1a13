# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""The definition of the survey, and what becomes of running responses when there is a newer one."""

import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.errors import Conflict, NotAllowed
from domain.permissions import OPERATOR
from tests.services.office import Office
from tests.services.survey_steps import COMPLETE, FS, answer, complete, with_small_survey
from tests.surveys import HOSTING, PEOPLE, a_question, a_survey


@pytest.fixture
def fs(office: Office) -> Office:
    return with_small_survey(office)


# -- the definition ----------------------------------------------------------------------------------------------


def test_an_import_tells_its_version_and_the_same_again_changes_nothing(fs: Office) -> None:
    surveys = fs.services.surveys
    second = surveys.import_survey(OPERATOR, a_survey(title="Second"), "survey.yaml")
    assert (second.version, second.changed, second.sections, second.questions) == (2, True, 2, 11)
    assert not surveys.import_survey(OPERATOR, a_survey(title="Second"), "survey.yaml").changed
    assert surveys.current().title == "Second"
    assert [change.new for change in fs.history("survey", "customer")] == ["2", "1"]


def test_only_administrators_import(fs: Office) -> None:
    for name in ("maria", "james"):
        with pytest.raises(NotAllowed):
            fs.services.surveys.import_survey(fs.actor(name), a_survey(2))


# -- a newer version ---------------------------------------------------------------------------------------------


def test_a_definition_that_changes_leaves_running_responses_alone_until_they_are_carried(fs: Office) -> None:
    complete(fs)
    people = replace(PEOPLE, questions=(a_question("seats"), *PEOPLE.questions[1:]))
    fs.services.surveys.import_survey(OPERATOR, a_survey(2, (people, HOSTING)))
    before = fs.services.surveys.view(fs.actor("erik"), FS)
    assert (before.response.version, before.newer_version, before.progress.complete) == (1, 2, True)
    after = fs.services.surveys.carry_over(fs.actor("erik"), FS)
    assert (after.response.version, after.newer_version) == (2, None)
    assert [question.key for question in after.missing] == ["seats"]
    assert after.response.set_aside["staff"].value == Decimal(40)
    assert set(answer(fs, "naomi", {"staff": "41"}).errors) == {"staff"}
    with pytest.raises(Conflict, match="newest version"):
        fs.services.surveys.carry_over(fs.actor("erik"), FS)


def test_what_was_taken_back_is_not_filled_in_again_when_it_is_carried(fs: Office) -> None:
    complete(fs)
    answer(fs, "naomi", {"lead": None})
    fs.services.surveys.import_survey(OPERATOR, a_survey(2, title="Second"))
    assert "lead" not in fs.services.surveys.carry_over(fs.actor("erik"), FS).response.values


def test_exports_hold_surveys_responses_and_answers(fs: Office) -> None:
    complete(fs)
    out = io.StringIO()
    fs.services.exports.write(OPERATOR, out)
    written = json.loads(out.getvalue())
    assert [version["survey"]["key"] for version in written["survey_versions"]] == ["customer_survey", "customer"]
    assert len(written["survey_responses"]) == 2
    assert len([each for each in written["survey_answers"] if each["change"]["question"] in COMPLETE]) >= len(COMPLETE)
