from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Conflict, InvalidInput
from domain.survey_answers import NamedPerson, progress, visible
from domain.survey_carrying import carry_to
from domain.survey_changes import AnswerEvent, changes_between
from domain.survey_responses import (
    Cleared,
    Reminders,
    ResponseState,
    SurveyResponse,
    answer,
    assign,
    clear,
    prefill,
    remind,
    reopen,
    submit,
)
from domain.surveys import QuestionKind, Section, Survey
from tests.builders import NOON
from tests.surveys import HOSTING, LATER, MARIA, PEOPLE, ROBERT, a_question, a_response, a_survey

SURVEY = a_survey()
LEAD = NamedPerson("Robert Blackfeather", "robert@nrcs.example.gov")
COMPLETE = {
    "staff": Decimal(40),
    "laptops": Decimal(30),
    "field": False,
    "lead": LEAD,
    "size": "small",
    "uses": (),
}


def complete() -> SurveyResponse:
    return a_response(SURVEY, COMPLETE)


def submitted() -> SurveyResponse:
    return submit(complete(), SURVEY, MARIA, LATER)


def test_an_answer_says_who_gave_it_and_when() -> None:
    response = answer(a_response(), SURVEY, {"staff": Decimal(40)}, ROBERT, LATER)
    given_answer = response.answers["staff"]
    assert (given_answer.value, given_answer.by, given_answer.at) == (Decimal(40), ROBERT, LATER)
    assert (response.moved_at, response.moved_by, response.revision) == (LATER, ROBERT, given_answer.revision)


def test_the_same_answer_again_changes_nothing() -> None:
    before = complete()
    assert answer(before, SURVEY, COMPLETE, MARIA, LATER) is before


def test_what_was_prefilled_counts_but_is_not_somebodys_word_until_a_person_confirms_it() -> None:
    before = prefill(a_response(), SURVEY, {"staff": Decimal(40)}, MARIA, NOON)
    assert before.answers["staff"].prefilled
    assert progress(SURVEY, before.values).answered == 1
    assert not answer(before, SURVEY, {"staff": Decimal(40)}, ROBERT, LATER).answers["staff"].prefilled


def test_what_somebody_answered_or_took_back_is_not_prefilled_again() -> None:
    response = clear(complete(), ["staff"], ROBERT, LATER)
    assert prefill(response, SURVEY, {"staff": Decimal(1), "laptops": Decimal(2)}, MARIA, LATER) is response


def test_an_answer_taken_back_is_gone_and_it_is_known_who_did_it() -> None:
    response = clear(complete(), ["staff", "never answered"], MARIA, LATER)
    assert "staff" not in response.values
    assert response.last_change("staff") == Cleared(MARIA, LATER, response.revision)


def test_a_hidden_answer_is_kept_does_not_count_and_counts_again_when_it_is_shown() -> None:
    shown = answer(complete(), SURVEY, {"field": True, "field_notes": "Boise"}, ROBERT, NOON)
    hidden = answer(shown, SURVEY, {"field": False}, ROBERT, LATER)
    assert "field_notes" not in [question.key for question in visible(SURVEY, hidden.values)]
    assert hidden.answers["field_notes"].value == "Boise"
    assert progress(SURVEY, hidden.values).total == progress(SURVEY, shown.values).total - 1
    again = answer(hidden, SURVEY, {"field": True}, ROBERT, LATER)
    assert progress(SURVEY, again.values) == progress(SURVEY, shown.values)


def test_submitting_locks_every_change() -> None:
    locked = submitted()
    assert (locked.state, locked.submitted_by, locked.submitted_at) == (ResponseState.SUBMITTED, MARIA, LATER)
    changes: list[Callable[[], object]] = [
        lambda: answer(locked, SURVEY, {"staff": Decimal(1)}, ROBERT, LATER),
        lambda: clear(locked, ["staff"], ROBERT, LATER),
        lambda: assign(locked, "people", ROBERT, MARIA, LATER),
        lambda: submit(locked, SURVEY, ROBERT, LATER),
        lambda: carry_to(locked, a_survey(2), MARIA, LATER),
    ]
    for change in changes:
        with pytest.raises(Conflict, match="submitted already"):
            change()


