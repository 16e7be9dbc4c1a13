"""Joins the parts of an expression of time: weekday and week, weekday and date, from and to, day and clock."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_clocks import MOVING
from bot.understanding.readers.time_leads import with_lead
from bot.understanding.readers.time_lists import with_shared_clocks, with_shared_weeks
from bot.understanding.readers.time_model import (
    DAY,
    WEEK,
    Clock,
    Days,
    Found,
    Instants,
    Meaning,
    Said,
    month_after,
    months_later,
    week_of,
)
from bot.understanding.readers.time_weekdays import nth_weekday

_Join = Callable[[Found, Found, str, Said], Meaning | None]

_BESIDE = re.compile(r"\s*,?\s*(?:(?:of|in|on|for)\b\s*)?(?:the\b\s*)?\(?", FLAGS)
_BESIDE_DAY = re.compile(r"\s+(?P<side>after|following|before|preceding|prior\s+to)\s+(?:the\s+)?", FLAGS)
_TO = re.compile(r"\s*(?:-|to|through|thru|until|till)\s*(?:the\s+)?", FLAGS)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", FLAGS)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z", FLAGS)
_AT = re.compile(
    r"T|\s*,?\s*(?:(?:at|@|from|between|around|about|by|(?:any\s*time\s+)?(?:after|before)|until|starting\s+at|beginning\s+at)\s*)?(?:(?:at|around|about)\s+)?",
    FLAGS,
)
_CALL_AT = re.compile(r"(?:'s)?(?:\s+[a-z]+){1,3}?\s+(?:at|@|from|around|between)\s+", FLAGS)
_ON = re.compile(r"\s*,?\s*(?:(?:on|of|for)\b\s*)?(?:the\b\s*)?", FLAGS)
_CALL_ON = re.compile(r"(?:\s+[a-z]+){1,3}?\s+on\s+(?:the\s+)?", FLAGS)
_LONGEST_GAP = 40


def join(found: list[Found], said: Said) -> list[Found]:
    """The whole expressions, without the fragments that no other words completed."""
    found = _joined(found, said, _one_decides_the_other)
    found = _joined(with_shared_weeks(found, said), said, _day_beside_another)
    found = _with_leads(found, said)
    for a_join in (_days_between, _clocks_between, _clock_and_part, _day_and_clock, _instants_between):
        found = _joined(found, said, a_join)
    found = with_shared_clocks(found, said)
    return [item for item in found if isinstance(item.meaning, Instants) or not item.meaning.fragment]


def _joined(found: list[Found], said: Said, a_join: _Join) -> list[Found]:
    """Every two neighbours that belong together made one, from left to right."""
    done: list[Found] = []
    for item in found:
        gap = said.text[done[-1].end : item.start] if done else ""
        meaning = a_join(done[-1], item, gap, said) if done and len(gap) < _LONGEST_GAP else None
        if meaning is None:
            done.append(item)
        else:
            done[-1] = Found(done[-1].start, item.end, meaning)
    return done


def _with_leads(found: list[Found], said: Said) -> list[Found]:
    ends = [0, *(item.end for item in found)]
    return [with_lead(item, earliest, said) for earliest, item in zip(ends, found, strict=False)]


def _one_decides_the_other(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    """ "Tuesday" and "next week", "the 15th" and "next month", "Thursday" and "December 3", in either order."""
    one, other = first.meaning, second.meaning
    if not (isinstance(one, Days) and isinstance(other, Days) and _BESIDE.fullmatch(gap)):
        return None
    for named, around in ((one, other), (other, one)):
        if (day := _day_in(named, around)) is not None:
            if around.fragment and around.grain == "month" and day < said.today and not said.looks_back(first.start):
                day = _day_in(named, month_after(around)) or day
            return Days(day, day + DAY, in_week=around.grain == "week")
    if one.weekday is not None and other.grain == "day" and other.weekday is None:
        return replace(other, weekday=None)
    if other.weekday == one.start.weekday() and one.weekday is None and one.grain == "day":
        return one
    return None


def _day_in(named: Days, around: Days) -> date | None:
    if named.weekday is not None and named.nth is not None and around.grain == "month":
        return nth_weekday(around.start, named.weekday, named.nth)
    if named.weekday is not None and named.nth is None and around.grain in ("week", "about"):
        return week_of(around.start).start + DAY * named.weekday
    if named.day_of_month is not None and around.grain == "month":
        return around.start.replace(day=named.day_of_month)
    return None


def _day_beside_another(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    """ "The Monday after Thanksgiving", "the week before Christmas"."""
    one, other, words = first.meaning, second.meaning, _BESIDE_DAY.fullmatch(gap)
    if not (words and isinstance(one, Days) and isinstance(other, Days)) or other.end - other.start != DAY:
        return None
    step = 1 if words["side"].lower() in ("after", "following") else -1
    if one.grain == "week" and one.fragment:
        return week_of(week_of(other.start).start + WEEK * step)
    if one.weekday is None or one.nth is not None or other.weekday is not None:
        return None
    days = (one.weekday - other.start.weekday()) % 7 or 7
    day = other.start + DAY * (days if step > 0 else (days % 7) - 7)
    return Days(day, day + DAY)


def _days_between(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
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


def _clocks_between(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    """ "Between 10 am and noon"."""
    one, other = first.meaning, second.meaning
    if not (isinstance(one, Clock) and isinstance(other, Clock)) or one.part or other.part or one.end or other.end:
        return None
    between = _AND.fullmatch(gap) and _BETWEEN.search(said.text, max(0, first.start - 20), first.start)
    if not between and not _spans(first, gap, said):
        return None
    return replace(one, end=other.start, guessed=False) if other.start > one.start else None


def _clock_and_part(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    """ "9" and "in the morning"."""
    one, other = first.meaning, second.meaning
    if not (isinstance(one, Clock) and isinstance(other, Clock)) or one.part == other.part or gap.strip(" ,"):
        return None
    return _within(other, one) if other.part else _within(one, other)


def _day_and_clock(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    one, other = first.meaning, second.meaning
    if isinstance(one, Days) and isinstance(other, Clock):
        fits = _AT.fullmatch(gap) or (_CALL_AT.fullmatch(gap) and not other.part)
        return _timed(one, other) if fits else None
    if isinstance(one, Clock) and isinstance(other, Days) and not (other.clock and not other.clock.part):
        return _timed(other, one) if _ON.fullmatch(gap) or _CALL_ON.fullmatch(gap) else None
    return None


def _timed(day: Days, clock: Clock) -> Meaning | None:
    if day.end - day.start != DAY or (day.clock and not day.clock.part):
        return None
    return replace(day, clock=_within(day.clock, clock) if day.clock else clock, fragment=False)


def _within(part: Clock, clock: Clock) -> Clock:
    """The time with am or pm decided by the part of the day."""
    hour = clock.start.hour
    if not clock.guessed:
        return clock
    if part.start.hour >= 12 and hour < 12:
        hour += 12
    elif part.start.hour < 12 and hour > 12:
        hour -= 12
    return replace(clock, start=clock.start.replace(hour=hour), guessed=False)


def _instants_between(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
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
