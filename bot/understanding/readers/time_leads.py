"""Words before a stretch of time that mean a part of it: "the end of", "mid", "the week of", "two days before"."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.understanding.readers.fiscal_words import NUMBERED_YEAR
from bot.understanding.readers.number_words import BELOW_HUNDRED, number_in_words
from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_model import (
    DAY,
    WEEK,
    Days,
    Found,
    Said,
    months_later,
    one_day,
    week_of,
)
from bot.understanding.readers.time_relative import amount, days_later
from bot.understanding.readers.time_words import COUNT, NTH, UNIT

_Lead = Callable[[Days, re.Match[str], Said], Days | None]
_LONG = ("week", "month", "quarter", "season", "year", "half")
_WINDOW = 50


def _end(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """The last day; of a week its Friday."""
    if days.grain not in _LONG:
        return None
    return one_day(days.start + DAY * 4 if days.grain == "week" else days.end - DAY)


def _start(days: Days, match: re.Match[str], said: Said) -> Days | None:
    return one_day(days.start) if days.grain in _LONG else None


def _third(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """Early, mid or late: Monday and Tuesday, Wednesday, Thursday and Friday; the 1st, 11th or 21st of a month on."""
    which = match["which"].lower()[:3]
    if days.grain == "week":
        first, length = {"ear": (0, 2), "mid": (2, 1), "lat": (3, 2)}[which]
        return Days(days.start + DAY * first, days.start + DAY * (first + length), "days")
    if days.grain == "month":
        starts = [days.start, days.start + DAY * 10, days.start + DAY * 20, days.end]
    elif days.grain in ("year", "quarter", "season") and (
        not days.fragment or re.match(NUMBERED_YEAR, said.text[match.end() :], FLAGS)
    ):
        months = (days.end.year - days.start.year) * 12 + days.end.month - days.start.month
        starts = [months_later(days.start, months * third // 3) for third in range(4)]
    else:
        return None
    at = ("ear", "mid", "lat").index(which)
    return Days(starts[at], starts[at + 1], "days")


def _half(days: Days, match: re.Match[str], said: Said) -> Days | None:
    if days.grain not in ("month", "quarter", "year"):
        return None
    middle = months_later(days.start, 6) if days.grain == "year" else days.start + (days.end - days.start) // 2
    if days.grain == "month":
        middle = days.start + DAY * 15
    is_first = NTH[match["nth"].lower()] == 1
    return Days(days.start, middle, "half") if is_first else Days(middle, days.end, "half")


def _nth_week(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """Among the weeks whose Wednesday, and so most of their working days, lies in the month."""
    if days.grain not in ("month", "quarter", "year"):
        return None
    nth = NTH[match["nth"].lower()]
    first_wednesday = days.start + DAY * ((2 - days.start.weekday()) % 7)
    last_wednesday = days.end - DAY - DAY * (((days.end - DAY).weekday() - 2) % 7)
    return week_of(last_wednesday if nth < 0 else first_wednesday + WEEK * (nth - 1))


def _first_weeks(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """ "The first two weeks of December": its first fourteen days."""
    if days.grain not in ("month", "quarter"):
        return None
    words = match["weeks"].lower()
    length = WEEK * (int(words) if words.isdigit() else int(number_in_words(words)))
    if match["nth"].lower() in ("first", "1st"):
        return Days(days.start, days.start + length, "days")
    return Days(days.end - length, days.end, "days")


def _nth_day(days: Days, match: re.Match[str], said: Said) -> Days | None:
    if days.grain not in _LONG:
        return None
    step, day = (1, days.start) if match["nth"].lower() in ("first", "1st") else (-1, days.end - DAY)
    while match["business"] and day.weekday() > 4:
        day += DAY * step
    return one_day(day)


def _week(days: Days, match: re.Match[str], said: Said) -> Days | None:
    return week_of(days.start)


def _week_until(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """ "The week ending November 13": from its Monday to that day."""
    return Days(week_of(days.start).start, days.end, "week") if days.grain == "day" else None


def _rest(days: Days, match: re.Match[str], said: Said) -> Days | None:
    if not days.start <= said.today < days.end:
        return None
    return Days(said.today, days.end, "days")


def _so_far(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """ "Earlier this week": its days before today."""
    return Days(days.start, said.today, "days") if days.start < said.today < days.end else None


def _away(days: Days, match: re.Match[str], said: Said) -> Days | None:
    count, unit = amount(match)
    if unit in ("hour", "minute"):
        return None
    is_before = match["side"].lower().startswith(("before", "prior"))
    origin = days.start if is_before or days.grain not in _LONG else days.end - DAY
    return one_day(days_later(origin, -count if is_before else count, unit))


def _day_away(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """ "Day after Labor Day"; with "the" before it, it is found above."""
    if match["side"].lower() == "before":
        return one_day(days.start - DAY)
    return one_day(days.end)


def _limit(days: Days, match: re.Match[str], said: Said) -> Days | None:
    """ "By", "since", "starting" and a stretch: its first day."""
    return one_day(days.start) if days.grain in _LONG and not days.fragment else None


def _lead(words: str, meaning: _Lead) -> tuple[re.Pattern[str], _Lead]:
    return re.compile(rf"(?<![\w-])(?:the\s+)?(?:{words})\s*(?:the\s+)?\Z", FLAGS), meaning


_LEADS = (
    _lead(r"(?:very\s+)?(?:end|close)\s+of|tail\s+end\s+of", _end),
    _lead(r"(?:very\s+)?(?:start|beginning|begin|opening|top)\s+of", _start),
    _lead(r"(?P<which>early|middle|mid|late)(?:[\s-]+|er\s+)(?:in|of)?", _third),
    _lead(r"(?P<nth>first|second|1st|2nd)\s+half\s+of", _half),
    _lead(rf"(?P<nth>{one_of(NTH)})\s+(?:full\s+)?week\s+(?:of|in)", _nth_week),
    _lead(rf"(?P<nth>first|last|1st|final)\s+(?P<weeks>\d|{BELOW_HUNDRED})\s+weeks\s+(?:of|in)", _first_weeks),
    _lead(r"(?P<nth>first|last|1st|final)\s+(?:(?P<business>business|working|work)\s+)?day\s+(?:of|in)", _nth_day),
    _lead(r"(?:week|wk)\s+(?:of|beginning|starting|commencing)(?:\s+on)?", _week),
    _lead(r"(?:week|wk)\s+(?:ending|ended|that\s+ended)(?:\s+on)?", _week_until),
    _lead(r"(?:rest|remainder|balance)\s+of|later|later\s+in", _rest),
    _lead(r"earlier|earlier\s+in", _so_far),
    _lead(r"day\s+(?P<side>after|following|before)", _day_away),
    _lead(
        rf"{COUNT}\s+{UNIT.replace('(?:', '(?P<unit>', 1)}\s+(?P<side>from|after|following|before|prior\s+to)", _away
    ),
    _lead(
        r"by|since|starting(?:\s+(?:in|from|with))?|beginning(?:\s+(?:in|from|with))?|before|effective|as\s+of", _limit
    ),
)


def with_lead(found: Found, earliest: int, said: Said) -> Found:
    """The stretch narrowed down by the words before it, which begin at `earliest` or later."""
    while isinstance(found.meaning, Days) and found.meaning.clock is None:
        narrowed = _narrowed(found, max(earliest, found.start - _WINDOW), said)
        if narrowed is None:
            return found
        found = narrowed
    return found


def _narrowed(found: Found, earliest: int, said: Said) -> Found | None:
    assert isinstance(found.meaning, Days)
    for pattern, part_of in _LEADS:
        match = pattern.search(said.text, earliest, found.start)
        part = part_of(found.meaning, match, said) if match else None
        if match and part:
            return Found(match.start(), found.end, replace(part, clock=None))
    return None
