from dataclasses import replace

import pytest

from domain.errors import Conflict
from domain.handoffs import Handoff, HandoffState, Thread, claim, close, release
from tests.builders import NOON

OPEN = Handoff("h-1", "p-1", "U1", "Maria", "nrcs", "prices", NOON, Thread("D1", "1.0"))


def test_a_conversation_is_claimed_given_back_and_closed() -> None:
    claimed = claim(OPEN, "dana", NOON)
    assert (claimed.state, claimed.claimed_by) == (HandoffState.CLAIMED, "dana")
    assert release(claimed) == OPEN
    closed = close(claimed, "dana", NOON)
    assert (closed.state, closed.closed_by) == (HandoffState.CLOSED, "dana")


def test_claiming_twice_changes_nothing() -> None:
    claimed = claim(OPEN, "dana", NOON)
    assert claim(claimed, "dana", NOON) == claimed


def test_the_second_one_to_claim_is_refused() -> None:
    with pytest.raises(Conflict, match="Someone else"):
        claim(claim(OPEN, "dana", NOON), "omar", NOON)


def test_a_closed_conversation_stays_closed() -> None:
    closed = replace(OPEN, state=HandoffState.CLOSED)
    for change in (lambda: claim(closed, "dana", NOON), lambda: release(closed), lambda: close(closed, "dana", NOON)):
        with pytest.raises(Conflict):
            change()
