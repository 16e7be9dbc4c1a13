import pytest

from bot.plain_requests import plain_intent
from domain.permissions import Actor
from services import Services
from tests.bot.saying import a_turn, an_asker

CASES = [
    ("what is in negotiation?", "negotiation", True),
    ("whats in negotiation", "negotiation", True),
    ("anything still in negotiation for RMA", "negotiation", True),
    ("what happens in negotiation", "negotiation", False),
    ("how does negotiation go", "negotiation", False),
]


@pytest.mark.parametrize(("text", "step", "listed"), CASES)
def test_staff_who_ask_what_is_in_a_step_get_the_agreements(
    services: Services, james: Actor, text: str, step: str, listed: bool
) -> None:
    turn = a_turn(services, text, "explain_process", ("stage", step, "proposal"), asker=an_asker(james))
    assert (plain_intent(turn) == "list_agreements") is listed


def test_a_customer_who_asks_the_same_learns_how_the_step_goes(services: Services, maria: Actor) -> None:
    words = ("stage", "negotiation", "proposal")
    turn = a_turn(services, "what is in negotiation?", "explain_process", words, asker=an_asker(maria))
    assert plain_intent(turn) is None
