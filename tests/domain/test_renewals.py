from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fiscal import Period
from domain.renewals import RenewalState, days_left, renewal_state, window_end
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
