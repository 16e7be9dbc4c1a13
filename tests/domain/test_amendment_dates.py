"""The day from which an amendment counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.proposal_changes import TermWanted, fulfilled
from domain.proposal_dates import check_still_ahead, checked_terms, last_day_of_validity, usual_amendment_day
from domain.proposal_terms import Terms
from tests.proposals import PRICING, TERM, TODAY, a_draft

RUNNING = Period(date(2026, 6, 15), date(2027, 5, 31))


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 2), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 3, 1), RUNNING.start),
        (date(2027, 5, 20), RUNNING.end),
    ],
)
def test_an_amendment_counts_from_the_first_of_the_next_month_within_the_term(today: date, day: date) -> None:
    assert usual_amendment_day(RUNNING, today) == day
    assert checked_terms(Terms(RUNNING, effective_on=day), RUNNING.start, RUNNING).effective_on == day


@pytest.mark.parametrize("day", [date(2026, 6, 14), date(2027, 6, 2), date(2027, 6, 1)])
def test_an_amendment_counts_from_no_day_outside_the_term(day: date) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_terms(Terms(RUNNING, effective_on=day), TODAY, RUNNING)
    assert refused.value.field == "effective_on"
    longer = Period(RUNNING.start, date(2027, 12, 31))
    if day == date(2027, 6, 1):  # the day after the one on which the term in force ends
        assert checked_terms(Terms(longer, effective_on=day), TODAY, RUNNING).effective_on == day


def test_an_amendment_is_presented_with_a_day_that_lies_ahead() -> None:
    check_still_ahead(Terms(RUNNING, effective_on=TODAY), TODAY)
    for day in (None, TODAY - timedelta(days=1)):
        with pytest.raises(InvalidInput) as refused:
            check_still_ahead(Terms(RUNNING, effective_on=day), TODAY)
        assert refused.value.field == "effective_on"


def test_a_first_agreement_has_no_day_from_which_it_counts_but_its_term() -> None:
    assert checked_terms(Terms(TERM, effective_on=TERM.end), TODAY).effective_on is None


def test_a_customer_asks_that_an_amendment_counts_from_another_day() -> None:
    amended = replace(a_draft(terms=Terms(TERM, effective_on=TERM.start)), amends=a_draft().offer)
    pricing = replace(PRICING, running=TERM)
    after = fulfilled(amended, "i-1", TermWanted(start=date(2027, 3, 1)), pricing)
    assert (after.terms.effective_on, after.terms.period) == (date(2027, 3, 1), TERM)
    for wrong in (TODAY - timedelta(days=1), TERM.end + timedelta(days=2)):
        with pytest.raises(InvalidInput) as refused:
            fulfilled(amended, "i-1", TermWanted(start=wrong), pricing)
        assert refused.value.field == "start"


def test_an_amendment_can_be_accepted_until_the_day_from_which_it_counts() -> None:
    terms = Terms(RUNNING, effective_on=date(2026, 11, 20))
    assert last_day_of_validity(None, terms, TODAY, 30, amended=True) == date(2026, 11, 20)
