"""Calendars that people connected, with the busy times that were read from them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from domain.busy_times import Busy, BusyCalendar
from domain.preference_checks import MOST_CALENDARS
from storage.preference_tables import busy_calendars
from storage.transaction import Transaction


class BusyCalendars:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def of(self, person_ids: Iterable[str]) -> tuple[BusyCalendar, ...]:
        """All calendars of these people (ids), by person and address."""
        wanted = set(person_ids)
        found = select(busy_calendars).where(busy_calendars.c.person.in_(wanted))
        ordered = found.order_by(busy_calendars.c.person, busy_calendars.c.address)
        return tuple(_built(row) for row in self._db.rows(ordered.limit(MOST_CALENDARS * len(wanted))))

    def find(self, person_id: str, address: str) -> BusyCalendar | None:
        row = self._db.row(select(busy_calendars).where(*_one(person_id, address)))
        return None if row is None else _built(row)

    def due(self, now: datetime, limit: int) -> tuple[BusyCalendar, ...]:
        """Those that have to be looked at, the ones that wait longest first."""
        waiting = select(busy_calendars).where(busy_calendars.c.look_at <= now)
        ordered = waiting.order_by(busy_calendars.c.look_at, busy_calendars.c.person, busy_calendars.c.address)
        return tuple(_built(row) for row in self._db.rows(ordered.limit(limit)))

    def save(self, calendar: BusyCalendar) -> None:
        """Insert or update."""
        self._db.upsert(busy_calendars, _row(calendar))

    def remove(self, person_id: str, address: str) -> None:
        self._db.run(busy_calendars.delete().where(*_one(person_id, address)))


def _one(person_id: str, address: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return busy_calendars.c.person == person_id, busy_calendars.c.address == address


def _built(row: Row[Any]) -> BusyCalendar:
    busy = tuple(Busy(*(datetime.fromtimestamp(each, UTC) for each in times)) for times in row.busy)
    return BusyCalendar(row.person, row.address, row.look_at, busy, row.read_at, row.problem)


def _row(calendar: BusyCalendar) -> dict[str, Any]:
    return {
        "person": calendar.person_id,
        "address": calendar.address,
        "look_at": calendar.look_at,
        "busy": [[int(time.start.timestamp()), int(time.end.timestamp())] for time in calendar.busy],
        "read_at": calendar.read_at,
        "problem": calendar.problem,
    }
