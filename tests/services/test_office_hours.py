from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.office_hours import OfficeHours, answer_time

HOURS = OfficeHours()
WASHINGTON = ZoneInfo("America/New_York")
INSTANTS = st.integers(0, 1_095 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=WASHINGTON)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (at(2026, 11, 2, 8, 0), True),
        (at(2026, 11, 2, 7, 59), False),
        (at(2026, 11, 2, 16, 59), True),
        (at(2026, 11, 2, 17, 0), False),
        (at(2026, 11, 7, 10, 0), False),  # Saturday
        (at(2026, 11, 11, 10, 0), False),  # Veterans Day
        (at(2026, 7, 3, 10, 0), False),  # Independence Day, observed on Friday
        (at(2027, 12, 31, 10, 0), False),  # New Year's Day 2028, observed on Friday
    ],
)
def test_the_office_is_open_on_business_days_within_its_hours(now: datetime, is_open: bool):
    assert HOURS.is_open(now) is is_open


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(2026, 11, 2, 6, 0), at(2026, 11, 2, 8, 0)),
        (at(2026, 11, 6, 18, 0), at(2026, 11, 9, 8, 0)),
        (at(2026, 11, 25, 18, 0), at(2026, 11, 27, 8, 0)),  # over Thanksgiving
        (at(2026, 12, 24, 18, 0), at(2026, 12, 28, 8, 0)),  # Christmas and a weekend
        (at(2026, 10, 30, 18, 0), at(2026, 11, 2, 8, 0)),  # over the end of daylight saving time
    ],
)
def test_the_next_opening(now: datetime, opens: datetime):
    assert HOURS.next_opening(now) == opens


@given(INSTANTS)
def test_the_office_is_open_at_its_next_opening_and_never_before(now: datetime):
    opening = HOURS.next_opening(now)
    assert opening >= now
    assert HOURS.is_open(opening)
    if opening > now:
        assert not HOURS.is_open(now)
        assert not HOURS.is_open(opening - timedelta(minutes=1))


@given(INSTANTS, st.integers(1, 3_000))
def test_minutes_of_open_office_are_counted_one_by_one(now: datetime, minutes: int):
    now = now.replace(second=0, microsecond=0)
    since = HOURS.before(now, minutes)
    moment, counted = since, 0
    while moment < now:
        counted += HOURS.is_open(moment)
        moment += timedelta(minutes=1)
    assert counted == minutes


@pytest.mark.parametrize(
    ("since", "hours", "until"),
    [
        (at(2026, 11, 2, 10, 0), 3, at(2026, 11, 2, 13, 0)),
        (at(2026, 11, 2, 15, 0), 4, at(2026, 11, 3, 10, 0)),
        (at(2026, 11, 25, 16, 0), 2, at(2026, 11, 27, 9, 0)),  # over Thanksgiving
        (at(2027, 3, 12, 16, 30), 1, at(2027, 3, 15, 8, 30)),  # the clocks go forward in between
        (at(2026, 11, 1, 3, 0), 9, at(2026, 11, 2, 17, 0)),
    ],
)
def test_hours_of_open_office_pass_only_while_it_is_open(since: datetime, hours: int, until: datetime):
    assert HOURS.after(since, hours) == until


def test_the_answer_names_the_holiday():
    answer = answer_time(HOURS, at(2026, 11, 26, 10, 0))
    assert (answer.open_now, answer.holiday, answer.next_opening) == (False, "Thanksgiving Day", at(2026, 11, 27, 8, 0))


def test_an_office_elsewhere_opens_by_its_own_clock():
    denver = OfficeHours("America/Denver", time(7, 30), time(16, 0))
    assert denver.is_open(datetime(2026, 11, 2, 14, 30, tzinfo=UTC))
    assert not denver.is_open(datetime(2026, 11, 2, 14, 29, tzinfo=UTC))
