"""Meetings that repeat: each is a meeting of its own, and knows where it was to be by the rule (`original`)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.business_days import next_business_day
from domain.meetings import OPEN, Meeting
from domain.recurrences import Rhythm

CADENCE_DAYS = {Rhythm.WEEKLY: 7, Rhythm.MONTHLY: 31, Rhythm.QUARTERLY: 92}
"""The longest time from one meeting to the next."""


class Scope(StrEnum):
    """What a change of one of a series is for."""

    ONE = "one"
    FOLLOWING = "following"


def as_first(meeting: Meeting) -> Meeting:
    """The booked meeting that its series begins with."""
    return replace(meeting, series=meeting.id, original=meeting.time) if meeting.repeats else meeting


def occurrence(first: Meeting, original: datetime, start: datetime, id: str, at: datetime) -> Meeting:
    """Another one of the series: by the rule it is at `original`, it takes place at `start`. Who accepted the first
    one accepted them all."""
    people = tuple(
        replace(each.asked_anew(at), yes=(start,), answered_at=each.answered_at)
        if first.time in each.yes
        else each.asked_anew(at)
        for each in first.participants
    )
    changes = {"id": id, "original": original, "time": start, "timed_at": at, "participants": people, "revision": 0}
    return replace(first, **changes)


def from_here(meetings: Iterable[Meeting], start: Meeting) -> tuple[Meeting, ...]:
    """That one and those after it that are still open, in order."""
    here = start.original
    found = [(each.original, each) for each in meetings if each.original and each.state in OPEN]
    return tuple(each for at, each in sorted(found, key=lambda one: one[0]) if here and at >= here)


def moved_together(meetings: Sequence[Meeting], new: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The new times by the rule: each by as many days later as the first one, at its new time of day in the zone."""
    local = new.astimezone(zone)
    days = [(each.original or new).astimezone(zone).date() for each in meetings]
    later = local.date() - days[0]
    return tuple(datetime.combine(day + later, local.time(), zone) for day in days)


def on_business_day(time: datetime) -> datetime:
    """The same time of day on the next business day, or itself; by the clocks of its zone."""
    return datetime.combine(next_business_day(time.date()), time.time(), time.tzinfo)


def split_off(meetings: Sequence[Meeting], originals: Sequence[datetime]) -> tuple[Meeting, ...]:
    """These go on as a series of their own, named after the first one, until the last of them (`originals`, in the
    zone of the series)."""
    series, last = meetings[0].id, originals[-1].date()
    return tuple(
        replace(_ending(each, last), series=series, original=original)
        for each, original in zip(meetings, originals, strict=True)
    )


def left_behind(meetings: Sequence[Meeting], gone: Collection[Meeting], day: date) -> tuple[Meeting, ...]:
    """The others of a series, when those that are `gone` go on as one of their own: its last one is before that day.

    The series counts higher than ever before (`sequence_of`), also without those that are gone.
    """
    ids, told = {each.id for each in gone}, sequence_of(meetings) + 1
    left = (each for each in meetings if each.id not in ids)
    ended = (_ending(each, min(each.repeats.rule.until, day - timedelta(days=1))) for each in left if each.repeats)
    return tuple(replace(each, sequence=told) if each.id == each.series else each for each in ended)


def sequence_of(meetings: Iterable[Meeting]) -> int:
    """How often calendars had to be told something of the whole series: each change of one of them counts."""
    return sum(each.sequence for each in meetings)


def _ending(meeting: Meeting, last: date) -> Meeting:
    if meeting.repeats is None:
        return meeting
    return replace(meeting, repeats=replace(meeting.repeats, rule=replace(meeting.repeats.rule, until=last)))
