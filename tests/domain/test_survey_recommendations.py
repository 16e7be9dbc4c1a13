"""From answers to services."""

from decimal import Decimal

import pytest

from domain.catalog import Direction
from domain.survey_conditions import Is
from domain.survey_recommendations import Recommended, quantity, recommended
from domain.surveys import Level, Quantity, QuestionKind, Rule
from tests.survey_definitions import a_question, a_survey

SOON, LATER = Level("resolution", Decimal(2), Direction.AT_MOST), Level("resolution", Decimal(8), Direction.AT_MOST)
HIGH, LOW = Level("uptime", Decimal("99.9"), Direction.AT_LEAST), Level("uptime", Decimal(99), Direction.AT_LEAST)


def a_rule(service: str = "laptop", number: int = 5, **changes) -> Rule:
    return Rule(**{"service": service, "quantity": Quantity(Decimal(number)), "reason": "Because."} | changes)


def survey_with(*rules: Rule):
    return a_survey(
        a_question("urgent"),
        a_question("laptops", QuestionKind.NUMBER, unit="laptops", when=Is("urgent", (True,))),
        a_question("spare", QuestionKind.NUMBER, unit="laptops", required=False),
        a_question("tools", QuestionKind.SEVERAL_OF, required=False),
        recommendations=rules,
    )


URGENT = {"urgent": True, "laptops": Decimal(41), "spare": Decimal(4), "tools": ("red", "blue")}


@pytest.mark.parametrize(
    ("wanted", "units"),
    [
        (Quantity(Decimal(3)), 3),
        (Quantity(questions=("laptops",)), 41),
        (Quantity(questions=("laptops", "spare", "unanswered")), 45),
        (Quantity(questions=("laptops",), times=Decimal("0.1")), 5),
        (Quantity(questions=("laptops",), times=Decimal("1.1")), 46),
        (Quantity(questions=("tools",)), 2),
        (Quantity(questions=("urgent",)), 0),
    ],
)
def test_a_quantity_is_summed_multiplied_and_rounded_up(wanted, units):
    assert quantity(wanted, URGENT) == units


def test_a_rule_recommends_with_the_answers_in_its_reason():
    rule = a_rule(
        quantity=Quantity(questions=("laptops", "spare")),
        reason="You need {laptops}, and {spare} to spare. Tools: {tools}. Braces {} and {NOT} stay.",
        when=Is("urgent", (True,)),
        levels=(SOON,),
    )
    assert recommended(survey_with(rule), {**URGENT, "spare": Decimal(1)}) == (
        Recommended(
            "laptop",
            42,
            (SOON,),
            ("You need 41 laptops, and 1 laptops to spare. Tools: Red; Blue. Braces {} and {NOT} stay.",),
            ("urgent", "laptops", "spare", "tools"),
        ),
    )


def test_an_answer_that_is_not_there_is_called_so():
    (found,) = recommended(survey_with(a_rule(reason="Spare: {spare}.")), {})
    assert (found.reason, found.from_questions) == ("Spare: no answer.", ())


def test_what_is_hidden_recommends_nothing():
    rule = a_rule(quantity=Quantity(questions=("laptops",)))
    assert recommended(survey_with(rule), {**URGENT, "urgent": False}) == ()


def test_the_largest_quantity_of_several_rules_counts_and_what_adds_is_added():
    rules = (a_rule(number=5), a_rule(number=9), a_rule(number=2, adds=True), a_rule(number=1, adds=True))
    (found,) = recommended(survey_with(*rules), {})
    assert found.quantity == 12


def test_what_adds_stands_alone_when_no_other_rule_holds():
    rules = (a_rule(number=9, when=Is("urgent", (True,))), a_rule(number=2, adds=True))
    assert [found.quantity for found in recommended(survey_with(*rules), {})] == [2]


def test_each_service_stands_once_with_all_reasons_in_the_order_of_the_rules():
    rules = (
        a_rule("mailbox", reason="First."),
        a_rule(reason="A."),
        a_rule("mailbox", reason="Second."),
        a_rule(reason="A."),
    )
    found = recommended(survey_with(*rules), {})
    assert [(one.service, one.reason) for one in found] == [("mailbox", "First. Second."), ("laptop", "A.")]


@pytest.mark.parametrize("levels", [(SOON, LATER, LOW, HIGH), (LATER, SOON, HIGH, LOW)])
def test_the_stricter_target_counts(levels):
    rules = [a_rule(levels=(level,)) for level in levels]
    (found,) = recommended(survey_with(*rules), {})
    assert set(found.levels) == {SOON, HIGH}


def test_a_quantity_of_zero_recommends_nothing():
    rule = a_rule(quantity=Quantity(questions=("spare",)), levels=(SOON,))
    assert recommended(survey_with(rule), {"spare": Decimal(0)}) == ()
