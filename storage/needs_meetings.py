"""Meetings about the needs: proposed, accepted, cancelled."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from domain.needs_meetings import Invitation, MeetingState, NeedsMeeting
from domain.people import Side
from storage.needs_tables import needs_meetings
from storage.tables import agreement_contacts
from storage.transaction import Transaction

_SAME_NAME = (
    *("id", "agreement", "organization", "proposed_by", "at"),
    *("time", "answered_by", "answered_at", "reason"),
)


class NeedsMeetings:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, meeting_id: str) -> NeedsMeeting | None:
        return next(iter(self._all(needs_meetings.c.id == meeting_id)), None)

    def of_agreement(self, agreement: str) -> tuple[NeedsMeeting, ...]:
        """Those of an agreement (id) in the order in which they were proposed."""
        return self._all(needs_meetings.c.agreement == agreement)

    def ahead(
        self, after: datetime, organization: str | None = None, contact: str | None = None, limit: int = 5
    ) -> tuple[NeedsMeeting, ...]:
        """Accepted ones after an instant, the next first: of an organization (key), or where a person is a contact."""
        conditions = [needs_meetings.c.state == MeetingState.ACCEPTED.value, needs_meetings.c.time > after]
        if organization is not None:
            conditions.append(needs_meetings.c.organization == organization)
        if contact is not None:
            own = select(agreement_contacts.c.agreement).where(agreement_contacts.c.person == contact)
            conditions.append(needs_meetings.c.agreement.in_(own))
        found = select(needs_meetings).where(*conditions).order_by(needs_meetings.c.time, needs_meetings.c.id)
        return tuple(built_meeting(row) for row in self._db.rows(found.limit(limit)))

    def save(self, meeting: NeedsMeeting) -> None:
        """Insert or update. Raises Conflict while another proposal for the same agreement waits."""
        self._db.upsert(needs_meetings, _row(meeting))

    def _all(self, condition: ColumnElement[bool]) -> tuple[NeedsMeeting, ...]:
        ordered = select(needs_meetings).where(condition).order_by(needs_meetings.c.at, needs_meetings.c.id)
        return tuple(built_meeting(row) for row in self._db.rows(ordered))


def built_meeting(row: Row[Any]) -> NeedsMeeting:
    values = row._mapping
    times = tuple(datetime.fromtimestamp(each, UTC) for each in row.times)
    return NeedsMeeting(
        **{name: values[name] for name in _SAME_NAME},
        side=Side(row.side),
        invitation=Invitation(times, row.minutes, row.place),
        state=MeetingState(row.state),
    )


def _row(meeting: NeedsMeeting) -> dict[str, Any]:
    invitation = meeting.invitation
    return {
        **{name: getattr(meeting, name) for name in _SAME_NAME},
        "side": meeting.side.value,
        "times": [int(time.timestamp()) for time in invitation.times],
        "minutes": invitation.minutes,
        "place": invitation.place,
        "state": meeting.state.value,
    }
