"""Sentences that change the estimate that is shown: one line of it, more or fewer of it, one line less or more."""

from dataclasses import replace

import pytest

from bot.estimate_changes import with_lines_named
from bot.estimates import Draft
from bot.followups import settle
from bot.handlers import prices
from bot.price_words import asked
from bot.replies import Reply
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.saying import Named, a_click, a_turn

THREE = Memory(
    services=("managed_laptop", "tablet", "mailbox"), quantities=(20, 10, 60), fiscal_year="2027", intent="ask_price"
)
PHONES_TOO = Memory(
    services=("managed_laptop", "smartphone"), quantities=(20, 10), fiscal_year="2027", intent="ask_price"
)
L: Named = ("service", "laptops", "managed_laptop")
T: Named = ("service", "tablets", "tablet")
M: Named = ("service", "mailboxes", "mailbox")
D: Named = ("service", "desktops", "managed_desktop")


def q(text: str, value: int | None = None) -> Named:
    return ("quantity", text, int(text) if value is None else value)


def lines(draft: Draft) -> dict[str, int | float | None]:
    return {line.service: line.quantity for line in draft.lines}


CHANGES: list[tuple[str, tuple[Named, ...], tuple[int | None, ...]]] = [
    ("make it two hundred tablets", (q("two hundred", 200), T), (20, 200, 60)),
    ("make the tablets 15", (T, q("15")), (20, 15, 60)),
    ("no, 30 laptops", (q("30"), L), (30, 10, 60)),
    ("no I meant 25 laptops", (q("25"), L), (25, 10, 60)),
    ("only 5 tablets", (q("5"), T), (20, 5, 60)),
    ("actually 12 tablets", (q("12"), T), (20, 12, 60)),
    ("30 laptops instead", (q("30"), L), (30, 10, 60)),
    ("tablets should be 8", (T, q("8")), (20, 8, 60)),
    ("can you change the laptops to 40 please", (L, q("40")), (40, 10, 60)),
    ("laptops 30, tablets 12", (L, q("30"), T, q("12")), (30, 12, 60)),
    ("add 5 laptops", (q("5"), L), (25, 10, 60)),
    ("5 more tablets", (q("5"), T), (20, 15, 60)),
    ("remove 5 laptops", (q("5"), L), (15, 10, 60)),
    ("4 fewer tablets", (q("4"), T), (20, 6, 60)),
    ("drop the tablets to 4", (T, q("4")), (20, 4, 60)),
    ("remove 10 tablets", (q("10"), T), (20, None, 60)),
    ("remove the laptops", (L,), (None, 10, 60)),
    ("can you take the tablets off", (T,), (20, None, 60)),
    ("without the mailboxes please", (M,), (20, 10, None)),
    ("no tablets", (T,), (20, None, 60)),
    ("I don't need the tablets", (T,), (20, None, 60)),
    ("get rid of the tablets", (T,), (20, None, 60)),
    ("can we do 25 laptops instead of 20", (q("25"), L, q("20")), (25, 10, 60)),
]


@pytest.mark.parametrize(("text", "named", "wanted"), CHANGES)
def test_a_change_leaves_the_other_lines_as_they_are(
    services: Services, text: str, named: tuple[Named, ...], wanted: tuple[int | None, ...]
) -> None:
    turn = settle(a_turn(services, text, "request_change", *named, memory=THREE, confidence=0.6))
    assert turn.understanding.intent == "ask_price"
    left = {key: number for key, number in zip(THREE.services, wanted, strict=True) if number is not None}
    assert lines(asked(turn)) == left


@pytest.mark.parametrize("text", ["add 5 desktops", "make it 5 desktops", "and 5 desktops"])
def test_what_is_not_in_the_estimate_is_added_to_it(services: Services, text: str) -> None:
    draft = asked(a_turn(services, text, "ask_price", q("5"), D, memory=THREE))
    assert lines(draft) == {"managed_laptop": 20, "tablet": 10, "mailbox": 60, "managed_desktop": 5}


def test_one_service_takes_the_place_of_another(services: Services) -> None:
    text = "swap the laptops for desktops"
    turn = settle(a_turn(services, text, "request_change", L, D, memory=THREE))
    assert turn.understanding.intent == "ask_price"
    assert lines(asked(turn)) == {"managed_desktop": 20, "tablet": 10, "mailbox": 60}


def test_the_number_that_was_is_not_the_one_that_is_to_be(services: Services) -> None:
    reply = say(services, "change the laptops from 20 to 50", L, q("20"), q("50"), memory=THREE)
    assert "50 laptops at" in reply.text
    assert "10 tablets at" in reply.text


def test_some_more_is_asked_how_many(services: Services) -> None:
    reply = say(services, "add some desktops", D, memory=THREE)
    assert "How many desktops do you need" in reply.text
    forty = prices.ask_price(a_turn(services, "40", "ask_price", q("40"), memory=reply.memory))
    assert "40 desktops at" in forty.text
    assert "20 laptops at" in forty.text


def test_a_new_question_is_a_new_estimate(services: Services) -> None:
    draft = asked(a_turn(services, "how much would 25 laptops be", "ask_price", q("25"), L, memory=THREE))
    assert lines(draft) == {"managed_laptop": 25}


