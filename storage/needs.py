"""What customers need, line by line."""

from typing import Any

from sqlalchemy import Row, bindparam, select

from domain.needs import Need, NeedContent, NeedState, Source, SourceKind
from storage.needs_tables import needs
from storage.plain import from_plain, to_plain
from storage.tables import agreements
from storage.transaction import Transaction
from storage.watches import look_at_agreements

_SAME_NAME = ("id", "agreement", "organization", "author", "at", "answered_by", "answered_at", "revision")
_of_agreement = select(needs).where(needs.c.agreement == bindparam("agreement"))
_OF_AGREEMENT = _of_agreement.order_by(needs.c.at, needs.c.id)


class Needs:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def hold(self, agreement: str) -> None:
        """Let nobody else change the needs or the meetings of this agreement (id) until the transaction ends."""
        self._db.rows(self._db.locked(select(agreements.c.id).where(agreements.c.id == agreement)))

    def find(self, need_id: str) -> Need | None:
        row = self._db.row(select(needs).where(needs.c.id == need_id))
        return None if row is None else built_need(row)

    def of_agreement(self, agreement: str) -> tuple[Need, ...]:
        """All lines of an agreement (id), the removed ones too, in the order in which they were recorded."""
        return tuple(built_need(row) for row in self._db.rows(_OF_AGREEMENT, agreement=agreement))

    def save(self, need: Need) -> None:
        """Insert or update."""
        self._db.upsert(needs, _row(need))
        look_at_agreements(self._db, need.agreement)


def built_need(row: Row[Any]) -> Need:
    values = row._mapping
    return Need(
        **{name: values[name] for name in _SAME_NAME},
        content=NeedContent(row.area, row.text, row.service, row.quantity),
        source=Source(SourceKind(row.source), row.reference),
        state=NeedState(row.state),
        correction=None if row.correction is None else from_plain(NeedContent, row.correction),
    )


def _row(need: Need) -> dict[str, Any]:
    return {
        **{name: getattr(need, name) for name in _SAME_NAME},
        **{name: getattr(need.content, name) for name in ("area", "text", "service", "quantity")},
        "source": need.source.kind.value,
        "reference": need.source.reference,
        "state": need.state.value,
        "correction": None if need.correction is None else to_plain(need.correction),
    }
