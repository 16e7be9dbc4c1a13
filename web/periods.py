"""The period that a page is about: chosen from a list, or from one day to another."""

import re
from dataclasses import dataclass
from datetime import date

from flask import request

from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.measured_periods import checked_length
from domain.words import day_in_words
from web.page_words import month_in_words

_QUARTER = re.compile(r"(FY20\d\d)-Q([1-4])", re.ASCII)
_MONTH = re.compile(r"(20\d\d)-(\d\d)", re.ASCII)
_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class AskedPeriod:
    """`key` stands in the address: FY2027, FY2027-Q1, 2026-11, or nothing for days that are chosen freely."""

    key: str
    period: Period
    words: str


@dataclass(frozen=True)
class PeriodChoices:
    """What the list offers: `groups` of it by their headings."""

    asked: AskedPeriod
    groups: tuple[tuple[str, tuple[AskedPeriod, ...]], ...]

    @property
    def query(self) -> dict[str, str]:
        """For addresses of the same page about the same period."""
        if self.asked.key:
            return {"period": self.asked.key}
        return {"from": self.asked.period.start.isoformat(), "to": self.asked.period.end.isoformat()}


def asked_period(usual: FiscalYear) -> PeriodChoices:
    """What the address names; the `usual` year where it names nothing. Raises InvalidInput."""
    first, last = request.args.get("from", ""), request.args.get("to", "")
    if first or last:
        period = checked_length(Period(_day("from", first), _day("to", last)))
        return _choices(AskedPeriod("", period, f"{day_in_words(period.start)} to {day_in_words(period.end)}"))
    key = request.args.get("period", "")
    return _choices(_named(key) if key else of_year(usual))


def of_year(year: FiscalYear) -> AskedPeriod:
    return AskedPeriod(year.label, year.period, year.label)


def _named(key: str) -> AskedPeriod:
    if quarter := _QUARTER.fullmatch(key):
        return _quarters(FiscalYear.parse(quarter[1]))[int(quarter[2]) - 1]
    if month := _MONTH.fullmatch(key):
        year = fiscal_year_of(_day("period", f"{key}-01"))
        return next(each for each in _months(year) if each.period.start.month == int(month[2]))
    return of_year(FiscalYear.parse(key))


def _choices(asked: AskedPeriod) -> PeriodChoices:
    year = fiscal_year_of(asked.period.start)
    names = range(max(int(year.name) - 1, 2000), min(int(year.name) + 1, 2099) + 1)
    years = tuple(of_year(FiscalYear(str(name))) for name in names)
    return PeriodChoices(asked, (("Fiscal years", years), ("Quarters", _quarters(year)), ("Months", _months(year))))


def _quarters(year: FiscalYear) -> tuple[AskedPeriod, ...]:
    return tuple(
        AskedPeriod(f"{year}-Q{number}", period, f"the {_QUARTERS[number - 1]} quarter of {year}")
        for number, period in enumerate(year.quarters, start=1)
    )


def _months(year: FiscalYear) -> tuple[AskedPeriod, ...]:
    return tuple(AskedPeriod(f"{each.start:%Y-%m}", each, month_in_words(each.start)) for each in year.months)


def _day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = f"“{text[:20]}” is not a day" if text else "One of the two days is missing"
        raise InvalidInput(field, f"{said}. Give days such as 2026-11-02.") from None
