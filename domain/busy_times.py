"""When people are busy, as calendars that they connected show it: the times only, nothing of what happens then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LOOKED_AT_EVERY = timedelta(minutes=15)
DAYS_AHEAD = 190
"""How far ahead busy times are kept."""


@dataclass(frozen=True, order=True)
class Busy:
    """From an instant until another one, which itself is free again."""

    start: datetime
    end: datetime

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True)
class BusyCalendar:
    """One calendar of a person. `busy` was read at `read_at`, None before it could be read for the first time.

    `problem` is a sentence for its owner about the last attempt, "" when that went well. The next is at `look_at`.
    """

    person_id: str
    address: str
    look_at: datetime
    busy: tuple[Busy, ...] = ()
    read_at: datetime | None = None
    problem: str = ""

    def read(self, busy: Iterable[Busy], now: datetime) -> "BusyCalendar":
        return replace(self, busy=merged(busy), read_at=now, problem="", look_at=now + LOOKED_AT_EVERY)

    def failed(self, problem: str, now: datetime) -> "BusyCalendar":
        """What was read before is kept, with its age."""
        return replace(self, problem=problem, look_at=now + LOOKED_AT_EVERY)


def merged(times: Iterable[Busy]) -> tuple[Busy, ...]:
    """In order, those that touch or overlap as one; what has no length is left out."""
    found: list[Busy] = []
    for time in sorted(time for time in times if time.start < time.end):
        if found and time.start <= found[-1].end:
            found[-1] = Busy(found[-1].start, max(found[-1].end, time.end))
        else:
            found.append(time)
    return tuple(found)
