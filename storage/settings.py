"""Settings that an administrator may change while the program runs."""

from sqlalchemy import select

from storage.conversation_tables import settings
from storage.transaction import Transaction


class Settings:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def get(self, key: str) -> str | None:
        return self._db.value(select(settings.c.value).where(settings.c.key == key))

    def all(self) -> dict[str, str]:
        return {row.key: row.value for row in self._db.rows(select(settings).order_by(settings.c.key))}

    def put(self, key: str, value: str) -> None:
        self._db.upsert(settings, {"key": key, "value": value})
