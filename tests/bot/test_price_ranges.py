"""Numbers that are not settled yet: both ends of a range are priced."""

import pytest

from bot.estimates import Draft, DraftLine
from bot.followups import settle
from bot.handlers import prices
from bot.price_ranges import end_picked, ends, with_range
from bot.price_words import asked
from bot.replies import Reply
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.saying import Named, a_click, a_turn

L: Named = ("service", "laptops", "managed_laptop")
T: Named = ("service", "tablets", "tablet")
M: Named = ("service", "mailboxes", "mailbox")
SHOWN = Memory(services=("managed_laptop",), quantities=(40,), fiscal_year="2027", intent="ask_price")


def q(number: int) -> Named:
    return ("quantity", str(number), number)


RANGES: list[tuple[str, tuple[Named, ...], dict[str, tuple[int, int]]]] = [
    ("between 50 and 80 mailboxes", (q(50), q(80), M), {"mailbox": (50, 80)}),
    ("how much for 100 to 120 laptops", (q(100), q(120), L), {"managed_laptop": (100, 120)}),
    ("100-120 laptops", (q(100), q(120), L), {"managed_laptop": (100, 120)}),
    ("from 50 up to 80 mailboxes", (q(50), q(80), M), {"mailbox": (50, 80)}),
    ("50 or 80 mailboxes", (q(50), q(80), M), {"mailbox": (50, 80)}),
    ("laptops, 100 to 120", (L, q(100), q(120)), {"managed_laptop": (100, 120)}),
    (
        "between 50 and 80 mailboxes and 10 laptops",
        (q(50), q(80), M, q(10), L),
        {"mailbox": (50, 80), "managed_laptop": (10, 10)},
    ),
    (
        "20 to 30 laptops and 5 to 8 tablets",
        (q(20), q(30), L, q(5), q(8), T),
        {"managed_laptop": (20, 30), "tablet": (5, 8)},
    ),
]


@pytest.mark.parametrize(("text", "named", "wanted"), RANGES)
def test_both_ends_of_a_range_are_asked_for(
    services: Services, text: str, named: tuple[Named, ...], wanted: dict[str, tuple[int, int]]
) -> None:
    found = ends(a_turn(services, text, "ask_price", *named))
    assert found is not None
    least, most = ({line.service: line.quantity for line in asked(end).lines} for end in found)
    assert {key: (least[key], most[key]) for key in least} == wanted


NO_RANGES: list[tuple[str, tuple[Named, ...]]] = [
    ("40 laptops and 12 tablets", (q(40), L, q(12), T)),
    ("30 and 20", (q(30), q(20))),
    ("change the laptops from 40 to 50", (L, q(40), q(50))),
    ("80 to 50 mailboxes", (q(80), q(50), M)),
]


@pytest.mark.parametrize(("text", "named"), NO_RANGES)
def test_other_numbers_are_no_range(services: Services, text: str, named: tuple[Named, ...]) -> None:
    assert ends(a_turn(services, text, "ask_price", *named)) is None


def say(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    reply = prices.ask_price(a_turn(services, text, "ask_price", *named, memory=memory))
    check_reply(reply)
    return reply


def test_the_answer_tells_what_both_ends_cost(services: Services) -> None:
    reply = say(services, "between 50 and 80 mailboxes", q(50), q(80), M)
    assert reply.text.startswith("Between $7,200.00 and $11,520.00 a year in FY2027")
    assert "50 mailboxes at $144.00" in reply.text
    assert "80 mailboxes at $144.00" in reply.text
    assert "Illustrative prices" in reply.text
    chosen = prices.show(a_click(services, button(reply, "Estimate for 50 mailboxes")))
    assert isinstance(chosen, Reply)
    assert "Per year $7,200.00" in chosen.text


def test_the_conversation_goes_on_with_the_larger_number(services: Services) -> None:
    reply = say(services, "and between 100 and 120?", q(100), q(120), memory=SHOWN)
    assert "100 laptops at" in reply.text
    assert reply.memory is not None
    assert reply.memory.quantities == (120,)


def test_an_end_that_cannot_be_priced_is_said(services: Services) -> None:
    assert "must be 1 or more" in say(services, "between 0 and 80 mailboxes", q(0), q(80), M).text


def test_a_range_over_several_years_tells_both_sums(services: Services) -> None:
    reply = say(services, "between 50 and 80 mailboxes for 2 years", q(50), q(80), M)
    assert reply.text.startswith("Between $14,")
    assert "80 mailboxes at" in reply.text
    least = prices.show(a_click(services, button(reply, "Show the smaller numbers")))
    assert isinstance(least, Reply)
    assert "50 mailboxes at" in least.text


PICKED = [
    ("the higher one", 80),
    ("the upper number please", 80),
    ("the lower end", 50),
    ("go with the smaller one", 50),
]


@pytest.mark.parametrize(("text", "number"), PICKED)
def test_one_end_of_a_range_is_picked_in_words(services: Services, text: str, number: int) -> None:
    memory = Memory(services=("mailbox",), quantities=(80,), fiscal_year="2027", intent="ask_price")
    least = Draft((DraftLine("mailbox", 50),), "2027")
    turn = settle(a_turn(services, text, "request_change", memory=with_range(memory, least), confidence=0.5))
    assert turn.understanding.intent == "ask_price"
    reply = prices.ask_price(turn)
    assert f"{number} mailboxes at" in reply.text
    assert "Between" not in reply.text


def test_what_is_said_of_something_else_picks_no_end(services: Services) -> None:
    memory = Memory(services=("mailbox",), quantities=(80,), fiscal_year="2027", intent="ask_price")
    kept = with_range(memory, Draft((DraftLine("mailbox", 50),), "2027"))
    assert end_picked(a_turn(services, "who is the higher official", "find_contact", memory=kept)) is None
