"""From one to another: "November 2 through 13", "between 10 am and noon", "Monday at 9 until Tuesday at noon"."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_clock_ranges import MOVING
from bot.understanding.readers.time_model import DAY, WEEK, Clock, Days, Found, Instants, Meaning, Said, months_later

_TO = re.compile(r"\s*(?:-|to|through|thru|until|till?)\s*(?:the\s+)?", FLAGS)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", FLAGS)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z", FLAGS)


def days_between(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    one, other = first.meaning, second.meaning
    if not (isinstance(one, Days) and isinstance(other, Days)) or one.clock or other.clock:
        return None
    if one.fragment and other.fragment:  # "FY27 to FY28" are two fiscal years
        return None
    between = _AND.fullmatch(gap) and _BETWEEN.search(said.text, max(0, first.start - 20), first.start)
    if not between and not _spans(first, gap, said):
        return None
    one, last = _in_order(one, other, said)
    return Days(one.start, last.end, "days") if last else None


def _in_order(one: Days, other: Days, said: Said) -> tuple[Days, Days | None]:
    """Both ends, the years that were not said chosen so that they follow each other, around today where they can."""
    named_by_month = all(days.weekday is None and days.day_of_month is None for days in (one, other))
    last = _after(one, other)
    if not named_by_month or one.dated or one.grain not in ("day", "month"):
        return one, last
    if other.dated:
        while one.start > other.start:
            one = _years_later(one, -1)
        return one, other
    if one.start > said.today and last and other.end > said.today:
        earlier = _years_later(one, -1)
        until = _after(earlier, _years_later(last, -1))
        if until and earlier.start <= said.today < until.end:
            return earlier, until
    return one, last


def _years_later(days: Days, count: int) -> Days:
    return replace(days, start=months_later(days.start, 12 * count), end=months_later(days.end, 12 * count))


def _spans(first: Found, gap: str, said: Said) -> bool:
    """Whether the words between make an interval: "to" leads to a new time where something is moved."""
    if gap == "/":
        return said.text[max(0, first.start) : first.end].count("-") == 2
    if not _TO.fullmatch(gap):
        return False
    moved = said.intent == "reschedule_meeting" or MOVING.search(said.text, max(0, first.start - 80), first.start)
    return not (moved and gap.strip().lower().startswith("to"))


def _after(one: Days, other: Days) -> Days | None:
    """The other stretch, the next such after the first one when it was named without a year."""
    if other.start > one.start:
        return other
    if other.weekday is not None:
        weeks = ((one.start - other.start).days // 7) + 1
        return replace(other, start=other.start + WEEK * weeks, end=other.end + WEEK * weeks)
    months = 1 if other.day_of_month else 12
    start = months_later(other.start, months)
    return replace(other, start=start, end=months_later(other.end, months)) if start > one.start else None


def clocks_between(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    """ "Between 10 am and noon"."""
    one, other = first.meaning, second.meaning
    if not (isinstance(one, Clock) and isinstance(other, Clock)) or one.part or other.part or one.end or other.end:
        return None
    between = _AND.fullmatch(gap) and _BETWEEN.search(said.text, max(0, first.start - 20), first.start)
    if not between and not _spans(first, gap, said):
        return None
    return replace(one, end=other.start, guessed=False) if other.start > one.start else None


def instants_between(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    one, other = first.meaning, second.meaning
    if not (isinstance(one, Days) and isinstance(other, Days) and one.clock and other.clock):
        return None
    start, end = instants(one.start, one.clock, said), instants(other.start, other.clock, said)
    return Instants(start.start, end.start) if _spans(first, gap, said) and start.start < end.start else None


def instants(day: date, clock: Clock, said: Said) -> Instants:
    """The time of day on that day, in the speaker's zone. Midnight closes the day that it is named with."""
    is_midnight = clock.start == time(0) and clock.end is None
    start = _instant(day + DAY if is_midnight else day, clock.start, clock, said)
    if clock.end is None:
        return Instants(start)
    return Instants(start, _instant(day if clock.end > clock.start else day + DAY, clock.end, clock, said))


def _instant(day: date, at: time, clock: Clock, said: Said) -> datetime:
    """Through UTC, so that an hour which daylight saving skips becomes the one that clocks show."""
    local = datetime.combine(day, at, clock.zone or said.zone)
    return local.astimezone(UTC).astimezone(said.zone)
