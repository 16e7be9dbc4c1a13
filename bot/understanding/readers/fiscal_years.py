"""Reads fiscal years: "FY27", "fiscal 2027", "next fiscal year", each as the string "2027".

FY2027 is 2026-10-01 to 2027-09-30 (31 U.S.C. 1102), so that "this fiscal year" changes on October 1 in the
speaker's zone. A plain "next year" or "in 2028" is a fiscal year where prices, agreements or money are spoken of
(FISCAL_INTENTS), otherwise a time. A fiscal year with a quarter, a half or an end ("Q1 FY27", "the end of FY27")
is a time, not a fiscal year.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.understanding.model import Entity
from bot.understanding.readers import times
from bot.understanding.readers.fiscal_words import (
    FISCAL_INTENTS,
    NUMBERED_YEAR,
    PLAIN_YEAR,
    RELATIVE_YEAR,
    fiscal_year_named,
)
from bot.understanding.readers.plain import FLAGS, plain
from bot.understanding.readers.time_model import full_year

_FISCAL = re.compile(rf"{RELATIVE_YEAR}|{NUMBERED_YEAR}", FLAGS)
_PLAIN = re.compile(
    rf"{PLAIN_YEAR}|\b(?:in|for|during|of|vs\.?|versus|until|till|through|than|year)\s+(?P<year>20\d\d)\b(?![,./:-]?\d|\s+[a-z]+s\b)",
    FLAGS,
)
_MORE = re.compile(
    r"\s*(?:/|-|,|and|or|vs\.?|versus|to|through)\s*'?(?P<year>20\d\d|\d\d)\b(?![,./:%-]?\d|\s*%|\s+[a-z]+s\b)", FLAGS
)

_Year = tuple[int, int, int]


def read(text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> tuple[Entity, ...]:
    """The fiscal years in the text, in its order, said at the instant `at` by someone in `zone`."""
    given, today = plain(text), at.astimezone(zone).date()
    times_found = times.read(text, at, zone, intent)
    found: list[_Year] = []
    for match in _FISCAL.finditer(given):
        found.append((match.start(), match.end(), fiscal_year_named(match[0], today)))
        if re.search(r"\d", match[0]):
            found.extend(_more(given, match.end()))
    if intent in FISCAL_INTENTS:
        found.extend(_plain_years(given, at, zone))
    return tuple(
        Entity("fiscal_year", text[start:end], str(year), start, end)
        for start, end, year in sorted(_apart(found))
        if not any(time.start < end and start < time.end for time in times_found)
    )


def _plain_years(text: str, at: datetime, zone: ZoneInfo) -> Iterator[_Year]:
    for match in _PLAIN.finditer(text):
        if match["year"]:
            yield match.start("year"), match.end(), int(match["year"])
        elif "past" not in match[0].lower():
            yield match.start(), match.end(), fiscal_year_named(match[0], at.astimezone(zone).date())


def _more(text: str, position: int) -> Iterator[_Year]:
    """ "FY27 and 28", "FY27/28"."""
    while match := _MORE.match(text, position):
        yield match.start("year"), match.end(), full_year(match["year"])
        position = match.end()


def _apart(found: list[_Year]) -> list[_Year]:
    kept: list[_Year] = []
    for year in found:
        if all(year[1] <= other[0] or other[1] <= year[0] for other in kept):
            kept.append(year)
    return kept
