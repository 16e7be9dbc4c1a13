"""The history of every change. The database itself refuses to change or delete it."""

from sqlalchemy import bindparam, select

from domain.history import Change
from storage.tables import history
from storage.transaction import Transaction

CHANGE_FIELDS = ("subject_type", "subject_id", "organization", "field", "old", "new", "at", "by", "note")
_of = select(*(history.c[name] for name in CHANGE_FIELDS)).where(
    history.c.subject_type == bindparam("type"), history.c.subject_id == bindparam("id")
)
_OF = _of.order_by(history.c.id.desc()).limit(bindparam("limit")).offset(bindparam("offset"))


class History:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def append(self, *changes: Change) -> None:
        self._db.insert(history, [{name: getattr(change, name) for name in CHANGE_FIELDS} for change in changes])

    def of(self, subject_type: str, subject_id: str, limit: int = 50, offset: int = 0) -> tuple[Change, ...]:
        """The changes of one thing, the latest first."""
        rows = self._db.rows(_OF, type=subject_type, id=subject_id, limit=limit, offset=offset)
        return tuple(Change(**row._mapping) for row in rows)
