"""When a question about prices is meant: the fiscal year, and the part of it.

Pure, like `bot/price_words.py`.
"""

import re
from datetime import date, timedelta

from bot.context import Turn
from bot.leaning import leans
from bot.said import value
from bot.understanding.model import Understanding
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period

_NEXT_YEAR = re.compile(r"\b(?:next|following) (?:fiscal )?year\b|\byear after\b", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:start\w*|begin\w*|from|as of|effective|since|after)\b", re.IGNORECASE)
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_FOR_MONTHS = re.compile(
    rf"\b(?P<months>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})[- ]months?\b"
    r"|\b(?P<half>half(?: a| the)?[- ]year|half of the year)\b|\b(?P<quarter>(?:one|a|per) quarter)\b",
    re.IGNORECASE,
)


def year_asked(turn: Turn) -> str | None:
    """ "Next year" after an estimate is the year after the one shown."""
    shown = turn.memory.fiscal_year
    if shown and leans(turn) and _NEXT_YEAR.search(turn.text):
        return FiscalYear(shown).next().name
    named = value(turn.understanding, "fiscal_year")
    return FiscalYear.parse(named).name if named else None


def part_of_year(turn: Turn, year: FiscalYear) -> Period | None:
    """The part of the year that the sentence names, or None. `year` is the one that is priced."""
    span = _span(turn.understanding)
    if span and _BEGINS.search(turn.text) and span.start >= year.start and span.start <= year.end:
        return Period(span.start, year.end)
    if span:
        return span.overlap(year.period) if span.days > 1 else None
    months = _months(turn.text)
    return Period(year.start, year.months[months - 1].end) if months else None


def year_of_time(turn: Turn) -> str | None:
    """The fiscal year in which the named time begins."""
    span = _span(turn.understanding)
    try:
        return span.by_fiscal_year()[0][0].name if span else None
    except InvalidInput:
        return None


def _span(understanding: Understanding) -> Period | None:
    """The first time that is a day or a span of days; ends of spans are exclusive."""
    found = value(understanding, "time")
    if not found:
        return None
    start, _, end = found.partition("/")
    try:
        first = date.fromisoformat(start[:10])
        return Period(first, max(first, date.fromisoformat(end[:10]) - timedelta(days=1)) if end else first)
    except (ValueError, InvalidInput):
        return None


def _months(text: str) -> int | None:
    """How many months are named. Raises InvalidInput for none and for more than a year."""
    found = _FOR_MONTHS.search(text)
    if not found:
        return None
    if found["half"] or found["quarter"]:
        return 6 if found["half"] else 3
    said = found["months"].lower()
    months = NUMBER_WORDS.get(said) or int(said)
    if not 1 <= months <= 12:
        raise InvalidInput("months", "One estimate covers 1 to 12 months of a fiscal year. Give a number of months.")
    return months if months < 12 else None
