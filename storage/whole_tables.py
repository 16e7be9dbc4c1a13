"""Every row of a table, in a lasting order and in small portions: for exports, which must not fill the memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Select, select

from domain.agreements import Agreement
from domain.catalog import Catalog
from domain.custom_requests import CustomRequest
from domain.handoffs import Handoff, Relayed
from domain.history import Change
from domain.people import Person
from storage.agreements import Agreements
from storage.catalog import CatalogCache, Catalogs
from storage.conversation_tables import custom_requests, handoffs, relayed
from storage.custom_requests import built_request
from storage.handoffs import built_handoff
from storage.history import CHANGE_FIELDS
from storage.people import built_person
from storage.tables import agreements, catalog_versions, history, people
from storage.transaction import Transaction

PORTION = 500


class WholeTables:
    """Within one unit of work, so that everything is of the same instant."""

    def __init__(self, transaction: Transaction, catalogs: CatalogCache) -> None:
        self._db = transaction
        self._catalogs = catalogs

    def people(self) -> Iterator[Person]:
        """By id."""
        return (built_person(row) for row in self._rows(select(people), people.c.id))

    def agreements(self) -> Iterator[Agreement]:
        """By number."""
        repository = Agreements(self._db)
        for portion in self._portions(select(agreements.c.id, agreements.c.number), agreements.c.number):
            yield from repository.several(row.id for row in portion)

    def catalog_versions(self) -> Iterator[tuple[int, str, str, datetime, Catalog]]:
        """Number, source, by whom and when it was added, and the catalog, the oldest first."""
        repository = Catalogs(self._db, self._catalogs)
        told = (getattr(catalog_versions.c, name) for name in ("number", "source", "added_by", "added_at"))
        for row in self._rows(select(*told), catalog_versions.c.number):
            yield row.number, row.source, row.added_by, row.added_at, repository.version(row.number)

    def history(self) -> Iterator[Change]:
        """In the order in which it happened."""
        for row in self._rows(select(history), history.c.id):
            yield Change(**{name: getattr(row, name) for name in CHANGE_FIELDS})

    def handoffs(self) -> Iterator[Handoff]:
        """By id."""
        return (built_handoff(row) for row in self._rows(select(handoffs), handoffs.c.id))

    def relayed(self) -> Iterator[Relayed]:
        """By channel and time of the message that was copied."""
        ordered = select(relayed).order_by(relayed.c.source_channel, relayed.c.source_ts)
        for row in self._db.rows(ordered):
            yield Relayed(row.handoff, row.source_channel, row.source_ts, row.target_channel, row.target_ts)

    def custom_requests(self) -> Iterator[CustomRequest]:
        """By id."""
        return (built_request(row) for row in self._rows(select(custom_requests), custom_requests.c.id))

    def _rows(self, statement: Select[*tuple[Any, ...]], key: Column[Any]) -> Iterator[Row[Any]]:
        for portion in self._portions(statement, key):
            yield from portion

    def _portions(self, statement: Select[*tuple[Any, ...]], key: Column[Any]) -> Iterator[list[Row[Any]]]:
        """The rows by their key, each portion from after the last key of the one before."""
        ordered = statement.order_by(key).limit(PORTION)
        portion = list(self._db.rows(ordered))
        while portion:
            yield portion
            portion = list(self._db.rows(ordered.where(key > portion[-1]._mapping[key.name])))
