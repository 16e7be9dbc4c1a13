from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.business_days import is_business_day
from domain.fiscal import Period
from domain.money import ZERO
from domain.payment_schedules import adjusted, allocated, instalments, schedule_of
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from tests.domain.funding_builders import YEAR, a_version

MONTHLY, QUARTERLY, YEARLY, OWN = BillingFrequency

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
days = st.dates(date(2001, 1, 1), date(2095, 1, 1))


@st.composite
def all_terms(draw: st.DrawFn) -> Terms:
    start = draw(days)
    period = Period(start, start + timedelta(days=draw(st.integers(0, 1500))))
    billing = draw(st.sampled_from(BillingFrequency))
    own = draw(st.sets(st.dates(period.start, period.end), min_size=1, max_size=20)) if billing is OWN else set[date]()
    time = draw(st.sampled_from(BillingTime))
    return Terms(period, billing, time, tuple(sorted(own)), draw(st.integers(0, 120)))


@given(amounts, amounts, all_terms())
def test_instalments_sum_exactly_to_the_total_for_any_total_frequency_and_term(
    amount: Decimal, fees: Decimal, terms: Terms
):
    made = instalments(amount + fees, fees, terms)
    assert sum((each.amount for each in made), ZERO) == amount + fees
    assert all(each.amount >= ZERO for each in made)
    assert [each.number for each in made] == list(range(1, len(made) + 1))
    assert all(a.billed_on < b.billed_on and a.due_on <= b.due_on for a, b in pairwise(made))
    assert all(is_business_day(each.due_on) for each in made)
    assert all(each.due_on >= each.billed_on + timedelta(days=terms.payment_days) for each in made)


@given(amounts, all_terms())
def test_the_parts_of_the_term_are_paid_for_without_gap_or_overlap(amount: Decimal, terms: Terms):
    periods = [each.period for each in instalments(amount, ZERO, terms) if each.period]
    if terms.billing is not OWN:
        assert (periods[0].start, periods[-1].end) == (terms.period.start, terms.period.end)
        assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(periods))


@given(amounts, amounts, all_terms(), amounts, all_terms(), st.integers(-400, 1900), st.fractions(0, 2))
def test_an_adjusted_schedule_sums_to_the_new_total_and_keeps_what_is_paid_or_billed(
    amount: Decimal, fees: Decimal, terms: Terms, new: Decimal, new_terms: Terms, day: int, part: float
):
    before = schedule_of(a_version(str(amount), str(fees), terms))
    version = a_version(str(new), str(fees), new_terms, number=2, amendment=1)
    paid, today = (before.total * Decimal(int(part * 100)) / 100).quantize(Decimal("0.01")), terms.period.start
    today += timedelta(days=day)
    after = adjusted(before, version, paid, today)
    assert (after.total, after.version) == (version.total, 2)
    assert [each.number for each in after.instalments] == list(range(1, len(after.instalments) + 1))
    kept = [each for each in before.instalments if each.billed_on <= today]
    assert list(after.instalments[: len(kept)]) == kept
    assert all(each.billed_on >= today for each in after.instalments if each not in before.instalments) or not kept
    assert sum(allocated(before.instalments, paid), ZERO) == min(paid, before.total)


@pytest.mark.parametrize(
    ("billing", "count", "first", "last_billed"),
    [
        (MONTHLY, 12, "1000.00", date(2027, 9, 1)),
        (QUARTERLY, 4, "3000.00", date(2027, 7, 1)),
        (YEARLY, 1, "12000.00", date(2026, 10, 1)),
    ],
)
def test_a_year_is_billed_by_months_quarters_or_at_once(
    billing: BillingFrequency, count: int, first: str, last_billed: date
):
    made = schedule_of(a_version(terms=Terms(YEAR, billing))).instalments
    assert (len(made), made[0].amount, made[-1].billed_on) == (count, Decimal(first), last_billed)


def test_in_arrears_each_part_is_billed_when_it_is_over_but_the_first_one_when_the_term_begins():
    terms = Terms(YEAR, billed_in=BillingTime.ARREARS)
    billed = [each.billed_on for each in schedule_of(a_version(terms=terms)).instalments]
    assert billed == [date(2026, 10, 1), date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1)]


def test_one_time_fees_come_with_the_first_instalment():
    made = schedule_of(a_version(fee="500.00"))
    assert [each.amount for each in made.instalments] == [
        Decimal(n) for n in ("3500.00", "3000.00", "3000.00", "3000.00")
    ]
    assert made.total == Decimal("12500.00")


