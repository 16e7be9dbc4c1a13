"""Several requests in one message: where they part, and one reply out of several answers."""

import pytest

from bot.replies import Reply
from bot.two_questions import Request, holds_several, joined, requests_in, the_request, with_offers_of
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.views.blocks import BLOCKS_A_MESSAGE, actions, button, context, section
from bot.views.talk import PERSON, ask_button
from tests.blockkit import button as pressed
from tests.blockkit import check_reply
from tests.bot.saying import understood

MEANT = {
    "price for 40 mailboxes": ("ask_price", 0.98),
    "how much for 20 laptops": ("ask_price", 0.98),
    "price for 40 mailboxes, how much for 20 laptops": ("ask_price", 0.98),
    "when do we meet next": ("list_meetings", 0.97),
    "when do we meet next?": ("list_meetings", 0.97),
    "who is my sml": ("find_contact", 0.9),
    "what's our status": ("agreement_status", 0.9),
    "I want 30 laptops": ("ask_price", 0.9),
    "when is our agreement expiring?": ("ask_renewals", 0.95),
    "We sent the transfer today": ("record_funding", 0.9),
    "We have many offices": ("browse_catalog", 0.9),
    "can I talk to a person": ("talk_to_human", 0.95),
    "Can you help me?": ("help", 0.95),
    "is it a thing?": ("explain_term", 0.4),
}


def read(text: str, intent: str = "") -> Understanding:
    meant, confidence = MEANT.get(text, ("out_of_scope", 0.5))
    return understood(text, intent or meant, confidence=1.0 if intent else confidence)


def found(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.intent) for each in requests_in(text, read)]


