"""Stretches of days as people name them: weeks, months, quarters and years, counted from this one, and their ends."""

import re
from datetime import date

from bot.understanding.readers.fiscal_words import (
    FISCAL_INTENTS,
    NUMBERED_YEAR,
    RELATIVE_YEAR,
    fiscal_year_named,
)
from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_model import (
    DAY,
    WEEK,
    Days,
    Meaning,
    Rule,
    Said,
    fiscal_year_at,
    fiscal_year_start,
    full_year,
    months_from,
    months_later,
    one_day,
    week_of,
)

_STEPS = {
    "next": 1,
    "nxt": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
}
#: "Last weeks numbers": the apostrophe left out.
_OF_IT = (
    r"s(?=\s+(?:number|figure|report|result|ticket|uptime|outage|metric|stat|data|meeting|call|review|sync|bill|payment)"
    r"s?\b)"
)
_RELATIVE = re.compile(
    r"(?<!their )(?<!its )\b"
    r"(?:(?:the\s+)?(?P<which>this|next|nxt|last|past|previous|prior|current|coming|upcoming|following)|(?P<the>the))"
    rf"\s+(?:(?:fiscal|calendar)\s+(?=quarter|month|year))?(?P<unit>week-?end|week|wk|month|quarter|qtr|year)(?:{_OF_IT}|\b(?:'s)?)"
    r"(?P<after>\s+after(?:\s+(?:next|that)\b|(?=\s*(?:$|[.,;:?!)]))))?(?!-|\s+(?:of|in|beginning|starting|ending|ended)\b)",
    FLAGS,
)
_AFTER_NEXT = re.compile(
    r"\b(?P<unit>week|month|quarter)\s+(?P<side>after\s+next|before\s+last)\b",
    FLAGS,
)
_UNIT_END = re.compile(
    r"\b(?:(?P<unit>month|quarter|year|week)(?:'s)?(?:\s+|-)end\b(?!\s+(?:report|close|review|total|number|figure)s?)"
    r"|(?P<short>EOM|EOQ|EOY)\b)",
    FLAGS,
)
_UNIT_ENDS = re.compile(
    rf"\b(?:(?:the|this|our)\s+(?:(?P<kind>fiscal|calendar)\s+)?(?P<unit>month|quarter|(?<=al )year|FY)"
    rf"|(?P<named>{NUMBERED_YEAR}))"
    r"\s+(?:ends|closes|is\s+(?:over|out|up)|runs\s+out)\b",
    FLAGS,
)
_SAME = re.compile(
    r"\b(?:the\s+)?same\s+(?P<unit>week|month|quarter)\s+(?:of\s+)?(?:the\s+)?(?:last|previous|prior)\s+year\b", FLAGS
)
_START_OF = re.compile(r"\b(?:start|beginning)\s+of\s+\Z", FLAGS)
_YEAR = re.compile(
    r"(?:(?P<calendar>\b(?:calendar\s+year|calendar|CY)\s*)|\b)(?P<lead>(?:in|for|during|of|since|until|by|through|before)\s+"
    r"(?:all\s+of\s+)?)?(?<![\d$.,/-])(?P<year>20\d\d)\b(?![,./:-]?\d|\s+(?:fiscal|[a-z]+s)\b)|\bCY\s?'?(?P<short>\d\d)\b",
    FLAGS,
)


def _relative(match: re.Match[str], said: Said) -> Meaning | None:
    unit = match["unit"].lower().replace("-", "")
    which = (match["which"] or "").lower()
    if (which == "past" and unit != "weekend") or (unit == "year" and "fiscal" in match[0].lower()):
        return None
    if match["after"] and (which not in ("", "next") or "week-end" in match[0].lower()):
        return None
    is_second = (
        "next" in (match["after"] or "").lower()
        or which == "next"
        or re.search(rf"\bne?xt\s+{unit}", said.text[: match.start()], FLAGS)
    )
    step = 2 if match["after"] and is_second else 1 if match["after"] else _STEPS.get(which, 0)
    plain_year = unit == "year" and "calendar" not in match[0].lower()
    if plain_year and said.intent in FISCAL_INTENTS:
        return _fiscal_year(fiscal_year_at(said.today) + step)
    found = _shifted(unit, step, match.start(), said)
    is_fragment = bool(match["the"]) and not match["after"] and unit != "weekend"
    return Days(found.start, found.end, found.grain, fragment=is_fragment)


