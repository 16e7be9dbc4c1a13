"""What sentences about agreements name beyond their entities."""

import pytest

from bot.handlers.asked import (
    as_list_stage,
    handles_account,
    list_stage_asked,
    owner_asked,
    roles_asked,
    says_all,
    says_closed,
    says_mine,
    side_asked,
    step_asked,
    turn_asked,
)
from domain.people import Role, Side
from domain.stages import Stage
from services import Services
from services.cards import PersonCard, person_card
from tests.bot.saying import a_turn
from tests.builders import a_person


def someone(name: str) -> PersonCard:
    return person_card(a_person(name.lower().replace(" ", "-"), Side.CEC, name=name))


STAFF = [someone(name) for name in ("James Okafor", "Priya Raman", "Grace Nakamura", "Will Park", "Mei-Ling Chen")]


@pytest.mark.parametrize(
    ("text", "by_staff", "by_customer"),
    [
        ("what waits for us", Side.CEC, Side.CUSTOMER),
        ("where is it our turn", Side.CEC, Side.CUSTOMER),
        ("which ones are waiting on CEC?", Side.CEC, Side.CEC),
        ("which ones are waiting on you?", Side.CEC, Side.CEC),
        ("what is stuck with the customer", Side.CUSTOMER, Side.CUSTOMER),
        ("agreements waiting for customers", Side.CUSTOMER, Side.CUSTOMER),
        ("waiting on the agency to sign", Side.CUSTOMER, Side.CUSTOMER),
        ("all agreements", None, None),
        ("I am waiting in line", None, None),
    ],
)
def test_says_for_whom_agreements_wait(text: str, by_staff: Side | None, by_customer: Side | None) -> None:
    assert turn_asked(text, reader_is_staff=True) is by_staff
    assert turn_asked(text, reader_is_staff=False) is by_customer


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("who is our budget officer?", (Role.BUDGET_OFFICER,)),
        ("Who gets the bills?", (Role.BUDGET_OFFICER,)),
        ("who's the ISSO", (Role.SECURITY_OFFICER,)),
        ("name of the technical lead", (Role.TECHNICAL_LEAD,)),
        ("who signs the agreement", (Role.PROGRAM_OFFICIAL, Role.FUNDING_OFFICIAL)),
        ("who is the agreements coordinator", (Role.AGREEMENTS_COORDINATOR,)),
        ("our SML please", (Role.SML,)),
        ("your finance officer", (Role.FINANCE_OFFICER,)),
        ("show me all contacts", ()),
        ("the signal is weak", ()),
    ],
)
def test_finds_the_role_that_is_asked_for(text: str, roles: tuple[Role, ...]) -> None:
    assert roles_asked(text) == roles


@pytest.mark.parametrize(
    ("text", "staff", "side"),
    [
        ("who is our funding official", False, Side.CUSTOMER),
        ("who is your funding official", False, Side.CEC),
        ("who is CEC's funding official", False, Side.CEC),
        ("who is the funding official", False, None),
        ("who is our funding official", True, Side.CEC),
        ("who is their funding official", True, None),
    ],
)
def test_our_and_your_mean_the_side_of_the_one_who_says_it(text: str, staff: bool, side: Side | None) -> None:
    assert side_asked(text, staff) is side


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what does Priya Raman have in negotiation", "Priya Raman"),
        ("priya raman's agreements", "Priya Raman"),
        ("show Okafor's list", "James Okafor"),
        ("agreements of James", "James Okafor"),
        ("what does Mei-Ling lead", "Mei-Ling Chen"),
        ("will NRCS sign soon", None),
        ("Will NRCS sign soon", None),
        ("list Will Park's agreements", "Will Park"),
        ("Grace period of the agreements", None),
        ("James and Priya", None),
        ("agreements in survey", None),
    ],
)
def test_finds_the_owner_by_a_name_that_only_one_person_has(text: str, name: str | None) -> None:
    found = owner_asked(text, STAFF)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("text", ["my agreements", "which are mine", "what do I have in survey", "those I lead"])
def test_hears_that_the_own_agreements_are_meant(text: str) -> None:
    assert says_mine(text)


@pytest.mark.parametrize("text", ["I have a question about NRCS", "in my opinion", "mineral survey"])
def test_does_not_take_every_i_for_the_own_agreements(text: str) -> None:
    assert not says_mine(text)


def test_hears_closed_ones_and_all_of_them() -> None:
    assert says_closed("show closed agreements too")
    assert not says_closed("is the agreement disclosed")
    assert says_all("list our agreements")
    assert not says_all("where does it stand")
    assert handles_account("who handles our account")
    assert not handles_account("phone number of Linh Tran")


def test_reports_and_meetings_are_held_while_services_run() -> None:
    assert as_list_stage(Stage.REPORTS) is Stage.OPERATIONS
    assert as_list_stage(Stage.MEETINGS) is Stage.OPERATIONS
    assert as_list_stage(Stage.SURVEY) is Stage.SURVEY
    assert as_list_stage(None) is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("is the survey done yet", Stage.SURVEY),
        ("have we reached startup yet", Stage.STARTUP),
        ("are we past negotiation", Stage.PROPOSAL),
        ("is the customer survey finished", Stage.SURVEY),
        ("send me the survey", None),
        ("where does it stand", None),
    ],
)
def test_a_step_whose_state_is_asked_for_is_found_without_the_understanding(
    services: Services, text: str, stage: Stage | None
) -> None:
    assert step_asked(a_turn(services, text, "agreement_status")) is stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("which agreements are in the survey step", Stage.SURVEY),
        ("who is at the signing stage", Stage.AGREEMENT_FUNDING),
        ("what is in operations", Stage.OPERATIONS),
        ("what is in performance reports", Stage.OPERATIONS),
        ("agreements with a survey", None),
        ("all agreements", None),
    ],
)
def test_the_step_of_a_list_is_found_without_the_understanding(
    services: Services, text: str, stage: Stage | None
) -> None:
    assert list_stage_asked(a_turn(services, text, "list_agreements")) is stage
