"""What services cost: quantity times the tier that the whole quantity falls into.

A year's amount is exact; for a part of the year, services that are charged by time cost what `domain.proration` says.
One-time fees are charged once for each line and never prorated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from domain.catalog import Charge, PriceTier, Service, YearPrices
from domain.errors import InvalidInput
from domain.fiscal import MONTHS_IN_YEAR, FiscalYear, Period
from domain.money import ZERO, cents
from domain.proration import outside_year, prorated

MOST_UNITS = 1_000_000
"""The largest quantity that one line may have; more is always a slip or a matter for a person."""


@dataclass(frozen=True)
class PriceRequest:
    """How many units of a service in a fiscal year; `period` is the part of that year, None for all of it."""

    service: Service
    quantity: int
    fiscal_year: FiscalYear
    period: Period | None = None


@dataclass(frozen=True)
class NextTier:
    """The next volume tier: `more_units` more would give every unit `unit_price`.

    `annual_amount` is the year's amount at exactly `minimum` units; `difference` is that minus the
    present year's amount, so a negative one means that more units cost less in all.
    """

    minimum: int
    more_units: int
    unit_price: Decimal
    annual_amount: Decimal
    difference: Decimal


@dataclass(frozen=True)
class EstimateLine:
    """The price of one service. Amounts in USD.

    `annual_amount` is the quantity for the whole fiscal year, `amount` for the period asked for,
    `monthly_amount` one month of it (rounded to a cent, for information; sums use the others).
    None of the three holds the `one_time_fee`.
    """

    service_key: str
    service_name: str
    unit: str
    unit_plural: str
    charge: Charge
    quantity: int
    unit_price: Decimal
    tier_minimum: int
    annual_amount: Decimal
    amount: Decimal
    monthly_amount: Decimal
    one_time_fee: Decimal
    next_tier: NextTier | None

    @property
    def total(self) -> Decimal:
        """For the period, with the one-time fee."""
        return self.amount + self.one_time_fee


@dataclass(frozen=True)
class Estimate:
    """The price of several services for one period. `notice` must be shown with the amounts.

    `months` is the length of the period, exact; `per_year`, `amount` and `per_month` hold no
    one-time fees, `first_period_total` is `amount` plus `one_time`.
    """

    lines: tuple[EstimateLine, ...]
    fiscal_year: FiscalYear
    period: Period
    months: Fraction
    notice: str
    per_year: Decimal
    per_month: Decimal
    one_time: Decimal
    amount: Decimal
    first_period_total: Decimal


def estimate(requests: Sequence[PriceRequest], notice: str) -> Estimate:
    """Price several services for one fiscal year and period, one line for each service.

    The quantities of a service that is named twice are added, since the whole quantity decides its
    tier. Raises InvalidInput for an empty list, for different years or periods, and as `price_line`.
    """
    if not requests:
        raise InvalidInput("service", "Name at least one service to get an estimate.")
    first = requests[0]
    if any(_term(request) != _term(first) for request in requests):
        raise InvalidInput("fiscal_year", "One estimate covers one period. Ask for each period separately.")
    lines = tuple(price_line(request) for request in _one_for_each_service(requests))
    return _totalled(lines, first.fiscal_year, _term(first), notice)


def price_line(request: PriceRequest) -> EstimateLine:
    """Price one service. Raises InvalidInput, with a sentence for the user, for a quantity that is
    not a whole number from 1 to 1,000,000, a year without prices, or a period outside the year."""
    service = request.service
    quantity = whole_quantity(request.quantity, service)
    prices = _prices_of(service, request.fiscal_year)
    tier = tier_for(prices, quantity)
    annual = cents(quantity * tier.unit_price)
    period = _term(request)
    amount = annual if service.charge is Charge.PER_UNIT else prorated(annual, period)
    return EstimateLine(
        service_key=service.key,
        service_name=service.name,
        unit=service.unit,
        unit_plural=service.unit_plural,
        charge=service.charge,
        quantity=quantity,
        unit_price=tier.unit_price,
        tier_minimum=tier.minimum,
        annual_amount=annual,
        amount=amount,
        monthly_amount=_monthly(service.charge, annual, period),
        one_time_fee=prices.one_time_fee,
        next_tier=_next_tier(prices, quantity, annual),
    )


def whole_quantity(number: int | float | Decimal, service: Service) -> int:
    """The quantity as a whole number from 1 to 1,000,000. Raises InvalidInput saying what to give."""
    units = service.unit_plural
    if number != number:
        raise _quantity(f"Give the number of {units} in digits, for example 40.")
    if number < 1:
        raise _quantity(f"The number of {units} must be 1 or more. Give the number that you need.")
    if number > MOST_UNITS:
        raise _quantity(
            f"One estimate goes up to {MOST_UNITS:,} {units}. "
            "Give a smaller number, or ask to talk to a person at CEC about a larger one."
        )
    if number != int(number):
        raise _quantity(f"{service.name} is counted in whole {units}. Give a whole number, for example 40.")
    return int(number)


def tier_for(prices: YearPrices, quantity: int) -> PriceTier:
    """The tier that the whole quantity (1 or more) falls into."""
    return max((tier for tier in prices.tiers if tier.minimum <= quantity), key=lambda tier: tier.minimum)


def _monthly(charge: Charge, annual: Decimal, period: Period) -> Decimal:
    """One month's cost; units bought once are spread over the months of the period, one at least."""
    months = max(period.months, Fraction(1)) if charge is Charge.PER_UNIT else MONTHS_IN_YEAR
    return cents(Fraction(annual) / months)


