"""Periods as people name them, said on November 18, 2026, and how they are called."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.report_periods import packed, period_said, unpacked, when_in_words
from bot.understanding.model import Understanding
from bot.understanding.readers import fiscal_years, times
from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.measured_periods import period_after, period_before, with_months_before

TODAY = date(2026, 11, 18)
AT, ZONE = datetime.fromisoformat("2026-11-18T10:30:00-05:00"), ZoneInfo("America/New_York")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def said(text: str) -> Period | None:
    named = (*times.read(text, AT, ZONE, "view_report"), *fiscal_years.read(text, AT, ZONE))
    return period_said(Understanding(text, "view_report", 1.0, (), named), TODAY)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("did you meet uptime last month", "2026-10-01", "2026-10-31"),
        ("how was the service desk in Q2", "2026-01-01", "2026-03-31"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("Q1 FY27", "2026-10-01", "2026-12-31"),
        ("uptime in FY2027", "2026-10-01", "2027-09-30"),
        ("this fiscal year", "2026-10-01", "2027-09-30"),
        ("in March", "2026-03-01", "2026-03-31"),
        ("since January", "2026-01-01", "2026-11-18"),
        ("uptime since the start of the year", "2026-01-01", "2026-11-18"),
        ("since January 15", "2026-01-15", "2026-11-18"),
        ("between March 3 and April 15", "2026-03-03", "2026-04-15"),
        ("from Oct 1 to Oct 20", "2026-10-01", "2026-10-20"),
        ("2026-03-02 to 2026-04-05", "2026-03-02", "2026-04-05"),
        ("so far this year", "2026-01-01", "2026-11-18"),
        ("ytd", "2026-01-01", "2026-11-18"),
        ("yesterday", "2026-11-17", "2026-11-17"),
        ("figures of 2026-10 please", "2026-10-01", "2026-10-31"),
    ],
)
def test_a_period_is_read_as_it_is_meant(text: str, start: str, end: str) -> None:
    assert said(text) == Period(date.fromisoformat(start), date.fromisoformat(end))


def test_without_a_period_nothing_is_read() -> None:
    assert said("how was the service desk") is None


def test_days_that_are_none_are_told() -> None:
    with pytest.raises(InvalidInput, match="is not a day"):
        said("2026-13-02 to 2026-14-05")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-10-01", "2026-10-31", "in October 2026"),
        ("2026-01-01", "2026-03-31", "in the second quarter of FY2026 (January to March 2026)"),
        ("2026-10-01", "2027-09-30", "in FY2027"),
        ("2026-01-01", "2026-12-31", "from January 2026 to December 2026"),
        ("2026-11-17", "2026-11-17", "on November 17, 2026"),
        ("2026-03-03", "2026-04-15", "from March 3, 2026 to April 15, 2026"),
    ],
)
def test_a_period_is_called_as_people_call_it(start: str, end: str, words: str) -> None:
    assert when_in_words(Period(date.fromisoformat(start), date.fromisoformat(end))) == words


@pytest.mark.parametrize("text", [None, "", "x", "2026-10-01", "2026-10-31/2026-10-01", "2026-99-01/2026-10-01"])
def test_a_forged_period_is_none(text: str | None) -> None:
    assert unpacked(text) is None


@given(DAYS, st.integers(0, 800))
def test_a_period_is_unpacked_as_it_was(first: date, days: int) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    assert unpacked(packed(period)) == period


@given(DAYS, st.integers(0, 800))
def test_the_period_before_ends_where_the_period_begins_and_the_one_after_begins_where_it_ends(
    first: date, days: int
) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    assert (period.start - period_before(period).end).days == 1
    assert (period_after(period).start - period.end).days == 1


@given(DAYS, st.integers(1, 30))
def test_of_whole_months_the_one_before_the_one_after_is_the_period(first: date, months: int) -> None:
    period = Period(first.replace(day=1), date.fromordinal(first.toordinal() + 31 * months)).by_month()
    whole = Period(period[0].start, period[-2].end)
    assert period_before(period_after(whole)) == whole


def test_a_month_is_charted_among_twelve_and_not_beyond_today() -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    assert with_months_before(october, TODAY) == Period(date(2025, 11, 1), date(2026, 10, 31))
    year = Period(date(2026, 10, 1), date(2027, 9, 30))
    assert with_months_before(year, TODAY) == Period(date(2025, 12, 1), date(2026, 11, 30))
