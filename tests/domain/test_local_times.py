"""Local times on the days on which the clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.local_times import moment_of

EASTERN = ZoneInfo("America/New_York")
FORWARD, BACK = date(2027, 3, 14), date(2027, 11, 7)


def test_a_usual_time_is_what_the_clocks_show():
    moment = moment_of(date(2027, 7, 1), time(14), EASTERN)
    assert moment.at == datetime(2027, 7, 1, 18, tzinfo=UTC)
    assert moment.note == ""


def test_a_time_that_the_clocks_leave_out_is_refused_with_another_one():
    with pytest.raises(InvalidInput) as refused:
        moment_of(FORWARD, time(2, 30), EASTERN, "time1")
    assert refused.value.field == "time1"
    assert str(refused.value) == (
        "The clocks go forward on March 14, 2027, so there is no 2:30 AM that day. Give another time, such as 3:30 AM."
    )


def test_of_a_time_that_comes_twice_the_first_one_is_taken_and_that_is_said():
    moment = moment_of(BACK, time(1, 30), EASTERN)
    assert moment.at == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert moment.note == (
        "The clocks go back on November 7, 2027, so 1:30 AM comes twice that day. I took the first one, EDT."
    )


@pytest.mark.parametrize("clock", [time(1, 59), time(3), time(0)])
def test_the_times_around_the_gap_are_there(clock: time):
    assert moment_of(FORWARD, clock, EASTERN).at.astimezone(EASTERN).time() == clock


def test_where_the_clocks_are_never_changed_every_time_is_there_once():
    assert moment_of(FORWARD, time(2, 30), ZoneInfo("America/Phoenix")).note == ""


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.times(), st.sampled_from(["America/Denver", "Europe/Berlin"]))
def test_a_moment_shows_the_time_that_was_given_or_is_refused(day: date, clock: time, zone: str):
    try:
        moment = moment_of(day, clock, ZoneInfo(zone))
    except InvalidInput:
        before = datetime.combine(day, time(), ZoneInfo(zone)).utcoffset()
        after = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).utcoffset()
        assert before != after
        return
    local = moment.at.astimezone(ZoneInfo(zone))
    assert (local.date(), local.time()) == (day, clock)