def _next_tier(prices: YearPrices, quantity: int, annual: Decimal) -> NextTier | None:
    higher = [tier for tier in prices.tiers if tier.minimum > quantity]
    if not higher:
        return None
    tier = min(higher, key=lambda tier: tier.minimum)
    then = cents(tier.minimum * tier.unit_price)
    return NextTier(tier.minimum, tier.minimum - quantity, tier.unit_price, then, then - annual)


def _prices_of(service: Service, year: FiscalYear) -> YearPrices:
    if year.name in service.prices:
        return service.prices[year.name]
    priced = [FiscalYear(name).label for name in service.years]
    known = f"Prices are there for {_listed(priced)}." if priced else "It has no prices in any year yet."
    raise InvalidInput("fiscal_year", f"{service.name} has no price for {year.label}. {known}")


def _term(request: PriceRequest) -> Period:
    year = request.fiscal_year
    if request.period is None:
        return year.period
    if not year.period.covers(request.period):
        raise outside_year(year)
    return request.period


def _one_for_each_service(requests: Sequence[PriceRequest]) -> tuple[PriceRequest, ...]:
    by_service: dict[str, PriceRequest] = {}
    for request in requests:
        whole_quantity(request.quantity, request.service)
        earlier = by_service.get(request.service.key)
        quantity = request.quantity + (earlier.quantity if earlier else 0)
        by_service[request.service.key] = replace(request, quantity=quantity)
    return tuple(by_service.values())


def _totalled(lines: tuple[EstimateLine, ...], year: FiscalYear, period: Period, notice: str) -> Estimate:
    amount = sum((line.amount for line in lines), ZERO)
    one_time = sum((line.one_time_fee for line in lines), ZERO)
    return Estimate(
        lines=lines,
        fiscal_year=year,
        period=period,
        months=period.months,
        notice=notice,
        per_year=sum((line.annual_amount for line in lines), ZERO),
        per_month=sum((line.monthly_amount for line in lines), ZERO),
        one_time=one_time,
        amount=amount,
        first_period_total=amount + one_time,
    )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _quantity(message: str) -> InvalidInput:
    return InvalidInput("quantity", message)
