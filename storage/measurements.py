"""Measurements, those that they replaced, and their sums by month, kept together in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import batched, count, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, tuple_

from domain.agreed_targets import AgreedTargets
from domain.catalog import Direction
from domain.errors import Conflict
from domain.fiscal import Period
from domain.measurement_exceptions import MeasurementException, with_exception
from domain.measurements import SYSTEM, Identity, Measurement, Source, exact
from storage.measurement_exceptions import agreed_exceptions
from storage.measurement_sums import add_to_sums, sums_of
from storage.measurement_tables import measurements, superseded_measurements
from storage.tables import agreements
from storage.transaction import Transaction, Values

PORTION = 500
"""How many measurements one statement names."""
LARGE_PORTION = 5_000
"""How many are in memory at once, where all of many days change."""
_SAME_NAME = (
    *("agreement", "organization", "service", "metric", "key", "start", "day", "value", "weight", "target"),
    *("by", "at", "exception", "revision"),
)
_c = measurements.c
_IDENTITY = (_c.agreement, _c.service, _c.metric, _c.key)
_SOME = select(measurements).where(
    _c.agreement == bindparam("agreement"),
    *(_c[name].in_(bindparam(f"{name}s", expanding=True)) for name in ("service", "metric", "key")),
)
_within = (_c.day >= bindparam("start"), _c.day <= bindparam("end"))
_BETWEEN = select(measurements).where(_c.agreement == bindparam("agreement"), *_within).order_by(_c.day, *_IDENTITY)
_NUMBER = select(func.count().label("number")).where(_c.agreement == bindparam("agreement"), *_within)
_JUDGED = (
    measurements.update()
    .where(*(column == bindparam(f"of_{column.name}") for column in _IDENTITY))
    .values({name: bindparam(f"new_{name}") for name in ("exception", "target", "direction")})
)
_s = superseded_measurements.c
_SUPERSEDED = (
    select(superseded_measurements)
    .where(*(_s[column.name] == bindparam(column.name) for column in _IDENTITY))
    .order_by(_s.id)
)


@dataclass(frozen=True)
class Superseded:
    """A measurement that does not count any more: since when, by whom, and why."""

    measurement: Measurement
    at: datetime
    by: str
    reason: str


class Measurements:
    """`agreement` is an id everywhere. Whoever writes holds the agreements first."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def hold(self, ids: Collection[str]) -> None:
        """Let nobody else write measurements of these agreements until the transaction ends."""
        ordered = select(agreements.c.id).where(agreements.c.id.in_(list(ids))).order_by(agreements.c.id)
        self._db.rows(self._db.locked(ordered, key_share=True))

    def find(self, *identities: Identity) -> dict[Identity, Measurement]:
        """Those that count at present."""
        # Agreement by agreement: a statement that names whole identities takes longer to read than to answer.
        wanted, found = frozenset(identities), dict[Identity, Measurement]()
        for agreement, of_one in groupby(sorted(wanted), key=itemgetter(0)):
            for some in batched(of_one, PORTION):
                _, services, metrics, keys = (sorted(set(parts)) for parts in zip(*some, strict=True))
                rows = self._db.rows(_SOME, agreement=agreement, services=services, metrics=metrics, keys=keys)
                found |= {each.identity: each for each in map(built_measurement, rows) if each.identity in wanted}
        return found

    def superseded(self, identity: Identity) -> tuple[Superseded, ...]:
        """What counted before, the first one first."""
        names = (column.name for column in _IDENTITY)
        return tuple(map(built_superseded, self._db.rows(_SUPERSEDED, **dict(zip(names, identity, strict=True)))))

    def between(self, agreement: str, start: date, end: date) -> tuple[Measurement, ...]:
        """Those that count on these days, both included, the earliest first."""
        return tuple(map(built_measurement, self._db.rows(_BETWEEN, agreement=agreement, start=start, end=end)))

    def of_metric(
        self, metric: tuple[str, str, str], start: date, end: date, limit: int, offset: int = 0
    ) -> tuple[Measurement, ...]:
        """Those of a metric (agreement, service and metric) that count on these days, the earliest first."""
        agreement, service, key = metric
        wanted = _BETWEEN.where(_c.service == service, _c.metric == key).limit(limit).offset(offset)
        return tuple(map(built_measurement, self._db.rows(wanted, agreement=agreement, start=start, end=end)))

    def add(self, new: Sequence[Measurement]) -> tuple[Measurement, ...]:
        """Add those whose identity is not there yet, and return the others as they stand."""
        self.hold({each.agreement for each in new})
        standing = self.find(*(each.identity for each in new))
        fresh = self._excepted(each for each in new if each.identity not in standing)
        self._db.insert_many(measurements, [_row(each) for each in fresh])
        self._count(fresh, ())
        return tuple(standing.values())

    def change(self, before: Measurement, after: Measurement, reason: str) -> Measurement:
        """What counts instead of `before`, which is kept with the reason. Raises Conflict over a newer revision."""
        (saved,) = self._excepted([replace(after, revision=before.revision + 1)])
        same = self._same(before)
        if not self._db.run(measurements.update().where(*same).values(_row(saved))):
            raise _changed_meanwhile()
        self._supersede(before, saved.at, saved.by, reason)
        self._count([saved], [before])
        return saved

    def remove(self, before: Measurement, at: datetime, by: str, reason: str) -> None:
        """It counts no more, but is kept with the reason. Raises Conflict over a newer revision."""
        if not self._db.run(measurements.delete().where(*self._same(before))):
            raise _changed_meanwhile()
        self._supersede(before, at, by, reason)
        self._count([], [before])

    def record_computed(self, measurement: Measurement, reason: str = "The request changed.") -> None:
        """What a support request gives (`domain.measurements.computed`); it replaces what the request gave before."""
        standing = self.add([measurement])
        if standing and not measurement.says_the_same(standing[0]):
            self.change(standing[0], measurement, reason)

    def withdraw_computed(self, identity: Identity, at: datetime, reason: str) -> None:
        """A support request gives this no more; nothing happens where it gave nothing."""
        self.hold([identity[0]])
        for before in self.find(identity).values():
            self.remove(before, at, SYSTEM, reason)

    def except_anew(self, agreement: str, start: date, end: date) -> int:
        """After an exception was agreed: leave out what it concerns on these days. Returns how many changed."""
        self.hold([agreement])
        changed = 0
        # What the order goes by does not change meanwhile, so the portions miss nothing.
        for offset in count(step=LARGE_PORTION):
            some = _BETWEEN.limit(LARGE_PORTION).offset(offset)
            before = [built_measurement(row) for row in self._db.rows(some, agreement=agreement, start=start, end=end)]
            changed += self._replace(before, self._excepted(before))
            if len(before) < LARGE_PORTION:
                break
        return changed

    def concerned(self, exception: MeasurementException) -> int:
        """How many that count on its days it concerns at present."""
        days = {"agreement": exception.agreement, "start": exception.days.start, "end": exception.days.end}
        named = ((_c.service, exception.service), (_c.metric, exception.metric), (_c.key, exception.key))
        wanted = _NUMBER.where(*(column == value for column, value in named if value is not None))
        row = self._db.row(wanted, **days)
        return row.number if row else 0

    def judge_anew(self, targets: AgreedTargets, start: date) -> int:
        """After an amendment that counts from a day in the past: by the targets that are in force from `start` on.
        What support requests gave keeps the target that stood when they were opened. Returns how many changed."""
        agreement, changed = targets.agreement.id, 0
        self.hold([agreement])
        for (service, key), metric in targets.targets_in(Period(start, date.max)).items():
            now = (exact(metric.target), metric.direction)
            other = or_(_c.target != now[0], _c.direction != now[1].value)
            wanted = _BETWEEN.where(_c.service == service, _c.metric == key, _c.source != Source.COMPUTED.value, other)
            within = {"agreement": agreement, "start": start, "end": date.max}
            # What was judged anew is not found again.
            while before := [built_measurement(row) for row in self._db.rows(wanted.limit(LARGE_PORTION), **within)]:
                changed += self._replace(before, [replace(each, target=now[0], direction=now[1]) for each in before])
        return changed

    def _replace(self, before: Sequence[Measurement], after: Sequence[Measurement]) -> int:
        """Those that differ are counted as they are now: what was measured stays. Returns how many."""
        pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        self._db.run_each(_JUDGED, [{**_named(new), **_judgement(new)} for _, new in pairs])
        self._count([new for _, new in pairs], [old for old, _ in pairs])
        return len(pairs)

    def _excepted(self, found: Iterable[Measurement]) -> list[Measurement]:
        listed = list(found)
        agreed = agreed_exceptions(self._db, {each.agreement for each in listed})
        return [with_exception(each, agreed.get(each.agreement, ())) for each in listed]

    def _same(self, before: Measurement) -> list[Any]:
        return [tuple_(*_IDENTITY) == tuple_(*before.identity), _c.revision == before.revision]

    def _supersede(self, before: Measurement, at: datetime, by: str, reason: str) -> None:
        values = {**_row(before), "superseded_at": at, "superseded_by": by, "reason": reason}
        self._db.insert(superseded_measurements, [values])

    def _count(self, added: Iterable[Measurement], taken: Iterable[Measurement]) -> None:
        negative = [replace(each, tally=-each.tally) for each in sums_of(taken)]
        add_to_sums(self._db, [*sums_of(added), *negative])


def built_measurement(row: Row[Any]) -> Measurement:
    values = row._mapping
    return Measurement(
        **{name: values[name] for name in _SAME_NAME},
        direction=Direction(row.direction),
        source=Source(row.source),
    )


def built_superseded(row: Row[Any]) -> Superseded:
    return Superseded(built_measurement(row), row.superseded_at, row.superseded_by, row.reason)


def _row(measurement: Measurement) -> Values:
    return {
        **{name: getattr(measurement, name) for name in _SAME_NAME},
        "direction": measurement.direction.value,
        "source": measurement.source.value,
    }


def _named(measurement: Measurement) -> Values:
    return {f"of_{column.name}": part for column, part in zip(_IDENTITY, measurement.identity, strict=True)}


def _judgement(measurement: Measurement) -> Values:
    names = {"exception": measurement.exception, "target": measurement.target, "direction": measurement.direction.value}
    return {f"new_{name}": value for name, value in names.items()}


def _changed_meanwhile() -> Conflict:
    return Conflict("Someone else changed this measurement meanwhile. Look at it again, then repeat this.")
