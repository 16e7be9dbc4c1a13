"""Several requests in one message: where they part and what each of them means."""

import pytest

from bot.two_questions import requests_in, the_request
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
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
    "our contacts": ("find_contact", 0.95),
    "next meeting": ("list_meetings", 0.95),
    "30 tablets": ("request_change", 0.95),
    "the VPN is down": ("report_issue", 0.95),
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


def test_what_is_only_named_after_also_or_on_a_line_is_a_request() -> None:
    expected = [
        ("price for 40 mailboxes", "ask_price"),
        ("next meeting", "list_meetings"),
        ("our contacts", "find_contact"),
    ]
    assert found("price for 40 mailboxes also next meeting also our contacts") == expected
    assert found("price for 40 mailboxes\nnext meeting\nour contacts\nthanks") == expected


def test_what_names_more_of_the_same_stays_with_it() -> None:
    def by_words(text: str, intent: str = "") -> Understanding:
        named = [("service", "tablets", "tablet")] if "tablets" in text else []
        return understood(text, intent or MEANT.get(text, ("ask_price", 0))[0], *named)

    requests = requests_in("price for 40 mailboxes and also 30 tablets, and when do we meet next", by_words)
    assert [each.text for each in requests] == ["price for 40 mailboxes, 30 tablets", "when do we meet next"]


def test_a_problem_that_is_told_beside_a_question_is_a_request() -> None:
    assert [intent for _, intent in found("the VPN is down. who is my sml")] == ["report_issue", "find_contact"]


def test_what_is_asked_and_not_understood_comes_last() -> None:
    assert found("what about the zebra. who is my sml. price for 40 mailboxes") == [
        ("who is my sml", "find_contact"),
        ("price for 40 mailboxes", "ask_price"),
        ("what about the zebra", "out_of_scope"),
    ]


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
