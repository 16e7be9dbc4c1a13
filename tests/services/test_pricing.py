# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput, NotFound
from domain.fiscal import Period
from services.pricing import Wanted
from tests.builders import a_stranger
from tests.services.office import CATALOG

ANYONE = a_stranger()


def test_without_a_year_the_current_fiscal_year_is_priced_and_named(reading):
    priced = reading.services.pricing.estimate(ANYONE, [Wanted("laptops", 40)])
    assert (priced.fiscal_year.name, priced.year_was_chosen) == ("2027", True)
    assert [year.name for year in priced.other_years] == ["2028"]
    assert priced.estimate.per_year == Decimal("51360.00")


def test_years_that_are_over_are_not_offered_instead(reading):
    priced = reading.services.pricing.estimate(ANYONE, [Wanted("laptops", 40)], "2028")
    assert [year.name for year in priced.other_years] == ["2027"]


def test_a_term_of_several_years_is_priced_as_far_as_prices_exist(reading):
    period = Period(date(2026, 10, 1), date(2029, 9, 30))
    term = reading.services.pricing.term(ANYONE, [Wanted("laptops", 40)], period)
    assert [part.amount for part in term.parts] == [Decimal("51360.00"), Decimal("52920.00")]
    assert term.unpriced == (Period(date(2028, 10, 1), date(2029, 9, 30)),)


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), "2026"),
        (datetime(2026, 10, 1, 3, 59, tzinfo=UTC), "2026"),
        (datetime(2026, 10, 1, 4, 1, tzinfo=UTC), "2027"),
        (datetime(2024, 1, 1, tzinfo=UTC), "2026"),
        (datetime(2031, 1, 1, tzinfo=UTC), "2028"),
    ],
)
def test_the_year_that_is_chosen_is_the_current_one_in_washington_or_the_nearest_with_prices(office, now, year):
    office.clock.at = now
    assert office.services.pricing.estimate(ANYONE, [Wanted("mailbox", 5)]).fiscal_year.name == year


def test_several_services_and_a_named_year(reading):
    priced = reading.services.pricing.estimate(ANYONE, [Wanted("mailbox", 100), Wanted("tablet", 10)], "FY28")
    assert (priced.fiscal_year.name, priced.year_was_chosen) == ("2028", False)
    assert [line.service_key for line in priced.estimate.lines] == ["mailbox", "tablet"]
    assert priced.estimate.notice == CATALOG.notice


def test_the_next_break_point_says_how_many_more_lower_the_price_of_all(reading):
    (line,) = reading.services.pricing.estimate(ANYONE, [Wanted("managed_laptop", 40)]).estimate.lines
    assert (line.next_tier.more_units, line.next_tier.unit_price) == (10, Decimal("1236.00"))


def test_some_months_cost_their_part_of_the_year(reading):
    priced = reading.services.pricing.estimate(ANYONE, [Wanted("managed_laptop", 40)], months=3).estimate
    assert (priced.amount, priced.period) == (Decimal("12840.00"), Period(date(2026, 10, 1), date(2026, 12, 31)))


def test_a_period_within_the_year(reading):
    january_on = Period(date(2027, 1, 1), date(2027, 9, 30))
    priced = reading.services.pricing.estimate(ANYONE, [Wanted("managed_laptop", 40)], "2027", january_on)
    assert priced.estimate.amount == Decimal("38520.00")


@given(st.integers(1, 12), st.integers(1, 1_000_000), st.sampled_from([s.key for s in CATALOG.services]))
def test_no_part_of_a_year_costs_more_than_the_year(reading, months, quantity, service):
    priced = reading.services.pricing.estimate(ANYONE, [Wanted(service, quantity)], months=months).estimate
    assert Decimal(0) < priced.amount <= priced.per_year


@pytest.mark.parametrize("quantity", [0, -3, 2.5, 10**12, float("nan"), float("inf")])
def test_a_quantity_that_cannot_be_used_is_refused_with_what_to_give(reading, quantity):
    with pytest.raises(InvalidInput) as refusal:
        reading.services.pricing.estimate(ANYONE, [Wanted("mailbox", quantity)])
    assert refusal.value.field == "quantity"


@pytest.mark.parametrize("year", ["2031", "19", "next", "FY3000"])
def test_a_year_without_prices_is_refused(reading, year):
    with pytest.raises(InvalidInput) as refusal:
        reading.services.pricing.estimate(ANYONE, [Wanted("mailbox", 5)], year)
    assert refusal.value.field == "fiscal_year"


@pytest.mark.parametrize("months", [0, 13, -1])
def test_months_beyond_a_year_are_refused(reading, months):
    with pytest.raises(InvalidInput):
        reading.services.pricing.estimate(ANYONE, [Wanted("mailbox", 5)], months=months)


def test_an_unknown_service_offers_the_nearest(reading):
    with pytest.raises(NotFound) as refusal:
        reading.services.pricing.estimate(ANYONE, [Wanted("mail boxx deluxe", 5)])
    assert "mailbox" in refusal.value.nearest
