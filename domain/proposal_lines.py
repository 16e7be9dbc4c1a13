"""The lines of a proposal: a service of the catalog or a custom one, with its price and its levels."""

from dataclasses import dataclass
from decimal import Decimal

from domain.agreements import AgreementLine
from domain.catalog import Charge, Metric
from domain.fiscal import Period
from domain.money import ZERO, cents
from domain.proration import prorated_over


@dataclass(frozen=True)
class PriceOverride:
    """That a line has another unit price than the catalog: `list_price`, why, and who set it (person id).

    `approved_by` is the second person of CEC's staff, where the office asks for one.
    """

    list_price: Decimal
    reason: str
    by: str
    approved_by: str | None = None


@dataclass(frozen=True)
class CustomQuote:
    """Why a line stands outside the catalog, and what its price rests on (such as the number of a quote)."""

    quote: str
    reason: str


@dataclass(frozen=True)
class ProposalLine:
    """`id` stays the same over all versions of a proposal, whatever else changes.

    `unit_price` is in USD per unit: for a year, or once for a charge per unit. `service` is the key in the catalog,
    None for a custom line, which then has its `custom`. `renewed`: it runs since the term before, so it has no one-time
    fee again.
    """

    id: str
    name: str
    quantity: int
    unit: str
    unit_plural: str
    unit_price: Decimal
    one_time_fee: Decimal
    charge: Charge = Charge.PER_YEAR
    service: str | None = None
    metrics: tuple[Metric, ...] = ()
    notes: str = ""
    override: PriceOverride | None = None
    custom: CustomQuote | None = None
    renewed: bool = False

    @property
    def annual_amount(self) -> Decimal:
        """For a whole year, without the one-time fee; nothing for what is bought by the unit, such as hours."""
        return ZERO if self.charge is Charge.PER_UNIT else cents(self.quantity * self.unit_price)

    @property
    def paid_once(self) -> Decimal:
        """The one-time fee, and the price of what is bought by the unit."""
        return self.one_time_fee + self.bought

    @property
    def bought(self) -> Decimal:
        """The price of what is bought by the unit."""
        return cents(self.quantity * self.unit_price) if self.charge is Charge.PER_UNIT else ZERO

    def amount(self, term: Period) -> Decimal:
        """For the term, without the one-time fee. The unit price holds for the whole term."""
        return self.bought + prorated_over(self.annual_amount, term)

    def total(self, term: Period) -> Decimal:
        """For the term, with the one-time fee."""
        return self.amount(term) + self.one_time_fee

    def units(self) -> str:
        """The quantity with its unit: "1 laptop", "1,200 laptops"."""
        return f"{self.quantity:,} {self.unit if self.quantity == 1 else self.unit_plural}"

    @property
    def agreed(self) -> AgreementLine:
        """As the agreement's lists and its other steps know it; a custom line goes by its id."""
        return AgreementLine(
            service=self.service or self.id,
            name=self.name,
            quantity=self.quantity,
            unit=self.unit,
            unit_price=self.unit_price,
            one_time_fee=self.one_time_fee,
            metrics=self.metrics,
            charge=self.charge,
        )