def _after_next(match: re.Match[str], said: Said) -> Meaning:
    return _shifted(match["unit"].lower(), 2 if "next" in match["side"].lower() else -2, match.start(), said)


def _unit_end(match: re.Match[str], said: Said) -> Meaning:
    """ "By month end": its last day; of a week the Friday."""
    unit = (
        match["unit"].lower()
        if match["unit"]
        else {"m": "month", "q": "quarter", "y": "year"}[match["short"][-1].lower()]
    )
    if unit == "year" and said.intent in FISCAL_INTENTS:
        found = _fiscal_year(fiscal_year_at(said.today))
    else:
        found = _shifted(unit, 0, match.start(), said)
    return one_day(found.start + DAY * 4 if unit == "week" else found.end - DAY)


def _unit_ends(match: re.Match[str], said: Said) -> Meaning:
    """ "Before the fiscal year ends": its last day."""
    unit, is_fiscal = (match["unit"] or "").lower(), (match["kind"] or "").lower() == "fiscal"
    if match["named"]:
        found = _fiscal_year(fiscal_year_named(match["named"], said.today))
    elif unit == "fy" or (unit == "year" and is_fiscal):
        found = _fiscal_year(fiscal_year_at(said.today))
    else:
        found = _shifted(unit, 0, match.start(), said)
    return one_day(found.end - DAY)


def _same_last_year(match: re.Match[str], said: Said) -> Meaning:
    """ "The same quarter last year"."""
    found = _shifted(match["unit"].lower(), 0, match.start(), said)
    if found.grain == "week":
        return week_of(found.start - WEEK * 52)
    return Days(months_later(found.start, -12), months_later(found.end, -12), found.grain)


def _shifted(unit: str, step: int, position: int, said: Said) -> Days:
    """This week, month ... or the one that many after it."""
    today = said.today
    if unit in ("week", "wk"):
        return week_of(today + WEEK * step)
    if unit == "weekend":
        return _weekend(step - (step == 0 and said.looks_back(position)), said)
    if unit == "year":
        return months_from(date(today.year + step, 1, 1), 12, "year")
    if unit == "month":
        return months_from(months_later(today.replace(day=1), step), 1, "month")
    return months_from(months_later(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * step), 3, "quarter")


def _weekend(step: int, said: Said) -> Days:
    saturday = week_of(said.today + WEEK * step).start + DAY * 5
    return Days(saturday, saturday + DAY * 2, "weekend")


def _fiscal_year(year: int) -> Days:
    """Only part of a longer expression here ("the end of FY27"): the year itself is a fiscal_year, not a time."""
    return Days(fiscal_year_start(year), fiscal_year_start(year + 1), "year", fragment=True)


def _named_fiscal_year(match: re.Match[str], said: Said) -> Meaning | None:
    if match["this"]:
        is_ahead = _START_OF.search(said.text, 0, match.start()) and not said.looks_back(match.start())
        return _fiscal_year(fiscal_year_at(said.today) + bool(is_ahead))
    return _fiscal_year(fiscal_year_named(match[0], said.today))


def _year(match: re.Match[str], said: Said) -> Meaning | None:
    is_calendar = bool(match["calendar"] or match["short"])
    if not is_calendar and (said.intent in FISCAL_INTENTS or not match["lead"]):
        return None
    return months_from(date(full_year(match["year"] or match["short"]), 1, 1), 12, "year")


RULES: tuple[Rule, ...] = (
    (_RELATIVE, _relative),
    (_AFTER_NEXT, _after_next),
    (_UNIT_END, _unit_end),
    (_UNIT_ENDS, _unit_ends),
    (_SAME, _same_last_year),
    (_YEAR, _year),
    (
        re.compile(rf"(?P<this>\bthe\s+(?:fiscal\s+year|FY)\b(?!\s*'?\d))|{NUMBERED_YEAR}|{RELATIVE_YEAR}", FLAGS),
        _named_fiscal_year,
    ),
)