SEVERAL = [
    "price for 40 mailboxes and when do we meet next",
    "price for 40 mailboxes, and when do we meet next",
    "price for 40 mailboxes. when do we meet next",
    "price for 40 mailboxes; when do we meet next",
    "price for 40 mailboxes\nwhen do we meet next",
    "price for 40 mailboxes and also when do we meet next",
    "price for 40 mailboxes, also when do we meet next",
    "price for 40 mailboxes, when do we meet next",
    "price for 40 mailboxes plus when do we meet next",
    "1. price for 40 mailboxes 2. when do we meet next",
    "- price for 40 mailboxes\n- when do we meet next",
    "Hi, price for 40 mailboxes and when do we meet next",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_two_requests_part_at_the_ends_of_sentences_and_at_joining_words(text: str) -> None:
    assert found(text) == [("price for 40 mailboxes", "ask_price"), ("when do we meet next", "list_meetings")]


def test_three_requests_come_in_the_order_of_the_message() -> None:
    intents = [intent for _, intent in found("who is my sml, what's our status and when do we meet next")]
    assert intents == ["find_contact", "agreement_status", "list_meetings"]


def test_parts_that_ask_the_same_are_one_request() -> None:
    text = "price for 40 mailboxes, how much for 20 laptops, and when do we meet next?"
    assert found(text) == [
        ("price for 40 mailboxes, how much for 20 laptops", "ask_price"),
        ("when do we meet next?", "list_meetings"),
    ]


def test_what_is_told_without_asking_may_be_a_request() -> None:
    assert [intent for _, intent in found("We sent the transfer today. when do we meet next?")] == [
        "record_funding",
        "list_meetings",
    ]


ONE = [
    "when is our agreement expiring?",
    "price for 20 laptops and two dozen phones",
    "Thank you very much. when is our agreement expiring?",
    "Can you help me? when is our agreement expiring?",
    "We have many offices. when is our agreement expiring?",
    "is it a thing? when is our agreement expiring?",
    "Hello. when is our agreement expiring?",
    "I know what it costs. when is our agreement expiring?",
    "I am not asking when do we meet next. who is my sml",
    "no need to tell me when do we meet next, who is my sml",
    "how much for 20 laptops at the St. Louis office",
    "who, what, when and where",
    "",
    "...",
    "? ? ? ?",
    "and and and and",
    "when do we meet next. " * 50,
]


@pytest.mark.parametrize("text", ONE)
def test_one_request_with_its_greeting_list_or_background_stays_one(text: str) -> None:
    assert len(found(text)) < 2


def test_a_message_that_does_not_look_like_several_costs_no_reading() -> None:
    def never(text: str, intent: str = "") -> Understanding:
        raise AssertionError(text)

    for text in ("how much for 20 laptops and two dozen phones", "price for 40 mailboxes", "thanks a lot. bye now"):
        assert requests_in(text, never) == ()


def test_the_message_as_a_whole_counts_when_the_parts_cannot_be_read() -> None:
    def down(text: str, intent: str = "") -> Understanding:
        raise UnderstandingUnavailable("down")

    assert requests_in(SEVERAL[0], down) == ()
    assert the_request("We are moving. how much for 20 laptops", down) is None


def test_the_request_is_found_among_other_things_that_were_said() -> None:
    request = the_request("Hope you are all well over there. when do we meet next?", read)
    assert request is not None
    assert (request.text, request.intent) == ("when do we meet next?", "list_meetings")
    assert the_request("when do we meet next?", read) is None
    assert the_request("Hope you are all well. is it a thing?", read) is None


# -- one reply --------------------------------------------------------------------------------------------------

PRICE = Reply("It costs $40.", [section("It costs $40."), actions([ask_button(PERSON)])])
MEETINGS = Reply("You meet on Monday.", [section("You meet on Monday."), actions([ask_button(PERSON)])])


def test_both_answers_stand_in_one_message_with_a_line_between() -> None:
    both = joined(PRICE, MEETINGS, direct=True)
    assert both is not None
    check_reply(both)
    assert both.text == "It costs $40.\n\nYou meet on Monday."
    assert [block["type"] for block in both.blocks] == ["section", "actions", "divider", "section", "actions"]


def test_answers_without_blocks_are_shown_too() -> None:
    both = joined(Reply("one"), Reply("two"), direct=True)
    assert both is not None
    check_reply(both)
    assert both.blocks[0]["text"]["text"] == "one"


def test_buttons_of_both_answers_can_be_told_apart() -> None:
    first = Reply("a", [actions([button("Open", "x.open", "1"), button("Open", "x.open:2", "2", label="Open 2")])])
    second = Reply("b", [section("b", button("Open", "x.open", "3")), actions([button("Next", "x.next", "4")])])
    both = joined(first, second, direct=True)
    assert both is not None
    check_reply(both)
    assert pressed(both, "Open, second answer")["value"] == "3"


def test_facts_of_both_count_for_where_it_may_be_said() -> None:
    first, second = Reply("a", about=frozenset({"nrcs"})), Reply("b", about=frozenset({"fns"}))
    both = joined(first, second, direct=False)
    assert both is not None
    assert both.about == {"nrcs", "fns"}


def test_what_one_person_alone_may_see_keeps_the_whole_message_private() -> None:
    both = joined(Reply("a", private=True), Reply("b"), direct=False)
    assert both is not None
    assert both.private


def test_a_private_answer_does_not_hide_what_all_may_read_but_is_offered() -> None:
    assert joined(Reply("a"), Reply("b", private=True), direct=False) is None
    in_direct_message = joined(Reply("a"), Reply("b", private=True), direct=True)
    assert in_direct_message is not None
    assert in_direct_message.private


@pytest.mark.parametrize(("first", "second", "fits"), [(10, 10, True), (30, 17, True), (30, 18, False), (49, 1, False)])
def test_no_message_has_more_blocks_than_slack_takes(first: int, second: int, fits: bool) -> None:
    long = [Reply("x", [context("x")] * count) for count in (first, second)]
    both = joined(long[0], long[1], direct=True)
    assert (both is not None) is fits
    if both:
        check_reply(with_offers_of(both, [Request("who is my sml", read("who is my sml"))]))


def test_an_answer_that_opens_a_thread_stands_alone() -> None:
    assert joined(Reply("a"), Reply("b", thread_ts="1.1"), direct=True) is None


def test_what_is_left_is_said_and_one_button_away() -> None:
    left = [Request(text, read(text)) for text in ("who is my sml", "can I talk to a person")]
    reply = with_offers_of(PRICE, left)
    check_reply(reply)
    assert "You also wrote “who is my sml” and “can I talk to a person”." in reply.text
    assert "who is my sml" in pressed(reply, "Find a contact")["value"]
    assert "can I talk" in pressed(reply, "Talk to a person, what you also wrote")["value"]
    assert with_offers_of(PRICE, []) == PRICE


def test_a_full_message_still_takes_the_offer() -> None:
    full = Reply("x", [context("x")] * BLOCKS_A_MESSAGE)
    check_reply(with_offers_of(full, [Request("who is my sml", read("who is my sml"))]))


def test_a_message_with_several_answers_is_known_as_one() -> None:
    both = joined(PRICE, MEETINGS, direct=True)
    assert both is not None
    assert holds_several({"blocks": list(both.blocks)})
    assert not holds_several({"blocks": list(PRICE.blocks)})
    assert not holds_several({})
