from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.renewals import (
    ALERT_DAYS,
    RenewalState,
    alert_day,
    alert_reached,
    days_left,
    following_term,
    moved_to_follow,
    next_alert,
    renewal_state,
    require_following,
    window_end,
)
from domain.stages import Stage

TODAY = date(2026, 11, 2)


def ending_in(days: int) -> Period:
    end = TODAY + timedelta(days=days)
    return Period(end - timedelta(days=364), end)


@given(st.integers(-900, 900))
def test_days_left_count_to_the_last_day_of_the_term(days: int):
    assert days_left(ending_in(days), TODAY) == days


@given(st.integers(0, 900), st.integers(0, 900))
def test_a_window_holds_the_terms_that_end_within_its_days(window: int, days: int):
    assert (ending_in(days).end < window_end(TODAY, window)) == (days <= window)


@pytest.mark.parametrize(
    ("stage", "ends_in", "successor", "state"),
    [
        (Stage.OPERATIONS, 40, None, RenewalState.DUE),
        (Stage.OPERATIONS, 0, None, RenewalState.DUE),
        (Stage.OPERATIONS, -1, None, RenewalState.LAPSED),
        (Stage.RENEWAL, -1, None, RenewalState.LAPSED),
        (Stage.RENEWAL, 10, None, RenewalState.UNDER_WAY),
        (Stage.OPERATIONS, 40, Stage.SURVEY, RenewalState.UNDER_WAY),
        (Stage.OPERATIONS, -1, Stage.PROPOSAL, RenewalState.UNDER_WAY),
        (Stage.OPERATIONS, 5, Stage.OPERATIONS, RenewalState.SETTLED),
        (Stage.PROPOSAL, 40, None, RenewalState.NOT_RUNNING),
    ],
)
def test_where_a_renewal_stands(stage, ends_in, successor, state):
    assert renewal_state(stage, ending_in(ends_in), TODAY, successor) is state


YEAR = Period(date(2026, 10, 1), date(2027, 9, 30))


@pytest.mark.parametrize(
    ("term", "following"),
    [
        (YEAR, Period(date(2027, 10, 1), date(2028, 9, 30))),
        (Period(date(2026, 10, 1), date(2028, 9, 30)), Period(date(2028, 10, 1), date(2030, 9, 30))),
        (Period(date(2027, 1, 15), date(2027, 9, 30)), Period(date(2027, 10, 1), date(2028, 9, 30))),
        (Period(date(2026, 10, 1), date(2027, 11, 30)), Period(date(2027, 12, 1), date(2028, 9, 30))),
        (Period(date(2026, 4, 1), date(2027, 3, 31)), Period(date(2027, 4, 1), date(2028, 3, 31))),
        (Period(date(2027, 3, 1), date(2028, 2, 28)), Period(date(2028, 2, 29), date(2029, 2, 28))),
        (Period(date(2026, 1, 31), date(2026, 4, 30)), Period(date(2026, 5, 1), date(2026, 7, 31))),
    ],
)
def test_a_term_is_followed_by_one_as_long_that_keeps_to_the_fiscal_year(term: Period, following: Period):
    assert following_term(term) == following


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 1_500))
def test_the_following_term_leaves_no_gap_and_no_overlap(start: date, days: int):
    term = Period(start, start + timedelta(days=days))
    require_following(term, following_term(term))


@pytest.mark.parametrize(("start", "fault"), [(date(2027, 9, 30), "overlap"), (date(2027, 10, 2), "gap")])
def test_a_gap_or_an_overlap_is_refused_and_the_right_day_named(start: date, fault: str):
    with pytest.raises(InvalidInput, match=f"{fault}.*Let the renewal begin on October 1, 2027"):
        require_following(YEAR, Period(start, date(2028, 9, 30)))


def test_after_an_extension_the_renewal_begins_later_and_ends_as_before():
    longer = Period(YEAR.start, date(2027, 11, 30))
    assert moved_to_follow(longer, following_term(YEAR)) == Period(date(2027, 12, 1), date(2028, 9, 30))
    short = Period(date(2027, 10, 16), date(2027, 11, 15))
    assert moved_to_follow(longer, short) == Period(date(2027, 12, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("left", "reached"), [(181, None), (180, 180), (179, 180), (120, 120), (15, 30), (7, 7), (1, 1), (0, 1), (-5, 1)]
)
def test_an_alert_day_counts_until_the_next_one_comes(left: int, reached: int | None):
    assert alert_reached(ending_in(left), TODAY, ALERT_DAYS) == reached


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (date(2026, 12, 4), date(2026, 12, 3)),
        (date(2026, 12, 6), date(2026, 12, 4)),  # a Sunday: the Friday before
        (date(2026, 12, 7), date(2026, 12, 6)),  # a Monday, on which the office opens again
        (date(2026, 11, 26), date(2026, 11, 25)),  # Thanksgiving
    ],
)
def test_the_last_day_is_told_while_the_office_is_open_before_the_end(ends: date, told: date):
    term = Period(ends - timedelta(days=300), ends)
    assert next_alert(term, told - timedelta(days=1), (7, 1)) == told
    assert (alert_reached(term, told - timedelta(days=1), (7, 1)), alert_reached(term, told, (7, 1))) == (7, 1)


@given(st.integers(0, 400), st.sets(st.integers(0, 300), min_size=1))
def test_who_looks_again_at_the_next_alert_day_misses_none(left: int, days: set[int]):
    term, today, reached = ending_in(left), TODAY, set[int]()
    while (day := next_alert(term, today, days)) is not None:
        today = day
        reached.add(alert_reached(term, today, days) or 0)
    told = {alert_day(term, each) for each in reached}
    assert told >= {alert_day(term, each) for each in days if alert_day(term, each) > TODAY}
    assert days_left(term, today) == -1
