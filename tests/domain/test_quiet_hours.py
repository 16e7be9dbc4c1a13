"""Nobody is told anything in their quiet hours, or on days on which they do not work."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.preferences import Preferences
from domain.quiet_hours import free_at

USUAL = Preferences("p-1")
EAST, WEST = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")


def at(text: str, zone: ZoneInfo = EAST) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "told", "why"),
    [
        ("2026-11-02T10:00", "2026-11-02T10:00", "a working day"),
        ("2026-11-02T22:15", "2026-11-03T07:00", "in the evening"),
        ("2026-11-03T03:00", "2026-11-03T07:00", "at night"),
        ("2026-10-30T20:00", "2026-11-02T07:00", "a Friday evening: Monday, after the clocks changed"),
        ("2026-11-25T19:00", "2026-11-27T07:00", "the evening before Thanksgiving"),
        ("2026-12-31T23:00", "2027-01-04T07:00", "over the turn of the year"),
        ("2028-02-28T21:00", "2028-02-29T07:00", "before a leap day"),
        ("2026-03-08T02:30", "2026-03-09T07:00", "the hour that does not exist"),
    ],
)
def test_what_comes_at_a_bad_time_waits_for_the_next_good_one(moment: str, told: str, why: str):
    assert free_at(USUAL, EAST, at(moment)) == at(told), why


def test_the_hours_are_those_of_the_persons_own_zone():
    assert free_at(USUAL, WEST, at("2026-11-02T09:00")) == at("2026-11-02T07:00", WEST)


def test_quiet_hours_within_a_day_and_none_at_all_work_too():
    midday = Preferences("p-1", quiet_from=time(12), quiet_until=time(13))
    assert free_at(midday, EAST, at("2026-11-02T12:20")) == at("2026-11-02T13:00")
    none = Preferences("p-1", quiet_from=time(0), quiet_until=time(0))
    assert free_at(none, EAST, at("2026-11-02T03:00")) == at("2026-11-02T03:00")


def test_who_works_on_weekends_is_told_on_weekends():
    weekend = Preferences("p-1", works_on=frozenset({5, 6}))
    assert free_at(weekend, EAST, at("2026-11-02T10:00")) == at("2026-11-07T07:00")


@given(
    st.integers(0, 8 * 365 * 24 * 60),
    st.times(),
    st.times(),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from([EAST, WEST, *map(ZoneInfo, ("Asia/Kolkata", "Pacific/Apia", "Europe/London"))]),
)
def test_the_time_found_is_never_earlier_and_stays_when_asked_again(
    minutes: int, begins: time, ends: time, days: frozenset[int], zone: ZoneInfo
):
    chosen = Preferences("p-1", works_on=days, quiet_from=begins, quiet_until=ends)
    asked = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = free_at(chosen, zone, asked)
    assert found >= asked
    assert free_at(chosen, zone, found) == found