def test_what_lacks_an_answer_cannot_be_submitted_and_the_first_one_is_named() -> None:
    response = clear(complete(), ["laptops", "size"], ROBERT, NOON)
    with pytest.raises(Conflict, match=r"2 required questions have no answer yet\. The first one: What about laptops"):
        submit(response, SURVEY, MARIA, LATER)


def test_answers_that_do_not_fit_together_cannot_be_submitted() -> None:
    response = answer(complete(), SURVEY, {"laptops": Decimal(100)}, ROBERT, NOON)
    with pytest.raises(Conflict, match="more than two laptops"):
        submit(response, SURVEY, MARIA, LATER)


def test_staff_open_it_again_with_a_reason() -> None:
    response = reopen(submitted(), "  The number of sites changed. ", "staff", LATER)
    assert (response.state, response.submitted_at) == (ResponseState.OPEN, None)
    assert (response.reopened_reason, response.reopened_by) == ("The number of sites changed.", "staff")
    assert answer(response, SURVEY, {"staff": Decimal(1)}, ROBERT, LATER).values["staff"] == 1


@pytest.mark.parametrize("reason", ["", "   ", "x" * 3001])
def test_it_is_not_opened_again_without_a_reason_that_can_be_read(reason: str) -> None:
    with pytest.raises(InvalidInput):
        reopen(submitted(), reason, "staff", LATER)


def test_what_is_open_cannot_be_opened_again() -> None:
    with pytest.raises(Conflict):
        reopen(complete(), "Why not", "staff", LATER)


def test_a_section_is_given_to_one_person_and_taken_back() -> None:
    response = assign(assign(complete(), "people", ROBERT, MARIA, NOON), "people", MARIA, MARIA, NOON)
    assert response.sections == {"people": MARIA}
    assert assign(response, "people", MARIA, MARIA, LATER) is response
    assert assign(response, "people", None, MARIA, LATER).sections == {}


def newer(*sections: Section) -> Survey:
    return a_survey(2, sections)


def test_a_newer_version_keeps_every_answer_that_still_fits() -> None:
    before = complete()
    after = carry_to(before, newer(PEOPLE, HOSTING), MARIA, LATER)
    assert (after.version, after.answers, after.set_aside) == (2, before.answers, {})


OTHER_KIND = replace(PEOPLE, questions=(a_question("staff", QuestionKind.SHORT_TEXT), *PEOPLE.questions[1:]))
OUT_OF_RANGE = replace(PEOPLE, questions=(replace(PEOPLE.questions[0], maximum=Decimal(10)), *PEOPLE.questions[1:]))
GONE = replace(PEOPLE, questions=PEOPLE.questions[1:])


@pytest.mark.parametrize("people", [OTHER_KIND, OUT_OF_RANGE, GONE], ids=["other kind", "out of range", "gone"])
def test_an_answer_that_a_newer_version_has_no_place_for_is_set_aside_and_comes_back(people: Section) -> None:
    before = complete()
    aside = carry_to(before, newer(people, HOSTING), MARIA, LATER)
    assert aside.set_aside == {"staff": before.answers["staff"]}
    assert "staff" not in aside.answers
    back = carry_to(aside, a_survey(3), MARIA, LATER)
    assert (back.answers, back.set_aside) == (before.answers, {})


def test_what_was_answered_anew_is_not_replaced_by_what_was_set_aside() -> None:
    aside = carry_to(complete(), newer(OTHER_KIND, HOSTING), MARIA, LATER)
    anew = answer(aside, newer(OTHER_KIND, HOSTING), {"staff": "forty"}, ROBERT, LATER)
    back = carry_to(anew, a_survey(3), MARIA, LATER)
    assert back.set_aside["staff"].value == "forty"
    assert "staff" not in back.answers


