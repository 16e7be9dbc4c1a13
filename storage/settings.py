"""Settings that an administrator may change while the program runs."""

from sqlalchemy import select

from storage.conversation_tables import settings
from storage.transaction import Transaction


class Settings:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self._read: dict[str, str] | None = None

    def get(self, key: str) -> str | None:
        return self._known().get(key)

    def all(self) -> dict[str, str]:
        return dict(self._known())

    def _known(self) -> dict[str, str]:
        """Read once in a transaction: they are few, and asked for again and again."""
        if self._read is None:
            self._read = {row.key: row.value for row in self._db.rows(select(settings).order_by(settings.c.key))}
        return self._read

    def put(self, key: str, value: str) -> None:
        self._read = None
        self._db.upsert(settings, {"key": key, "value": value})
