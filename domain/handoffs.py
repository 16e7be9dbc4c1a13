"""A conversation between a person and CEC staff that the assistant relays: opened, claimed, closed."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Conflict


class HandoffState(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    CLOSED = "closed"


@dataclass(frozen=True)
class Thread:
    """A Slack thread: channel id and the timestamp of its first message."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class Handoff:
    """`requester` is an `Actor.id`; `requester_slack_id` and `requester_name` are how Slack knows the person.

    `topic` is what they asked for in their own words. `staff_thread` is None until it was posted.
    """

    id: str
    requester: str
    requester_slack_id: str
    requester_name: str
    organization: str | None
    topic: str
    opened_at: datetime
    requester_thread: Thread
    staff_thread: Thread | None = None
    state: HandoffState = HandoffState.OPEN
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True)
class Relayed:
    """A message that was copied from one side's thread into the other's, so that edits can follow it."""

    handoff_id: str
    source_channel: str
    source_ts: str
    target_channel: str
    target_ts: str


def claim(handoff: Handoff, by: str, at: datetime) -> Handoff:
    """A staff member takes it. Raises Conflict when it is closed or another one has it."""
    if handoff.state is HandoffState.CLOSED:
        raise Conflict("This conversation is closed.")
    if handoff.state is HandoffState.CLAIMED and handoff.claimed_by != by:
        raise Conflict("Someone else has this conversation already.")
    if handoff.state is HandoffState.CLAIMED:
        return handoff
    return replace(handoff, state=HandoffState.CLAIMED, claimed_by=by, claimed_at=at)


def release(handoff: Handoff) -> Handoff:
    """Give a claimed conversation back to the queue. Raises Conflict unless it is claimed."""
    if handoff.state is not HandoffState.CLAIMED:
        raise Conflict("This conversation is not claimed.")
    return replace(handoff, state=HandoffState.OPEN, claimed_by=None, claimed_at=None)


def close(handoff: Handoff, by: str, at: datetime) -> Handoff:
    """End it. Raises Conflict when it is closed already."""
    if handoff.state is HandoffState.CLOSED:
        raise Conflict("This conversation is closed already.")
    return replace(handoff, state=HandoffState.CLOSED, closed_by=by, closed_at=at)
