"""Versions of the startup definition. A version never changes; plans name the one that they were made from."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from domain.startup import StartupDefinition
from storage.plain import from_plain
from storage.startup_tables import startup_versions as table
from storage.transaction import Transaction
from storage.versions import kept


class StartupDefinitions:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def current(self) -> StartupDefinition | None:
        """The version that was added last; None before the first one."""
        row = self._db.row(select(table).order_by(table.c.number.desc()).limit(1))
        return None if row is None else _definition(row)

    def all(self) -> tuple[tuple[StartupDefinition, str, str, datetime], ...]:
        """Every version with its source, by whom and when it was added, the oldest first."""
        rows = self._db.rows(select(table).order_by(table.c.number))
        return tuple((_definition(row), row.source, row.added_by, row.added_at) for row in rows)

    def add(self, definition: StartupDefinition, source: str, by: str, at: datetime) -> StartupDefinition:
        """Keep a new version and return it with its number; the one that is current when it is the same.

        `source` says where it came from, such as a file's name. `by` is a person id or `system`.
        """
        written = kept(replace(definition, version=0), source, by, at)
        latest = self._db.row(self._db.locked(select(table).order_by(table.c.number.desc()).limit(1)))
        if latest is not None and latest.digest == written["digest"]:
            return _definition(latest)
        number = latest.number + 1 if latest else 1
        self._db.insert(table, [{"number": number, **written}])
        return replace(definition, version=number)


def _definition(row: Row[Any]) -> StartupDefinition:
    return replace(from_plain(StartupDefinition, json.loads(row.content)), version=row.number)
