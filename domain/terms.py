"""What services cost over a term that touches several fiscal years, as far as prices exist.

Each year is priced by its own prices. What is charged once, one-time fees and services bought by the unit, stands in
the first part that has prices.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from domain.catalog import Charge
from domain.fiscal import FiscalYear, Period
from domain.money import ZERO
from domain.pricing import Estimate, PriceRequest, estimate


@dataclass(frozen=True)
class TermEstimate:
    """`parts` are the fiscal years with prices, in order; `unpriced` the periods that have none, in order. USD."""

    period: Period
    parts: tuple[Estimate, ...]
    unpriced: tuple[Period, ...]

    @property
    def amount(self) -> Decimal:
        """Of all parts, without one-time fees."""
        return sum((part.amount for part in self.parts), ZERO)

    @property
    def one_time(self) -> Decimal:
        return sum((part.one_time for part in self.parts), ZERO)

    @property
    def total(self) -> Decimal:
        return self.amount + self.one_time

    @property
    def priced(self) -> Period:
        """From the first day with a price to the last one."""
        return Period(self.parts[0].period.start, self.parts[-1].period.end)


def term_estimate(requests: Sequence[PriceRequest], period: Period, notice: str) -> TermEstimate:
    """Price the services of the requests, at least one, for a period of any length; their own years do not count.

    Raises InvalidInput as `estimate`, and when no year of the period has prices for all of them.
    """
    parts = period.by_fiscal_year()
    shared = set[str].intersection(*(set(request.service.prices) for request in requests))
    priced = [(year, part) for year, part in parts if year.name in shared] or list(parts[:1])
    first = estimate(_in_year(requests, *priced[0]), notice)
    again = [request for request in requests if request.service.charge is not Charge.PER_UNIT]
    later = [_without_once(estimate(_in_year(again, *part), notice)) for part in priced[1:]] if again else []
    unpriced = tuple(_joined(part for year, part in parts if year.name not in shared))
    return TermEstimate(period, (first, *later), unpriced)


def _in_year(requests: Sequence[PriceRequest], year: FiscalYear, part: Period) -> list[PriceRequest]:
    return [replace(request, fiscal_year=year, period=part) for request in requests]


def _without_once(part: Estimate) -> Estimate:
    lines = tuple(replace(line, one_time_fee=ZERO) for line in part.lines)
    return replace(part, lines=lines, one_time=ZERO, first_period_total=part.amount)


def _joined(periods: Iterator[Period]) -> Iterator[Period]:
    """Periods that follow each other at once, as one."""
    last: Period | None = None
    for period in periods:
        if last and period.start == last.end + timedelta(days=1):
            last = Period(last.start, period.end)
            continue
        if last:
            yield last
        last = period
    if last:
        yield last