def test_a_section_that_is_gone_is_nobodys_any_more() -> None:
    response = assign(assign(complete(), "people", ROBERT, MARIA, NOON), "hosting", ROBERT, MARIA, NOON)
    assert carry_to(response, newer(PEOPLE), MARIA, LATER).sections == {"people": ROBERT}


@pytest.mark.parametrize("survey", [a_survey(1), a_survey(2, key="other")], ids=["same version", "another survey"])
def test_it_is_carried_to_a_newer_version_of_its_own_survey_only(survey: Survey) -> None:
    with pytest.raises(Conflict, match="newest version"):
        carry_to(complete(), survey, MARIA, LATER)


def test_a_round_of_reminders_ends_when_everyone_was_told_and_moving_ends_all() -> None:
    first = remind(complete(), [ROBERT], everyone=False, at=NOON)
    assert first.reminders == Reminders(0, NOON, (ROBERT,))
    second = remind(first, [MARIA], everyone=True, at=LATER)
    assert second.reminders == Reminders(1, NOON)
    assert answer(second, SURVEY, {"staff": Decimal(2)}, ROBERT, LATER).reminders == Reminders()


def test_history_tells_what_happened_to_each_answer() -> None:
    prefilled = prefill(a_response(), SURVEY, {"staff": Decimal(40)}, MARIA, NOON)
    confirmed = answer(prefilled, SURVEY, {"staff": Decimal(41), "field": True}, ROBERT, LATER)
    cleared = clear(confirmed, ["field"], MARIA, LATER)
    carried = carry_to(cleared, newer(GONE, HOSTING), MARIA, LATER + timedelta(days=1))
    back = carry_to(carried, a_survey(3), MARIA, LATER + timedelta(days=2))
    steps = [(None, prefilled), (prefilled, confirmed), (confirmed, cleared), (cleared, carried), (carried, back)]
    told = [(c.question, c.event, c.value, c.by) for before, after in steps for c in changes_between(before, after)]
    assert told == [
        ("staff", AnswerEvent.PREFILLED, Decimal(40), MARIA),
        ("field", AnswerEvent.GIVEN, True, ROBERT),
        ("staff", AnswerEvent.GIVEN, Decimal(41), ROBERT),
        ("field", AnswerEvent.CLEARED, None, MARIA),
        ("staff", AnswerEvent.SET_ASIDE, Decimal(41), MARIA),
        ("staff", AnswerEvent.RESTORED, Decimal(41), MARIA),
    ]


VALUES = {**COMPLETE, "field": True, "field_notes": "Boise"}


@given(st.lists(st.sampled_from([*PEOPLE.questions, *HOSTING.questions]), max_size=30), st.data())
def test_no_order_of_answering_clearing_and_carrying_loses_an_answer(questions, data: st.DataObject) -> None:
    """What was given last and not taken back is there: among the answers, or set aside."""
    versions = [a_survey(1), newer(GONE, HOSTING), a_survey(3, (HOSTING,)), a_survey(4)]
    response, expected = a_response(versions[0]), {}
    for question in questions:
        survey = versions[response.version - 1]
        match data.draw(st.sampled_from(["answer", "clear", "carry"])):
            case "answer" if question in survey.questions and question.key in VALUES:
                response = answer(response, survey, {question.key: VALUES[question.key]}, ROBERT, LATER)
                expected[question.key] = VALUES[question.key]
            case "clear" if question.key in response.answers:
                response = clear(response, [question.key], MARIA, LATER)
                del expected[question.key]
            case "carry" if response.version < len(versions):
                response = carry_to(response, versions[response.version], MARIA, LATER)
            case _:
                pass
        kept = {**{key: given.value for key, given in response.set_aside.items()}, **response.values}
        assert kept == expected
