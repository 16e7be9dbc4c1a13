"""Emoji alone as an answer."""

import pytest

from bot.understanding.signs import in_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":+1:", "yes"),
        (":+1::skin-tone-4:", "yes"),
        (":thumbsup: :thumbsup:", "yes"),
        ("👍", "yes"),
        ("👍🏽", "yes"),
        ("✔️", "yes"),
        (" :white_check_mark: ", "yes"),
        (":-1:", "no"),
        ("❌", "no"),
        ("👎👎", "no"),
        (":+1: :-1:", ""),
        (":tada:", ""),
        ("🎉", ""),
        ("👍 🎉", ""),
    ],
)
def test_emoji_alone_say_yes_or_no_or_nothing(text: str, said: str) -> None:
    assert in_words(text) == said


@pytest.mark.parametrize("text", ["yes :+1:", "40 mailboxes", "ratio 3:10:2", "", "   ", "at 10:30: what", "x"])
def test_a_text_with_words_stays_as_it_is(text: str) -> None:
    assert in_words(text) == text
