from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog import Charge, PriceTier, Service, YearPrices
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period
from domain.pricing import PriceRequest, estimate, price_line, tier_for
from domain.proration import prorated

FY27 = FiscalYear("2027")
NOTICE = "Illustrative prices"

LAPTOP = Service(
    key="laptop",
    name="Managed laptop",
    category="seats",
    aliases=(),
    description="",
    included=(),
    how_we_charge="",
    unit="laptop",
    unit_plural="laptops",
    prices={
        "2026": YearPrices((PriceTier(1, Decimal("600.00")),), Decimal("0.00")),
        "2027": YearPrices(
            (PriceTier(1, Decimal("640.00")), PriceTier(50, Decimal("610.00")), PriceTier(200, Decimal("590.55"))),
            Decimal("450.00"),
        ),
    },
    price_drivers=(),
    metrics=(),
    cost_saving_tips=(),
    areas=(),
)
HOUR = replace(LAPTOP, key="hour", name="Consulting", unit="hour", unit_plural="hours", charge=Charge.PER_UNIT)

quantities = st.integers(1, 1_000_000)
amounts = st.integers(0, 10**12).map(lambda number: Decimal(number).scaleb(-2))
days_of_year = st.dates(FY27.start, FY27.end)


def a_request(quantity: int, service: Service = LAPTOP, period: Period | None = None) -> PriceRequest:
    return PriceRequest(service, quantity, FY27, period)


@pytest.mark.parametrize(
    ("quantity", "unit_price", "annual"),
    [
        (1, "640.00", "640.00"),
        (49, "640.00", "31360.00"),
        (50, "610.00", "30500.00"),
        (199, "610.00", "121390.00"),
        (200, "590.55", "118110.00"),
        (1_000_000, "590.55", "590550000.00"),
    ],
)
def test_every_unit_costs_the_price_of_the_tier_that_the_whole_quantity_falls_into(
    quantity: int, unit_price: str, annual: str
):
    line = price_line(a_request(quantity))
    assert (line.unit_price, line.annual_amount) == (Decimal(unit_price), Decimal(annual))


def test_says_how_many_more_units_reach_the_next_tier_and_what_the_year_then_costs():
    following = price_line(a_request(40)).next_tier
    assert following is not None
    assert (following.minimum, following.more_units, following.unit_price) == (50, 10, Decimal("610.00"))
    assert (following.annual_amount, following.difference) == (Decimal("30500.00"), Decimal("4900.00"))


def test_a_larger_quantity_that_costs_less_in_all_shows_a_negative_difference():
    following = price_line(a_request(49)).next_tier
    assert following is not None
    assert following.difference == Decimal("-860.00")


def test_there_is_no_next_tier_above_the_last_one():
    assert price_line(a_request(200)).next_tier is None


def test_the_one_time_fee_is_charged_once_for_each_line_and_never_prorated():
    for quantity in (1, 500):
        line = price_line(a_request(quantity, period=Period(date(2027, 1, 1), date(2027, 1, 31))))
        assert line.one_time_fee == Decimal("450.00")
        assert line.total == line.amount + Decimal("450.00")


@pytest.mark.parametrize(
    ("period", "amount"),
    [
        (None, "6400.00"),
        (Period(FY27.start, FY27.end), "6400.00"),
        (Period(date(2027, 4, 1), date(2027, 9, 30)), "3200.00"),
        (Period(date(2026, 10, 1), date(2026, 10, 31)), "533.33"),
        (Period(date(2027, 2, 1), date(2027, 2, 14)), "266.67"),
    ],
)
def test_a_part_of_the_year_costs_its_months(period: Period | None, amount: str):
    assert price_line(a_request(10, period=period)).amount == Decimal(amount)


def test_units_bought_once_are_not_prorated():
    line = price_line(a_request(10, HOUR, Period(date(2027, 4, 1), date(2027, 5, 31))))
    assert line.amount == Decimal("6400.00")
    assert line.monthly_amount == Decimal("3200.00")


def test_the_monthly_amount_of_a_service_held_over_time_is_a_twelfth_of_the_year():
    assert price_line(a_request(10)).monthly_amount == Decimal("533.33")
    assert price_line(a_request(10, period=Period(FY27.start, FY27.start))).monthly_amount == Decimal("533.33")


@given(amounts, days_of_year, days_of_year, days_of_year)
def test_the_parts_of_a_term_sum_exactly_to_the_whole(annual: Decimal, one: date, two: date, three: date):
    start, cut, end = sorted((one, two, three))
    whole = prorated(annual, Period(start, end))
    first = prorated(annual, Period(start, cut))
    rest = prorated(annual, Period(cut + timedelta(days=1), end)) if cut < end else Decimal(0)
    assert first + rest == whole


@given(amounts)
def test_the_months_of_a_year_sum_exactly_to_the_year(annual: Decimal):
    assert sum(prorated(annual, month) for month in FY27.months) == annual


@given(amounts, days_of_year, days_of_year)
def test_a_prorated_amount_is_within_a_cent_of_exact_and_never_negative(annual: Decimal, one: date, two: date):
    period = Period(min(one, two), max(one, two))
    amount = prorated(annual, period)
    assert amount >= 0
    assert abs(Fraction(amount) - Fraction(annual) * period.months / 12) <= Fraction(1, 100)


