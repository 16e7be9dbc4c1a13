"""What an expression of time means before it is written down, and when it was said."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.understanding.readers.tense import is_done, looks_back

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Clock:
    """A time of day, or from one to another. `zone` when one was named; `guessed` when am or pm was not said.

    An end at midnight, or before the start, is on the next day. A `part` of the day ("morning") narrows down to
    a time named beside it; a `fragment` means nothing without a day.
    """

    start: time
    end: time | None = None
    zone: ZoneInfo | None = None
    guessed: bool = False
    part: bool = False
    fragment: bool = False


@dataclass(frozen=True)
class Days:
    """Whole days, `start` to `end`, the end exclusive.

    `weekday`, `day_of_month` and `nth` say how the day was named, as far as a month or week beside it may still
    decide which one it is; `dated`, that its year was said; `in_week`, that a week beside it
    has decided. A `fragment` ("the month" in "end of the month") means
    nothing by itself.
    """

    start: date
    end: date
    grain: str = "day"
    weekday: int | None = None
    nth: int | None = None
    day_of_month: int | None = None
    dated: bool = False
    in_week: bool = False
    fragment: bool = False
    clock: Clock | None = None


@dataclass(frozen=True)
class Instants:
    """An instant, or from one to another, the end exclusive."""

    start: datetime
    end: datetime | None = None


Meaning = Clock | Days | Instants


@dataclass(frozen=True)
class Found:
    """A meaning, and where in the text its words stand. `repeats`: the ISO 8601 period of what comes again."""

    start: int
    end: int
    meaning: Meaning
    repeats: str | None = None


@dataclass(frozen=True)
class Said:
    """A text, when it was said (`now`, in the speaker's zone), and with what intent ("" when unknown)."""

    text: str
    now: datetime
    zone: ZoneInfo
    intent: str = ""
    _tenses: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def today(self) -> date:
        return self.now.date()

    def looks_back(self, position: int) -> bool:
        """Whether what stands at the position is past."""
        if position not in self._tenses:
            self._tenses[position] = looks_back(self.text, position, self.intent)
        return self._tenses[position]

    def is_done(self, position: int) -> bool:
        """Whether what stands at the position is told as past, whatever the intent."""
        return is_done(self.text, position)


#: A pattern, and what a match of it means; None or ValueError when it is no time after all.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Said], Meaning | None]]


def one_day(day: date) -> Days:
    return Days(day, day + DAY)


def month_of(year: int, month: int) -> Days:
    return months_from(date(year, month, 1), 1, "month")


def month_after(month: Days) -> Days:
    return months_from(month.end, 1, "month")


def months_from(first: date, count: int, grain: str) -> Days:
    return Days(first, months_later(first, count), grain)


def week_of(day: date) -> Days:
    """The week of a day, Monday to Sunday."""
    monday = day - DAY * day.weekday()
    return Days(monday, monday + WEEK, "week")


def months_later(day: date, count: int) -> date:
    """The same day some months later or earlier, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    if not date.min.year <= year < date.max.year:
        raise ValueError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def fiscal_year_start(fiscal_year: int) -> date:
    return date(fiscal_year - 1, 10, 1)


def fiscal_year_at(day: date) -> int:
    return day.year + (day.month >= 10)


def full_year(digits: str) -> int:
    """The year of "2027", "27" or "'27"."""
    year = int(digits.lstrip("'"))
    return year if year > 99 else 2000 + year
