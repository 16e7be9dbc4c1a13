"""The times of a series, counted out by python-dateutil, and its rule as calendars read it (RFC 5545, RRULE)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from domain.business_days import add_business_days, next_business_day
from domain.recurrences import MonthlyOn, Recurrence, Rhythm

_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
#: Every month has a day of this number.
_LAST_COMMON_DAY = 28


@dataclass(frozen=True)
class Occurrence:
    """One of a series. `original` is when the rule has it, by which calendars know it; `start` when it takes place:
    on the next business day where that would be a holiday or a weekend, on the one before at the end of the series."""

    original: datetime
    start: datetime

    @property
    def moved(self) -> bool:
        return self.start != self.original


def occurrences(rule: Recurrence, first: datetime, zone: ZoneInfo) -> tuple[Occurrence, ...]:
    """All times of a series, the first one included; at the same time of day by the organizer's clocks (`zone`)."""
    return tuple(_occurrence(local, rule, zone) for local in _local_times(rule, first.astimezone(zone)))


def rule_of(rule: Recurrence, first: datetime, zone: ZoneInfo) -> str:
    """The rule as it stands in a calendar file, such as FREQ=WEEKLY;BYDAY=TU;UNTIL=20270930T035959Z."""
    local = first.astimezone(zone)
    last = datetime.combine(rule.until, time(23, 59, 59), zone).astimezone(UTC)
    parts = ["FREQ=WEEKLY" if rule.rhythm is Rhythm.WEEKLY else f"FREQ=MONTHLY;INTERVAL={_MONTHS[rule.rhythm]}"]
    return ";".join([*parts, _days_of(rule, local), f"UNTIL={last:%Y%m%dT%H%M%SZ}"]).replace(";INTERVAL=1;", ";")


def _days_of(rule: Recurrence, local: datetime) -> str:
    name = _NAMES[local.weekday()]
    if rule.rhythm is Rhythm.WEEKLY:
        return f"BYDAY={name}"
    if rule.monthly_on is MonthlyOn.WEEKDAY:
        return f"BYDAY={_which(local)}{name}"
    if local.day <= _LAST_COMMON_DAY:
        return f"BYMONTHDAY={local.day}"
    return f"BYMONTHDAY={','.join(map(str, _end_of_month(local)))};BYSETPOS=-1"


def _local_times(rule: Recurrence, local: datetime) -> Iterator[datetime]:
    bare = local.replace(tzinfo=None)
    until = datetime.combine(rule.until, time.max)
    if rule.rhythm is Rhythm.WEEKLY:
        yield from rrule(WEEKLY, dtstart=bare, until=until)
    elif rule.monthly_on is MonthlyOn.WEEKDAY:
        day = weekday(local.weekday(), _which(local))
        yield from rrule(MONTHLY, dtstart=bare, until=until, interval=_MONTHS[rule.rhythm], byweekday=day)
    else:
        # In a month without that day it is the last one, where a plain rule would leave the month out.
        days = _end_of_month(local) if local.day > _LAST_COMMON_DAY else [local.day]
        every = _MONTHS[rule.rhythm]
        yield from rrule(MONTHLY, dtstart=bare, until=until, interval=every, bymonthday=days, bysetpos=-1)


def _end_of_month(local: datetime) -> list[int]:
    return list(range(_LAST_COMMON_DAY, local.day + 1))


def _which(local: datetime) -> int:
    """The second Tuesday is 2; a fifth one, which few months have, is the last: -1."""
    count = (local.day - 1) // 7 + 1
    return -1 if count == 5 else count


def _occurrence(local: datetime, rule: Recurrence, zone: ZoneInfo) -> Occurrence:
    day = next_business_day(local.date())
    if day > rule.until:
        day = add_business_days(day, -1)
    return Occurrence(local.replace(tzinfo=zone), datetime.combine(day, local.time(), zone))
