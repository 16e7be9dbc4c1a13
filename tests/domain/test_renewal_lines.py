"""What lines become in the next term."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.catalog import Direction, Metric, PriceTier, Service, YearPrices
from domain.fiscal import Period
from domain.proposal_lines import CustomQuote, PriceOverride, ProposalLine
from domain.renewal_lines import Carried, PriceOutlook, carried

TERM = Period(date(2026, 10, 1), date(2027, 9, 30))
NEXT = Period(date(2027, 10, 1), date(2028, 9, 30))
METRIC = Metric("up", "Availability", "%", Decimal("99.5"), Direction.AT_LEAST)


def prices(*tiers: tuple[int, str], fee: str = "25") -> YearPrices:
    return YearPrices(tuple(PriceTier(minimum, Decimal(price)) for minimum, price in tiers), Decimal(fee))


def a_service(by_year: Mapping[str, YearPrices]) -> Service:
    return Service(
        key="laptop",
        name="Laptop",
        category="seats",
        aliases=(),
        description="",
        included=(),
        how_we_charge="",
        unit="laptop",
        unit_plural="laptops",
        prices=by_year,
        price_drivers=(),
        metrics=(METRIC,),
        cost_saving_tips=(),
        areas=(),
    )


NOW = prices((1, "100"), (50, "90"))
LINE = ProposalLine("l-1", "Laptop", 60, "laptop", "laptops", Decimal("90"), Decimal("25"), service="laptop")


@pytest.mark.parametrize(
    ("following", "after", "why"),
    [
        (NOW, "90", Carried.SAME),
        (prices((1, "105"), (50, "95")), "95", Carried.PRICE),
        (prices((1, "100"), (80, "85")), "100", Carried.TIER),
        (prices((1, "90")), "90", Carried.SAME),
    ],
)
def test_it_has_the_price_of_the_next_year_and_the_reason(following: YearPrices, after: str, why: Carried):
    told, line = carried(LINE, a_service({"2027": NOW, "2028": following}), TERM, NEXT)
    assert line
    assert (told.before, told.after, told.why) == (Decimal("90"), Decimal(after), why)
    assert line.unit_price == Decimal(after)


def test_what_runs_already_pays_no_one_time_fee_again():
    _, line = carried(LINE, a_service({"2027": NOW, "2028": NOW}), TERM, NEXT)
    assert line
    assert (line.one_time_fee, line.renewed) == (Decimal("0"), True)


def test_the_targets_that_were_agreed_stay():
    agreed = replace(LINE, metrics=(replace(METRIC, target=Decimal("99.9")),))
    _, line = carried(agreed, a_service({"2027": NOW, "2028": NOW}), TERM, NEXT)
    assert line
    assert [metric.target for metric in line.metrics] == [Decimal("99.9")]


def test_a_price_that_was_an_exception_is_over():
    cheap = replace(LINE, unit_price=Decimal("70"), override=PriceOverride(Decimal("90"), "pilot", "p-1", "p-2"))
    told, line = carried(cheap, a_service({"2027": NOW, "2028": NOW}), TERM, NEXT)
    assert line
    assert (told.why, line.unit_price, line.override) == (Carried.EXCEPTION_OVER, Decimal("90"), None)


def test_without_prices_for_the_year_the_present_one_stands_and_is_not_final():
    told, line = carried(LINE, a_service({"2027": NOW}), TERM, NEXT)
    assert line
    assert (told.why, line.unit_price) == (Carried.NOT_FINAL, Decimal("90"))
    assert not PriceOutlook((told,)).final


def test_a_service_that_was_withdrawn_goes_and_costs_nothing():
    told, line = carried(LINE, None, TERM, NEXT)
    assert line is None
    assert (told.why, told.after) == (Carried.WITHDRAWN, None)
    assert (PriceOutlook((told,)).before, PriceOutlook((told,)).after) == (Decimal("5400.00"), Decimal("0.00"))


def test_a_custom_line_keeps_its_quote_for_staff_to_look_at():
    custom = replace(LINE, service=None, custom=CustomQuote("Q-7", "special"))
    told, line = carried(custom, None, TERM, NEXT)
    assert line
    assert (told.why, line.custom, line.unit_price) == (Carried.CUSTOM, CustomQuote("Q-7", "special"), Decimal("90"))
