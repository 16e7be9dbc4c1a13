"""How long it takes to compare two versions of a large proposal."""

import statistics
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

from benchmarks.figures import Figure, Table
from domain.fiscal import Period
from domain.proposal_diff import diff
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import Offer

LINES, CALLS, AIM = 500, 20, 50


def measure(rounds: int) -> Table:
    before = _offer()
    changed = tuple(replace(line, quantity=line.quantity + 1) for line in before.lines)
    other_term = replace(before.terms, period=Period(date(2027, 1, 1), date(2028, 12, 31)))
    figures = (
        _figure("every quantity changed", before, Offer(changed, before.terms), rounds),
        _figure("every line and the term changed", before, Offer(changed[::-1], other_term), rounds),
    )
    note = f"Each run is the median of {CALLS} comparisons of two versions with {LINES} lines, sums of money included."
    return Table("A large proposal", "time", "", figures, (note,))


def _offer() -> Offer:
    terms = Terms(Period(date(2026, 12, 12), date(2027, 12, 11)))
    return Offer(tuple(_line(number) for number in range(LINES)), terms)


def _line(number: int) -> ProposalLine:
    price = Decimal("12.34") + number
    return ProposalLine(f"l{number}", f"Service {number}", number + 1, "unit", "units", price, Decimal("25.00"))


def _figure(name: str, before: Offer, after: Offer, rounds: int) -> Figure:
    return Figure(name, tuple(_milliseconds(before, after) for _ in range(rounds)), "ms", aim=AIM)


def _milliseconds(before: Offer, after: Offer) -> float:
    spent: list[float] = []
    for _ in range(CALLS):
        began = time.perf_counter()
        diff(before, after)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000
