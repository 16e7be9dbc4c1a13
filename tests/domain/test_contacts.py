"""Which roles are still missing, and how one person takes over from another."""

from dataclasses import replace

import pytest

from domain.agreement_contacts import set_contact
from domain.contacts import Vacancy, hand_over, replace_contact, vacancies
from domain.errors import Conflict
from domain.people import Contact, Role, Side
from domain.stages import Stage
from tests.builders import NOON, an_agreement, complete

LINH = Contact("p-linh", Side.CUSTOMER, Role.BUDGET_OFFICER)
MARIA = replace(LINH, person_id="p-maria")


def test_at_the_first_step_all_five_roles_are_missing() -> None:
    assert [vacancy.key for vacancy in vacancies(an_agreement())] == [
        "cec_sml", "cec_agreements_coordinator", "customer_program_manager", "customer_technical_lead",
        "customer_budget_officer",
    ]  # fmt: skip


def test_a_filled_role_is_not_missing_any_more() -> None:
    named, _ = set_contact(an_agreement(), LINH, NOON, "staff")
    assert Vacancy(Side.CUSTOMER, Role.BUDGET_OFFICER) not in vacancies(named)
    assert vacancies(complete(an_agreement())) == ()


def test_before_signing_the_signers_are_missing() -> None:
    missing = {vacancy.key for vacancy in vacancies(an_agreement(Stage.PROPOSAL))}
    assert missing == {
        "customer_program_official", "customer_funding_official", "cec_program_official", "cec_funding_official",
        "cec_finance_officer",
    }  # fmt: skip


def test_a_role_of_the_first_step_that_falls_vacant_later_is_missing_again() -> None:
    agreement = an_agreement(Stage.SURVEY)
    without = tuple(c for c in agreement.contacts if c.role is not Role.TECHNICAL_LEAD)
    assert Vacancy(Side.CUSTOMER, Role.TECHNICAL_LEAD) in vacancies(replace(agreement, contacts=without))


def test_nothing_is_missing_in_a_closed_agreement() -> None:
    assert vacancies(an_agreement(closed_at=NOON)) == ()


def test_a_vacancy_says_what_is_missing() -> None:
    assert Vacancy(Side.CUSTOMER, Role.BUDGET_OFFICER).missing == "a customer contact as budget officer"
    assert Vacancy(Side.CEC, Role.SML).missing == "a CEC contact as SML"


def test_the_new_one_stands_where_the_old_one_stood() -> None:
    others = tuple(Contact(f"p-{n}", Side.CUSTOMER, Role.TECHNICAL_LEAD) for n in range(2))
    agreement = an_agreement(contacts=(others[0], LINH, others[1]))
    changed, changes = replace_contact(agreement, LINH, MARIA, NOON, "staff")
    assert changed.contacts == (others[0], MARIA, others[1])
    assert [(c.old, c.new) for c in changes] == [
        ("customer_budget_officer: p-linh", None), (None, "customer_budget_officer: p-maria"),
    ]  # fmt: skip


def test_who_has_the_role_already_takes_it_over_without_having_it_twice() -> None:
    changed, changes = replace_contact(an_agreement(contacts=(LINH, MARIA)), LINH, MARIA, NOON, "staff")
    assert changed.contacts == (MARIA,)
    assert len(changes) == 1


def test_nobody_is_replaced_who_does_not_have_the_role() -> None:
    with pytest.raises(Conflict):
        replace_contact(an_agreement(), LINH, MARIA, NOON, "staff")


def test_every_role_of_a_person_who_leaves_goes_to_someone_or_to_nobody() -> None:
    lead = replace(LINH, role=Role.TECHNICAL_LEAD)
    agreement = an_agreement(contacts=(LINH, lead))
    takers = {Role.BUDGET_OFFICER: "p-maria", Role.TECHNICAL_LEAD: None}
    changed, changes = hand_over(agreement, "p-linh", takers, NOON, "staff")
    assert changed.contacts == (MARIA,)
    assert len(changes) == 3


@pytest.mark.parametrize("takers", [{}, {Role.BUDGET_OFFICER: "p-maria", Role.TECHNICAL_LEAD: "p-maria"}])
def test_no_role_is_forgotten_or_invented(takers: dict[Role, str | None]) -> None:
    with pytest.raises(Conflict, match="have changed meanwhile"):
        hand_over(an_agreement(contacts=(LINH,)), "p-linh", takers, NOON, "staff")