def test_a_part_of_a_quarter_pays_for_its_months():
    term = Period(date(2026, 11, 16), date(2027, 3, 31))
    made = schedule_of(a_version(terms=Terms(term)))
    assert made.total == Decimal("4500.00")
    assert [each.amount for each in made.instalments] == [Decimal("1500.00"), Decimal("3000.00")]


@pytest.mark.parametrize(
    ("billed", "days_to_pay", "due"),
    [
        (date(2026, 10, 1), 30, date(2026, 11, 2)),  # October 31 is a Saturday
        (date(2026, 10, 12), 30, date(2026, 11, 12)),  # November 11 is Veterans Day
        (date(2026, 11, 25), 30, date(2026, 12, 28)),  # Christmas Day is a Friday
        (date(2027, 6, 4), 30, date(2027, 7, 6)),  # July 4 is a Sunday, observed on Monday
    ],
)
def test_what_is_due_on_a_day_off_is_due_on_the_next_business_day(billed: date, days_to_pay: int, due: date):
    terms = Terms(YEAR, OWN, own_dates=(billed,), payment_days=days_to_pay)
    assert schedule_of(a_version(terms=terms)).instalments[0].due_on == due


class TestAmendments:
    before = schedule_of(a_version())

    def test_what_is_billed_stays_and_the_rest_is_spread_anew(self):
        after = adjusted(self.before, a_version("15000.00", number=2), Decimal("3000.00"), date(2027, 2, 1))
        assert after.instalments[:2] == self.before.instalments[:2]
        assert [each.amount for each in after.instalments[2:]] == [Decimal("4500.00")] * 2

    def test_what_was_paid_ahead_stays_too(self):
        after = adjusted(self.before, a_version("15000.00", number=2), Decimal("9000.00"), date(2026, 10, 5))
        assert after.instalments[:3] == self.before.instalments[:3]
        assert after.instalments[3].amount == Decimal("6000.00")

    def test_a_new_one_time_fee_comes_with_the_first_new_instalment(self):
        after = adjusted(self.before, a_version(fee="900.00", number=2), ZERO, date(2027, 2, 1))
        assert [each.amount for each in after.instalments[2:]] == [Decimal("3900.00"), Decimal("3000.00")]

    def test_less_than_what_stays_is_a_credit(self):
        after = adjusted(self.before, a_version("5000.00", number=2), Decimal("6000.00"), date(2027, 2, 1))
        assert [each.amount for each in after.instalments] == [Decimal(n) for n in ("3000.00", "3000.00", "-1000.00")]
        assert after.instalments[2].due_on == date(2027, 2, 1)
        assert allocated(after.instalments, Decimal("5000.00")) == (Decimal("3000.00"), Decimal("3000.00"), ZERO)

    def test_more_after_the_last_part_was_billed_is_billed_at_once(self):
        after = adjusted(self.before, a_version("12600.00", number=2), ZERO, date(2027, 8, 2))
        assert after.instalments[:4] == self.before.instalments
        assert (after.instalments[4].billed_on, after.instalments[4].amount) == (date(2027, 8, 2), Decimal("600.00"))

    def test_nothing_changes_where_the_total_stays_and_all_is_billed(self):
        after = adjusted(self.before, a_version(number=2), ZERO, date(2027, 8, 2))
        assert after.instalments == self.before.instalments

    def test_other_own_dates_bill_the_rest(self):
        terms = Terms(YEAR, OWN, own_dates=(date(2026, 10, 2), date(2027, 5, 3), date(2027, 6, 1)))
        after = adjusted(self.before, a_version(terms=terms, number=2), ZERO, date(2027, 2, 1))
        assert [each.billed_on for each in after.instalments[2:]] == [date(2027, 5, 3), date(2027, 6, 1)]

    def test_what_counts_from_a_later_day_changes_nothing_that_is_billed_before(self):
        monthly = Terms(YEAR, MONTHLY)
        before = a_version(terms=monthly)
        version = a_version("24000.00", terms=replace(monthly, effective_on=date(2027, 4, 1)), amends=before.offer)
        after = adjusted(schedule_of(before), version, ZERO, date(2027, 1, 15))
        assert [each.amount for each in after.instalments] == [Decimal("1000.00")] * 6 + [Decimal("2000.00")] * 6
        assert after.total == version.total == Decimal("18000.00")

    def test_where_all_is_billed_more_is_billed_when_it_counts_and_less_is_a_credit_then(self):
        terms, day = Terms(YEAR, YEARLY), date(2027, 4, 1)
        before = a_version(terms=terms)
        for price, amount in (("13000.00", "500.00"), ("0.00", "-6000.00")):
            version = a_version(price, terms=replace(terms, effective_on=day), amends=before.offer)
            new = adjusted(schedule_of(before), version, Decimal("12000.00"), date(2027, 2, 1)).instalments[-1]
            assert (new.billed_on, new.amount) == (day, Decimal(amount))

    def test_from_own_dates_to_months_nothing_is_billed_for_months_that_are_over(self):
        own = Terms(YEAR, OWN, own_dates=(date(2026, 10, 1), date(2027, 4, 1)))
        before = a_version(terms=own)
        terms = Terms(YEAR, MONTHLY, effective_on=date(2027, 2, 1))
        version = a_version("24000.00", terms=terms, number=2, amends=before.offer)
        new = adjusted(schedule_of(before), version, Decimal("6000.00"), date(2027, 1, 11)).instalments[1:]
        assert [each.billed_on for each in new] == [date(2027, month, 1) for month in range(2, 10)]
        assert {each.amount for each in new} == {Decimal("1750.00")}

    def test_each_fiscal_year_pays_for_its_own_services(self):
        terms = Terms(Period(YEAR.start, date(2028, 9, 30)), YEARLY)
        before = a_version(terms=terms)
        version = a_version(
            "24000.00", "500.00", replace(terms, effective_on=date(2027, 4, 1)), number=2, amends=before.offer
        )
        first, more, second = adjusted(schedule_of(before), version, Decimal("12000.00"), date(2027, 1, 20)).instalments
        assert first == schedule_of(before).instalments[0]
        assert (more.billed_on, more.amount) == (date(2027, 4, 1), Decimal("6500.00"))
        assert more.period == Period(date(2027, 4, 1), date(2027, 9, 30))
        assert (second.billed_on, second.amount) == (date(2027, 10, 1), Decimal("24000.00"))

    def test_what_is_paid_ahead_for_two_fiscal_years_is_corrected_for_each(self):
        terms = Terms(Period(YEAR.start, date(2028, 9, 30)), YEARLY)
        before, paid = a_version(terms=terms), Decimal("24000.00")
        version = a_version("6000.00", terms=replace(terms, effective_on=date(2027, 4, 1)), amends=before.offer)
        credits = adjusted(schedule_of(before), version, paid, date(2027, 1, 20)).instalments[2:]
        assert [(each.due_on, each.amount) for each in credits] == [
            (date(2027, 4, 1), Decimal("-3000.00")),
            (date(2027, 10, 1), Decimal("-6000.00")),
        ]

    def test_a_correction_that_is_not_billed_yet_is_made_anew_by_the_next_amendment(self):
        terms = Terms(Period(YEAR.start, date(2028, 9, 30)), YEARLY)
        first, paid, today = a_version(terms=terms), Decimal("12000.00"), date(2027, 1, 20)
        more = a_version("24000.00", terms=replace(terms, effective_on=date(2027, 4, 1)), amends=first.offer)
        schedule = adjusted(schedule_of(first), more, paid, today)
        again = a_version("36000.00", terms=replace(terms, effective_on=date(2027, 7, 1)), amends=more.offer)
        corrected = adjusted(schedule, again, paid, today).instalments
        assert [each.amount for each in corrected] == [Decimal(n) for n in ("12000.00", "9000.00", "36000.00")]

    def test_a_longer_term_is_paid_to_its_end(self):
        longer = Period(YEAR.start, date(2027, 12, 31))
        version = a_version(terms=Terms(longer), number=2)
        after = adjusted(self.before, version, ZERO, date(2027, 2, 1))
        assert after.instalments[-1].period == Period(date(2027, 10, 1), date(2027, 12, 31))
        assert after.total == version.total == Decimal("15000.00")


def test_money_pays_for_instalments_in_order():
    made = schedule_of(a_version()).instalments
    assert allocated(made, Decimal("4000.00")) == (Decimal("3000.00"), Decimal("1000.00"), ZERO, ZERO)
    assert allocated(made, Decimal("99000.00")) == tuple(each.amount for each in made)
    assert allocated(replace_amounts(made), ZERO) == (ZERO,) * 4


def replace_amounts(made: tuple) -> tuple:
    return tuple(replace(each, amount=ZERO) for each in made)
