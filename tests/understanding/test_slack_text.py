"""Slack's text as a person reads it."""

import json

import pytest

from bot.understanding.slack_text import plain


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("<https://a.example|the draft> &amp; more", "the draft & more"),
        ("<@U1> price?", "  price?"),
        ("a\x00b", "a b"),
        ("\udcff\udcfe bin", "   bin"),
    ],
)
def test_a_text_is_read_without_its_markup(given: str, read: str) -> None:
    assert plain(given).text == read


def test_what_is_no_character_can_still_be_sent_on() -> None:
    json.dumps(plain("\ud83d half of an emoji").text, ensure_ascii=False).encode()
