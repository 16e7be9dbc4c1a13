"""Greetings and thanks around a request."""

import pytest

from bot.courtesies import is_courtesy, without_courtesies

AROUND = [
    ("hi\nwhere's 0026?\nthanks", "where's 0026?"),
    ("Hello CEC team,\n\nhow much are 40 laptops\n\nBest regards,\nMaria Lopez", "how much are 40 laptops"),
    ("Good morning James! list agreements in negotiation. Thank you very much", "list agreements in negotiation."),
    ("hey there :wave:\nour contacts\n\ncheers", "our contacts"),
    ("How are you today?\nWhat is next\nthanks in advance", "What is next"),
    ("Hope you are all well. who is our SML?\nThanks\nJo", "who is our SML?"),
    ("who is our SML?\nwhere do we stand\nthx", "who is our SML?\nwhere do we stand"),
    ("yes. thanks!", "yes."),
]


@pytest.mark.parametrize(("text", "alone"), AROUND)
def test_a_request_is_read_as_if_it_stood_alone(text: str, alone: str) -> None:
    assert without_courtesies(text) == alone


NOTHING_ELSE = ["hi", "thanks! bye", "good morning\nthank you so much", "", "\n", "  ", "...", "best regards,\nMaria"]
NO_COURTESY = [
    "no thanks", "hi laptops price", "thanks for the laptops, where do we stand", "best price for laptops",
    "how much are 40 laptops\nMaria", "hope you can tell me the price of laptops", "Goodbye laptops\nhello tablets",
]  # fmt: skip


@pytest.mark.parametrize("text", [*NOTHING_ELSE, *NO_COURTESY])
def test_what_is_only_polite_or_not_at_all_stays_as_it_is(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize("text", NO_COURTESY)
def test_a_request_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)


@pytest.mark.timeout(5)
def test_a_long_message_takes_no_time() -> None:
    for text in ("hi " * 13_000, "\n" * 40_000, "thanks\n" * 280, ", " * 999, "a" * 1_999, "hi" + " " * 1_990):
        without_courtesies(text)
