"""What staff make of someone who wants to do business with CEC."""

import pytest

from domain.errors import Conflict
from domain.first_contacts import FirstContactState, assign, claim, decline, open_agreement
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
