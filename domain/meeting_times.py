"""Whether a time suits those who meet: their working hours, holidays, and what they have to do already."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.business_days import holiday_on, next_business_day
from domain.busy_times import Busy, merged
from domain.errors import InvalidInput
from domain.preferences import Preferences
from domain.quiet_hours import works_on
from domain.words import clock_in_words, day_in_words
from domain.zone_words import zone_words

DAY_BEGINS, NIGHT_BEGINS = time(6), time(21)
"""Nobody is asked to meet at night by their own clocks."""


class WhyNot(StrEnum):
    BUSY = "busy"
    HOURS = "hours"
    """Outside their working hours, or on a day on which they do not work."""


@dataclass(frozen=True)
class Attendee:
    """Someone who is to take part. `busy` is in order and without overlaps (`busy_times.merged`).

    `zone_assumed` is true where it is not known in which zone they are, and the office's is taken.
    """

    person_id: str
    name: str
    preferences: Preferences
    zone: ZoneInfo
    busy: tuple[Busy, ...] = ()
    required: bool = True
    zone_assumed: bool = False


@dataclass(frozen=True)
class Concern:
    """Why a time does not suit someone. `local` is the beginning by their clocks."""

    person_id: str
    name: str
    why: WhyNot
    local: datetime


def attendee(
    person_id: str, name: str, preferences: Preferences, zone: ZoneInfo, busy: Iterable[Busy] = (), **more: bool
) -> Attendee:
    return Attendee(person_id, name, preferences, zone, merged(busy), **more)


def why_not(one: Attendee, start: datetime, end: datetime) -> WhyNot | None:
    """Why someone cannot meet then; None where nothing is known that speaks against it."""
    if not _works(one, start, end):
        return WhyNot.HOURS
    return WhyNot.BUSY if _is_busy(one.busy, start, end) else None


def concerns(attendees: Iterable[Attendee], start: datetime, minutes: int) -> tuple[Concern, ...]:
    """Whom a time does not suit, and why."""
    end = start + timedelta(minutes=minutes)
    found = ((one, why_not(one, start, end)) for one in attendees)
    return tuple(Concern(one.person_id, one.name, why, start.astimezone(one.zone)) for one, why in found if why)


def refuse_bad_time(
    attendees: Iterable[Attendee], start: datetime, minutes: int, now: datetime, zone: ZoneInfo, field: str = "time"
) -> None:
    """Raises InvalidInput at `field` for a time that is past, on a holiday, on a weekend on which someone required
    does not work, or at night for someone required. `zone` is the organizer's."""
    if start <= now:
        raise InvalidInput(field, "That time is past. Give one that is still to come.")
    required = [one for one in attendees if one.required]
    _refuse_day_off(required, start, zone, field)
    for one in required:
        _refuse_night(one, start, start + timedelta(minutes=minutes), field)


def _refuse_day_off(required: list[Attendee], start: datetime, zone: ZoneInfo, field: str) -> None:
    day = start.astimezone(zone).date()
    instead = f"Give another day, such as {day_in_words(next_business_day(day))}."
    if holiday := holiday_on(day):
        raise InvalidInput(field, f"{day_in_words(day)} is a federal holiday, {holiday}. {instead}")
    at_work = all(start.astimezone(one.zone).weekday() in one.preferences.works_on for one in required)
    if f"{day:%A}" in ("Saturday", "Sunday") and not at_work:
        raise InvalidInput(field, f"{day_in_words(day)} is a {day:%A}. {instead}")


def _refuse_night(one: Attendee, start: datetime, end: datetime, field: str) -> None:
    begins, ends = start.astimezone(one.zone), end.astimezone(one.zone)
    latest = ends.replace(hour=NIGHT_BEGINS.hour, minute=0, second=0, microsecond=0)
    if begins.time() >= DAY_BEGINS and begins.date() == ends.date() and ends <= latest:
        return
    raise InvalidInput(
        field,
        f"That is {clock_in_words(begins.time())} for {one.name} ({zone_words(one.zone)}), which is at night. "
        f"Give a time that is between {clock_in_words(DAY_BEGINS)} and {clock_in_words(NIGHT_BEGINS)} for everyone.",
    )


def _works(one: Attendee, start: datetime, end: datetime) -> bool:
    begins, ends = start.astimezone(one.zone), end.astimezone(one.zone)
    day, chosen = begins.date(), one.preferences
    if day != ends.date() or not works_on(chosen, day):
        return False
    return chosen.works_from <= begins.time() and ends.time() <= chosen.works_until


def _is_busy(busy: tuple[Busy, ...], start: datetime, end: datetime) -> bool:
    # They are in order and do not overlap: only the last one that begins before the end can reach into it.
    before = bisect_left(busy, end.astimezone(UTC), key=lambda time: time.start)
    return before > 0 and busy[before - 1].overlaps(start, end)
