"""Which questions of a survey are shown, what is missing, what does not fit together."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import NotFound
from domain.survey_answers import Progress, counted, failed_checks, missing, progress, standing, visible
from domain.survey_condition_words import condition_in_words
from domain.survey_conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Includes,
    Is,
    MoreThan,
    Not,
    holds,
    mentioned,
)
from domain.survey_reach import TooEntangled, can_hold, passing
from domain.survey_values import Value
from domain.surveys import Check, QuestionKind
from tests.survey_definitions import a_question, a_section, a_survey

ANSWERS = {
    "yes": True,
    "no": False,
    "red": "red",
    "several": ("red", "blue"),
    "none": (),
    "ten": Decimal(10),
    "twenty": Decimal(20),
    "may": date(2027, 5, 1),
    "june": date(2027, 6, 1),
    "words": "some words",
}
HOLDING: list[tuple[Condition, bool]] = [
    (Is("yes", (True,)), True),
    (Is("no", (True,)), False),
    (Is("red", ("green", "red")), True),
    (Is("red", ("green",)), False),
    (Is("unanswered", (False,)), False),
    (Includes("several", "blue"), True),
    (Includes("several", "green"), False),
    (Includes("none", "red"), False),
    (Includes("words", "some"), False),
    (AtLeast("ten", Decimal(10)), True),
    (AtLeast("ten", Decimal("10.1")), False),
    (AtMost("ten", Decimal(10)), True),
    (AtMost("ten", Decimal(9)), False),
    (AtMost("unanswered", Decimal(9)), False),
    (AtLeast("may", date(2027, 5, 1)), True),
    (AtMost("may", date(2027, 4, 30)), False),
    (AtLeast("words", Decimal(1)), False),
    (AtLeast("may", Decimal(1)), False),
    (Answered("none"), True),
    (Answered("unanswered"), False),
    (MoreThan(("twenty",), ("ten",)), True),
    (MoreThan(("twenty",), ("ten",), Decimal(2)), False),
    (MoreThan(("ten", "twenty"), ("ten",), Decimal(2)), True),
    (MoreThan(("ten", "unanswered"), ("twenty",)), False),
    (MoreThan(("unanswered",), ("ten",)), False),
    (MoreThan(("ten",), ("unanswered",)), False),
    (MoreThan(("june",), ("may",)), True),
    (MoreThan(("may",), ("june",)), False),
    (MoreThan(("may",), ("may",)), False),
    (AllOf((Is("yes", (True,)), Answered("ten"))), True),
    (AllOf((Is("yes", (True,)), Answered("unanswered"))), False),
    (AnyOf((Is("no", (True,)), Answered("ten"))), True),
    (AnyOf((Is("no", (True,)), Answered("unanswered"))), False),
    (Not(Answered("unanswered")), True),
    (Not(AtLeast("unanswered", Decimal(1))), True),
]


@pytest.mark.parametrize(("condition", "result"), HOLDING)
def test_a_condition_holds(condition, result):
    assert holds(condition, ANSWERS) is result


def test_a_condition_names_its_questions_once_and_in_order():
    condition = AllOf((Is("b", (True,)), Not(AnyOf((Answered("a"), Answered("b")))), MoreThan(("c",), ("d", "a"))))
    assert mentioned(condition) == ("b", "a", "c", "d")
    assert mentioned(None) == ()


SURVEY = a_survey(
    sections=(
        a_section(
            a_question("remote"),
            a_question("people", QuestionKind.NUMBER, unit="people", when=Is("remote", (True,))),
            a_question("vpn", QuestionKind.NUMBER, unit="people", required=False, when=AtLeast("people", Decimal(10))),
            key="first",
        ),
        a_section(a_question("tools", QuestionKind.SEVERAL_OF), key="second", when=Answered("vpn")),
    ),
    checks=(Check("vpn", MoreThan(("vpn",), ("people",)), "That is more than you have people."),),
)


def shown(**answers) -> list[str]:
    return [question.key for question in visible(SURVEY, answers)]


def test_questions_and_sections_are_shown_by_what_was_answered_before():
    assert shown() == ["remote"]
    assert shown(remote=True) == ["remote", "people"]
    assert shown(remote=True, people=Decimal(9)) == ["remote", "people"]
    assert shown(remote=True, people=Decimal(10)) == ["remote", "people", "vpn"]
    assert shown(remote=True, people=Decimal(10), vpn=Decimal(1)) == ["remote", "people", "vpn", "tools"]


def test_a_hidden_answer_counts_in_no_condition_and_comes_back():
    answers = {"remote": True, "people": Decimal(10), "vpn": Decimal(30), "tools": ("red",)}
    hidden = {**answers, "remote": False}
    assert shown(**hidden) == ["remote"]
    assert counted(SURVEY, hidden) == {"remote": False}
    assert failed_checks(SURVEY, hidden) == ()
    assert counted(SURVEY, answers) == answers
    assert failed_checks(SURVEY, answers) == (("vpn", "That is more than you have people."),)


def test_a_check_counts_only_while_its_question_is_shown():
    survey = a_survey(
        a_question("a"),
        a_question("b", when=Is("a", (True,))),
        checks=(Check("b", Is("a", (False,)), "Say more."),),
    )
    assert failed_checks(survey, {"a": False}) == ()


def test_progress_counts_required_questions_that_are_shown():
    assert progress(SURVEY, {}) == Progress(0, 1)
    answers = {"remote": True, "people": Decimal(10), "vpn": Decimal(3)}
    assert progress(SURVEY, answers) == Progress(2, 3)
    assert progress(SURVEY, answers).percent == 66
    assert [question.key for question in missing(SURVEY, answers)] == ["tools"]
    assert dict(standing(SURVEY, answers).by_section) == {"first": Progress(2, 2), "second": Progress(0, 1)}


def test_nothing_to_answer_is_complete():
    optional = a_survey(a_question(required=False))
    assert (progress(optional, {}).percent, progress(optional, {}).complete) == (100, True)


def test_questions_and_sections_are_found_by_key():
    assert SURVEY.question("vpn").unit == "people"
    assert SURVEY.section_of("tools").key == "second"
    assert SURVEY.section("first").title == "First"
    for lookup in (SURVEY.question, SURVEY.section, SURVEY.section_of):
        with pytest.raises(NotFound, match="There is no"):
            lookup("nothing")


IN_WORDS = [
    (Is("remote", (False,)), "“What about remote?” is no"),
    (Includes("tools", "red"), "“What about tools?” includes Red"),
    (AtLeast("people", Decimal(1000)), "“What about people?” is 1,000 people or more"),
    (AtMost("people", Decimal(1)), "“What about people?” is 1 people or less"),
    (Not(Answered("vpn")), "it is not so that “What about vpn?” has an answer"),
    (
        MoreThan(("people", "vpn"), ("vpn",), Decimal(3)),
        "the sum of “What about people?” and “What about vpn?” is more than 3 times “What about vpn?”",
    ),
    (
        AllOf((Answered("vpn"), AnyOf((Is("remote", (True,)), Includes("tools", "blue"))))),
        "“What about vpn?” has an answer, and (“What about remote?” is yes, or “What about tools?” includes Blue)",
    ),
]


@pytest.mark.parametrize(("condition", "words"), IN_WORDS)
def test_a_condition_reads_well(condition, words):
    assert condition_in_words(SURVEY, condition) == words


# Whether something can be reached: compared with all answers that there are.

_FLAGS = ("a", "b", "c")
_LEAVES = st.builds(Is, st.sampled_from(_FLAGS), st.sampled_from([(True,), (False,)])) | st.builds(
    Answered, st.sampled_from(_FLAGS)
)
_CONDITIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.tuples(inner, inner)),
        st.builds(AnyOf, st.tuples(inner, inner)),
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(_CONDITIONS, st.tuples(*[st.booleans()] * 3), st.sampled_from([None, Is("a", (True,)), Not(Answered("b"))]))
def test_a_condition_can_hold_exactly_when_some_answers_make_it_true(condition, required, when):
    """`when` decides whether the last question is shown."""
    a, b, c = (a_question(key, required=needed) for key, needed in zip(_FLAGS, required, strict=True))
    survey = a_survey(a, b, a_question("c", required=c.required, when=when))
    everything = (
        {key: value for key, value in zip(_FLAGS, values, strict=True) if value is not None}
        for values in product((True, False, None), repeat=3)
    )
    complete = [counted(survey, answers) for answers in everything if not missing(survey, answers)]
    assert can_hold(survey, condition) == any(holds(condition, answers) for answers in complete)


NUMBER = a_question("n", QuestionKind.NUMBER, maximum=Decimal(50))
DAY = a_question("d", QuestionKind.DATE, minimum=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        (AtLeast("n", Decimal(50)), True),
        (AtLeast("n", Decimal(51)), False),
        (AtMost("n", Decimal(-1)), False),
        (AllOf((AtLeast("n", Decimal(10)), AtMost("n", Decimal(10)))), True),
        (AllOf((AtLeast("n", Decimal(11)), AtMost("n", Decimal(10)))), False),
        (AllOf((Not(AtLeast("n", Decimal(11))), Not(AtMost("n", Decimal(9))))), True),
        (AllOf((Not(AtLeast("n", Decimal(10))), Not(AtMost("n", Decimal(9))))), False),
        (AtMost("d", date(2026, 12, 31)), False),
        (AtMost("d", date(2027, 1, 1)), True),
        (Not(Answered("n")), False),
    ],
)
def test_ranges_decide_what_can_be_reached(condition, possible):
    assert can_hold(a_survey(NUMBER, DAY), condition) is possible


def test_answers_that_pass_all_checks_are_found_where_there_are_any():
    people = a_question("people", QuestionKind.NUMBER, minimum=Decimal(1))
    remote = a_question("remote", QuestionKind.NUMBER)
    too_many = Check("remote", MoreThan(("remote",), ("people",)), "Too many.")
    too_few = Check("remote", Not(AtLeast("remote", Decimal(30))), "Too few.")
    fitting = a_survey(people, remote, checks=(too_many, too_few))
    found = passing(fitting)
    assert found
    assert failed_checks(fitting, found) == ()
    contradicting = a_survey(people, remote, checks=(too_few, Check("remote", Answered("people"), "No.")))
    assert passing(contradicting) is None


def test_a_long_chain_of_conditions_is_searched_to_its_end():
    keys = [f"n{number}" for number in range(60)]
    chained = [
        a_question(key, QuestionKind.NUMBER, maximum=Decimal(50), when=before and AtLeast(before, Decimal(1)))
        for before, key in zip([None, *keys], keys, strict=False)
    ]
    assert can_hold(a_survey(*chained), AtLeast(keys[-1], Decimal(50)))
    assert not can_hold(a_survey(*chained), AtLeast(keys[-1], Decimal(51)))


def test_a_search_that_would_not_end_gives_up():
    questions = [a_question(f"q{number}", required=False) for number in range(40)]
    never = AllOf((Answered("q39"), Not(Answered("q39"))))
    entangled = AnyOf(tuple(AllOf((Answered(question.key), never)) for question in questions))
    survey = a_survey(*questions, checks=(Check("q39", Not(entangled), "Never mind."),))
    assert can_hold(survey, entangled)
    with pytest.raises(TooEntangled):
        passing(survey)


@pytest.mark.parametrize("answers", [{}, {"a": True}, {"a": False}])
def test_the_standing_says_the_same_as_each_question_about_it(answers: dict[str, Value]) -> None:
    found = standing(SURVEY, answers)
    assert found.shown == visible(SURVEY, answers)
    assert found.missing == missing(SURVEY, answers)
    assert found.failed_checks == failed_checks(SURVEY, answers)
    assert found.progress == progress(SURVEY, answers)
