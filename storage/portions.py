"""Reading whole tables in small portions."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Row, Select

from storage.transaction import Transaction

PORTION = 500


class Portions:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

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
