from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of, months_elapsed

days = st.dates(date(2001, 1, 1), date(2098, 9, 30))
periods = st.builds(lambda start, length: Period(start, start + timedelta(days=length)), days, st.integers(0, 1500))
periods = periods.filter(lambda period: period.end < date(2099, 9, 30))


def test_the_fiscal_year_2027_runs_from_october_2026_to_september_2027():
    year = FiscalYear("2027")
    assert (year.start, year.end) == (date(2026, 10, 1), date(2027, 9, 30))
    assert (year.label, str(year)) == ("FY2027", "FY2027")
    assert (year.previous(), year.next()) == (FiscalYear("2026"), FiscalYear("2028"))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 9, 30), "2026"),
        (date(2026, 10, 1), "2027"),
        (date(2026, 12, 31), "2027"),
        (date(2027, 1, 1), "2027"),
        (date(2027, 9, 30), "2027"),
    ],
)
def test_finds_the_fiscal_year_of_a_day(day: date, year: str):
    assert fiscal_year_of(day) == FiscalYear(year)


@given(days)
def test_each_day_lies_in_its_fiscal_year_only(day: date):
    year = fiscal_year_of(day)
    assert year.period.contains(day)
    assert not year.previous().period.contains(day)
    assert not year.next().period.contains(day)


@pytest.mark.parametrize("text", ["2027", "FY27", "fy 2027", "FY'27", "FY’27", "fy-27", " 27 ", "FY2027"])
def test_reads_a_fiscal_year_as_people_write_it(text: str):
    assert FiscalYear.parse(text) == FiscalYear("2027")


@pytest.mark.parametrize("text", ["", "FY", "1999", "12027", "2O27", "next", "FY2127", "٢٠٢٧", "x" * 4000])
def test_refuses_what_is_no_fiscal_year_with_an_example(text: str):
    with pytest.raises(InvalidInput, match="such as FY2027") as refused:
        FiscalYear.parse(text)
    assert refused.value.field == "fiscal_year"
    assert len(str(refused.value)) < 120


def test_the_quarters_of_a_fiscal_year_begin_in_october():
    first, second, third, fourth = FiscalYear("2027").quarters
    assert first == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert second == Period(date(2027, 1, 1), date(2027, 3, 31))
    assert third == Period(date(2027, 4, 1), date(2027, 6, 30))
    assert fourth == Period(date(2027, 7, 1), date(2027, 9, 30))


def test_a_fiscal_year_has_twelve_months_also_in_a_leap_year():
    year = FiscalYear("2028")
    assert len(year.months) == 12
    assert year.months[4] == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert year.period.months == 12


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 10, 1), date(2027, 9, 30), Fraction(12)),
        (date(2027, 1, 1), date(2027, 1, 31), Fraction(1)),
        (date(2027, 1, 16), date(2027, 1, 31), Fraction(16, 31)),
        (date(2027, 2, 1), date(2027, 2, 14), Fraction(1, 2)),
        (date(2027, 1, 16), date(2027, 3, 15), Fraction(16, 31) + 1 + Fraction(15, 31)),
        (date(2028, 2, 29), date(2028, 2, 29), Fraction(1, 29)),
    ],
)
def test_counts_part_of_a_month_by_its_days(start: date, end: date, months: Fraction):
    assert Period(start, end).months == months


@given(periods, st.data())
def test_the_months_of_the_parts_sum_to_the_months_of_the_whole(period: Period, data: st.DataObject):
    cut = data.draw(st.dates(period.start, period.end))
    parts = [Period(period.start, cut)]
    if cut < period.end:
        parts.append(Period(cut + timedelta(days=1), period.end))
    assert sum(part.months for part in parts) == period.months


@given(periods)
def test_cutting_a_period_loses_no_day_and_repeats_none(period: Period):
    by_year = tuple(part for _, part in period.by_fiscal_year())
    for parts in (period.by_month(), period.by_quarter(), by_year):
        assert parts[0].start == period.start
        assert parts[-1].end == period.end
        assert sum(part.days for part in parts) == period.days
        assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(parts))


@given(periods)
def test_each_part_by_fiscal_year_lies_in_that_year(period: Period):
    for year, part in period.by_fiscal_year():
        assert year.period.covers(part)


def test_a_period_may_end_on_the_last_day_of_the_calendar():
    assert Period(date(9999, 12, 1), date.max).months == 1


def test_refuses_a_period_that_ends_before_it_starts():
    with pytest.raises(InvalidInput, match="ends on January 1, 2027 but starts on January 2, 2027") as refused:
        Period(date(2027, 1, 2), date(2027, 1, 1))
    assert refused.value.field == "period"


def test_two_periods_overlap_in_the_days_of_both():
    autumn = Period(date(2026, 10, 1), date(2026, 12, 31))
    december_on = Period(date(2026, 12, 1), date(2027, 3, 31))
    assert autumn.overlap(december_on) == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert autumn.overlap(Period(date(2027, 1, 1), date(2027, 1, 1))) is None
    assert autumn.covers(autumn)
    assert not autumn.covers(december_on)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 9, 30), Fraction(0)),
        (date(2026, 10, 31), Fraction(1)),
        (date(2026, 11, 15), Fraction(3, 2)),
        (date(2027, 9, 30), Fraction(12)),
        (date(2030, 1, 1), Fraction(12)),
    ],
)
def test_counts_the_months_that_have_passed_in_a_fiscal_year(day: date, months: Fraction):
    assert months_elapsed(FiscalYear("2027"), day) == months
