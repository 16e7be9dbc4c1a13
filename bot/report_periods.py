"""The days that a question about performance is about, and how a period is called."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.understanding.model import Entity, Understanding
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.measured_periods import is_whole_month, month_of, period_after, period_before
from domain.words import day_in_words

_DAY = timedelta(days=1)
_FROM = re.compile(r"\b(?:since|from|starting|beginning)\s+(?:the\s+)?$", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:so far|until now|up to now|to date)\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])\b(?!-)", re.ASCII)
_DAYS = re.compile(r"\b(20\d\d-\d\d-\d\d)\s*(?:to|until|through|/|–|-)\s*(20\d\d-\d\d-\d\d)\b", re.ASCII)


def period_said(said: Understanding, today: date) -> Period | None:
    """The first period that is named: "last month", "Q2", "FY2027", "March", "since January", two days. None where no
    period is named. Raises InvalidInput for days that are none, or in the wrong order."""
    found = next(_periods(said, today), None)
    if found and _SO_FAR.search(said.text) and found.start <= today <= found.end:
        return Period(found.start, today)
    return found


def _periods(said: Understanding, today: date) -> Iterator[Period]:
    """What is named, that in figures first."""
    if days := _DAYS.search(said.text):
        yield Period(_day(days[1]), _day(days[2]))
    if month := _MONTH.search(said.text):
        yield month_of(date(int(month[1]), int(month[2]), 1))
    for entity in said.entities:
        if entity.entity == "time":
            yield _of_time(said.text, entity, today)
    for value in said.values("fiscal_year"):
        yield FiscalYear.parse(str(value)).period


def quarter_of(day: date) -> Period:
    return next(each for each in fiscal_year_of(day).quarters if each.contains(day))


def last_month(today: date) -> Period:
    return month_of(today.replace(day=1) - _DAY)


def period_in_words(period: Period) -> str:
    """Such as "October 2026", "the first quarter of FY2027", "FY2027", or from one day to another."""
    if period == month_of(period.start):
        return f"{period.start:%B %Y}"
    year = fiscal_year_of(period.start)
    if period == year.period:
        return year.label
    if period in year.quarters:
        number = ("first", "second", "third", "fourth")[year.quarters.index(period)]
        return f"the {number} quarter of {year} ({period.start:%B} to {period.end:%B %Y})"
    if period.start == period.end:
        return day_in_words(period.start)
    if all(map(is_whole_month, period.by_month())):
        return f"{period.start:%B %Y} to {period.end:%B %Y}"
    return f"{day_in_words(period.start)} to {day_in_words(period.end)}"


def when_in_words(period: Period) -> str:
    """To stand in a sentence: "in October 2026", "on November 17, 2026", "from May 4, 2026 to June 5, 2026"."""
    words = period_in_words(period)
    if period.start == period.end:
        return f"on {words}"
    return f"from {words}" if " to " in words and not words.startswith("the ") else f"in {words}"


def packed(period: Period) -> str:
    """For buttons and the memory."""
    return f"{period.start}/{period.end}"


def unpacked(text: str | None) -> Period | None:
    """None for anything that is not from `packed`."""
    start, _, end = (text or "").partition("/")
    try:
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    except (ValueError, InvalidInput):
        return None


def neighbours(period: Period) -> tuple[Period, Period]:
    """The one before and the one after."""
    return period_before(period), period_after(period)


def _of_time(text: str, entity: Entity, today: date) -> Period:
    """The end of an interval is not in it. "Since" a day lasts until today."""
    start, _, end = str(entity.value).partition("/")
    first = date.fromisoformat(start[:10])
    since = entity.text.casefold().startswith(("since", "from", "starting")) or _FROM.search(text[: entity.start])
    if since and first <= today and (not end or "to" not in entity.text.casefold().split()):
        return Period(first, today)
    if not end:
        return Period(first, first)
    last = date.fromisoformat(end[:10])
    return Period(first, last if "T" in end else max(first, last - _DAY))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("period", f"“{text}” is not a day. Give days such as 2026-11-02.") from None