BY_UNIT = [("drop the phones", (), {"managed_laptop": 20}), ("make it 15 phones", (q("15"),), None)]


@pytest.mark.parametrize(("text", "named", "wanted"), BY_UNIT)
def test_a_line_is_known_by_what_it_is_counted_in(
    services: Services, text: str, named: tuple[Named, ...], wanted: dict[str, int] | None
) -> None:
    turn = settle(a_turn(services, text, "request_change", *named, memory=PHONES_TOO))
    assert turn.understanding.intent == "ask_price"
    assert lines(asked(with_lines_named(turn))) == (wanted or {"managed_laptop": 20, "smartphone": 15})


def test_a_name_of_several_services_means_the_one_in_the_estimate(services: Services) -> None:
    turn = a_turn(services, "make the phones 15", "ask_price", ("service", "phones", "desk_phone"), q("15"),
                  memory=PHONES_TOO)  # fmt: skip
    phones, number = turn.understanding.entities
    unclear = replace(phones, candidates=("desk_phone", "smartphone"))
    meant = replace(turn, understanding=replace(turn.understanding, entities=(unclear, number)))
    assert lines(asked(with_lines_named(meant))) == {"managed_laptop": 20, "smartphone": 15}


def say(services: Services, text: str, *named: Named, memory: Memory) -> Reply:
    turn = settle(a_turn(services, text, "request_change", *named, memory=memory))
    assert turn.understanding.intent == "ask_price"
    reply = prices.ask_price(turn)
    check_reply(reply)
    return reply


def test_what_the_catalog_does_not_hold_is_not_added_and_the_estimate_stays(services: Services) -> None:
    reply = say(services, "add 5 monitors", q("5"), memory=THREE)
    assert reply.text.startswith("I don't find “monitors” in the catalog, so it is not in this estimate.")
    assert "20 laptops at" in reply.text
    assert reply.memory is not None
    assert reply.memory.services == THREE.services


@pytest.mark.parametrize("text", ["remove the desktops", "without the hoverboards"])
def test_what_is_not_in_the_estimate_cannot_be_removed_from_it(services: Services, text: str) -> None:
    named = (D,) if "desktops" in text else ()
    reply = say(services, text, *named, memory=THREE)
    assert "not in this estimate" in reply.text
    assert "20 laptops at" in reply.text


def test_an_estimate_without_its_last_line_asks_for_a_service(services: Services) -> None:
    one = replace(THREE, services=("tablet",), quantities=(10,))
    reply = say(services, "remove the tablets", T, memory=one)
    assert reply.text.startswith("Nothing is left in the estimate.")
    assert button(reply, "Talk to a person")


NOT_ABOUT_IT = [
    ("drop the meeting on Friday", "cancel_meeting"),
    ("add Dana Reed as our budget officer", "share_contacts"),
    ("remove the laptops from our agreement", "request_change"),
    ("add 5 sites to my survey answer", "change_answer"),
]


@pytest.mark.parametrize(("text", "intent"), NOT_ABOUT_IT)
def test_a_change_of_something_else_is_not_one_of_the_estimate(services: Services, text: str, intent: str) -> None:
    named = (L,) if "laptops" in text else ()
    turn = settle(a_turn(services, text, intent, *named, memory=THREE, confidence=0.9))
    assert turn.understanding.intent == intent


# -- names of several services ----------------------------------------------------------------------------------

PHONES: Named = ("service", "phones", "desk_phone")


