"""What services would cost: an estimate for a fiscal year or a part of it, with where it gets cheaper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.catalog import Service
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.permissions import Action, Actor
from domain.pricing import Estimate, PriceRequest, estimate, whole_quantity
from domain.terms import TermEstimate, term_estimate
from services.access import require
from services.catalog import CatalogUseCases
from services.context import Context

MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Wanted:
    """How many of which service; `service` is a key, a name or an alias."""

    service: str
    quantity: int | float | Decimal


@dataclass(frozen=True)
class PricedEstimate:
    """An estimate with what it rests on.

    `year_was_chosen` is true when nobody named the fiscal year. `other_years` are those from the current one on with
    prices for all of these services, in order, to be offered instead.
    """

    estimate: Estimate
    services: tuple[Service, ...]
    fiscal_year: FiscalYear
    year_was_chosen: bool
    other_years: tuple[FiscalYear, ...]
    catalog_version: int


@dataclass(frozen=True)
class PricingUseCases:
    context: Context
    catalog: CatalogUseCases

    def estimate(
        self,
        actor: Actor,
        wanted: Sequence[Wanted],
        fiscal_year: str | None = None,
        period: Period | None = None,
        months: int | None = None,
    ) -> PricedEstimate:
        """Price several services for one fiscal year ("2027", "FY27"), or the current one when none is named.

        `period` is a part of that year; `months` (1 to 12) its first months instead. Raises NotFound for an
        unknown service, and InvalidInput for a quantity, year or period that cannot be used.
        """
        require(actor, Action.READ_CATALOG)
        now = self.catalog.current()
        services = [self.catalog.find(now, item.service) for item in wanted]
        years = _years_of_all(services)
        year = FiscalYear.parse(fiscal_year) if fiscal_year else self._usual_year(years)
        part = period or (_first_months(year, months) if months is not None else None)
        requests = [
            PriceRequest(service, whole_quantity(item.quantity, service), year, part)
            for service, item in zip(services, wanted, strict=True)
        ]
        this = fiscal_year_of(self.context.today())
        return PricedEstimate(
            estimate=estimate(requests, now.catalog.notice),
            services=tuple({s.key: s for s in services}.values()),
            fiscal_year=year,
            year_was_chosen=fiscal_year is None,
            other_years=tuple(other for other in years if other != year and other >= this),
            catalog_version=now.version,
        )

    def term(self, actor: Actor, wanted: Sequence[Wanted], period: Period) -> TermEstimate:
        """Price several services for a period that may touch several fiscal years, as far as prices exist.

        Raises NotFound for an unknown service, and InvalidInput for a quantity that cannot be used or when no year of
        the period has prices.
        """
        require(actor, Action.READ_CATALOG)
        now = self.catalog.current()
        year = fiscal_year_of(period.start)
        found = [(self.catalog.find(now, item.service), item) for item in wanted]
        requests = [
            PriceRequest(service, whole_quantity(item.quantity, service), year, period) for service, item in found
        ]
        return term_estimate(requests, period, now.catalog.notice)

    def _usual_year(self, years: Sequence[FiscalYear]) -> FiscalYear:
        """The current year where it has prices, else the nearest later one, else the last one."""
        this = fiscal_year_of(self.context.today())
        return next((year for year in years if year >= this), years[-1] if years else this)


def _years_of_all(services: Sequence[Service]) -> tuple[FiscalYear, ...]:
    """The fiscal years in which every one of the services has prices, in order."""
    shared = [set(service.prices) for service in services]
    return tuple(FiscalYear(name) for name in sorted(set[str].intersection(*shared))) if shared else ()


def _first_months(year: FiscalYear, months: int) -> Period:
    if not 1 <= months <= MONTHS_IN_YEAR:
        raise InvalidInput("months", "One estimate covers 1 to 12 months of a fiscal year. Give a number of months.")
    return Period(year.start, year.months[months - 1].end)
