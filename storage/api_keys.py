"""Keys of programs, of which only digests are kept."""

from typing import Any

from sqlalchemy import ColumnElement, Row, select

from domain.api_keys import ApiKey
from storage.measurement_tables import api_keys
from storage.transaction import Transaction

_c = api_keys.c


class ApiKeys:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def all(self) -> tuple[ApiKey, ...]:
        """The revoked ones too, in the order in which they were made."""
        return tuple(_built(row) for row in self._db.rows(select(api_keys).order_by(_c.made_at, _c.id)))

    def by_digest(self, sha256: str) -> ApiKey | None:
        """One that was not revoked."""
        return self._one(_c.sha256 == sha256)

    def named(self, name: str) -> ApiKey | None:
        """One that was not revoked."""
        return self._one(_c.name == name)

    def save(self, key: ApiKey) -> None:
        """Insert or update."""
        self._db.upsert(api_keys, vars(key).copy())

    def _one(self, condition: ColumnElement[bool]) -> ApiKey | None:
        row = self._db.row(self._db.locked(select(api_keys).where(condition, _c.revoked_at.is_(None))))
        return None if row is None else _built(row)


def _built(row: Row[Any]) -> ApiKey:
    return ApiKey(**row._mapping)
