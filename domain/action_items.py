"""Action items: what somebody promised in a meeting, followed up until it is done."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.errors import Conflict, InvalidInput

MOST_ITEMS = 50
"""Of one meeting."""
LONGEST_ITEM = 500


@dataclass(frozen=True)
class ActionItem:
    """`owner` is the person id of who does it, until the end of the day `due_on`."""

    id: str
    meeting: str
    agreement: str
    organization: str
    text: str
    owner: str
    due_on: date
    created_at: datetime
    created_by: str
    done_at: datetime | None = None
    done_by: str | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.done_at is None


def checked_item(item: ActionItem, today: date) -> ActionItem:
    """Raises InvalidInput naming the field: `text` or `due_on`."""
    if not item.text.strip():
        raise InvalidInput("text", "Say what is to be done.")
    if len(item.text.strip()) > LONGEST_ITEM:
        raise InvalidInput("text", f"Say it in up to {LONGEST_ITEM} characters.")
    if item.due_on < today:
        raise InvalidInput("due_on", "That day is past. Give a day that is still to come.")
    return replace(item, text=item.text.strip())


def finish(item: ActionItem, by: str, at: datetime) -> ActionItem:
    if not item.is_open:
        raise Conflict("This was marked as done already.")
    return replace(item, done_at=at, done_by=by)


def reopen(item: ActionItem) -> ActionItem:
    if item.is_open:
        raise Conflict("This is open already.")
    return replace(item, done_at=None, done_by=None)
