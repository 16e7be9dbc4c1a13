"""Series of meetings: always with an end, at the same time of day, and as other programs count them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from domain.business_days import is_business_day
from domain.errors import InvalidInput
from domain.recurrences import MonthlyOn, Recurrence, Rhythm, recurrence
from services.recurrences import occurrences, rule_of

EASTERN = ZoneInfo("America/New_York")
TERM_END = date(2027, 9, 30)


def days(rule: Recurrence, first: datetime) -> list[str]:
    return [f"{each.start:%m-%d}" for each in occurrences(rule, first, EASTERN)]


def test_a_weekly_one_stays_at_the_same_time_of_day_over_the_change_of_the_clocks():
    first = datetime(2027, 3, 9, 14, tzinfo=EASTERN)
    found = occurrences(Recurrence(Rhythm.WEEKLY, date(2027, 3, 31)), first, EASTERN)
    assert [(f"{each.start:%m-%d %H:%M}", each.start.tzname()) for each in found] == [
        ("03-09 14:00", "EST"),
        ("03-16 14:00", "EDT"),
        ("03-23 14:00", "EDT"),
        ("03-30 14:00", "EDT"),
    ]


def test_one_on_a_holiday_takes_place_on_the_next_business_day():
    first = datetime(2027, 1, 11, 10, tzinfo=EASTERN)
    found = occurrences(Recurrence(Rhythm.WEEKLY, date(2027, 1, 25)), first, EASTERN)
    assert [(f"{each.start:%m-%d}", each.moved) for each in found] == [
        ("01-11", False),
        ("01-19", True),  # the birthday of Martin Luther King, Jr.
        ("01-25", False),
    ]
    assert found[1].original == datetime(2027, 1, 18, 10, tzinfo=EASTERN)


def test_the_last_one_never_moves_beyond_the_end():
    first = datetime(2027, 2, 28, 10, tzinfo=EASTERN)
    found = occurrences(Recurrence(Rhythm.MONTHLY, date(2027, 3, 28)), first, EASTERN)
    assert [f"{each.start:%m-%d}" for each in found] == ["03-01", "03-26"]


def test_monthly_by_day_takes_the_last_day_where_a_month_is_shorter():
    first = datetime(2027, 3, 31, 10, tzinfo=EASTERN)
    rule = Recurrence(Rhythm.MONTHLY, TERM_END)
    # April 30 is a Friday, June 30 a Wednesday; May 31 is Memorial Day, July 31 a Saturday.
    assert days(rule, first) == ["03-31", "04-30", "06-01", "06-30", "08-02", "08-31", "09-30"]


def test_a_leap_day_is_the_last_of_its_month():
    first = datetime(2027, 12, 29, 10, tzinfo=EASTERN)
    assert days(Recurrence(Rhythm.MONTHLY, date(2028, 4, 1)), first) == ["12-29", "01-31", "02-29", "03-29"]


def test_monthly_by_weekday_keeps_its_place_in_the_month():
    first = datetime(2027, 1, 12, 10, tzinfo=EASTERN)
    rule = Recurrence(Rhythm.MONTHLY, date(2027, 5, 1), MonthlyOn.WEEKDAY)
    assert days(rule, first) == ["01-12", "02-09", "03-09", "04-13"]


def test_a_fifth_weekday_is_the_last_one():
    first = datetime(2027, 3, 30, 10, tzinfo=EASTERN)
    rule = Recurrence(Rhythm.MONTHLY, date(2027, 6, 30), MonthlyOn.WEEKDAY)
    assert days(rule, first) == ["03-30", "04-27", "05-25", "06-29"]


def test_quarterly_is_every_third_month():
    first = datetime(2026, 11, 10, 10, tzinfo=EASTERN)
    assert days(Recurrence(Rhythm.QUARTERLY, TERM_END), first) == ["11-10", "02-10", "05-10", "08-10"]


@given(
    st.sampled_from(Rhythm),
    st.sampled_from(MonthlyOn),
    st.dates(date(2026, 10, 1), date(2028, 9, 30)).filter(is_business_day),
    st.integers(30, 800),
    st.sampled_from(["America/New_York", "Pacific/Honolulu", "America/Denver"]),
)
def test_the_rule_of_a_calendar_file_counts_the_same_times(
    rhythm: Rhythm, monthly_on: MonthlyOn, day: date, length: int, zone_name: str
):
    zone = ZoneInfo(zone_name)
    first = datetime(day.year, day.month, day.day, 14, 30, tzinfo=zone)
    rule = Recurrence(rhythm, day + timedelta(days=length), monthly_on)
    found = occurrences(rule, first, zone)
    assert [each.original for each in found] == list(rrulestr(rule_of(rule, first, zone), dtstart=first))
    assert found[0].start == first
    assert all(is_business_day(each.start.date()) and each.start.date() <= rule.until for each in found)


# -- Its end


def test_without_an_end_it_ends_with_the_term():
    assert recurrence(Rhythm.MONTHLY, date(2027, 1, 4), None, TERM_END).until == TERM_END


@pytest.mark.parametrize(
    ("until", "term_end", "says"),
    [
        (None, None, "Say until which day it is repeated."),
        (date(2027, 10, 1), TERM_END, "The term ends on September 30, 2027. Give a day up to then."),
        (date(2027, 1, 4), TERM_END, "The first one is on January 4, 2027. Give an end after that day."),
        (date(2031, 1, 4), None, "Give an end within three years."),
    ],
)
def test_an_end_that_cannot_be_is_refused(until: date | None, term_end: date | None, says: str):
    with pytest.raises(InvalidInput) as refused:
        recurrence(Rhythm.WEEKLY, date(2027, 1, 4), until, term_end)
    assert (refused.value.field, str(refused.value)) == ("until", says)
