"""What has to be looked at for alerts, and when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from domain.alerts import Subject, SubjectType
from storage.alert_tables import watches
from storage.transaction import Transaction

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every instant that a clock shows."""
_c = watches.c
_due = select(watches).where(_c.look_at.is_not(None), _c.look_at <= bindparam("now"))
_DUE = _due.order_by(_c.look_at, _c.type, _c.id).limit(bindparam("limit"))
_SOME = select(watches).where(_c.type == bindparam("type"), _c.id.in_(bindparam("ids", expanding=True)))
_one = (_c.type == bindparam("of_type"), _c.id == bindparam("of_id"))
_NEXT_AT = watches.update().where(*_one).values(look_at=bindparam("at"))


@dataclass(frozen=True)
class Watch:
    """`revision` counts the changes of the subject."""

    subject: Subject
    look_at: datetime | None
    revision: int


class Watches:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def look(self, subject: Subject, at: datetime = AT_ONCE) -> None:
        """The subject changed: look at it, at once unless a later instant is given."""
        look_anew(self._db, subject.type, [subject.id], at)

    def hand_over(self) -> None:
        """Called right before the commit.

        Each row stays locked until then. Taken after all that the transaction writes, and in one order, no two wait
        for each other.
        """
        looks, self._db.looks = sorted(self._db.looks.items()), {}
        rows = [{"type": type, "id": subject, "look_at": at, "revision": 1} for (type, subject), at in looks]
        self._db.upsert_counting(watches, "revision", rows)

    def due(self, now: datetime, limit: int) -> tuple[Watch, ...]:
        """Those whose time has come, the earliest first."""
        return tuple(_watch(row) for row in self._db.rows(_DUE, now=now, limit=limit))

    def of(self, subject: Subject) -> Watch | None:
        """None for what was never looked at."""
        row = next(iter(self._db.rows(_SOME, type=subject.type, ids=[subject.id])), None)
        return _watch(row) if row else None

    def hold(self, subject: Subject) -> None:
        """Let nobody else change the alerts of a subject until the transaction ends."""
        c = watches.c
        one = select(c.id).where(c.type == subject.type.value, c.id == subject.id)
        self._db.rows(self._db.locked(one))

    def take(self, read: Collection[Watch]) -> frozenset[Watch]:
        """Hold those that no other one holds at the moment and whose subjects did not change since they were read."""
        ids: dict[SubjectType, list[str]] = defaultdict(list)
        for each in read:
            ids[each.subject.type].append(each.subject.id)
        some = self._db.locked_or_skipped(_SOME)
        now = {_watch(row) for type, of_type in ids.items() for row in self._db.rows(some, type=type, ids=of_type)}
        return frozenset(now.intersection(read))

    def next_at(self, moments: Mapping[Subject, datetime | None]) -> None:
        """When each is looked at again though nothing changes; None: never. For those that were taken."""
        rows = [{"of_type": subject.type, "of_id": subject.id, "at": at} for subject, at in moments.items()]
        self._db.run_each(_NEXT_AT, rows)


def _watch(row: Row[Any]) -> Watch:
    return Watch(Subject(SubjectType(row.type), row.id), row.look_at, row.revision)


def look_anew(db: Transaction, type: SubjectType, ids: Iterable[str], at: datetime = AT_ONCE) -> None:
    """For the repositories: what they save changed. `Watches.hand_over` writes it."""
    _ = db.writable
    db.looks.update({(type.value, each): at for each in ids})


def look_at_agreements(db: Transaction, *ids: str) -> None:
    look_anew(db, SubjectType.AGREEMENT, ids)