def with_unclear_phones(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    turn = a_turn(services, text, "ask_price", *named, memory=memory)
    entities = tuple(
        replace(each, candidates=("desk_phone", "smartphone")) if each.text == "phones" else each
        for each in turn.understanding.entities
    )
    reply = prices.ask_price(replace(turn, understanding=replace(turn.understanding, entities=entities)))
    check_reply(reply)
    return reply


def dozen_phones(services: Services) -> Reply:
    return with_unclear_phones(services, "20 laptops, a dozen phones", q("20"), L, q("a dozen", 12), PHONES)


def test_beside_a_clear_line_it_is_asked_which_service_is_meant(services: Services) -> None:
    reply = dozen_phones(services)
    assert reply.text.startswith("“phones” can mean Desk phone line or Managed smartphone. Which one?")
    assert "20 laptops at" in reply.text
    assert "12 lines" not in reply.text
    added = prices.show(a_click(services, button(reply, "Add Managed smartphone")))
    assert isinstance(added, Reply)
    assert "20 laptops at" in added.text
    assert "12 phones at" in added.text


ANSWERS: list[tuple[str, tuple[Named, ...]]] = [
    ("smartphones", (("service", "smartphones", "smartphone"),)),
    ("the second one", ()),
]


@pytest.mark.parametrize(("text", "named"), ANSWERS)
def test_the_answer_in_words_adds_it_to_the_estimate(services: Services, text: str, named: tuple[Named, ...]) -> None:
    memory = replace(dozen_phones(services).memory or Memory(), intent="ask_price")
    reply = prices.ask_price(settle(a_turn(services, text, "out_of_scope", *named, memory=memory)))
    assert "20 laptops at" in reply.text
    assert "12 phones at" in reply.text


def test_an_unclear_name_added_to_an_estimate_leaves_its_lines(services: Services) -> None:
    reply = with_unclear_phones(services, "add 12 phones", q("12"), PHONES, memory=THREE)
    assert "Which one?" in reply.text
    assert "60 mailboxes at" in reply.text


def test_the_same_service_under_its_own_name_is_kept(services: Services) -> None:
    desk_phones: Named = ("service", "desk phones", "desk_phone")
    turn = a_turn(services, "10 desk phones, 3 phones", "ask_price", q("10"), desk_phones, q("3"), PHONES)
    *clear, phones = turn.understanding.entities
    entities = (*clear, replace(phones, candidates=("desk_phone", "smartphone")))
    reply = prices.ask_price(replace(turn, understanding=replace(turn.understanding, entities=entities)))
    assert "10 lines at" in reply.text
    assert "Which one?" in reply.text


def test_what_is_offered_for_unknown_words_can_be_chosen_in_words(services: Services) -> None:
    reply = say(services, "add 12 phones", q("12"), memory=THREE)
    assert "The nearest: Managed smartphone or Desk phone line" in reply.text
    memory = replace(reply.memory or Memory(), intent="ask_price")
    added = prices.ask_price(settle(a_turn(services, "the second one", "affirm", memory=memory)))
    assert "12 lines at" in added.text
    assert "60 mailboxes at" in added.text


def test_beside_the_question_what_is_not_in_the_catalog_is_said(services: Services) -> None:
    text = "10 laptops, 5 phones and 8 hoverboards"
    reply = with_unclear_phones(services, text, q("10"), L, q("5"), PHONES, q("8"))
    assert "Which one?" in reply.text
    assert "I don't find “hoverboards” in the catalog" in reply.text


SEVERAL: list[tuple[str, tuple[Named, ...], dict[str, int]]] = [
    ("no phones then, but double the laptops", (L,), {"managed_laptop": 40, "tablet": 10, "mailbox": 60}),
    ("drop the tablets and add 5 desktops", (T, q("5"), D),
     {"managed_laptop": 20, "mailbox": 60, "managed_desktop": 5}),
    ("remove 5 laptops, and make the mailboxes 80", (q("5"), L, M, q("80")),
     {"managed_laptop": 15, "tablet": 10, "mailbox": 80}),
    ("double the tablets", (T,), {"managed_laptop": 20, "tablet": 20, "mailbox": 60}),
    ("and with half a dozen desktops on top", (q("half a dozen", 6), D),
     {"managed_laptop": 20, "tablet": 10, "mailbox": 60, "managed_desktop": 6}),
    ("plus 5 desktops and a video room", (q("5"), D, ("service", "video room", "video_room")),
     {"managed_laptop": 20, "tablet": 10, "mailbox": 60, "managed_desktop": 5, "video_room": 1}),
    ("what about just the tablets?", (T,), {"tablet": 10}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named", "wanted"), SEVERAL)
def test_several_changes_in_one_sentence_are_all_made(
    services: Services, text: str, named: tuple[Named, ...], wanted: dict[str, int]
) -> None:
    turn = settle(a_turn(services, text, "request_change", *named, memory=THREE))
    assert turn.understanding.intent == "ask_price"
    assert lines(asked(with_lines_named(turn))) == wanted


def test_what_is_to_go_and_is_not_there_is_said_beside_the_other_changes(services: Services) -> None:
    reply = say(services, "no phones then, but double the laptops", L, memory=THREE)
    assert "“phones” is not in this estimate" in reply.text
    assert "40 laptops at" in reply.text


COMPARED = Memory(services=("tablet", "managed_laptop"), quantities=(None, None), intent="describe_service")


def test_one_of_what_was_compared_is_priced(services: Services) -> None:
    reply = say(services, "the second one, price for 60", q("60"), memory=COMPARED)
    assert "60 laptops at" in reply.text
    assert "tablets" not in reply.text


def test_which_is_cheaper_is_answered_with_prices_also_without_a_number(services: Services) -> None:
    reply = say(services, "Which is cheaper, the tablets or the laptops?", T, L, memory=Memory())
    assert "Managed tablet costs less" in reply.text
    assert "This is for one of each" in reply.text


def test_what_is_sure_is_said_while_a_number_is_asked_for(services: Services) -> None:
    reply = say(services, "plus desktops", D, memory=THREE)
    assert "In the estimate so far: 20 laptops, 10 tablets and 60 mailboxes." in reply.text


def test_what_is_compared_is_compared_for_as_many(services: Services) -> None:
    reply = say(services, "Which is cheaper, tablets or laptops for 40?", T, L, q("40"), memory=Memory())
    assert "40 tablets at" in reply.text
    assert "40 laptops at" in reply.text


def test_a_length_in_words_is_a_change_of_the_term(services: Services) -> None:
    text = "for eighteen months, beginning in March"
    reply = say(services, text, ("time", "March", "2027-03-01"), memory=THREE)
    assert "March 1, 2027 to August 31, 2028" in reply.text
