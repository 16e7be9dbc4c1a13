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
    """What one lead (person id) has in a month, without what is not to be renewed; `to_start` are those that run and
    whose renewal has not begun."""

    owner: str | None
    count: int
    to_start: int


@dataclass(frozen=True)
class MonthLoad:
    """A month of a fiscal year: how many terms end, and how many of them are not to be renewed. `busy`: a quarter of
    the year's renewals or more."""

    month: Period
    count: int
    refused: int
    to_start: int
    by_owner: tuple[OwnerLoad, ...]
    busy: bool


def workload(year: FiscalYear, loads: Iterable[Load]) -> tuple[MonthLoad, ...]:
    """The twelve months, October first; in each, who has the most first."""
    loads = tuple(loads)
    total = sum(load.count - load.refused for load in loads)
    return tuple(_month(month, [load for load in loads if month.contains(load.end)], total) for month in year.months)


def _month(month: Period, loads: list[Load], total: int) -> MonthLoad:
    counts, to_start = Counter[str | None](), Counter[str | None]()
    for load in loads:
        work = load.count - load.refused
        counts[load.owner] += work
        to_start[load.owner] += work if load.stage is Stage.OPERATIONS else 0
    owners = sorted(+counts, key=lambda owner: (-counts[owner], owner is None, owner or ""))
    refused, work = sum(load.refused for load in loads), counts.total()
    by_owner = tuple(OwnerLoad(owner, counts[owner], to_start[owner]) for owner in owners)
    return MonthLoad(month, work + refused, refused, to_start.total(), by_owner, busy=work > 1 and 4 * work >= total)
