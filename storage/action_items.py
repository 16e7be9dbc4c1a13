"""Action items of meetings."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select

from domain.action_items import ActionItem
from domain.errors import Conflict
from storage.meeting_tables import action_items
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

_SAME_NAME = (
    *("id", "meeting", "agreement", "organization", "text", "owner", "due_on"),
    *("created_at", "created_by", "done_at", "done_by", "revision"),
)
_OPEN = action_items.c.done_at.is_(None)
_open_of_agreement = select(action_items).where(action_items.c.agreement == bindparam("agreement"), _OPEN)
_OPEN_OF_AGREEMENT = _open_of_agreement.order_by(action_items.c.due_on, action_items.c.id)


class ActionItems:
    """Those that are due first come first."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, item_id: str) -> ActionItem | None:
        return next(iter(self._all(action_items.c.id == item_id)), None)

    def of_meeting(self, meeting: str) -> tuple[ActionItem, ...]:
        return self._all(action_items.c.meeting == meeting)

    def open_of_agreement(self, agreement: str) -> tuple[ActionItem, ...]:
        return tuple(built_item(row) for row in self._db.rows(_OPEN_OF_AGREEMENT, agreement=agreement))

    def open_of_person(
        self, person: str, due_until: date | None = None, *, organization: str | None = None, limit: int = 50
    ) -> tuple[ActionItem, ...]:
        """With `organization` only those of that customer."""
        wanted = [action_items.c.owner == person, _OPEN]
        if organization:
            wanted.append(action_items.c.organization == organization)
        if due_until:
            wanted.append(action_items.c.due_on <= due_until)
        return self._all(*wanted, limit=limit)

    def save(self, item: ActionItem) -> ActionItem:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision."""
        saved = replace(item, revision=item.revision + 1)
        values: Values = {name: getattr(saved, name) for name in _SAME_NAME}
        c = action_items.c
        if item.revision == 0:
            self._db.insert(action_items, [values])
        elif not self._db.run(action_items.update().where(c.id == item.id, c.revision == item.revision).values(values)):
            raise Conflict("Someone else changed this action item meanwhile. Look at it again, then repeat this.")
        look_at_agreements(self._db, saved.agreement)
        return saved

    def _all(self, *conditions: ColumnElement[bool], limit: int | None = None) -> tuple[ActionItem, ...]:
        found = select(action_items).where(*conditions).order_by(action_items.c.due_on, action_items.c.id)
        return tuple(built_item(row) for row in self._db.rows(found.limit(limit)))


def built_item(row: Row[Any]) -> ActionItem:
    return ActionItem(**{name: row._mapping[name] for name in _SAME_NAME})
