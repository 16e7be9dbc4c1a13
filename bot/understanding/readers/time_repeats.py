"""Times that come again: "every other Thursday at 10", "weekly on Mondays", "the first Tuesday of each month".

Each is its first occurrence after the instant at which it is said, or after the day named as its start, with its
period as an ISO 8601 duration.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.understanding.readers.number_words import BELOW_HUNDRED, number_in_words
from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_between import instants
from bot.understanding.readers.time_model import DAY, WEEK, Clock, Days, Found, Said, months_later
from bot.understanding.readers.time_weekdays import nth_weekday
from bot.understanding.readers.time_words import WEEKDAY

_UNIT = (
    r"(?:(?:work|week|business\s+|working\s+)?days?|(?:morning|afternoon|evening|night)s?"
    r"|(?:week|wk|fortnight|month|quarter|year)s?)"
)
_PERIOD = re.compile(
    r"\b(?:(?P<adverb>daily|weekly|bi-?weekly|fortnightly|monthly|quarterly|yearly|annually)"
    rf"|(?:every|each)\s+(?:(?P<other>other|second|2nd|alternate)\s+|(?P<count>\d{{1,2}}|{BELOW_HUNDRED})\s+)?(?P<unit>{_UNIT})"
    rf"|once\s+(?:a|an|per|every|each)\s+(?P<once>{_UNIT}))\b",
    FLAGS,
)
_EVERY = re.compile(
    rf"\b(?:every|each|alternate)\s+(?:(?P<other>other|second|alternate)\s+)?(?:\w+\s+)?{WEEKDAY}|\balternate\s+{WEEKDAY}"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
    FLAGS,
)
_OF_THE_MONTH = re.compile(r"\b(?:of|in)\s+the\s+month\b", FLAGS)
_EACH = re.compile(r"\b(?:every|each)\s+(?:month\s+on\s+)?(?:the\s+)?\Z", FLAGS)
_EVERY_OTHER = re.compile(r"\b(?:every\s+(?:other|alternate)|alternate)\s+(?:mon|tue|wed|thu|fri|sat|sun)", FLAGS)
#: "Wednesdays sync" is that of one Wednesday, its apostrophe left out.
_OF_A_DAY = re.compile(r"\s+(?:sync|call|meeting|review|session|check|stand-?up|one|slot|appointment|demo)\b", FLAGS)
_BEFORE = re.compile(r"(?:[\s,:-]+(?:(?:on|at|the|from|in|around|about|starting|beginning|effective)\b[\s,]*)*)", FLAGS)
_NOUN_BEFORE = re.compile(r"(?:\s+[a-z-]+,?){1,3}?[\s,]+(?:(?:on|at|the|for|starting|beginning)\b[\s,]*)*", FLAGS)
_AFTER = re.compile(r"[\s,]*(?:(?:of|on|in|at)\b\s*)?(?:the\b\s*)?", FLAGS)
_LISTED = re.compile(r"\s*(?:,|&|(?:,\s*)?\band\b)\s*(?:on\s+)?", FLAGS)
_START = re.compile(
    r"[\s,]*(?:and\s+)?(?:starting|beginning|from|effective|as\s+of|commencing)\s+(?:on\s+|from\s+)?(?:the\s+)?", FLAGS
)
_UNITS = {
    "daily": (1, "D"), "weekly": (1, "W"), "biweekly": (2, "W"), "bi-weekly": (2, "W"), "fortnightly": (2, "W"),
    "monthly": (1, "M"), "quarterly": (3, "M"), "yearly": (1, "Y"), "annually": (1, "Y"),
    "week": (1, "W"), "wk": (1, "W"), "fortnight": (2, "W"), "month": (1, "M"), "quarter": (3, "M"), "year": (1, "Y"),
}  # fmt: skip


@dataclass(frozen=True)
class _Period:
    """So many of a unit: D, W, M or Y. `workdays`: Monday to Friday only."""

    count: int
    unit: str
    workdays: bool = False

    def __str__(self) -> str:
        return f"P{self.count}{self.unit}"


def with_repeats(found: list[Found], said: Said) -> list[Found]:
    """What comes again as its first occurrence; a day that only says when it starts becomes part of it."""
    done: list[Found] = []
    for item in found:
        before = done[-1] if done else None
        period = _period_of(item, said) or _period_shared(before, item, said)
        starts = before is not None and _START.fullmatch(said.text[before.end : item.start]) is not None
        if before and before.repeats and starts and period is None and isinstance(item.meaning, Days):
            done[-1] = _from_day(before, item, said)
        else:
            done.append(_first(item, period, said) if period else item)
    return _with_shared_months(done, said)


def _with_shared_months(found: list[Found], said: Said) -> list[Found]:
    """ "The 2nd and 4th Tuesday of each month": both, every month."""
    done = list(found)
    for place in range(len(done) - 2, -1, -1):
        item, after = done[place], done[place + 1]
        listed = _LISTED.fullmatch(said.text[item.end : after.start])
        is_nth = isinstance(item.meaning, Days) and (item.meaning.nth or item.meaning.day_of_month) and not item.repeats
        if not (is_nth and listed):
            continue
        if _EACH.search(said.text, 0, item.start) and not after.repeats:  # "every first and third Friday"
            after = done[place + 1] = _first(after, _Period(1, "M"), said)
        if (after.repeats or "").endswith("M"):
            done[place] = _first(item, _Period(int((after.repeats or "")[1:-1]), "M"), said)
    return done


def _period_of(item: Found, said: Said) -> _Period | None:
    """How often the time comes again; None when it does not."""
    meaning, own = item.meaning, said.text[item.start : item.end]
    if not isinstance(meaning, Clock | Days) or (isinstance(meaning, Days) and meaning.end - meaning.start != DAY):
        return None
    marked = _EVERY.search(own)
    if marked and marked[0].lower().endswith("s") and _OF_A_DAY.match(said.text, item.end):
        return None
    near = _period_near(item, bool(marked), said)
    if marked and _OF_THE_MONTH.search(own):
        return _Period(1, "M")
    if isinstance(meaning, Clock) or (meaning.weekday is None and meaning.day_of_month is None):
        return near if near and (near.unit == "D" or not isinstance(meaning, Clock)) else None
    if meaning.nth is not None or meaning.day_of_month is not None:
        by_month = near if near and near.unit in ("M", "Y") else None
        return by_month or (_Period(1, "M") if marked else None)
    if not (marked or near):
        return None
    if _EVERY_OTHER.search(own):
        return _Period(2, "W")
    return near if near and near.unit != "D" else _Period(1, "W")


def _period_shared(before: Found | None, item: Found, said: Said) -> _Period | None:
    """ "Every Tuesday and Thursday": both, every week."""
    if before is None or not before.repeats or not before.repeats.endswith("W"):
        return None
    is_weekday = isinstance(item.meaning, Days) and item.meaning.weekday is not None and item.meaning.nth is None
    listed = _LISTED.fullmatch(said.text[before.end : item.start])
    return _Period(int(before.repeats[1:-1]), "W") if is_weekday and listed else None


def _period_near(item: Found, marked: bool, said: Said) -> _Period | None:
    """A period within the words of the time or beside them. "The weekly sync on Monday" is one Monday: a noun between
    is allowed only where a new meeting is spoken of, or where the day itself tells that it comes again."""
    for match in _PERIOD.finditer(said.text, max(0, item.start - 60), item.end + 30):
        gap = said.text[match.end() : item.start]
        if match.end() <= item.start:
            is_near = _BEFORE.fullmatch(gap) or (
                (marked or said.intent == "schedule_meeting") and _NOUN_BEFORE.fullmatch(gap)
            )
        elif match.start() >= item.end:
            is_near = _AFTER.fullmatch(said.text[item.end : match.start()])
        else:
            is_near = True
        if is_near:
            return _period(match)
    return None


def _period(match: re.Match[str]) -> _Period:
    unit = " ".join((match["adverb"] or match["unit"] or match["once"]).lower().split())
    unit = unit if match["adverb"] else unit.removesuffix("s")
    words = match["count"]
    count = 2 if match["other"] else 1
    if words:
        count = int(words) if words.isdigit() else int(number_in_words(words))
    times, letter = _UNITS.get(unit, (1, "D"))
    return _Period(max(1, count) * times, letter, unit not in ("daily", "day") and "day" in unit)


def _first(item: Found, period: _Period, said: Said) -> Found:
    meaning = item.meaning
    if isinstance(meaning, Days) and meaning.weekday is None and meaning.day_of_month is None:
        return replace(item, repeats=str(period))  # "monthly starting December 15"
    clock = meaning if isinstance(meaning, Clock) else meaning.clock if isinstance(meaning, Days) else None
    days = meaning if isinstance(meaning, Days) else None
    for day in _days(days, period, said.today):
        is_ahead = day > said.today if clock is None else instants(day, clock, said).start > said.now
        if is_ahead:
            kept = replace(days, start=day, end=day + DAY) if days else Days(day, day + DAY, clock=clock)
            return replace(item, meaning=kept, repeats=str(period))
    return item


def _days(days: Days | None, period: _Period, today: date) -> Iterator[date]:
    """The days from today on that fit: such weekdays, such days of a month, or all."""
    month = today.replace(day=1)
    if days is None:
        week = (today + DAY * more for more in range(7))
        yield from (day for day in week if day.weekday() < 5 or not period.workdays)
    elif days.nth is not None and days.weekday is not None:
        for more in range(12):
            try:
                yield nth_weekday(months_later(month, more), days.weekday, days.nth)
            except ValueError:  # a month without a fifth one
                continue
    elif days.weekday is not None:
        first = today + DAY * ((days.weekday - today.weekday()) % 7)
        yield from (first, first + WEEK)
    else:
        for more in range(12):
            day = months_later(month, more) + DAY * ((days.day_of_month or 1) - 1)
            if day.month == months_later(month, more).month:
                yield day


def _from_day(item: Found, start: Found, said: Said) -> Found:
    """The first occurrence on the day named as the start or after it."""
    assert isinstance(start.meaning, Days)
    eve = datetime.combine(start.meaning.start, time(0), said.zone) - timedelta(seconds=1)
    period = _period_of(item, said)
    again = _first(item, period, replace(said, now=eve)) if period else item
    return replace(again, end=start.end)
