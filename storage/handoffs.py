"""Conversations with staff that the assistant relays, and which message was copied where."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, literal_column, or_, select

from domain.errors import NotFound
from domain.handoffs import Handoff, HandoffState, Relayed, Thread
from storage.conversation_tables import handoffs, relayed
from storage.transaction import Transaction

# Written out, not a parameter: only so does a database see that its index of unsettled ones fits.
_UNSETTLED = handoffs.c.state != literal_column("'closed'")
_SAME_NAME = (
    *("id", "requester", "requester_slack_id", "requester_name", "organization", "topic", "opened_at"),
    *("claimed_by", "claimed_at", "closed_by", "closed_at", "reminded_at"),
)


class Handoffs:
    """In a writing unit of work, what is read stays locked until its end: of two who claim at once, one waits."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def get(self, handoff_id: str) -> Handoff:
        """Raises NotFound."""
        found = self.find(handoff_id)
        if found is None:
            raise NotFound("There is no such conversation.")
        return found

    def find(self, handoff_id: str) -> Handoff | None:
        return self._one(handoffs.c.id == handoff_id)

    def save(self, handoff: Handoff) -> None:
        """Insert or update. Raises Conflict when the same person opened another one that is not closed."""
        self._db.upsert(handoffs, _row(handoff))

    def by_thread(self, thread: Thread) -> Handoff | None:
        """The conversation of this thread of either side: the one that is not closed, else the latest."""
        requester = and_(handoffs.c.requester_channel == thread.channel_id, handoffs.c.requester_ts == thread.ts)
        staff = and_(handoffs.c.staff_channel == thread.channel_id, handoffs.c.staff_ts == thread.ts)
        return self._one(or_(requester, staff))

    def open_of(self, requester: str) -> Handoff | None:
        """The person's conversation that is not closed. `requester` is an `Actor.id`."""
        return self._one(and_(handoffs.c.requester == requester, _UNSETTLED))

    def unsettled(self, limit: int = 50) -> tuple[Handoff, ...]:
        """Open and claimed ones, the oldest first."""
        found = select(handoffs).where(_UNSETTLED).order_by(handoffs.c.opened_at, handoffs.c.id).limit(limit)
        return tuple(built_handoff(row) for row in self._db.rows(found))

    def claimed_by(self, person_id: str) -> tuple[Handoff, ...]:
        """Every conversation that this staff member has now, the oldest first."""
        found = select(handoffs).where(_UNSETTLED, handoffs.c.claimed_by == person_id)
        ordered = found.order_by(handoffs.c.opened_at, handoffs.c.id)
        return tuple(built_handoff(row) for row in self._db.rows(self._db.locked(ordered)))

    def opened_before(self, instant: datetime) -> tuple[Handoff, ...]:
        """Those that nobody claimed yet and that were opened before then, the oldest first."""
        waiting = and_(_UNSETTLED, handoffs.c.state == HandoffState.OPEN.value, handoffs.c.opened_at < instant)
        ordered = select(handoffs).where(waiting).order_by(handoffs.c.opened_at, handoffs.c.id)
        return tuple(built_handoff(row) for row in self._db.rows(self._db.locked(ordered)))

    def keep_relayed(self, copy: Relayed) -> None:
        """Remember a copied message; again for the same source replaces it."""
        self._db.upsert(
            relayed,
            {
                "source_channel": copy.source_channel,
                "source_ts": copy.source_ts,
                "handoff": copy.handoff_id,
                "target_channel": copy.target_channel,
                "target_ts": copy.target_ts,
            },
        )

    def relayed_from(self, channel: str, ts: str) -> Relayed | None:
        row = self._db.row(select(relayed).where(relayed.c.source_channel == channel, relayed.c.source_ts == ts))
        if row is None:
            return None
        return Relayed(row.handoff, row.source_channel, row.source_ts, row.target_channel, row.target_ts)

    def _one(self, condition: ColumnElement[bool]) -> Handoff | None:
        newest = (_UNSETTLED.desc(), handoffs.c.opened_at.desc(), handoffs.c.id)
        row = self._db.row(self._db.locked(select(handoffs).where(condition).order_by(*newest).limit(1)))
        return None if row is None else built_handoff(row)


def _row(handoff: Handoff) -> dict[str, Any]:
    staff = handoff.staff_thread
    return {
        **{name: getattr(handoff, name) for name in _SAME_NAME},
        "requester_channel": handoff.requester_thread.channel_id,
        "requester_ts": handoff.requester_thread.ts,
        "staff_channel": staff.channel_id if staff else None,
        "staff_ts": staff.ts if staff else None,
        "state": handoff.state.value,
    }


def built_handoff(row: Row[Any]) -> Handoff:
    values = row._mapping
    return Handoff(
        **{name: values[name] for name in _SAME_NAME},
        requester_thread=Thread(row.requester_channel, row.requester_ts),
        staff_thread=None if row.staff_channel is None else Thread(row.staff_channel, row.staff_ts),
        state=HandoffState(row.state),
    )
