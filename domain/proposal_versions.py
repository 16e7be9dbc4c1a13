"""One version of a proposal. It never changes once it is made: whoever wants something else makes the next one."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.errors import NotFound
from domain.money import ZERO
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms


@dataclass(frozen=True)
class Offer:
    """What is offered, whoever made it and when: the lines in their order, and the terms."""

    lines: tuple[ProposalLine, ...]
    terms: Terms

    @property
    def annual_amount(self) -> Decimal:
        """For a whole year, without what is paid once."""
        return sum((line.annual_amount for line in self.lines), ZERO)

    @property
    def paid_once(self) -> Decimal:
        """One-time fees, and what is bought by the unit."""
        return sum((line.paid_once for line in self.lines), ZERO)

    @property
    def one_time_fees(self) -> Decimal:
        return sum((line.one_time_fee for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        """For the whole term, with one-time fees: what is paid for it."""
        return sum((line.total(self.terms.period) for line in self.lines), ZERO)

    def line(self, line_id: str) -> ProposalLine:
        """Raises NotFound."""
        found = next((line for line in self.lines if line.id == line_id), None)
        if found is None:
            raise NotFound("This line is not in the proposal any more. Open the proposal again.")
        return found


@dataclass(frozen=True)
class ProposalVersion:
    """`number` counts from 1 within an agreement, over its amendments too. `note` tells the customer what is new.

    `catalog_version` is the catalog that its prices come from, `valid_until` the last day on which the customer can
    accept it. `amendment` is 0 for the agreement itself, else the number of the amendment that it belongs to.
    """

    agreement: str
    number: int
    lines: tuple[ProposalLine, ...]
    terms: Terms
    catalog_version: int
    made_at: datetime
    made_by: str
    note: str = ""
    valid_until: date | None = None
    amendment: int = 0

    @property
    def offer(self) -> Offer:
        return Offer(self.lines, self.terms)

    @property
    def annual_amount(self) -> Decimal:
        """For a whole year, without what is paid once."""
        return self.offer.annual_amount

    @property
    def paid_once(self) -> Decimal:
        return self.offer.paid_once

    @property
    def one_time_fees(self) -> Decimal:
        return self.offer.one_time_fees

    @property
    def total(self) -> Decimal:
        """For the whole term, with one-time fees: what is paid for it."""
        return self.offer.total
