"""What a conversation is about at the moment, as JSON values."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.conversation_tables import memory
from storage.transaction import Transaction


class Memory:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def get(self, key: str) -> tuple[dict[str, Any], datetime] | None:
        """What was put, and when. None when nothing was put, or it was forgotten."""
        row = self._db.row(select(memory.c.data, memory.c.at).where(memory.c.key == key))
        return None if row is None else (row.data, row.at)

    def put(self, key: str, data: dict[str, Any], at: datetime) -> None:
        """Replaces what was there."""
        self._db.upsert(memory, {"key": key, "data": data, "at": at})

    def forget_before(self, instant: datetime) -> int:
        """How many conversations were forgotten."""
        return self._db.run(memory.delete().where(memory.c.at < instant))
