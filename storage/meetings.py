"""Meetings with who takes part in them, and how often agreements are to have one."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select, union

from domain.alerts import SubjectType
from domain.busy_times import Busy
from domain.errors import Conflict
from domain.meetings import Meeting, MeetingKind, MeetingState, Participant, Repeats
from domain.people import Side
from domain.recurrences import Rhythm
from storage.meeting_tables import meeting_cadences, meeting_participants, meetings
from storage.plain import from_plain, to_plain
from storage.tables import agreement_contacts
from storage.transaction import Transaction, Values
from storage.watches import look_anew, look_at_agreements

_SAME_NAME = (
    *("id", "agreement", "organization", "title", "organizer", "created_at", "minutes"),
    *("proposed_at", "proposed_by", "time", "timed_at", "place", "link", "agenda", "series", "original"),
    *("sequence", "reason", "ended_by", "notes", "decisions", "noted_at", "noted_by", "revision"),
)
_PARTICIPANT = ("person", "required", "invited_at", "other", "answered_at", "attended")


_c = meetings.c
_BY_ID = select(meetings).where(_c.id == bindparam("id"))
_in_states = (_c.agreement == bindparam("agreement"), _c.state.in_(bindparam("states", expanding=True)))
_LAST = select(meetings).where(*_in_states, _c.kind == bindparam("kind")).order_by(_c.ends_at.desc()).limit(1)
_p = meeting_participants.c
_participants = select(meeting_participants).where(_p.meeting.in_(bindparam("ids", expanding=True)))
_PARTICIPANTS = _participants.order_by(_p.meeting, _p.position)
_CADENCE = select(meeting_cadences).where(meeting_cadences.c.agreement == bindparam("agreement"))


class Meetings:
    """`agreement`, `person` and `series` are ids everywhere."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, meeting_id: str) -> Meeting | None:
        return next(iter(self.built(self._db.rows(_BY_ID, id=meeting_id))), None)

    def of_agreement(
        self, agreement: str, *states: MeetingState, kind: MeetingKind | None = None
    ) -> tuple[Meeting, ...]:
        """In these states, or all; of a kind, or of any; the one that was asked for first is first."""
        wanted = _of_agreement(agreement, states)
        if kind:
            wanted.append(_c.kind == kind.value)
        return self._built(select(meetings).where(*wanted).order_by(_c.created_at, _c.id))

    def first_of_agreement(self, agreement: str, states: Collection[MeetingState], limit: int) -> tuple[Meeting, ...]:
        """The same for a list: those that have no time yet, then the others in the order of their times."""
        found = select(meetings).where(*_of_agreement(agreement, states))
        ordered = found.order_by(_c.ends_at.is_not(None), _c.ends_at, _c.created_at, _c.id)
        return self._built(ordered.limit(limit))

    def last_of(self, agreement: str, kind: MeetingKind, *states: MeetingState) -> Meeting | None:
        """The one of that kind and in one of these states that ends last."""
        found = self._db.rows(_LAST, agreement=agreement, kind=kind, states=states)
        return next(iter(self.built(found)), None)

    def of_series(self, series: str) -> tuple[Meeting, ...]:
        """In the order of the rule."""
        return self._built(
            select(meetings).where(meetings.c.series == series).order_by(meetings.c.original, meetings.c.id)
        )

    def of_person(
        self,
        person: str,
        states: Collection[MeetingState],
        after: datetime | None = None,
        before: datetime | None = None,
        *,
        as_contact: bool = False,
        organization: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[Meeting, ...]:
        """Those in which the person takes part; with `as_contact` also those of agreements where they are a contact.

        `after` and `before` are about their ends; with `organization` only those of that customer. The next one first;
        of what is over (`before`) the latest.
        """
        c = meeting_participants.c
        invited = select(c.meeting.label("id")).where(c.person == person, *_within(c, states, after, before))
        found = invited
        if as_contact:
            own = select(agreement_contacts.c.agreement).where(agreement_contacts.c.person == person)
            of_own = select(meetings.c.id).where(
                meetings.c.agreement.in_(own), *_within(meetings.c, states, after, before)
            )
            found = union(invited, of_own)
        order = meetings.c.ends_at.desc() if before else meetings.c.ends_at
        chosen = select(meetings).where(meetings.c.id.in_(found))
        if organization:
            chosen = chosen.where(meetings.c.organization == organization)
        ordered = chosen.order_by(order, meetings.c.created_at, meetings.c.id)
        return self._built(ordered.limit(limit).offset(offset))

    def busy(self, people: Collection[str], start: datetime, end: datetime) -> dict[str, tuple[Busy, ...]]:
        """When these people (ids) are in a booked meeting that ends after `start` and begins before `end`."""
        c = meeting_participants.c
        joined = meeting_participants.join(meetings, meetings.c.id == c.meeting)
        wanted = (c.person.in_(list(people)), c.state == MeetingState.BOOKED.value, c.ends_at > start)
        found = select(c.person, meetings.c.time, c.ends_at).select_from(joined).where(*wanted, meetings.c.time < end)
        times: dict[str, list[Busy]] = {person: [] for person in people}
        for row in self._db.rows(found.order_by(meetings.c.time)):
            times[row.person].append(Busy(row.time, row.ends_at))
        return {person: tuple(each) for person, each in times.items()}

    def save(self, meeting: Meeting) -> Meeting:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision."""
        saved = replace(meeting, revision=meeting.revision + 1)
        c = meetings.c
        if meeting.revision == 0:
            self._db.insert(meetings, [meeting_row(saved)])
        elif not self._db.run(
            meetings.update().where(c.id == saved.id, c.revision == meeting.revision).values(meeting_row(saved))
        ):
            raise Conflict("Someone else changed this meeting meanwhile. Look at it again, then repeat this.")
        self._db.run(meeting_participants.delete().where(meeting_participants.c.meeting == saved.id))
        people = enumerate(saved.participants)
        self._db.insert(meeting_participants, [_participant_row(saved, *each) for each in people])
        look_anew(self._db, SubjectType.MEETING, [saved.id])
        look_at_agreements(self._db, saved.agreement)
        return saved

    # How often

    def cadence(self, agreement: str) -> tuple[Rhythm | None, bool]:
        """How often the agreement is to have a service review, and whether that was set for it."""
        row = self._db.row(_CADENCE, agreement=agreement)
        return (None, False) if row is None else (Rhythm(row.every) if row.every else None, True)

    def set_cadence(self, agreement: str, every: Rhythm | None, by: str, at: datetime) -> None:
        values = {"agreement": agreement, "every": every.value if every else None, "set_at": at, "set_by": by}
        self._db.upsert(meeting_cadences, values)
        look_at_agreements(self._db, agreement)

    def built(self, rows: Iterable[Row[Any]]) -> tuple[Meeting, ...]:
        """The meetings of rows of their table, in the same order."""
        heads = list(rows)
        people: dict[str, list[Participant]] = {row.id: [] for row in heads}
        for row in self._db.rows(_PARTICIPANTS, ids=list(people)) if heads else ():
            people[row.meeting].append(_participant(row))
        return tuple(_meeting(row, people[row.id]) for row in heads)

    def _built(self, statement: Select[Any]) -> tuple[Meeting, ...]:
        return self.built(self._db.rows(statement))


def _of_agreement(agreement: str, states: Collection[MeetingState]) -> list[ColumnElement[bool]]:
    wanted = [_c.agreement == agreement]
    return [*wanted, _c.state.in_([state.value for state in states])] if states else wanted


def _within(
    c: Any, states: Collection[MeetingState], after: datetime | None, before: datetime | None
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [c.state.in_([state.value for state in states])]
    if after:
        wanted.append(c.ends_at > after)
    if before:
        wanted.append(c.ends_at <= before)
    return wanted


def meeting_row(meeting: Meeting) -> Values:
    return {
        **{name: getattr(meeting, name) for name in _SAME_NAME},
        "kind": meeting.kind.value,
        "side": meeting.side.value,
        "state": meeting.state.value,
        "slots": _seconds(meeting.slots),
        "ends_at": meeting.ends_at,
        "repeats": to_plain(meeting.repeats) if meeting.repeats else None,
    }


def _participant_row(meeting: Meeting, place: int, each: Participant) -> Values:
    return {
        **{name: getattr(each, name) for name in _PARTICIPANT},
        "meeting": meeting.id,
        "position": place,
        "side": each.side.value,
        "yes": _seconds(each.yes),
        "no": _seconds(each.no),
        "state": meeting.state.value,
        "ends_at": meeting.ends_at,
    }


def _meeting(row: Row[Any], participants: Iterable[Participant]) -> Meeting:
    return Meeting(
        **{name: row._mapping[name] for name in _SAME_NAME},
        kind=MeetingKind(row.kind),
        side=Side(row.side),
        state=MeetingState(row.state),
        slots=_instants(row.slots),
        repeats=from_plain(Repeats, row.repeats) if row.repeats else None,
        participants=tuple(participants),
    )


def _participant(row: Row[Any]) -> Participant:
    return Participant(
        **{name: row._mapping[name] for name in _PARTICIPANT},
        side=Side(row.side),
        yes=_instants(row.yes),
        no=_instants(row.no),
    )


def _seconds(times: Iterable[datetime]) -> list[int]:
    return [int(time.timestamp()) for time in times]


def _instants(seconds: Iterable[int]) -> tuple[datetime, ...]:
    return tuple(datetime.fromtimestamp(each, UTC) for each in seconds)
