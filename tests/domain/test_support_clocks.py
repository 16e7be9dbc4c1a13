"""Clocks of support requests, compared with a slow reference that looks at every minute."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.business_days import is_business_day
from domain.catalog import Direction, Metric
from domain.metric_kinds import MetricKind
from domain.support_clocks import (
    ROUND_THE_CLOCK,
    Clock,
    Hours,
    Pause,
    allowed,
    clocks_for,
    hours_of,
    in_unit,
    kept_until,
    reached_at,
    taken,
    wound,
)
from services.office_hours import OfficeHours

OFFICE = OfficeHours()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: A Monday at 10 in Washington.
START = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def metric(unit: str = "business hours", target: str = "4", key: str = "resolution") -> Metric:
    return Metric(key, "Time until it works", unit, Decimal(target), Direction.AT_MOST)


def slowly_taken(hours: Hours, start: datetime, pauses: list[Pause], until: datetime) -> timedelta:
    """Minute by minute."""
    found, at = timedelta(0), start
    while at < until:
        paused = any(each.start <= at and (each.end is None or at < each.end) for each in pauses)
        if not paused and (hours is ROUND_THE_CLOCK or open_at(at)):
            found += MINUTE
        at += MINUTE
    return found


def open_at(at: datetime) -> bool:
    local = at.astimezone(ZoneInfo("America/New_York"))
    return is_business_day(local.date()) and time(8) <= local.time() < time(17)


#: Around both changes of the clocks of 2026, with holidays and weekends in between.
STARTS = st.sampled_from([datetime(2026, 3, 6, 13, tzinfo=UTC), datetime(2026, 10, 30, 11, tzinfo=UTC)])
MINUTES = st.integers(0, 5 * 24 * 60)


@st.composite
def times(draw: st.DrawFn) -> tuple[datetime, list[Pause], datetime]:
    """Start, pauses in order, and an end; the last pause may still last."""
    first = draw(STARTS)
    moments = sorted(draw(st.lists(MINUTES, min_size=2, max_size=8, unique=True)))
    start, *middle, end = (first + minutes * MINUTE for minutes in moments)
    pauses = [Pause(*pair) for pair in zip(middle[::2], middle[1::2], strict=False)]
    if len(middle) % 2:
        pauses.append(Pause(middle[-1]))
    return start, pauses, end


@settings(max_examples=60)
@given(times(), st.sampled_from([OFFICE, ROUND_THE_CLOCK]))
def test_the_time_taken_is_that_of_a_slow_reference(of: tuple[datetime, list[Pause], datetime], hours: Hours) -> None:
    start, pauses, end = of
    assert taken(hours, start, pauses, end) == slowly_taken(hours, start, pauses, end)


@settings(max_examples=60)
@given(times(), st.sampled_from([OFFICE, ROUND_THE_CLOCK]), st.integers(1, 3_000))
def test_a_target_is_reached_when_just_so_much_time_was_taken(
    of: tuple[datetime, list[Pause], datetime], hours: Hours, minutes: int
) -> None:
    start, pauses, _ = of
    due = reached_at(hours, start, pauses, minutes * MINUTE)
    if due is None:
        assert pauses[-1].end is None
        assert taken(hours, start, pauses, pauses[-1].start) < minutes * MINUTE
    else:
        assert taken(hours, start, pauses, due) == minutes * MINUTE
        assert taken(hours, start, pauses, due - timedelta(seconds=1)) < minutes * MINUTE


def test_only_metrics_that_follow_from_times_have_a_clock() -> None:
    counted, first = metric("per month"), metric("minutes", "30", "first_response")
    satisfaction = metric("out of 5", "4.3", "satisfaction")
    assert [clock.kind for clock in clocks_for((counted, first, satisfaction, metric()))] == [
        MetricKind.FIRST_RESPONSE,
        MetricKind.RESOLUTION,
    ]


@pytest.mark.parametrize(
    ("unit", "target", "length"),
    [
        ("minutes", "30", timedelta(minutes=30)),
        ("hours", "0.5", timedelta(minutes=30)),
        ("days", "2", timedelta(days=2)),
        ("business hours", "4", timedelta(hours=4)),
        ("business days", "2", timedelta(hours=18)),
    ],
)
def test_a_target_is_so_long(unit: str, target: str, length: timedelta) -> None:
    of = metric(unit, target)
    hours = hours_of(of, OFFICE)
    assert allowed(of, hours) == length
    assert in_unit(of, hours, length) == Decimal(target)


def test_a_clock_warns_before_it_is_missed_and_stays_missed() -> None:
    clock = Clock(metric())
    fresh = wound(clock, OFFICE, START, (), None, 75, START)
    assert (fresh.warn_at, fresh.due_at, fresh.is_late) == (START + 3 * HOUR, START + 4 * HOUR, False)
    assert not wound(fresh, OFFICE, START, (), START + 4 * HOUR, 75, START + 9 * HOUR).is_late
    late = wound(fresh, OFFICE, START, (), None, 75, START + 5 * HOUR)
    assert late.breached_at == START + 4 * HOUR
    solved = wound(late, OFFICE, START, (), START + 5 * HOUR, 75, START + 9 * HOUR)
    assert (solved.met_at, solved.breached_at) == (START + 5 * HOUR, START + 4 * HOUR)


@settings(max_examples=60)
@given(times(), st.sampled_from([OFFICE, ROUND_THE_CLOCK]), st.integers(1, 3_000))
def test_a_target_is_missed_only_once_more_time_was_taken_than_it_allows(
    of: tuple[datetime, list[Pause], datetime], hours: Hours, minutes: int
) -> None:
    start, pauses, end = of
    kept = kept_until(hours, start, pauses, minutes * MINUTE)
    missed = kept is not None and kept < end
    assert missed == (taken(hours, start, pauses, end) > minutes * MINUTE)


def test_an_answer_after_hours_is_in_time_where_no_office_hour_passed_since_the_target() -> None:
    start = START + 3 * HOUR  # 1 PM: the 4 hours end with the office's day
    answered = wound(Clock(metric()), OFFICE, start, (), start + 6 * HOUR, 80, start + 30 * HOUR)
    assert (answered.due_at, answered.is_late) == (START + 22 * HOUR, False)
    assert wound(Clock(metric()), OFFICE, start, (), None, 80, START + 23 * HOUR).breached_at == START + 22 * HOUR


def test_a_clock_that_stands_still_is_missed_by_nobody() -> None:
    paused = wound(Clock(metric()), OFFICE, START, (Pause(START + HOUR),), None, 80, START + 400 * HOUR)
    assert (paused.due_at, paused.is_late) == (None, False)
    again = wound(paused, OFFICE, START, (Pause(START + HOUR, START + 2 * HOUR),), None, 80, START + 2 * HOUR)
    assert again.due_at == START + 5 * HOUR
    assert replace(again, cause="x").cause == "x"
