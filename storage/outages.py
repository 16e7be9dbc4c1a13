"""Outages of services."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, literal_column, select

from domain.alerts import SubjectType
from domain.errors import Conflict
from domain.outages import Outage, OutageUpdate
from storage.plain import from_plain, to_plain
from storage.support_tables import outage_followers, outages
from storage.transaction import Transaction, Values
from storage.watches import look_anew

_SAME_NAME = ("id", "service", "service_name", "started_at", "place", "expected_by", "ended_at", "revision")
_c = outages.c
_RUNNING = literal_column("ended_at").is_(None)


class Outages:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, outage_id: str) -> Outage | None:
        row = self._db.row(self._db.locked(select(outages).where(_c.id == outage_id)))
        return None if row is None else built_outage(row)

    def running(self, services: Collection[str] | None = None) -> tuple[Outage, ...]:
        """Those that are not over, of these services (keys) or of all; the latest first."""
        found = select(outages).where(_RUNNING)
        if services is not None:
            found = found.where(_c.service.in_(list(services)))
        return tuple(built_outage(row) for row in self._db.rows(found.order_by(_c.started_at.desc(), _c.id)))

    def latest(self, since: datetime, limit: int, services: Collection[str] | None = None) -> tuple[Outage, ...]:
        """Those that began since then, also those that are over, of these services (keys) or of all; the latest
        first."""
        found = select(outages).where(_c.started_at >= since)
        if services is not None:
            found = found.where(_c.service.in_(list(services)))
        ordered = found.order_by(_c.started_at.desc(), _c.id.desc()).limit(limit)
        return tuple(built_outage(row) for row in self._db.rows(ordered))

    def save(self, outage: Outage) -> Outage:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision."""
        saved = replace(outage, revision=outage.revision + 1)
        if outage.revision == 0:
            self._db.insert(outages, [_row(saved)])
        elif not self._db.run(
            outages.update().where(_c.id == saved.id, _c.revision == outage.revision).values(_row(saved))
        ):
            raise Conflict("Someone else changed this outage meanwhile. Look at it again, then repeat this.")
        look_anew(self._db, SubjectType.OUTAGE, [saved.id])
        return saved

    def follow(self, outage_id: str, person: str, since: datetime) -> None:
        """Whoever follows it already goes on to do so."""
        self._db.upsert(outage_followers, {"outage": outage_id, "person": person, "since": since})

    def followers(self, outage_id: str) -> tuple[str, ...]:
        """The ids of the people who asked to hear of it."""
        found = select(outage_followers.c.person).where(outage_followers.c.outage == outage_id)
        return tuple(row.person for row in self._db.rows(found.order_by(outage_followers.c.person)))


def _row(outage: Outage) -> Values:
    return {**{name: getattr(outage, name) for name in _SAME_NAME}, "updates": to_plain(outage.updates)}


def built_outage(row: Row[Any]) -> Outage:
    updates = tuple(from_plain(OutageUpdate, each) for each in row.updates)
    return Outage(**{name: row._mapping[name] for name in _SAME_NAME}, updates=updates)
