"""On which days of the term a line is charged how, where an amendment changed it on the way."""

from dataclasses import dataclass, replace

from domain.catalog import Charge
from domain.fiscal import Period
from domain.proposal_costs import LineCost
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import Offer
from domain.words import day_in_words


@dataclass(frozen=True)
class Stretch:
    """A line as it is charged on these days. `when` is in words, empty where it never changes."""

    line: ProposalLine
    days: Period
    when: str = ""


def stretches(cost: LineCost, offer: Offer) -> tuple[Stretch, ...]:
    """The earliest first. What is bought by the unit counts as agreed last."""
    if cost.line.charge is Charge.PER_UNIT:
        return (Stretch(cost.line, offer.terms.period),)
    found: list[Stretch] = []
    for run in offer.runs(offer.terms.period.end):
        for line in run.lines:
            if line.id != cost.line.id:
                continue
            if found and _same(found[-1].line, line):
                found[-1] = replace(found[-1], line=line, days=Period(found[-1].days.start, run.days.end))
            else:
                found.append(Stretch(line, run.days))
    return tuple(_in_words(each, offer) for each in found) if len(found) > 1 else (Stretch(cost.line, offer.days),)


def _same(before: ProposalLine, after: ProposalLine) -> bool:
    return (before.quantity, before.unit_price) == (after.quantity, after.unit_price)


def _in_words(stretch: Stretch, offer: Offer) -> Stretch:
    first, last = stretch.days.start, stretch.days.end
    since = f"from {day_in_words(first)}" if first > offer.terms.period.start else ""
    until = f"until {day_in_words(last)}" if last < offer.terms.period.end else ""
    return replace(stretch, when=" ".join(part for part in (since, until) if part))
