"""One version of a proposal. It never changes once it is made: whoever wants something else makes the next one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from domain.errors import NotFound
from domain.fiscal import Period
from domain.money import ZERO
from domain.proposal_costs import LineCost, Run, line_costs
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Offer:
    """What is offered, whoever made it and when: the lines in their order, and the terms.

    `amends` is what is in force while an amendment is negotiated: it is charged until the amendment counts.
    """

    lines: tuple[ProposalLine, ...]
    terms: Terms
    amends: "Offer | None" = None

    @property
    def days(self) -> Period:
        """On which the lines are charged: the whole term, or what is left of it when an amendment counts."""
        term = self.terms.period
        counts_from = self.terms.effective_on if self.amends else None
        return Period(min(max(counts_from or term.start, term.start), term.end), term.end)

    def runs(self, until: date) -> tuple[Run, ...]:
        """What is charged when, through a day, the earliest first. What never ran is never charged, nor its fees."""
        days = self.days
        before = self.amends.runs(min(until, days.start - _DAY)) if self.amends else ()
        return (*before, Run(Period(days.start, min(until, days.end)), self.lines)) if until >= days.start else before

    @cached_property
    def line_costs(self) -> tuple[LineCost, ...]:
        """What each line costs for the whole term, then each that an amendment removed; they sum to the total."""
        return line_costs(self.runs(self.terms.period.end))

    @property
    def annual_amount(self) -> Decimal:
        """For a whole year, without what is paid once."""
        return sum((line.annual_amount for line in self.lines), ZERO)

    @property
    def paid_once(self) -> Decimal:
        """One-time fees, and what is bought by the unit."""
        return self.one_time_fees + sum((line.bought for line in self.lines), ZERO)

    @property
    def one_time_fees(self) -> Decimal:
        """Those of removed lines too: a fee that was charged stays."""
        return sum((cost.one_time_fee for cost in self.line_costs), ZERO)

    @property
    def total(self) -> Decimal:
        """For the whole term, with one-time fees: what is paid for it."""
        return sum((cost.total for cost in self.line_costs), ZERO)

    @property
    def added(self) -> Decimal:
        """How much more the whole term costs than what is amended; below zero, how much less."""
        return self.total - (self.amends.total if self.amends else ZERO)

    @property
    def to_amend(self) -> "Offer":
        """The same, as what an amendment changes."""
        return self if self.amends else replace(self, amends=self)

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
    accept it. `amendment` is 0 for the agreement itself, else the number of the amendment that it belongs to, which
    `amends` what is in force.
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
    amends: Offer | None = None

    @property
    def offer(self) -> Offer:
        return Offer(self.lines, self.terms, self.amends)

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
