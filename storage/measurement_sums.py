"""Sums of measurements by month, quarter and fiscal year: what pages read in place of measurements."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import batched, groupby
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, type_coerce

from domain.attainment import Tally, Verdict, verdict_of, whole
from domain.catalog import Direction
from domain.fiscal import Period
from domain.measured_periods import Span
from domain.measurements import Measurement
from storage.columns import Words
from storage.measurement_tables import measurement_sums
from storage.promised_metrics import RUNNING
from storage.tables import agreement_lines, agreements
from storage.transaction import Transaction, Values

PORTION = 500
"""How many agreements one statement names."""


@dataclass(frozen=True)
class Sum:
    """One metric of a service in a span that begins on `start`, as far as the target was the same. `agreement` is an
    id, `organization` the key of its customer."""

    agreement: str
    organization: str
    service: str
    metric: str
    span: Span
    start: date
    target: Decimal
    direction: Direction
    tally: Tally

    @property
    def place(self) -> "Place":
        return self.agreement, self.span, self.start, self.service, self.metric, self.target


type Place = tuple[str, Span, date, str, str, Decimal]

_c = measurement_sums.c
_COUNTED = ("number", "weight", "total", "within", "excluded")
_SAME_NAME = ("agreement", "organization", "service", "metric", "start", "target")
_starts = (_c.start >= bindparam("first"), _c.start <= bindparam("last"))
_SOME = select(measurement_sums).where(_c.agreement.in_(bindparam("agreements", expanding=True)), *_starts)
_MONTHS = _SOME.where(_c.span == Span.MONTH.value)

# The worst verdict of all targets of a metric: missed before met before no data.
_WORSE = case((_c.verdict == Verdict.MISSED.value, 2), (_c.verdict == Verdict.MET.value, 1), else_=0)
_of_line = (agreement_lines.c.agreement == _c.agreement) & (agreement_lines.c.service == _c.service)
_metrics = (
    select(
        *(_c.organization, _c.service, _c.metric, func.max(_WORSE).label("worst")),
        # The same for all of a metric, since an agreement has one line for a service.
        func.max(type_coerce(agreement_lines.c.metrics, Words)).label("promised"),
    )
    .join(agreement_lines, _of_line)
    .join(agreements, agreements.c.id == _c.agreement)
    .where(_c.span == bindparam("span"), _c.start == bindparam("start"), *RUNNING)
    .group_by(_c.agreement, _c.organization, _c.service, _c.metric)
    .subquery()
)
_m = _metrics.c
_groups = (_m.organization, _m.service, _m.metric, _m.promised, _m.worst)
_VERDICTS = select(*_groups, func.count().label("number")).group_by(*_groups)
_BY_RANK = (Verdict.NO_DATA, Verdict.MET, Verdict.MISSED)


class MeasurementSums:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def of_agreements(self, agreements: Collection[str], first: date, last: date) -> tuple[Sum, ...]:
        """Those of agreements (ids), month by month; months are given by their first days, both included."""
        rows = self._db.rows(_MONTHS, agreements=list(agreements), first=first, last=last)
        return tuple(sorted(map(built_sum, rows), key=lambda each: each.place))

    def verdicts(self, span: Span, period: Period) -> Mapping[tuple[str, str, Verdict], int]:
        """By organization and service: how many of the metrics that `PromisedMetrics` counts have that verdict.
        `period` is the one `span` that is asked about."""
        found, keys = Counter[tuple[str, str, Verdict]](), dict[str, frozenset[str]]()
        for row in self._db.rows(_VERDICTS, span=span.value, start=period.start, end=period.end):
            if row.promised not in keys:
                keys[row.promised] = frozenset(each["key"] for each in json.loads(row.promised))
            if row.metric in keys[row.promised]:
                found[row.organization, row.service, _BY_RANK[row.worst]] += row.number
        return found


def sums_of(measured: Iterable[Measurement]) -> list[Sum]:
    """The sums of these measurements, by month and target."""
    by_place: dict[Place, list[Measurement]] = {}
    for each in measured:
        place = (each.agreement, Span.MONTH, each.month, each.service, each.metric, each.target)
        by_place.setdefault(place, []).append(each)
    return [_sum(some[0], whole(each.tally for each in some)) for some in by_place.values()]


def add_to_sums(db: Transaction, months: Iterable[Sum]) -> None:
    """Add what changed in months to their sums, and to those of their quarters and years. Their agreements are held,
    so that nobody adds at the same moment."""
    changed: dict[Place, Sum] = {}
    for month in months:
        for span in Span:
            each = replace(month, span=span, start=span.start(month.start))
            before = changed.get(each.place)
            changed[each.place] = replace(each, tally=each.tally + before.tally) if before else each
    by_agreement = sorted(changed.values(), key=lambda each: each.agreement)
    for some in batched((list(group) for _, group in groupby(by_agreement, lambda each: each.agreement)), PORTION):
        _add(db, [each for group in some for each in group])


def _add(db: Transaction, changed: list[Sum]) -> None:
    agreements = sorted({each.agreement for each in changed})
    starts = [each.start for each in changed]
    rows = db.rows(_SOME, agreements=agreements, first=min(starts), last=max(starts))
    kept = {each.place: each.tally for each in map(built_sum, rows)}
    db.upsert(measurement_sums, *(_row(each, kept.get(each.place, Tally()) + each.tally) for each in changed))


def built_sum(row: Row[Any]) -> Sum:
    return Sum(
        **{name: row._mapping[name] for name in _SAME_NAME},
        span=Span(row.span),
        direction=Direction(row.direction),
        tally=Tally(*(row._mapping[name] for name in _COUNTED)),
    )


def _sum(one: Measurement, tally: Tally) -> Sum:
    of_month = (one.agreement, one.organization, one.service, one.metric, Span.MONTH, one.month)
    return Sum(*of_month, one.target, one.direction, tally)


def _row(each: Sum, tally: Tally) -> Values:
    return {
        **{name: getattr(each, name) for name in _SAME_NAME},
        "span": each.span.value,
        "direction": each.direction.value,
        **{name: getattr(tally, name) for name in _COUNTED},
        "verdict": verdict_of(each.target, each.direction, tally).value,
    }
