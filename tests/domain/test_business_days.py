from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.business_days import add_business_days, federal_holidays, holiday_on, is_business_day, next_business_day

days = st.dates(date(2000, 1, 1), date(2098, 12, 31))
counts = st.integers(1, 300)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 1, 18), "Birthday of Martin Luther King, Jr."),
        (date(2027, 2, 15), "Washington's Birthday"),
        (date(2027, 5, 31), "Memorial Day"),
        (date(2027, 6, 18), "Juneteenth National Independence Day"),
        (date(2027, 7, 5), "Independence Day"),
        (date(2027, 9, 6), "Labor Day"),
        (date(2027, 10, 11), "Columbus Day"),
        (date(2027, 11, 11), "Veterans Day"),
        (date(2027, 11, 25), "Thanksgiving Day"),
        (date(2027, 12, 24), "Christmas Day"),
        (date(2027, 12, 31), "New Year's Day"),
    ],
)
def test_each_federal_holiday_of_2027_is_observed_on_a_working_day(day: date, name: str):
    assert holiday_on(day) == name
    assert len(federal_holidays(2027)) == 12


def test_juneteenth_is_a_holiday_since_2021():
    assert is_business_day(date(2020, 6, 19))
    assert holiday_on(date(2021, 6, 18)) == "Juneteenth National Independence Day"


@pytest.mark.parametrize("year", range(2000, 2099))
def test_the_days_off_are_those_of_the_public_calendar_library(year: int):
    theirs = holidays.country_holidays("US", years=year)
    ours = federal_holidays(year)
    assert set(ours) == {day for day in theirs if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 25), 1, date(2026, 11, 27)),  # over Thanksgiving
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # over Christmas Day and a weekend
        (date(2026, 11, 27), -1, date(2026, 11, 25)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
)
def test_adds_business_days(day: date, count: int, expected: date):
    assert add_business_days(day, count) == expected


@given(days)
def test_the_next_business_day_is_the_first_one_that_is_not_before_the_day(day: date):
    found = next_business_day(day)
    assert found >= day
    assert is_business_day(found)
    assert not any(is_business_day(day + timedelta(days=n)) for n in range((found - day).days))


@given(days, counts)
def test_so_many_business_days_lie_between_a_day_and_the_sum(day: date, count: int):
    found = add_business_days(day, count)
    between = (day + timedelta(days=n) for n in range(1, (found - day).days + 1))
    assert sum(is_business_day(each) for each in between) == count
    assert is_business_day(found)


@given(days, counts)
def test_going_back_as_far_as_forward_ends_on_the_same_business_day(day: date, count: int):
    start = next_business_day(day)
    assert add_business_days(add_business_days(start, count), -count) == start


@given(days, st.integers(-100, 100), st.integers(-100, 100))
def test_more_business_days_are_never_earlier(day: date, one: int, other: int):
    few, many = sorted((one, other))
    assert add_business_days(day, few) <= add_business_days(day, many)
