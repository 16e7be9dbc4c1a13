"""What stands in a calendar, as `icalendar_files.py` writes it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Method(StrEnum):
    """`REQUEST` invites and updates, `CANCEL` takes back, `PUBLISH` only shows."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


class Answer(StrEnum):
    NONE = "NEEDS-ACTION"
    YES = "ACCEPTED"
    NO = "DECLINED"
    OTHER_TIME = "TENTATIVE"


@dataclass(frozen=True)
class Invited:
    """Someone who is asked to come."""

    name: str
    email: str
    answer: Answer = Answer.NONE
    required: bool = True


@dataclass(frozen=True)
class CalendarEvent:
    """One event, or a series.

    `uid` stays the same for ever, `sequence` counts the changes of time and place. Times are instants in the zone
    of the organizer, or days for what lasts whole days (then `end` is the day after the last one). `changed_at` is
    when it was last changed. `rule` repeats it (`services.recurrences.rule_of`), without the `left_out` and with
    those that are `added`; `instance` is when the series has the one that this event replaces. `reminders` are minutes
    before it.
    """

    uid: str
    title: str
    start: datetime | date
    end: datetime | date
    changed_at: datetime
    sequence: int = 0
    description: str = ""
    place: str = ""
    link: str = ""
    organizer: Invited | None = None
    invited: tuple[Invited, ...] = ()
    rule: str = ""
    left_out: tuple[datetime, ...] = ()
    added: tuple[datetime, ...] = ()
    instance: datetime | None = None
    cancelled: bool = False
    reminders: tuple[int, ...] = ()


def uid_of(kind: str, id: str) -> str:
    """The lasting name of a thing in calendars everywhere; `kind` is such as "meeting"."""
    return f"{kind}-{id}@cec-concierge"
