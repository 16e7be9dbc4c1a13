"""Times counted from now: "in two weeks", "three days ago", "in 45 minutes", "the last 30 days", "year to date"."""

import re
from datetime import UTC, date, timedelta

from bot.understanding.readers.fiscal_words import FISCAL_INTENTS
from bot.understanding.readers.number_words import number_in_words
from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_model import (
    DAY,
    Days,
    Instants,
    Meaning,
    Rule,
    Said,
    fiscal_year_at,
    fiscal_year_start,
    months_later,
    week_of,
)
from bot.understanding.readers.time_words import COUNT, UNIT, UNITS, WEEKDAYS

#: "within 30 days" is a term here (payment, notice, response), not a stretch of the calendar.
_TERMS = ("request_change", "request_custom_service", "describe_service", "explain_term", "explain_process")
_AMOUNT = rf"{COUNT}\s+(?:(?P<plus>and\s+a\s+half)\s+)?(?P<unit>{UNIT})(?P<more>\s+and\s+a\s+half\b)?"
_IN = re.compile(
    rf"\bin\s+(?:about\s+|around\s+|roughly\s+|approx(?:imately|\.)?\s+|~\s*)?{_AMOUNT}(?:'s?)?(?:\s+time\b)?(?!\s+(?:or(?!\s+so\b)|to|of)\b|-)",
    FLAGS,
)
_FROM_NOW = re.compile(rf"\b{_AMOUNT}\s+(?:from\s+(?:now|today)|out\b|hence)\b", FLAGS)
_AGO = re.compile(rf"\b{_AMOUNT}\s+ago\b(?:\s+today\b)?", FLAGS)
_WEEKDAYS_AWAY = re.compile(
    rf"\b{COUNT}\s+(?P<weekday>{one_of(WEEKDAYS)})s?\s+(?P<side>ago|from\s+(?:now|today)|out)\b",
    FLAGS,
)
_COMING = re.compile(
    rf"\b(?:within|(?:in|over|during|for)?\s*(?:the\s+)?(?:next|coming|following))\s+(?:the\s+next\s+)?{_AMOUNT}", FLAGS
)
_PASSED = re.compile(rf"\b(?:last|past|previous|prior)\s+{_AMOUNT}", FLAGS)
_PAST_ONE = re.compile(r"\bpast\s+(?P<unit>week|month|quarter|year)\b", FLAGS)
_TO_DATE = re.compile(
    r"\b(?P<unit>fiscal\s+year|calendar\s+year|year|quarter|month|week)[\s-]to[\s-]date\b|\b(?P<short>FYTD|YTD|MTD|QTD)\b",
    FLAGS,
)
_SHORT = {"fytd": "fiscal year", "ytd": "year", "mtd": "month", "qtd": "quarter"}


def amount(match: re.Match[str]) -> tuple[float, str]:
    """The number and the unit (a value of UNITS) of a match of COUNT and UNIT."""
    return _count(match), _unit(match)


def _count(match: re.Match[str]) -> float:
    if match["half"]:
        return 0.5
    words = match["count"].lower()
    if "couple" in words:
        return 2
    if words == "the":
        return 1
    parts = match.groupdict()
    half = 0.5 if parts.get("plus") or parts.get("more") else 0
    return (float(words) if words[0].isdigit() else number_in_words(words)) + half


def _unit(match: re.Match[str]) -> str:
    words = " ".join(match["unit"].lower().split())
    return UNITS[words] if words in UNITS else UNITS[words.removesuffix("s")]


def moved(said: Said, count: float, unit: str) -> Meaning:
    """Today or now, moved by so many units: whole days, or an instant when the unit is hours or minutes."""
    if unit in ("hour", "minute"):
        by = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
        return Instants((said.now.astimezone(UTC) + by).astimezone(said.zone))
    day = days_later(said.today, count, unit)
    return Days(day, day + DAY, "day" if unit.endswith("day") else "about")


def days_later(day: date, count: float, unit: str) -> date:
    """A day some units later, or earlier when the count is negative."""
    if unit == "business day":
        return _business_days_later(day, int(count))
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(days=round(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    return months_later(day, round(count * {"month": 1, "quarter": 3, "year": 12}[unit]))


def _business_days_later(day: date, count: int) -> date:
    """Monday to Friday; holidays are not known here."""
    step = DAY if count >= 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while day.weekday() > 4:
            day += step
    return day


def _in(match: re.Match[str], said: Said) -> Meaning | None:
    """Not "you answered in two minutes" or "has not moved in a month"."""
    if said.is_done(match.start()) or (match["count"] or "").lower() == "the":
        return None
    return moved(said, _count(match), _unit(match))


def _from_now(match: re.Match[str], said: Said) -> Meaning:
    return moved(said, *amount(match))


def _ago(match: re.Match[str], said: Said) -> Meaning | None:
    if (match["count"] or "").lower() == "the":
        return None
    return moved(said, -_count(match), _unit(match))


def _weekdays_away(match: re.Match[str], said: Said) -> Meaning | None:
    """ "Two Mondays ago"."""
    weekday, weeks = WEEKDAYS[match["weekday"].lower()], _count(match) - 1
    if match["side"].lower() == "ago":
        day = said.today - DAY * ((said.today.weekday() - weekday - 1) % 7 + 1) - timedelta(weeks=weeks)
    else:
        day = said.today + DAY * ((weekday - said.today.weekday() - 1) % 7 + 1) + timedelta(weeks=weeks)
    return Days(day, day + DAY)


def _coming(match: re.Match[str], said: Said) -> Meaning | None:
    within = match[0].lower().startswith("within") and "next" not in match[0].lower()
    if within and (said.looks_back(match.start()) or said.intent in _TERMS or _unit(match) in ("hour", "minute")):
        return None
    return _stretch(said, _count(match), _unit(match))


def _passed(match: re.Match[str], said: Said) -> Meaning:
    return _stretch(said, -_count(match), _unit(match))


def _past_one(match: re.Match[str], said: Said) -> Meaning:
    return _stretch(said, -1, match["unit"].lower())


def _stretch(said: Said, count: float, unit: str) -> Meaning:
    """From now to so many units later, or from so many units before until now."""
    other = moved(said, count, unit)
    if isinstance(other, Instants):
        return Instants(*sorted((said.now, other.start)))
    assert isinstance(other, Days)
    first, last = sorted((said.today, other.start))
    return Days(first, last, "days")


def _to_date(match: re.Match[str], said: Said) -> Meaning:
    unit = " ".join((match["unit"] or _SHORT[match["short"].lower()]).lower().split())
    today = said.today
    starts = {
        "year": today.replace(month=1, day=1),
        "calendar year": today.replace(month=1, day=1),
        "fiscal year": fiscal_year_start(fiscal_year_at(today)),
        "quarter": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
        "month": today.replace(day=1),
        "week": week_of(today).start,
    }
    if unit == "year" and said.intent in FISCAL_INTENTS:
        unit = "fiscal year"
    return Days(starts[unit], today + DAY, "days")


RULES: tuple[Rule, ...] = (
    (_IN, _in),
    (_FROM_NOW, _from_now),
    (_AGO, _ago),
    (_WEEKDAYS_AWAY, _weekdays_away),
    (_COMING, _coming),
    (_PASSED, _passed),
    (_PAST_ONE, _past_one),
    (_TO_DATE, _to_date),
)
