"""Joins the parts of an expression of time: weekday and week, weekday and date, from and to, day and clock."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_between import clocks_between, days_between, instants_between
from bot.understanding.readers.time_leads import with_lead
from bot.understanding.readers.time_lists import with_shared_clocks, with_shared_months, with_shared_weeks
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
from bot.understanding.readers.time_related import with_related, with_zones
from bot.understanding.readers.time_weekdays import nth_weekday

_Join = Callable[[Found, Found, str, Said], Meaning | None]

_BESIDE = re.compile(r"\s*,?\s*(?:(?:of|in|on|for)\b\s*)?(?:the\b\s*)?\(?", FLAGS)
_BESIDE_DAY = re.compile(r"\s+(?P<side>after|following|before|preceding|prior\s+to)\s+(?:the\s+)?", FLAGS)
_AT = re.compile(
    r"T|\s*,?\s*(?:(?:just|shortly|right)\s+(?=before|after)|(?:say|like|maybe|preferably|ideally)\s+)?(?:(?:at|@|from|between|around|about|by|(?:any\s*time\s+)?(?:after|before)|until|starting\s+at|beginning\s+at)\s*)?(?:(?:at|around|about)\s+)?",
    FLAGS,
)
_CALL_AT = re.compile(r"(?:'s)?(?:\s+[a-z]+){1,3}?(?:\s+(?:at|@|from|around|between)|,\s+(?:say|maybe|like))\s+", FLAGS)
_ON = re.compile(r"\s*,?\s*(?:(?:on|of|for)\b\s*)?(?:the\b\s*)?", FLAGS)
_CALL_ON = re.compile(r"(?:\s+[a-z]+){1,3}?\s+on\s+(?:the\s+)?", FLAGS)
_LONGEST_GAP = 40


def join(found: list[Found], said: Said) -> list[Found]:
    """The whole expressions, without the fragments that no other words completed."""
    found = _joined(found, said, _one_decides_the_other)
    found = _joined(with_shared_weeks(found, said), said, _day_beside_another)
    found = _with_leads(found, said)
    found = with_shared_weeks(_joined(found, said, _weekday_of_week), said)
    found = with_shared_months(found, said)
    found = with_related(found, said)
    for a_join in (days_between, clocks_between, _clock_and_part, _day_and_clock, instants_between):
        found = _joined(found, said, a_join)
    found = with_zones(with_shared_clocks(found, said), said)
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


def _weekday_of_week(first: Found, second: Found, gap: str, said: Said) -> Meaning | None:
    """ "Tuesday" and "the week of the 15th"."""
    other = second.meaning
    return (
        _one_decides_the_other(first, second, gap, said) if isinstance(other, Days) and other.grain == "week" else None
    )


def _day_in(named: Days, around: Days) -> date | None:
    if named.weekday is not None and named.nth is not None and around.grain == "month":
        return nth_weekday(around.start, named.weekday, named.nth)
    if named.weekday is not None and named.nth is not None and around.grain == "quarter":
        return nth_weekday(months_later(around.start, 2 if named.nth < 0 else 0), named.weekday, named.nth)
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
