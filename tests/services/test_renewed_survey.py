"""The survey of a renewal: it has the answers of the term before, and asks only what could have changed."""

from dataclasses import replace

import pytest

from domain import survey_responses as rules
from domain.needs import NeedContent, NeedState, Source, SourceKind
from domain.stages import Stage
from domain.survey_answers import checked
from domain.surveys import Survey
from services.survey_cards import ResponseView
from tests.services.office import Office
from tests.services.renewal_steps import FS, agreement_of, save, start
from tests.services.survey_steps import COMPLETE, with_small_survey

LASTING = {"field", "size", "uses"}
ASKED_AGAIN = {"staff", "laptops", "lead"}


@pytest.fixture
def office(office: Office) -> Office:
    """Naomi answered everything in the term before."""
    with_small_survey(office)
    answered(office, agreement_of(office).id)
    return office


def answered(office: Office, agreement: str) -> None:
    with office.storage.unit_of_work() as work:
        survey: Survey = work.surveys.current()
        empty = rules.started("r-before", work.agreements.get(agreement), survey, "p-naomi", office.clock())
        values = {key: checked(survey.question(key), raw) for key, raw in COMPLETE.items()}
        work.survey_responses.add(rules.answer(empty, survey, values, "p-naomi", office.clock()))
        work.commit()


def renewed(office: Office) -> ResponseView:
    """The survey of the renewal, started by Erik weeks later."""
    office.clock.pass_by(days=20)
    number = start(office).number
    contacts = agreement_of(office).contacts
    save(office, replace(agreement_of(office, number), stage=Stage.SURVEY, contacts=contacts))
    return office.services.surveys.start(office.actor("erik"), number).view


def test_what_lasts_counts_as_answered_by_who_answered_it(office: Office):
    answers = renewed(office).response.answers
    assert {key for key, given in answers.items() if not given.prefilled} == LASTING
    assert {answers[key].by for key in LASTING} == {"p-naomi"}


def test_what_could_have_changed_is_asked_again_with_the_last_answer(office: Office):
    answers = renewed(office).response.answers
    assert {key for key, given in answers.items() if given.prefilled} == ASKED_AGAIN


def test_a_survey_of_another_kind_starts_as_usual(office: Office):
    with office.storage.unit_of_work() as work:
        response = work.survey_responses.of_agreement(agreement_of(office).id)
        assert response
        work.survey_responses.save(response, replace(response, survey="older", revision=response.revision + 1))
        work.commit()
    assert not any(not given.prefilled for given in renewed(office).response.answers.values())


def test_an_answer_that_lasts_is_changed_like_any_other(office: Office):
    number = renewed(office).agreement
    saved = office.services.surveys.answer(office.actor("erik"), number, {"size": "large"}, 1000)
    assert saved.view.response.answers["size"].by == "p-erik"


def test_confirmed_needs_are_carried_to_be_confirmed_again(office: Office):
    james = office.actor("james")
    content = NeedContent("end_user_computing", "Laptops for field work", None, 30)
    with office.storage.reading() as work:
        area = work.catalog.current()[1].areas[0].key
    office.services.needs.record(james, FS, replace(content, area=area), Source(SourceKind.MEETING, "Kick-off"))
    office.services.needs.record(james, FS, replace(content, area=area, text="Old"), Source(SourceKind.MEETING, "x"))
    with office.storage.unit_of_work() as work:
        kept = work.needs.of_agreement(agreement_of(office).id)
        work.needs.save(replace(kept[0], state=NeedState.CONFIRMED, answered_by="p-erik", answered_at=office.clock()))
        work.commit()
    number = start(office).number
    carried = office.services.needs.view(james, number).all_needs
    assert [(need.content.text, need.state) for need in carried] == [("Laptops for field work", NeedState.RECORDED)]
