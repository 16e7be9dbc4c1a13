"""Quarters and halves of a year by number, fiscal unless calendar is said: "Q2", "third quarter of FY28", "H1"."""

import re
from datetime import date

from bot.understanding.readers.fiscal_words import NUMBERED_YEAR, PLAIN_YEAR, RELATIVE_YEAR, fiscal_year_named
from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_model import (
    Days,
    Meaning,
    Rule,
    Said,
    fiscal_year_at,
    fiscal_year_start,
    months_from,
    months_later,
)

_NTH = "(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_OF_SEVERAL = re.compile(
    rf"\b(?:Q(?P<number>[1-4])|(?P<nth>{_NTH}))(?=(?:\s*(?:,|&|-|/)\s*|\s+(?:and|or|to|through|vs)\s+)(?:the\s+)?"
    rf"(?:Q[1-4]|{_NTH}\s+(?:fiscal\s+)?(?:quarter|qtr)s?)\b"
    rf"(?:[\s,-]*(?:(?:of|in)\s+)?(?P<named>{NUMBERED_YEAR}|{RELATIVE_YEAR}|{PLAIN_YEAR}))?)",
    FLAGS,
)
_HALF = re.compile(
    rf"(?:(?P<before>{NUMBERED_YEAR}|{RELATIVE_YEAR}|{PLAIN_YEAR})(?:'s)?[\s,:-]*)?\b(?:H(?P<number>[12])|(?P<first>[12])H)(?:\b|(?=FY))"
    rf"(?:[\s,-]*(?:of\s+|in\s+)?(?P<after>{NUMBERED_YEAR}|{RELATIVE_YEAR}|{PLAIN_YEAR}))?",
    FLAGS,
)
_CALENDAR = r"(?P<calendar>\s*,?\s*(?:of\s+)?(?:the\s+)?(?:calendar(?:\s+year)?|CY)\b)?"
_QUARTER = re.compile(
    rf"(?:(?P<before>{NUMBERED_YEAR}|{RELATIVE_YEAR}|{PLAIN_YEAR})(?:'s)?[\s,:-]*)?(?P<first>\b(?:calendar|CY)\s+)?\b(?:fiscal\s+)?"
    r"(?:Q(?:uarter\s+|tr\s+)?(?P<number>[1-4])(?:\b|(?=FY))|(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?:fiscal\s+)?"
    r"(?:quarter|qtr)s?\b)(?!\s+of\s+a\b)"
    rf"{_CALENDAR}(?:[\s,-]*(?:of\s+|in\s+)?(?P<after>{NUMBERED_YEAR}|{RELATIVE_YEAR}|{PLAIN_YEAR})"
    r"|,?\s*(?:of\s+)?(?P<year>20\d\d)(?![\d-]))?",
    FLAGS,
)
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}


def _quarter(match: re.Match[str], said: Said) -> Meaning | None:
    if match["nth"] == "last" and not (match["after"] or match["before"] or match["year"]):
        return None
    number = int(match["number"] or _QUARTERS[match["nth"].lower()])
    if match["calendar"] or match["first"]:
        return _quarter_of_calendar(number, match, said)
    if named := match["before"] or match["after"]:
        return _fiscal_quarter(fiscal_year_named(named, said.today), number)
    if match["year"]:
        return _fiscal_quarter(int(match["year"]), number)
    return _nearest_quarter(number, match.start(), said)


def _quarter_of_calendar(number: int, match: re.Match[str], said: Said) -> Days:
    if match["year"]:
        return months_from(date(int(match["year"]), 3 * number - 2, 1), 3, "quarter")
    fiscal_number = number % 4 + 1
    return _nearest_quarter(fiscal_number, match.start(), said)


def _nearest_quarter(number: int, position: int, said: Said) -> Days:
    """Payments are scheduled within the fiscal year; else the last one begun, or the next one that is not over."""
    current = fiscal_year_at(said.today)
    if said.intent in ("payment_schedule", "record_funding"):
        return _fiscal_quarter(current, number)
    found = _fiscal_quarter(current, number)
    if said.looks_back(position):
        return found if found.start <= said.today else _fiscal_quarter(current - 1, number)
    return found if said.today < found.end else _fiscal_quarter(current + 1, number)


def _fiscal_quarter(year: int, number: int) -> Days:
    return months_from(months_later(fiscal_year_start(year), 3 * (number - 1)), 3, "quarter")


def _of_several(match: re.Match[str], said: Said) -> Meaning:
    """ "Q1" in "Q1 and Q2 of FY28", "the first" in "the first and second quarter"."""
    number = int(match["number"] or _QUARTERS[match["nth"].lower()])
    if match["named"]:
        return _fiscal_quarter(fiscal_year_named(match["named"], said.today), number)
    return _nearest_quarter(number, match.start(), said)


def _half_year(match: re.Match[str], said: Said) -> Meaning:
    """ "H1": October to March, as "Q1" the half of a fiscal year."""
    named = match["before"] or match["after"]
    number = int(match["number"] or match["first"])
    if named:
        return _fiscal_half(fiscal_year_named(named, said.today), number)
    current = fiscal_year_at(said.today)
    found = _fiscal_half(current, number)
    if said.intent in ("payment_schedule", "record_funding"):
        return found
    if said.looks_back(match.start()):
        return found if found.start <= said.today else _fiscal_half(current - 1, number)
    return found if said.today < found.end else _fiscal_half(current + 1, number)


def _fiscal_half(year: int, number: int) -> Days:
    return months_from(months_later(fiscal_year_start(year), 6 * (number - 1)), 6, "half")


RULES: tuple[Rule, ...] = ((_OF_SEVERAL, _of_several), (_QUARTER, _quarter), (_HALF, _half_year))
