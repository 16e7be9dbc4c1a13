"""What holds for every survey whose file passes the check, in whatever order it is answered."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.survey_answers import counted, failed_checks, missing, progress, standing, visible
from domain.survey_reach import passing
from domain.survey_values import Value
from domain.surveys import Survey
from services.survey_files import read_survey
from tests.survey_definitions import CATALOG, answers_to, definitions, write

# A definition that the check refuses is thrown away, and drawing one takes a while on a busy machine.
drawn = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def survey_of(tmp_path: Path):
    def read(definition: dict[str, Any]) -> Survey:
        found = read_survey(write(definition, tmp_path / "drawn.yaml"), CATALOG).value
        assume(found is not None)
        assert found is not None
        return found

    return read


def answer_what_is_missing(data: st.DataObject, survey: Survey, answers: dict[str, Value]) -> None:
    """One question after the other, in any order, until nothing is missing; fewer steps than questions."""
    for _ in survey.questions:
        open_questions = missing(survey, answers)
        if not open_questions:
            return
        chosen = data.draw(st.sampled_from(open_questions))
        answers[chosen.key] = data.draw(answers_to(chosen))
    assert missing(survey, answers) == ()


def some_answers(data: st.DataObject, survey: Survey) -> dict[str, Value]:
    """To any questions, hidden ones as well."""
    chosen = data.draw(st.sets(st.sampled_from([question.key for question in survey.questions])))
    return {key: data.draw(answers_to(survey.question(key))) for key in sorted(chosen)}


@drawn
@given(definition=definitions(), data=st.data())
def test_every_order_of_answering_reaches_a_submit(survey_of, definition, data):
    survey = survey_of(definition)
    answers = some_answers(data, survey)
    answer_what_is_missing(data, survey, answers)
    if failed_checks(survey, answers):
        corrected = dict(passing(survey) or {})
        answer_what_is_missing(data, survey, corrected)
        answers = corrected
    assert (missing(survey, answers), failed_checks(survey, answers)) == ((), ())
    assert progress(survey, answers).complete


@drawn
@given(definition=definitions(), data=st.data())
def test_hiding_and_showing_again_loses_no_answer(survey_of, definition, data):
    survey = survey_of(definition)
    answers = some_answers(data, survey)
    before = (visible(survey, answers), counted(survey, answers))
    changed = data.draw(st.sampled_from([*answers] or [survey.questions[0].key]))
    meanwhile = {**answers, changed: data.draw(answers_to(survey.question(changed)))}
    assert all(value == meanwhile[key] for key, value in counted(survey, meanwhile).items())
    back = {**meanwhile, changed: answers[changed]} if changed in answers else answers
    assert (visible(survey, back), counted(survey, back)) == before


@drawn
@given(definition=definitions(), data=st.data())
def test_progress_never_exceeds_100_percent(survey_of, definition, data):
    survey = survey_of(definition)
    answers = some_answers(data, survey)
    whole, parts = progress(survey, answers), standing(survey, answers).by_section
    assert 0 <= whole.answered <= whole.total
    assert 0 <= whole.percent <= 100
    assert (whole.percent == 100) == (missing(survey, answers) == ())
    assert (sum(part.answered for part in parts.values()), sum(part.total for part in parts.values())) == (
        whole.answered,
        whole.total,
    )
    assert all(0 <= part.percent <= 100 for part in parts.values())


@drawn
@given(definition=definitions(), data=st.data())
def test_a_hidden_answer_counts_nowhere(survey_of, definition, data):
    survey = survey_of(definition)
    answers = some_answers(data, survey)
    shown = {question.key for question in visible(survey, answers)}
    only_shown = {key: value for key, value in answers.items() if key in shown}
    assert counted(survey, answers) == only_shown
    assert visible(survey, only_shown) == visible(survey, answers)
    assert failed_checks(survey, only_shown) == failed_checks(survey, answers)
