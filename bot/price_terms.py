"""When a question about prices is meant: the fiscal year, the part of it, or a term of several years.

Pure, like `bot/price_words.py`.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bot.context import Turn
from bot.estimate_changes import shows_estimate
from bot.estimates import recalled
from bot.leaning import leans
from bot.price_background import times_meant, year_meant
from bot.price_lengths import Length, length_in, length_of
from bot.understanding.readers import times
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of

_JOINED = re.compile(r"\s*(?:,|-|/|&|and|or|to|through|vs\.?|versus)\s*", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|thru|up to)\s+(?:the end of\s+)?$", re.IGNORECASE)
#: "Starting" stands so many characters before its day at most.
_NEAR = 25
_NEXT_YEAR = re.compile(r"\b(?:next|following) (?:fiscal )?year\b|\byear after\b", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:start\w*|begin\w*|from|as of|effective|since|after)\b", re.IGNORECASE)


def year_asked(turn: Turn) -> str | None:
    """ "Next year" after an estimate is the year after the one shown."""
    shown = turn.memory.fiscal_year
    if shown and leans(turn) and _NEXT_YEAR.search(turn.text):
        return FiscalYear(shown).next().name
    named = year_meant(turn)
    return FiscalYear.parse(named).name if named else None


def period_asked(turn: Turn, year: FiscalYear) -> Period | None:
    """The part of the year, or the term of several years, that the sentence names; None where it names none.

    `year` is priced where the sentence names no other time. Raises InvalidInput for a term that cannot be.
    """
    length = length_in(turn.text)
    beside = _without(turn, length)
    span, begins = _span(beside), _begins(beside)
    if length and length.from_now:
        return length.after(turn.asker.at.astimezone(turn.asker.zone).date())
    if length and (begins or not span):
        return length.after(_into(span.start, year, turn) if span and begins else year.start)
    if span and begins and span.days < _LEAST_OF_A_SPAN:
        return _from(_into(span.start, year, turn), turn)
    if span and span.days == 1 and _UNTIL.search(beside.text[: times_meant(beside)[0].start]):
        return Period(min(year.start, span.start), span.end)
    return span if span and span.days > 1 else _years_together(turn)


def _from(start: date, turn: Turn) -> Period:
    """From a day on: "no, from May" keeps the length that was said before, else the end; else to the year's end."""
    shown = recalled(turn.memory)
    whole = FiscalYear(shown.fiscal_year).period if shown.fiscal_year else None
    period = (shown.period or whole) if shows_estimate(turn) and leans(turn) else None
    if period and shown.lasts:
        return length_of(period).after(start)
    if period and shown.period and start <= period.end:
        return Period(start, period.end)
    return Period(start, fiscal_year_of(start).end)


#: Where services begin ("from January") a time is shorter than this; what lasts longer has an end of its own.
_LEAST_OF_A_SPAN = 32


def year_of_time(turn: Turn) -> str | None:
    """The fiscal year in which the named time begins."""
    span = _span(_without(turn, length_in(turn.text)))
    try:
        return span.by_fiscal_year()[0][0].name if span else None
    except InvalidInput:
        return None


def _years_together(turn: Turn) -> Period | None:
    """ "FY2027 and FY2028", "FY27 to FY29": all of them; "through FY2029": from now on."""
    years = [each for each in turn.understanding.entities if each.entity == "fiscal_year"]
    this = fiscal_year_of(turn.asker.at.astimezone(turn.asker.zone).date())
    if len(years) == 1 and str(years[0].value) > this.name and _UNTIL.search(turn.text[: years[0].start]):
        return Period(this.start, FiscalYear(str(years[0].value)).end)
    for first, last in pairwise(years):
        if str(first.value) < str(last.value) and _JOINED.fullmatch(turn.text[first.end : last.start]):
            return Period(FiscalYear(str(first.value)).start, FiscalYear(str(last.value)).end)
    return None


def _into(start: date, year: FiscalYear, turn: Turn) -> date:
    """ "January" where the sentence names FY2028 is the one in that year."""
    if not year_meant(turn) or year.period.contains(start):
        return start
    own = (_in_year(start, each) for each in (year.start.year, year.end.year))
    return next((day for day in own if year.period.contains(day)), start)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; February 29 is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _without(turn: Turn, length: Length | None) -> Turn:
    """The turn with its other times: "18 months from January 2027" begins then, and does not end there."""
    if not length:
        return turn
    text = turn.text[: length.start] + " " * (length.end - length.start) + turn.text[length.end :]
    found = times.read(text, turn.asker.at, turn.asker.zone, "ask_price")
    kept = tuple(each for each in turn.understanding.entities if each.entity != "time")
    return replace(turn, text=text, understanding=replace(turn.understanding, entities=(*kept, *found)))


def _begins(turn: Turn) -> bool:
    """Whether the time is the one at which services begin: "from January", "if we start in March"."""
    found = times_meant(turn)
    return bool(found) and bool(_BEGINS.search(turn.text[max(0, found[0].start - _NEAR) : found[0].end]))


def _span(turn: Turn) -> Period | None:
    """The first time that is a day or a span of days; ends of spans are exclusive."""
    found = times_meant(turn)
    if not found:
        return None
    start, _, end = str(found[0].value).partition("/")
    try:
        first = date.fromisoformat(start[:10])
        return Period(first, max(first, date.fromisoformat(end[:10]) - timedelta(days=1)) if end else first)
    except (ValueError, InvalidInput):
        return None
