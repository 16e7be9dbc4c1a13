"""Business days: Monday to Friday without the legal public holidays of the federal government.

Source: 5 U.S.C. 6103(a) names the holidays. For people who work Monday to Friday, one that falls on a Saturday is
observed on the Friday before (5 U.S.C. 6103(b)), one on a Sunday on the Monday after (Executive Order 11582, section
3). Left out: Inauguration Day, which is a day off around Washington only (6103(c)), and days that a President orders
for one occasion. Rules hold from the year in which they came into force; Juneteenth is a holiday since June 17, 2021.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_FIRST_JUNETEENTH = 2021


@cache
def federal_holidays(year: int) -> Mapping[date, str]:
    """The days of a calendar year on which a holiday is observed, in order, with its name.

    New Year's Day of the year after is observed on December 31 when it falls on a Saturday.
    """
    days = {_observed(day): name for each in (year, year + 1) for day, name in _holidays(each)}
    return MappingProxyType({day: days[day] for day in sorted(days) if day.year == year})


def holiday_on(day: date) -> str | None:
    """The holiday that is observed on that day; None on other days."""
    return federal_holidays(day.year).get(day)


def is_business_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and holiday_on(day) is None


def next_business_day(day: date) -> date:
    """The day itself where it is a business day, else the first one after it."""
    while not is_business_day(day):
        day += _DAY
    return day


def add_business_days(day: date, count: int) -> date:
    """So many business days after a day, which itself is not counted; a negative count goes back.

    With a count of 0 it is the day itself, or the next business day after it.
    """
    if count == 0:
        return next_business_day(day)
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_business_day(day):
            day += step
    return day


def _holidays(year: int) -> list[tuple[date, str]]:
    found = [
        (date(year, 1, 1), "New Year's Day"),
        (_nth(3, _MONDAY, year, 1), "Birthday of Martin Luther King, Jr."),
        (_nth(3, _MONDAY, year, 2), "Washington's Birthday"),
        (_last_monday_of_may(year), "Memorial Day"),
        (date(year, 7, 4), "Independence Day"),
        (_nth(1, _MONDAY, year, 9), "Labor Day"),
        (_nth(2, _MONDAY, year, 10), "Columbus Day"),
        (date(year, 11, 11), "Veterans Day"),
        (_nth(4, _THURSDAY, year, 11), "Thanksgiving Day"),
        (date(year, 12, 25), "Christmas Day"),
    ]
    if year >= _FIRST_JUNETEENTH:
        found.append((date(year, 6, 19), "Juneteenth National Independence Day"))
    return found


def _observed(day: date) -> date:
    if day.weekday() == _SATURDAY:
        return day - _DAY
    return day + _DAY if day.weekday() == _SUNDAY else day


def _nth(count: int, weekday: int, year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
