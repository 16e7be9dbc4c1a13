"""One reply out of several answers, and what is left offered below it."""

import pytest

from bot.replies import Reply
from bot.two_questions import Request, holds_several, joined, with_offers_of
from bot.views.blocks import BLOCKS_A_MESSAGE, actions, button, context, section
from bot.views.talk import PERSON, ask_button
from tests.blockkit import button as pressed
from tests.blockkit import check_reply
from tests.bot.saying import understood

PRICE = Reply("It costs $40.", [section("It costs $40."), actions([ask_button(PERSON)])])
MEETINGS = Reply("You meet on Monday.", [section("You meet on Monday."), actions([ask_button(PERSON)])])
SML = Request("who is my sml", understood("who is my sml", "find_contact"))
PERSON_ASKED = Request("can I talk to a person", understood("can I talk to a person", "talk_to_human"))


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


def test_buttons_of_three_answers_can_be_told_apart() -> None:
    reply = Reply("a", [actions([button("Open", "x.open", "1"), button("Open", "x.open:2", "2", label="Open 2")])])
    both = joined(reply, reply, direct=True)
    assert both is not None
    three = joined(both, reply, direct=True, answered=2)
    assert three is not None
    check_reply(three)
    assert pressed(three, "Open, third answer")["value"] == "1"


def test_what_was_not_understood_is_said_and_a_person_is_offered_for_it() -> None:
    reply = with_offers_of(PRICE, [Request("what about the zebra", understood("what about the zebra", "out_of_scope"))])
    assert "You also wrote “what about the zebra”." in reply.text
    assert "zebra" in pressed(reply, "Talk to a person, what you also wrote")["value"]


@pytest.mark.parametrize(("first", "second", "fits"), [(10, 10, True), (30, 17, True), (30, 18, False), (49, 1, False)])
def test_no_message_has_more_blocks_than_slack_takes(first: int, second: int, fits: bool) -> None:
    long = [Reply("x", [context("x")] * count) for count in (first, second)]
    both = joined(long[0], long[1], direct=True)
    assert (both is not None) is fits
    if both:
        check_reply(with_offers_of(both, [SML]))


def test_an_answer_that_opens_a_thread_stands_alone() -> None:
    assert joined(Reply("a"), Reply("b", thread_ts="1.1"), direct=True) is None


def test_what_is_left_is_said_and_one_button_away() -> None:
    left = [SML, PERSON_ASKED]
    reply = with_offers_of(PRICE, left)
    check_reply(reply)
    assert "You also wrote “who is my sml” and “can I talk to a person”." in reply.text
    assert "who is my sml" in pressed(reply, "Find a contact")["value"]
    assert "can I talk" in pressed(reply, "Talk to a person, what you also wrote")["value"]
    assert with_offers_of(PRICE, []) == PRICE


def test_a_full_message_still_takes_the_offer() -> None:
    full = Reply("x", [context("x")] * BLOCKS_A_MESSAGE)
    check_reply(with_offers_of(full, [SML]))


def test_a_message_with_several_answers_is_known_as_one() -> None:
    both = joined(PRICE, MEETINGS, direct=True)
    assert both is not None
    assert holds_several({"blocks": list(both.blocks)})
    assert not holds_several({"blocks": list(PRICE.blocks)})
    assert not holds_several({})
