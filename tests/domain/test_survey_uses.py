"""What an answer is used for, found in the survey's own rules, checks and conditions."""

from dataclasses import replace

from domain.survey_conditions import Is
from domain.survey_uses import Uses, uses_of
from domain.surveys import Quantity, Rule
from tests.surveys import HOSTING, PEOPLE, a_survey

SURVEY = a_survey()


def uses(key: str) -> Uses:
    return uses_of(SURVEY, SURVEY.question(key))


def test_the_services_whose_quantity_it_counts_in_and_what_it_must_agree_with() -> None:
    assert uses("laptops") == Uses(("managed_laptop",), (), ("staff",), leads_on=False, asked_because=())
    assert uses("staff").compared_with == ("laptops",)


def test_the_questions_that_depend_on_it_and_the_condition_that_brought_it_up() -> None:
    assert uses("field").leads_on
    assert uses("field_notes").asked_because == (Is("field", (True,)),)
    conditional = a_survey(sections=(PEOPLE, replace(HOSTING, when=Is("field", (True,)))))
    assert uses_of(conditional, conditional.question("size")).asked_because == (Is("field", (True,)),)


def test_the_services_that_it_suggests_or_rules_out_each_named_once() -> None:
    hosting = Rule("virtual_machine", Quantity(), "You host.", when=Is("size", ("large",)))
    laptops = Rule("managed_laptop", Quantity(questions=("size",)), "You host.", when=Is("size", ("large",)))
    survey = a_survey(recommendations=(hosting, hosting, laptops))
    found = uses_of(survey, survey.question("size"))
    assert (found.counted_for, found.decides_on) == (("managed_laptop",), ("virtual_machine",))


def test_an_answer_that_nothing_reads_has_no_uses() -> None:
    assert uses("budget") == Uses((), (), (), leads_on=False, asked_because=())
