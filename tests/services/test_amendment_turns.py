"""An amendment of an agreement that runs waits for one side: both are told so where they look for what is next."""

import pytest

from domain.people import Side
from domain.proposal_changes import QuantityWanted
from services.agreement_cards import Todo, Whose
from tests.services.office import Office
from tests.services.proposal_steps import RUNNING, accept, change_quantity, line_of, present, request, view


def amend(office: Office) -> None:
    office.services.proposals.start_amendment(office.actor("priya"), RUNNING, "Two more systems join.")
    change_quantity(office, 20, "platform_hosting", RUNNING)


def waits(office: Office, who: str) -> Todo:
    """What waits in the amended agreement; the same stands among all that waits."""
    actor = office.actor(who)
    one = office.services.agreements.next_step(actor, RUNNING)
    if one.whose in (Whose.YOURS, Whose.YOUR_SIDE):
        assert one in office.services.agreements.next_steps(actor).items
    return one


def action(todo: Todo) -> str:
    assert todo.turn
    return todo.turn.action


def test_an_amendment_that_is_drafted_waits_for_cec(office: Office):
    amend(office)
    mine = waits(office, "priya")
    assert (mine.whose, action(mine)) == (Whose.YOURS, "prepare amendment 1 and send it to the customer")
    assert waits(office, "james").whose is Whose.YOUR_SIDE
    assert waits(office, "beatriz").whose is Whose.OTHER_SIDE


def test_a_presented_amendment_waits_for_the_customer_then_for_cec(office: Office):
    amend(office)
    present(office, RUNNING)
    assert waits(office, "beatriz").whose is Whose.YOURS
    assert action(waits(office, "beatriz")) == "read amendment 1, ask for changes or accept it"
    assert waits(office, "priya").whose is Whose.OTHER_SIDE
    accept(office, "beatriz", RUNNING)
    assert waits(office, "priya").whose is Whose.YOURS
    assert action(waits(office, "priya")) == "confirm amendment 1, which the customer accepted"


def test_what_the_customer_asks_for_waits_for_cec(office: Office):
    amend(office)
    present(office, RUNNING)
    wanted = QuantityWanted(line_of(office, "platform_hosting", RUNNING), 24)
    request(office, wanted, who="beatriz", number=RUNNING)
    assert action(waits(office, "priya")) == "answer what the customer asks for in amendment 1"


def test_the_page_of_the_agreement_says_so_too(office: Office):
    amend(office)
    turn = office.services.agreements.status(office.actor("beatriz"), RUNNING).turn
    assert turn
    assert (turn.side, turn.action) == (Side.CEC, "prepare amendment 1 and send it to the customer")


@pytest.mark.parametrize("ends", ["withdraw", "pause"])
def test_an_amendment_that_is_over_or_paused_waits_for_nobody(office: Office, ends: str):
    amend(office)
    getattr(office.services.proposals, ends)(office.actor("priya"), RUNNING, "Not this year.")
    assert waits(office, "priya").whose is Whose.NOBODY
    numbers = [each.number for each in office.services.agreements.next_steps(office.actor("priya")).items]
    assert RUNNING not in numbers


def test_a_running_agreement_without_amendment_waits_for_nobody(office: Office):
    assert view(office, "priya", RUNNING).amendment == 0
    assert waits(office, "beatriz").whose is Whose.NOBODY
