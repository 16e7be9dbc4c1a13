"""The federal fiscal year, and periods of whole days.

The fiscal year of the United States begins on October 1 and ends on September 30 of the year
that names it (31 U.S.C. 1102): FY2027 is 2026-10-01 to 2027-09-30.

Months of a period: a whole calendar month counts one; a part of a month counts its days divided
by the days of that month (January 16 to 31 is 16/31). This is CEC's own rule, not one of a
statute: nobody is charged for days before a service begins, and the parts of a period always add
up to the whole.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from domain.errors import InvalidInput
from domain.words import day_in_words

MONTHS_IN_YEAR = 12


@dataclass(frozen=True, order=True)
class Period:
    """Whole days from `start` to `end`, both included. Raises InvalidInput when it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidInput(
                "period",
                f"The period ends on {day_in_words(self.end)} but starts on {day_in_words(self.start)}. "
                "Give an end that is not before the start.",
            )

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def months(self) -> Fraction:
        """How many months, exactly, by the rule in the module's docstring."""
        return sum((_part_of_its_month(part) for part in self.by_month()), Fraction(0))

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other period is in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Period") -> "Period | None":
        """The days that both have, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def by_month(self) -> tuple["Period", ...]:
        """One part for each calendar month that the period touches, in order."""
        return tuple(self._cut(_end_of_month))

    def by_quarter(self) -> tuple["Period", ...]:
        """One part for each fiscal quarter that the period touches, in order."""
        return tuple(self._cut(_end_of_quarter))

    def by_fiscal_year(self) -> tuple[tuple["FiscalYear", "Period"], ...]:
        """Each fiscal year that the period touches, with the part of the period in it, in order."""
        parts = self._cut(lambda day: fiscal_year_of(day).end)
        return tuple((fiscal_year_of(part.start), part) for part in parts)

    def _cut(self, end_of_part: Callable[[date], date]) -> Iterator["Period"]:
        start = self.start
        while (end := end_of_part(start)) < self.end:
            yield Period(start, end)
            start = end + timedelta(days=1)
        yield Period(start, self.end)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A federal fiscal year, named by the calendar year in which it ends: `FiscalYear("2027")`.

    Raises InvalidInput for anything but four digits from 2000 to 2099.
    """

    name: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"20\d\d", self.name, re.ASCII):
            raise _no_such_year(self.name)

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """What people write: "2027", "FY27", "fy 2027", "FY'27". Raises InvalidInput."""
        found = re.fullmatch(r"\s*(?:fy)?[\s'\u2019-]*(?:20)?(\d\d)\s*", text, re.ASCII | re.IGNORECASE)
        if found is None:
            raise _no_such_year(text)
        return cls(f"20{found[1]}")

    @property
    def label(self) -> str:
        """As people write it: FY2027."""
        return f"FY{self.name}"

    @property
    def start(self) -> date:
        return date(int(self.name) - 1, 10, 1)

    @property
    def end(self) -> date:
        return date(int(self.name), 9, 30)

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def quarters(self) -> tuple[Period, Period, Period, Period]:
        """Q1 is October to December, Q4 July to September."""
        first, second, third, fourth = self.period.by_quarter()
        return first, second, third, fourth

    @property
    def months(self) -> tuple[Period, ...]:
        """The twelve months, October first."""
        return self.period.by_month()

    def next(self) -> "FiscalYear":
        return FiscalYear(str(int(self.name) + 1))

    def previous(self) -> "FiscalYear":
        return FiscalYear(str(int(self.name) - 1))

    def __str__(self) -> str:
        return self.label


def fiscal_year_of(day: date) -> FiscalYear:
    """The fiscal year that a day falls into. Raises InvalidInput outside FY2000 to FY2099."""
    return FiscalYear(str(day.year + 1 if day.month >= 10 else day.year))


def months_elapsed(year: FiscalYear, day: date) -> Fraction:
    """Months from the start of the fiscal year through the end of the day: 0 before it, 12 after it."""
    if day < year.start:
        return Fraction(0)
    return Period(year.start, min(day, year.end)).months


def _part_of_its_month(part: Period) -> Fraction:
    return Fraction(part.days, monthrange(part.start.year, part.start.month)[1])


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _end_of_quarter(day: date) -> date:
    last_month = day.month + (-day.month % 3)
    return _end_of_month(day.replace(month=last_month, day=1))


def _no_such_year(text: str) -> InvalidInput:
    return InvalidInput(
        "fiscal_year",
        f"“{text.strip()[:20]}” is not a fiscal year that can be used. Give one such as FY2027.",
    )
