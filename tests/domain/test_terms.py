from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.catalog import Charge
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period
from domain.pricing import PriceRequest
from domain.terms import TermEstimate, term_estimate
from tests.domain.test_pricing import HOUR, LAPTOP, NOTICE

TWO_YEARS = Period(date(2025, 10, 1), date(2027, 9, 30))
BEYOND = Period(date(2026, 10, 1), date(2029, 9, 30))


def priced(period: Period, *wanted: tuple[int, object]) -> TermEstimate:
    requests = [PriceRequest(service, number, FiscalYear("2027")) for number, service in wanted or ((10, LAPTOP),)]  # type: ignore[arg-type]
    return term_estimate(requests, period, NOTICE)


def test_each_fiscal_year_costs_its_own_price():
    found = priced(TWO_YEARS)
    assert [(part.fiscal_year.name, part.amount) for part in found.parts] == [
        ("2026", Decimal("6000.00")),
        ("2027", Decimal("6400.00")),
    ]
    assert (found.amount, found.unpriced) == (Decimal("12400.00"), ())


def test_a_term_may_begin_and_end_within_a_year():
    found = priced(Period(date(2026, 7, 1), date(2026, 12, 31)))
    assert [part.amount for part in found.parts] == [Decimal("1500.00"), Decimal("1600.00")]


def test_the_years_without_prices_are_told_as_one_period():
    found = priced(BEYOND)
    assert found.priced == FiscalYear("2027").period
    assert found.unpriced == (Period(date(2027, 10, 1), date(2029, 9, 30)),)
    assert found.amount == Decimal("6400.00")


def test_what_is_charged_once_stands_in_the_first_part_alone():
    fee = replace(
        LAPTOP, prices={name: replace(year, one_time_fee=Decimal(450)) for name, year in LAPTOP.prices.items()}
    )
    found = priced(TWO_YEARS, (10, fee), (5, HOUR))
    assert [part.one_time for part in found.parts] == [Decimal(450), Decimal(0)]
    assert [[line.service_key for line in part.lines] for part in found.parts] == [["laptop", "hour"], ["laptop"]]
    assert found.total == found.amount + Decimal(450)


def test_only_units_bought_once_are_priced_once():
    assert HOUR.charge is Charge.PER_UNIT
    assert len(priced(TWO_YEARS, (5, HOUR)).parts) == 1


def test_a_term_without_any_price_is_refused_with_the_years_that_have_some():
    with pytest.raises(InvalidInput, match="no price for FY2031"):
        priced(Period(date(2030, 10, 1), date(2032, 9, 30)))
