"""How long services are wanted: "for 6 months", "7 and a half months", "a 3-year term", "for the next 90 days"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from bot.understanding.readers.number_words import BELOW_HUNDRED, number_in_words
from domain.errors import InvalidInput
from domain.fiscal import Period

#: Nobody plans further; more is a slip.
MOST_MONTHS = 120
_TOO_LONG = f"An estimate covers up to {MOST_MONTHS // 12} years. Give the length of the term, such as 18 months."
_NUMBER = rf"(?P<count>\d{{1,3}}(?:\.\d{{1,2}})?|{BELOW_HUNDRED})(?:\s+(?P<half>and\s+a\s+half))?"
_LENGTH = re.compile(
    rf"(?P<ahead>\b(?:next|coming|following)\s+)?(?<![\w.$-])(?:{_NUMBER}[-\s]+(?P<fiscal>fiscal\s+|full\s+|whole\s+)?(?P<unit>month|mo|quarter|year|yr)s?\b"
    r"(?P<more>\s+and\s+a\s+half\b)?(?!\s+(?:old|ago|later|warrant\w+|refresh|cycle)\b)"
    r"|(?:(?<=for )|(?<=over ))an?\s+(?P<one>month|quarter|year)\b(?P<one_more>\s+and\s+a\s+half\b)?"
    r"|(?P<half_year>half(?:\s+a|\s+the)?[-\s]+year|half\s+of\s+the\s+year)\b"
    r"|(?P<per_quarter>(?:a|per)\s+quarter)\b"
    rf"|(?:(?<=for )|(?<=over )|(?<=next )|(?<=coming ))(?P<few>\d{{1,3}}|{BELOW_HUNDRED})"
    r"[-\s]+(?P<short>week|day)s?\b)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|each|per|last|past|previous|another)\s+$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:next|coming|following)\s+$", re.IGNORECASE)
_MONTHS = {"month": 1, "mo": 1, "quarter": 3, "year": 12, "yr": 12}
_DAYS = {"week": 7, "day": 1}


@dataclass(frozen=True)
class Length:
    """So many months or days, as said from `start` to `end` of a text; `from_now` as in "the next 6 months"."""

    months: Fraction
    days: int
    from_now: bool
    start: int
    end: int

    def after(self, first: date) -> Period:
        """The term that begins on a day: whole months end on the day before the same day, a part of one has its days.

        Raises InvalidInput for less than a day and for more than ten years.
        """
        if not 0 < self.months + self.days <= MOST_MONTHS * (31 if self.days else 1):
            raise InvalidInput("months", _TOO_LONG)
        whole, part = divmod(self.months, 1)
        after = _months_later(first, int(whole))
        more = round(part * monthrange(after.year, after.month)[1]) + self.days
        return Period(first, after + timedelta(days=more - 1))


def length_of(period: Period) -> Length:
    """How long a period lasts: its whole months, and the days beyond them."""
    after = period.end + timedelta(days=1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    if _months_later(period.start, months) > after:
        months -= 1
    return Length(Fraction(months), (after - _months_later(period.start, months)).days, False, 0, 0)


def length_in(text: str) -> Length | None:
    """The first term that is named."""
    for found in _LENGTH.finditer(text):
        if not _EVERY.search(text[: found.start()]):
            ahead = (found["ahead"] or _AHEAD.search(text[: found.start()])) and not found["fiscal"]
            return Length(_months(found), _days(found), bool(ahead), found.start(), found.end())
    return None


def _months(found: re.Match[str]) -> Fraction:
    if found["short"]:
        return Fraction(0)
    if found["half_year"] or found["per_quarter"]:
        return Fraction(6 if found["half_year"] else 3)
    if found["one"]:
        return Fraction(3 if found["one_more"] else 2, 2) * _MONTHS[found["one"].lower()]
    half = Fraction(1, 2) if found["half"] or found["more"] else 0
    return (_number(found["count"]) + half) * _MONTHS[found["unit"].lower()]


def _days(found: re.Match[str]) -> int:
    return int(_number(found["few"])) * _DAYS[found["short"].lower()] if found["short"] else 0


def _number(said: str) -> Fraction:
    return Fraction(said) if said[0].isdigit() else Fraction(number_in_words(said))


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
