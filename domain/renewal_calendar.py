"""The renewals of a fiscal year: how many end when and with whom, so that a rush is seen before it comes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.fiscal import FiscalYear, Period
from domain.stages import Stage


@dataclass(frozen=True)
class Load:
    """So many open agreements of one lead (person id, None where there is none) and step that end on a day;
    `refused` of them are not to be renewed."""

    end: date
    owner: str | None
    stage: Stage
    count: int
    refused: int


@dataclass(frozen=True)
class OwnerLoad:
    """What one lead (person id) has in a month; `to_start` are those that run, are to be renewed, and whose renewal has
    not begun."""

    owner: str | None
    count: int
    to_start: int


@dataclass(frozen=True)
class MonthLoad:
    """A month of a fiscal year. `busy`: a quarter of the year's terms or more end in it."""

    month: Period
    count: int
    to_start: int
    by_owner: tuple[OwnerLoad, ...]
    busy: bool


def workload(year: FiscalYear, loads: Iterable[Load]) -> tuple[MonthLoad, ...]:
    """The twelve months, October first; in each, who has the most first."""
    loads = tuple(loads)
    total = sum(load.count for load in loads)
    return tuple(_month(month, [load for load in loads if month.contains(load.end)], total) for month in year.months)


def _month(month: Period, loads: list[Load], total: int) -> MonthLoad:
    counts, to_start = Counter[str | None](), Counter[str | None]()
    for load in loads:
        counts[load.owner] += load.count
        to_start[load.owner] += load.count - load.refused if load.stage is Stage.OPERATIONS else 0
    owners = sorted(counts, key=lambda owner: (-counts[owner], owner is None, owner or ""))
    count = counts.total()
    by_owner = tuple(OwnerLoad(owner, counts[owner], to_start[owner]) for owner in owners)
    return MonthLoad(month, count, to_start.total(), by_owner, busy=count > 1 and 4 * count >= total)
