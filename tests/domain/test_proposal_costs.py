"""What an agreement costs for its term when amendments change it on the way."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog import Charge
from domain.fiscal import Period, fiscal_year_of
from domain.money import ZERO, cents
from domain.payment_schedules import adjusted, schedule_of
from domain.payments import PaymentSchedule
from domain.proposal_diff import apply, diff
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from domain.proposal_versions import Offer, ProposalVersion
from tests.builders import NOON
from tests.proposals import offers

YEAR = Period(date(2026, 10, 1), date(2027, 9, 30))
APRIL = date(2027, 4, 1)


def a_line(line_id: str, price: str = "1200.00", quantity: int = 1, fee: str = "0.00", **changes: object):
    made = ProposalLine(line_id, line_id.capitalize(), quantity, "unit", "units", Decimal(price), Decimal(fee))
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def hours(quantity: int) -> ProposalLine:
    return a_line("hours", "100.00", quantity, charge=Charge.PER_UNIT)


FIRST = Offer((a_line("laptop", "1200.00", 10, "500.00"),), Terms(YEAR))


def amended(before: Offer, day: date, *lines: ProposalLine, end: date | None = None) -> Offer:
    term = Period(before.terms.period.start, end or before.terms.period.end)
    return Offer(lines, replace(before.terms, period=term, effective_on=day), before)


LAPTOPS = FIRST.lines[0]
TWENTY = replace(LAPTOPS, quantity=20)


@pytest.mark.parametrize(
    ("after", "total", "added"),
    [
        (amended(FIRST, APRIL, LAPTOPS), "12500.00", "0.00"),
        (amended(FIRST, APRIL, TWENTY), "18500.00", "6000.00"),
        (amended(FIRST, date(2027, 9, 30), TWENTY), "12533.34", "33.34"),  # the last day of a month has its own cents
        (amended(FIRST, APRIL, replace(LAPTOPS, quantity=5)), "9500.00", "-3000.00"),
        (amended(FIRST, APRIL, LAPTOPS, a_line("phone", "600.00")), "12800.00", "300.00"),
        (amended(FIRST, APRIL, LAPTOPS, a_line("phone", "600.00", fee="40.00")), "12840.00", "340.00"),
        (amended(FIRST, date(2027, 4, 16), LAPTOPS, a_line("phone", "600.00")), "12775.00", "275.00"),
        (amended(FIRST, APRIL), "6500.00", "-6000.00"),  # half a year was delivered, and set up
        (amended(FIRST, APRIL, replace(LAPTOPS, one_time_fee=Decimal("700.00"))), "12700.00", "200.00"),
        (amended(FIRST, APRIL, replace(LAPTOPS, one_time_fee=Decimal("100.00"))), "12500.00", "0.00"),
        (amended(FIRST, APRIL, LAPTOPS, hours(5)), "13000.00", "500.00"),
        (amended(FIRST, APRIL, LAPTOPS, end=date(2027, 12, 31)), "15500.00", "3000.00"),
        (amended(FIRST, APRIL, LAPTOPS, end=date(2027, 6, 30)), "9500.00", "-3000.00"),
        (amended(FIRST, date(2027, 10, 1), TWENTY, end=date(2027, 12, 31)), "18500.00", "6000.00"),
    ],
)
def test_an_amendment_is_charged_from_its_day_and_what_was_before_until_then(after: Offer, total: str, added: str):
    assert (after.total, after.added) == (Decimal(total), Decimal(added))


def test_what_is_bought_by_the_unit_counts_by_the_difference():
    first = Offer((hours(10),), Terms(YEAR))
    assert amended(first, APRIL, hours(15)).added == Decimal("500.00")
    assert amended(first, APRIL, hours(4)).added == Decimal("-600.00")
    assert amended(first, APRIL).total == 0


def test_a_second_amendment_goes_on_from_the_first():
    second = amended(amended(FIRST, date(2027, 1, 1), TWENTY), APRIL, LAPTOPS, a_line("phone", "600.00"))
    assert second.total == Decimal("500.00") + Decimal(3000 + 6000 + 6000 + 300)
    assert second.added == Decimal("-5700.00")


def test_an_amendment_that_a_later_one_overtakes_is_never_charged():
    overtaken = amended(FIRST, date(2027, 7, 1), LAPTOPS, a_line("phone", "600.00", fee="40.00"))
    assert amended(overtaken, APRIL, LAPTOPS).total == FIRST.total


def test_a_removed_line_is_shown_with_what_was_charged_and_until_when():
    cost = amended(FIRST, APRIL, a_line("phone")).line_costs[-1]
    assert (cost.line, cost.until) == (LAPTOPS, date(2027, 3, 31))
    assert (cost.amount, cost.one_time_fee) == (Decimal("6000.00"), Decimal("500.00"))


def test_the_difference_names_what_each_line_costs_more_from_that_day():
    phone = a_line("phone", "600.00")
    found = diff(FIRST, amended(FIRST, APRIL, phone))
    assert found.effects == {"phone": Decimal("300.00"), "laptop": Decimal("-6000.00")}
    assert (found.term_effect, found.changed_terms) == (0, ("effective_on",))


# -- any agreement, any amendments -------------------------------------------------------------------------------


@st.composite
def sequences(draw: st.DrawFn, least: int = 0) -> list[Offer]:
    """An offer, and amendments of it, each on the one before."""
    made = [draw(offers())]
    for _ in range(draw(st.integers(least, 3))):
        before, wanted = made[-1], draw(offers())
        term = before.terms.period
        day = draw(st.dates(term.start, term.end))
        longer = Period(term.start, max(day, term.end + timedelta(days=draw(st.integers(-400, 400)))))
        made.append(Offer(wanted.lines, replace(before.terms, period=longer, effective_on=day), before))
    return made


def a_version(offer: Offer, number: int) -> ProposalVersion:
    made = ProposalVersion("a-1", number, offer.lines, offer.terms, 1, NOON, "staff", amendment=number - 1)
    return replace(made, amends=offer.amends)


@st.composite
def billed(draw: st.DrawFn, made: list[Offer]) -> list[ProposalVersion]:
    """Their versions, each billed in its own way."""
    versions: list[ProposalVersion] = []
    for number, offer in enumerate(made, start=1):
        frequency, time = draw(st.sampled_from(BillingFrequency)), draw(st.sampled_from(BillingTime))
        days = st.dates(offer.terms.period.start, offer.terms.period.end)
        own = draw(st.sets(days, min_size=1, max_size=6)) if frequency is BillingFrequency.OWN_DATES else set[date]()
        terms = replace(offer.terms, billing=frequency, billed_in=time, own_dates=tuple(sorted(own)))
        amends = versions[-1].offer if versions else None
        versions.append(a_version(Offer(offer.lines, terms, amends), number))
    return versions


def monthly(made: list[Offer], time: BillingTime) -> list[ProposalVersion]:
    terms = [replace(each.terms, billing=BillingFrequency.MONTHLY, billed_in=time) for each in made]
    offered = [replace(each, terms=own) for each, own in zip(made, terms, strict=True)]
    return [a_version(each, number) for number, each in enumerate(offered, start=1)]


def what_comes_in(data: st.DataObject, schedule: PaymentSchedule) -> Decimal:
    """Some instalments fully, or any part of the whole."""
    amounts = [max(each.amount, ZERO) for each in schedule.instalments]
    whole = st.integers(0, len(amounts)).map(lambda count: sum(amounts[:count], ZERO))
    part = st.integers(0, 100).map(lambda percent: cents(sum(amounts, ZERO) * percent / 100))
    return data.draw(whole | part)


@given(st.data(), sequences(), st.lists(st.integers(-100, 1000), min_size=3, max_size=3))
def test_after_any_amendments_and_payments_the_schedule_sums_to_the_total_and_the_lines_do_too(
    data: st.DataObject, made: list[Offer], days: list[int]
):
    versions = data.draw(billed(made))
    schedule, start = schedule_of(versions[0]), versions[0].terms.period.start
    for version, later in zip(versions[1:], sorted(days), strict=False):
        schedule = adjusted(schedule, version, what_comes_in(data, schedule), start + timedelta(days=later))
        assert schedule.total == version.total == sum((cost.total for cost in version.offer.line_costs), ZERO)


@given(st.data(), sequences(least=1), st.integers(-100, 1000))
def test_new_instalments_pay_for_the_days_after_those_that_stay_or_correct_them_within_a_fiscal_year(
    data: st.DataObject, made: list[Offer], later: int
):
    first, second, *_ = data.draw(billed(made))
    before, counts_from = schedule_of(first), second.offer.days.start
    after = adjusted(before, second, what_comes_in(data, before), first.terms.period.start + timedelta(days=later))
    both = zip(before.instalments, after.instalments, strict=False)
    kept = [stays for stays, _ in takewhile(lambda pair: pair[0] == pair[1], both)]
    new = [each.period for each in after.instalments[len(kept) :] if each.period]
    paid_until = max((each.period.end for each in kept if each.period), default=date.min)
    corrections = [days for days in new if days.start <= paid_until]
    following = [days for days in new if days.start > paid_until]
    assert all(counts_from <= days.start and days.end <= paid_until for days in corrections)
    assert all(fiscal_year_of(days.start).period.covers(days) for days in corrections)
    # Days that cost nothing are in no instalment: one of nothing is left out.
    assert all(a.end < b.start for a, b in pairwise(following))
    assert all(second.terms.period.covers(days) for days in following)


@given(sequences(least=1), st.sampled_from(BillingTime), st.integers(-100, 1000))
def test_nothing_changes_for_the_months_before_the_day(made: list[Offer], time: BillingTime, later: int):
    first, second, *_ = monthly(made, time)
    before, counts_from = schedule_of(first), second.offer.days.start
    after = adjusted(before, second, Decimal(0), first.terms.period.start + timedelta(days=later))
    earlier = [each for each in before.instalments if each.period and each.period.end < counts_from]
    assert list(after.instalments[: len(earlier)]) == earlier


@given(offers(), offers())
def test_an_amendment_from_the_first_day_of_the_term_costs_what_its_lines_cost(first: Offer, wanted: Offer):
    terms = replace(first.terms, effective_on=first.terms.period.start)
    assert Offer(wanted.lines, terms, first).total == Offer(wanted.lines, first.terms).total


@given(sequences())
def test_the_money_of_any_difference_is_that_of_the_totals(made: list[Offer]):
    found = diff(made[0], made[-1])
    assert apply(found, made[0]) == made[-1]
    assert found.money.effect == made[-1].total - made[0].total == sum(found.effects.values()) + found.term_effect


@given(offers(), st.integers(1, 900))
def test_a_line_that_stays_the_same_costs_the_same_to_the_cent(first: Offer, day: int):
    term = first.terms.period
    counts_from = min(term.start + timedelta(days=day), term.end)
    assert Offer(first.lines, replace(first.terms, effective_on=counts_from), first).total == first.total
