"""Words and names in one form."""

import pytest

from components.words import one_form, words_of


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Laptops", "laptop"),
        ("VMs", "VM"),
        ("switches", "switch"),
        ("mailboxes", "mailbox"),
        ("cities", "city"),
        ("Help-Desk", "helpdesk"),
        ("help desk", "helpdesk"),
        ("e-mail", "email"),
        ("GT&C", "GT and C"),
        ("SD-WAN", "sd wan"),
        ("Wi-Fi", "wifi"),
        ("food and nutrition svc", "Food and Nutrition Service"),
        ("risk mgmt agency", "Risk Management Agency"),
    ],
)
def test_case_plural_and_hyphens_make_no_difference(written: str, same: str) -> None:
    assert one_form(written) == one_form(same)


@pytest.mark.parametrize(
    ("one", "other"), [("access", "acces"), ("bus", "bu"), ("analysis", "analysi"), ("VM", "VPN"), ("desk", "disk")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert one_form(one) != one_form(other)


def test_a_possessive_belongs_to_the_sentence_and_not_to_the_name() -> None:
    text = "NRCS's laptops and the Services’ phones"
    assert [word.text for word in words_of(text)] == ["NRCS", "laptops", "and", "the", "Services", "phones"]


@pytest.mark.parametrize("text", ["", "  ", "😀😀", "a\tb", "naïve café — 12½", "привет, мир", "x" * 5000])
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
