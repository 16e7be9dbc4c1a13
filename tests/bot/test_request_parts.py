"""Where a message may part into several requests, by its words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.request_parts import is_asked, only_names, parts_of

PARTED = [
    ("can you list our agreements and show me the phones", ["can you list our agreements", "show me the phones"]),
    ("when does it all end? and how do we renew it?", ["when does it all end?", "how do we renew it?"]),
    ("cancel the meeting and tell me the price", ["cancel the meeting", "tell me the price"]),
    ("show me the draft; who signs for us", ["show me the draft", "who signs for us"]),
    ("1. price for 40 laptops 2. when do we meet", ["price for 40 laptops", "when do we meet"]),
    ("* price of laptops\n\n* who is our SML", ["price of laptops", "who is our SML"]),
    ("what do you offer, how much is it, who has it", ["what do you offer, how much is it, who has it"]),
    ("what would it cost, when do we meet", ["what would it cost", "when do we meet"]),
    ("Hi team. Also, please tell me the price", ["tell me the price"]),
    (
        "No, what is the price for 40 mailboxes and when do we meet next",
        ["what is the price for 40 mailboxes", "when do we meet next"],
    ),
    ("no , show me the draft; who signs for us", ["show me the draft", "who signs for us"]),
    ("price of 10 laptops also status of 0031 and also our sml", ["price of 10 laptops", "status of 0031", "our sml"]),
    (
        "how much are 40 laptops, can you also tell me who our SML is, and when does the agreement end?",
        ["how much are 40 laptops", "can you also tell me who our SML is", "when does the agreement end?"],
    ),
    ("where do we stand\nour contacts\nthanks", ["where do we stand", "our contacts"]),
]


@pytest.mark.parametrize(("text", "parts"), PARTED)
def test_a_message_parts_where_something_else_is_asked(text: str, parts: list[str]) -> None:
    assert parts_of(text)[: len(parts)] == parts


WHOLE = [
    "how much for 20 laptops and two dozen phones",
    "how does CEC measure and report quality",
    "the service, which we pay for, is slow",
    "we have questions and would prefer a meeting",
    "I have your folder in front of me and will sign",
    "what does it cost per seat, and per month?",
    "when is the workshop, and where",
    "we would also like to know the price",
    "is it also in the catalog",
    "how much are laptops? They are for the field, and it is urgent.",
    "what does the survey ask? Does it take long?",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_goes_on_with_the_same_request_stays_with_it(text: str) -> None:
    assert len(parts_of(text)) == 1


NOTHING = [
    "not asking about the price", "I know what it costs", "we don't need the price list", "no need to call us",
    "no, we don't need the price list", "No, not the price of it", "no price needed for that", "no more of it please",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_asked_for_is_no_part(text: str) -> None:
    assert parts_of(text) == []


@pytest.mark.parametrize("part", ["how much is it", "price of 40", "We need laptops", "the status?", "any news on it"])
def test_words_that_ask_are_known(part: str) -> None:
    assert is_asked(part)


@pytest.mark.parametrize("part", ["we have many offices", "our budget officer is new", "", "the VPN is down"])
def test_words_that_tell_are_known(part: str) -> None:
    assert not is_asked(part)


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("our contacts", True),
        ("30 tablets", True),
        ("status of 0031", True),
        ("the VPN is down", False),
        ("we moved", False),
        ("it's urgent", False),
        ("what next", False),
        ("a long row of words that is no name", False),
    ],
)
def test_words_that_only_name_something_are_known(part: str, names: bool) -> None:
    assert only_names(part) is names


@given(st.text(max_size=400))
def test_any_text_parts_into_pieces_of_itself(text: str) -> None:
    plain = " ".join(text.split())
    for part in parts_of(text):
        assert all(word.rstrip(",") in plain for word in part.split())


@pytest.mark.timeout(10)
def test_a_long_message_takes_no_time() -> None:
    for text in (
        " " * 40_000 + "and what",
        "price and when how " * 2_000,
        ", what " * 6_000,
        "- " * 20_000,
        "\n" * 40_000,
    ):
        parts_of(text)
