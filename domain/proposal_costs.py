"""What each line costs for the whole term, also where an amendment changed it on the way.

Until the day before an amendment counts, what was agreed before is charged; from that day on, its own lines are. A
one-time fee that was charged stays, so a line has the highest fee of all. What is bought by the unit counts as agreed
last, so a change of it counts by the difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.fiscal import Period
from domain.money import ZERO
from domain.proposal_lines import ProposalLine
from domain.proration import prorated_over

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """Lines that are charged on these days of a term."""

    days: Period
    lines: tuple[ProposalLine, ...]


@dataclass(frozen=True)
class LineCost:
    """What a line costs for the whole term, in USD: `amount` without the `one_time_fee`.

    `until` is the last day on which it was charged, of a line that an amendment removed; else None.
    """

    line: ProposalLine
    amount: Decimal
    one_time_fee: Decimal
    until: date | None = None

    @property
    def total(self) -> Decimal:
        return self.amount + self.one_time_fee


def line_costs(runs: Sequence[Run]) -> tuple[LineCost, ...]:
    """The lines of the last run in their order, then those that were removed before. The runs follow each other."""
    agreed = runs[-1].lines
    ran: dict[str, list[tuple[ProposalLine, Period]]] = {line.id: [] for line in agreed}
    for run in runs:
        for line in run.lines:
            ran.setdefault(line.id, []).append((line, run.days))
    return tuple(_cost(charged, goes_on=place < len(agreed)) for place, charged in enumerate(ran.values()))


def _cost(charged: Sequence[tuple[ProposalLine, Period]], goes_on: bool) -> LineCost:
    line, days = charged[-1]
    over_time = sum((prorated_over(annual, period) for annual, period in _joined(charged)), ZERO)
    fee = max(each.one_time_fee for each, _ in charged)
    if goes_on:
        return LineCost(line, over_time + line.bought, fee)
    return LineCost(line, over_time, fee, until=days.end)


def _joined(charged: Sequence[tuple[ProposalLine, Period]]) -> Iterator[tuple[Decimal, Period]]:
    """A year's amount with the days on which it stays the same: so an amendment of other lines moves no cent."""
    (first, days), *others = charged
    annual = first.annual_amount
    for line, period in others:
        if line.annual_amount == annual and days.end + _DAY == period.start:
            days = Period(days.start, period.end)
            continue
        yield annual, days
        annual, days = line.annual_amount, period
    yield annual, days
