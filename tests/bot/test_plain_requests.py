import pytest

from bot.plain_requests import plain_intent
from domain.permissions import Actor
from services import Services
from services.memory import Memory
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


@pytest.mark.parametrize(
    ("text", "day", "asked"),
    [
        ("start in March 2020", "March 2020", True),
        ("start March 31 2029", "March 31 2029", True),
        ("can we end it in June instead, please", "June", True),
        ("do we start in June", "June", False),
        ("end the meeting in June", "June", False),
        ("which agreements end in June", "June", False),
    ],
)
def test_another_term_is_a_change_where_the_agreement_was_spoken_of(
    services: Services, maria: Actor, text: str, day: str, asked: bool
) -> None:
    named = ("time", day, "2027-06-01/2027-07-01")
    memory = Memory(intent="agreement_status", agreement="SLA-2027-0031")
    turn = a_turn(services, text, "ask_renewals", named, memory=memory, asker=an_asker(maria))
    assert (plain_intent(turn) == "request_change") is asked
    alone = a_turn(services, text, "ask_renewals", named, asker=an_asker(maria))
    assert plain_intent(alone) != "request_change"