@given(quantities, quantities)
def test_within_a_tier_more_units_never_cost_less(one: int, two: int):
    fewer, more = (price_line(a_request(quantity)) for quantity in sorted((one, two)))
    assert more.unit_price <= fewer.unit_price
    if fewer.tier_minimum == more.tier_minimum:
        assert more.annual_amount >= fewer.annual_amount


@given(quantities)
def test_the_tier_found_is_the_last_one_that_begins_at_or_below_the_quantity(quantity: int):
    tier = tier_for(LAPTOP.prices["2027"], quantity)
    assert tier.minimum <= quantity
    following = price_line(a_request(quantity)).next_tier
    assert following is None or quantity < following.minimum == quantity + following.more_units


@given(st.lists(st.tuples(st.sampled_from([LAPTOP, HOUR]), st.integers(1, 10_000)), min_size=1, max_size=8))
def test_an_estimate_is_exactly_the_sum_of_its_lines(wanted: list[tuple[Service, int]]):
    period = Period(date(2027, 1, 16), date(2027, 9, 30))
    result = estimate([a_request(quantity, service, period) for service, quantity in wanted], NOTICE)
    assert result.per_year == sum(line.annual_amount for line in result.lines)
    assert result.amount == sum(line.amount for line in result.lines)
    assert result.one_time == sum(line.one_time_fee for line in result.lines)
    assert result.per_month == sum(line.monthly_amount for line in result.lines)
    assert result.first_period_total == result.amount + result.one_time
    assert sum(line.quantity for line in result.lines) == sum(quantity for _, quantity in wanted)


def test_a_service_named_twice_becomes_one_line_of_the_whole_quantity():
    result = estimate([a_request(30), a_request(5, HOUR), a_request(20)], NOTICE)
    assert [(line.service_key, line.quantity) for line in result.lines] == [("laptop", 50), ("hour", 5)]
    assert result.lines[0].unit_price == Decimal("610.00")


def test_an_estimate_carries_its_period_and_the_notice_about_prices():
    result = estimate([a_request(1)], NOTICE)
    assert (result.fiscal_year, result.period, result.months, result.notice) == (FY27, FY27.period, 12, NOTICE)


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [
        (0, "The number of laptops must be 1 or more"),
        (-5, "must be 1 or more"),
        (2.5, "counted in whole laptops"),
        (Decimal("1.5"), "counted in whole laptops"),
        (0.5, "must be 1 or more"),
        (1_000_001, "up to 1,000,000 laptops"),
        (10**12, "up to 1,000,000 laptops"),
        (float("inf"), "up to 1,000,000 laptops"),
        (float("-inf"), "must be 1 or more"),
        (float("nan"), "in digits"),
        (Decimal("1e999999"), "up to 1,000,000 laptops"),
    ],
)
def test_refuses_an_impossible_quantity_and_says_what_to_give(quantity: int, sentence: str):
    for price in (price_line, lambda request: estimate([request], NOTICE)):
        with pytest.raises(InvalidInput, match=sentence) as refused:
            price(a_request(quantity))
        assert refused.value.field == "quantity"


@pytest.mark.parametrize("quantity", [40, 40.0, Decimal("40.00")])
def test_takes_a_whole_number_in_any_form(quantity: int):
    line = price_line(a_request(quantity))
    assert (line.quantity, type(line.quantity)) == (40, int)


def test_quantities_that_are_too_large_only_together_are_refused():
    with pytest.raises(InvalidInput, match="up to 1,000,000 laptops"):
        estimate([a_request(600_000), a_request(600_000)], NOTICE)


def test_a_year_without_prices_is_refused_with_the_years_that_have_some():
    with pytest.raises(
        InvalidInput, match=r"no price for FY2030\. Prices are there for FY2026 and FY2027\."
    ) as refused:
        price_line(PriceRequest(LAPTOP, 1, FiscalYear("2030")))
    assert refused.value.field == "fiscal_year"


def test_a_service_without_any_price_says_so():
    with pytest.raises(InvalidInput, match="no prices in any year"):
        price_line(a_request(1, replace(LAPTOP, prices={})))


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2026, 9, 30), date(2026, 12, 31)),
        Period(date(2027, 7, 1), date(2027, 10, 1)),
        Period(date(2028, 1, 1), date(2028, 1, 31)),
    ],
)
def test_a_period_outside_the_fiscal_year_is_refused(period: Period):
    with pytest.raises(InvalidInput, match="within FY2027, October 1, 2026 to September 30, 2027") as refused:
        price_line(a_request(1, period=period))
    assert refused.value.field == "period"


def test_prorating_over_two_fiscal_years_is_refused():
    with pytest.raises(InvalidInput, match="each fiscal year separately"):
        prorated(Decimal("100.00"), Period(date(2027, 9, 1), date(2027, 10, 31)))


def test_an_estimate_of_nothing_or_of_different_periods_is_refused():
    with pytest.raises(InvalidInput, match="at least one service"):
        estimate([], NOTICE)
    with pytest.raises(InvalidInput, match="each period separately"):
        estimate([a_request(1), a_request(1, period=Period(FY27.start, FY27.start))], NOTICE)
