"""Who wants to do business with CEC."""

from typing import Any

from sqlalchemy import ColumnElement, Row, literal_column, select

from domain.alerts import SubjectType
from domain.errors import NotFound
from domain.first_contacts import FirstContact, FirstContactState
from domain.handoffs import Thread
from domain.people import Role
from storage.contact_tables import first_contacts
from storage.transaction import Transaction
from storage.watches import look_anew

# Written out, not a parameter: only so does a database see that its index of waiting ones fits.
_WAITING = first_contacts.c.state == literal_column("'waiting'")
_SAME_NAME = (
    *("id", "requester", "slack_user_id", "name", "email", "title", "phone", "organization", "organization_name"),
    *("wish", "fiscal_year", "asked_at", "agreement", "claimed_by", "claimed_at", "decided_by", "decided_at"),
    *("reason", "vouched"),
)


class FirstContacts:
    """In a writing unit of work, what is read stays locked until its end: of two who decide at once, one waits."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def get(self, first_contact_id: str) -> FirstContact:
        """Raises NotFound."""
        found = self.find(first_contact_id)
        if found is None:
            raise NotFound("I can't find that request.")
        return found

    def find(self, first_contact_id: str) -> FirstContact | None:
        return self._one(first_contacts.c.id == first_contact_id)

    def waiting_of(self, slack_user_id: str) -> FirstContact | None:
        """What a person asked and staff have not decided yet; there is one at most."""
        return self._one(_WAITING & (first_contacts.c.slack_user_id == slack_user_id))

    def waiting(self, limit: int = 50) -> tuple[FirstContact, ...]:
        """Those that staff must decide about, the oldest first."""
        found = select(first_contacts).where(_WAITING).order_by(first_contacts.c.asked_at, first_contacts.c.id)
        return tuple(built_first_contact(row) for row in self._db.rows(found.limit(limit)))

    def waiting_claimed_by(self, person_id: str) -> tuple[FirstContact, ...]:
        """Those of the waiting ones that this staff member will lead."""
        found = select(first_contacts).where(_WAITING, first_contacts.c.claimed_by == person_id)
        return tuple(built_first_contact(row) for row in self._db.rows(found.order_by(first_contacts.c.id)))

    def add(self, first: FirstContact) -> None:
        """Raises Conflict when one with this id was added before, or the same person has another one that waits."""
        self._db.insert(first_contacts, [_row(first)])
        look_anew(self._db, SubjectType.FIRST_CONTACT, [first.id])

    def save(self, first: FirstContact) -> None:
        """Overwrite what was added before."""
        self._db.upsert(first_contacts, _row(first))
        look_anew(self._db, SubjectType.FIRST_CONTACT, [first.id])

    def _one(self, condition: ColumnElement[bool]) -> FirstContact | None:
        row = self._db.row(self._db.locked(select(first_contacts).where(condition)))
        return None if row is None else built_first_contact(row)


def _row(first: FirstContact) -> dict[str, Any]:
    thread = first.staff_thread
    return {
        **{name: getattr(first, name) for name in _SAME_NAME},
        "role": first.role.value,
        "state": first.state.value,
        "staff_channel": thread.channel_id if thread else None,
        "staff_ts": thread.ts if thread else None,
    }


def built_first_contact(row: Row[Any]) -> FirstContact:
    values = row._mapping
    return FirstContact(
        **{name: values[name] for name in _SAME_NAME},
        role=Role(row.role),
        state=FirstContactState(row.state),
        staff_thread=None if row.staff_channel is None else Thread(row.staff_channel, row.staff_ts),
    )
