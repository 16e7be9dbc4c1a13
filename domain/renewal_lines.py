"""What the lines of an agreement become in the next term: at which prices, what changed and why."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from domain.catalog import Metric, Service
from domain.fiscal import Period, fiscal_year_of
from domain.money import ZERO, cents
from domain.pricing import tier_for
from domain.proposal_edits import line_from_catalog
from domain.proposal_lines import ProposalLine


class Carried(StrEnum):
    """Why a line costs in the next term what it costs. `tier`: the volume tiers are others for this quantity.
    `exception_over`: it had another price than the catalog's, for that term only. `not_final`: there are no prices for
    the next year yet, so the present one stands. `custom`: quoted by staff, who look at the quote again."""

    SAME = "same"
    PRICE = "price"
    TIER = "tier"
    EXCEPTION_OVER = "exception_over"
    NOT_FINAL = "not_final"
    CUSTOM = "custom"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class CarriedLine:
    """A line before and after. Unit prices in USD for a year, or once; `after` is None where it is withdrawn."""

    name: str
    quantity: int
    units: str
    before: Decimal
    after: Decimal | None
    why: Carried

    @property
    def amount_before(self) -> Decimal:
        return cents(self.quantity * self.before)

    @property
    def amount_after(self) -> Decimal:
        return ZERO if self.after is None else cents(self.quantity * self.after)


@dataclass(frozen=True)
class PriceOutlook:
    """What a whole year of the lines costs, with what is bought once and without one-time fees: now and next."""

    lines: tuple[CarriedLine, ...]

    @property
    def before(self) -> Decimal:
        return sum((line.amount_before for line in self.lines), ZERO)

    @property
    def after(self) -> Decimal:
        return sum((line.amount_after for line in self.lines), ZERO)

    @property
    def final(self) -> bool:
        """Whether the catalog has the prices of the next year for every line."""
        return all(line.why is not Carried.NOT_FINAL for line in self.lines)


def carried(
    line: ProposalLine, service: Service | None, term: Period, following: Period
) -> tuple[CarriedLine, ProposalLine | None]:
    """A line in the term that follows, and what became of it; no line where the service was withdrawn (None).

    What runs already has no one-time fee again. The targets that were agreed stay.
    """
    if line.service is None:
        return _told(line, line.unit_price, Carried.CUSTOM), replace(line, one_time_fee=ZERO, renewed=True)
    if service is None:
        return _told(line, None, Carried.WITHDRAWN), None
    if fiscal_year_of(following.start).name not in service.prices:
        kept = replace(line, one_time_fee=ZERO, override=None, renewed=True)
        return _told(line, line.unit_price, Carried.NOT_FINAL), kept
    fresh = line_from_catalog(line.id, service, line.quantity, following, line.notes)
    metrics = tuple(_as_agreed(metric, line.metrics) for metric in fresh.metrics)
    why = _why(line, fresh, service, term, following)
    return _told(line, fresh.unit_price, why), replace(fresh, metrics=metrics, one_time_fee=ZERO, renewed=True)


def _why(line: ProposalLine, fresh: ProposalLine, service: Service, term: Period, following: Period) -> Carried:
    if fresh.unit_price == line.unit_price:
        return Carried.SAME
    if line.override:
        return Carried.EXCEPTION_OVER
    old, new = (service.prices.get(fiscal_year_of(each.start).name) for each in (term, following))
    if old and new and tier_for(old, line.quantity).minimum != tier_for(new, line.quantity).minimum:
        return Carried.TIER
    return Carried.PRICE


def _as_agreed(metric: Metric, agreed: tuple[Metric, ...]) -> Metric:
    target = next((each.target for each in agreed if each.key == metric.key), metric.target)
    return replace(metric, target=target)


def _told(line: ProposalLine, after: Decimal | None, why: Carried) -> CarriedLine:
    return CarriedLine(line.name, line.quantity, line.units(), line.unit_price, after, why)
