"""Where an alert was told: a person or the staff channel, how, when and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

STAFF_PLACE = "staff"
"""The staff channel, among places that are otherwise people (ids)."""


class How(StrEnum):
    """`notice`: by the message that told of the thing itself. `digest`: only counted in the next digest. `channel`: by
    the message in the staff channel."""

    DIRECT = "direct"
    CHANNEL = "channel"
    DIGEST = "digest"
    NOTICE = "notice"


class Why(StrEnum):
    """`first`: of its first level. `escalated`: those before did nothing in time. `assigned`: it was given to them.
    `unreachable`: who should hear of it is not in Slack or has left."""

    FIRST = "first"
    ESCALATED = "escalated"
    ASSIGNED = "assigned"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Delivery:
    """One place of an alert (id). `due_at` is when it may leave, after quiet hours; `told_at` when it left, None while
    it is held. `channel_id` and `ts` are the one message there, once it is posted. `problem` says why it can't be."""

    alert: str
    place: str
    level: int
    how: How
    why: Why
    due_at: datetime
    told_at: datetime | None = None
    channel_id: str | None = None
    ts: str | None = None
    problem: str = ""

    @property
    def is_held(self) -> bool:
        return self.told_at is None and not self.problem

    @property
    def has_message(self) -> bool:
        """Whether a message of its own is there or on its way."""
        in_channel = self.how is How.CHANNEL and self.place == STAFF_PLACE
        return self.told_at is not None and not self.problem and (in_channel or self.how is How.DIRECT)
