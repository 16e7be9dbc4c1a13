"""What staff make of someone who wants to do business with CEC."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Conflict
from domain.first_contacts import (
    LONGEST_MADE_TITLE,
    FirstContactState,
    assign,
    claim,
    decline,
    open_agreement,
    title_of,
)
from tests.builders import NOON, a_first_contact

OPEN = open_agreement(a_first_contact(), "ers", "a-1", "p-james", NOON)
DECLINED = decline(a_first_contact(), "p-james", NOON, "Not ours")


def test_opening_keeps_who_decided_and_the_agreement() -> None:
    assert (OPEN.state, OPEN.organization, OPEN.agreement, OPEN.decided_by) == (
        FirstContactState.OPEN, "ers", "a-1", "p-james",
    )  # fmt: skip


def test_declining_keeps_the_reason() -> None:
    assert (DECLINED.state, DECLINED.reason) == (FirstContactState.DECLINED, "Not ours")


@pytest.mark.parametrize(("first", "word"), [(OPEN, "approved"), (DECLINED, "declined")])
def test_what_was_decided_stays_so(first: object, word: str) -> None:
    with pytest.raises(Conflict, match=f"This was {word} already"):
        decline(first, "p-priya", NOON, "No")  # pyright: ignore[reportArgumentType]
    with pytest.raises(Conflict, match=f"This was {word} already"):
        open_agreement(first, "ers", "a-2", "p-priya", NOON)  # pyright: ignore[reportArgumentType]


def test_claiming_twice_changes_nothing() -> None:
    claimed = claim(OPEN, "p-james", NOON)
    assert claimed.claimed_by == "p-james"
    assert claim(claimed, "p-james", NOON) is claimed


def test_what_another_one_leads_cannot_be_claimed_but_assigned() -> None:
    claimed = claim(OPEN, "p-james", NOON)
    with pytest.raises(Conflict, match="Someone else leads this"):
        claim(claimed, "p-priya", NOON)
    assert assign(claimed, "p-priya", NOON).claimed_by == "p-priya"


def test_nobody_leads_what_was_declined() -> None:
    with pytest.raises(Conflict, match="declined"):
        claim(DECLINED, "p-james", NOON)


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("40 laptops for the new office. And phones.", "40 laptops for the new office"),
        ("Hello! We need 3 servers.", "3 servers"),
        ("hey so basically we'd really like some help with our website", "Help with our website"),
        ("our team is looking into a help desk for 200 people", "Help desk for 200 people"),
        (
            "laptops for the whole new team in Kansas City, around 40 of them or more",
            "Laptops for the whole new team in Kansas City",
        ),
        (
            "we need to move our data center to the cloud because the lease ends",
            "To move our data center to the cloud because the lease ends",
        ),
        ("laptops, phones and mailboxes", "Laptops, phones and mailboxes"),
        ("A-class storage", "A-class storage"),
        ("we need", "We need"),
        ("", "First contact"),
        ("x" * 200, "X" + "x" * 59),
    ],
)
def test_the_title_says_in_a_few_words_what_they_are_after(wish: str, title: str) -> None:
    assert title_of(replace(a_first_contact(), wish=wish)) == title


@given(st.text())
def test_whatever_is_wished_has_a_short_title(wish: str) -> None:
    title = title_of(replace(a_first_contact(), wish=wish))
    assert title.strip()
    assert len(title) <= LONGEST_MADE_TITLE + 2  # some capital letters are longer than their small ones
    assert title.isprintable()
