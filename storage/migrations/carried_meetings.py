"""The rows that migration 0021 carries over: meetings about needs become meetings as all others, and back."""

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

_STATES = {"proposed": "proposed", "accepted": "booked", "other_times": "asked", "cancelled": "cancelled"}
_BACK = {"proposed": "proposed", "booked": "accepted", "held": "accepted", "asked": "other_times"}
_TITLE = "Meeting about the needs"


def _columns(name: str, *columns: str) -> Any:
    kinds = {"minutes": sa.Integer(), "position": sa.Integer(), "sequence": sa.Integer(), "revision": sa.Integer()}
    instants = ("at", "time", "ends_at", "timed_at", "created_at", "proposed_at", "answered_at", "invited_at")
    kinds |= {each: sa.DateTime(timezone=True) for each in instants} | {"required": sa.Boolean()}
    return sa.table(name, *(sa.column(each, kinds.get(each, sa.Text())) for each in columns))


_OLD = _columns(
    "needs_meetings",
    *("id", "agreement", "organization", "proposed_by", "side", "at", "times", "minutes", "place", "state"),
    *("time", "answered_by", "answered_at", "reason"),
)
_MEETINGS = _columns(
    "meetings",
    *("id", "agreement", "organization", "kind", "title", "organizer", "side", "created_at", "minutes", "state"),
    *("slots", "proposed_at", "proposed_by", "time", "ends_at", "timed_at", "place", "link", "agenda"),
    *("sequence", "reason", "ended_by", "notes", "decisions", "revision"),
)
_PARTICIPANTS = _columns(
    "meeting_participants",
    *("meeting", "person", "position", "side", "required", "invited_at", "yes", "no", "other", "answered_at"),
    *("state", "ends_at"),
)
_PEOPLE = _columns("people", "id", "side")
_WATCHES = _columns("watches", "type", "id", "look_at", "revision")


def carry_over(connection: sa.Connection) -> None:
    sides = {row.id: row.side for row in connection.execute(sa.select(_PEOPLE))}
    for old in connection.execute(sa.select(_OLD)).all():
        meeting = _as_meeting(old)
        connection.execute(_MEETINGS.insert(), meeting)
        people = [each for each in _people_of(old, meeting) if each["person"] in sides]
        for place, person in enumerate(people):
            known = {"position": place, "side": sides[person["person"]], "state": meeting["state"]}
            connection.execute(_PARTICIPANTS.insert(), {**person, **known, "ends_at": meeting["ends_at"]})
    connection.execute(
        sa.text(
            "INSERT INTO watches (type, id, look_at, revision) SELECT 'meeting', id, '1970-01-01 00:00:00.000000', 1 "
            "FROM meetings WHERE state <> 'cancelled'"
        )
    )


def _as_meeting(old: Any) -> dict[str, Any]:
    state = _STATES[old.state]
    return {
        **{name: getattr(old, name) for name in ("id", "agreement", "organization", "side", "minutes", "time")},
        "kind": "needs",
        "title": _TITLE,
        "organizer": old.proposed_by,
        "created_at": old.at,
        "state": state,
        "slots": old.times if state == "proposed" else "[]",
        "proposed_at": old.at if state == "proposed" else None,
        "proposed_by": old.proposed_by if state == "proposed" else None,
        "ends_at": _end(old),
        "timed_at": old.answered_at if old.time else None,
        "place": old.place,
        "link": "",
        "agenda": "",
        "sequence": 1 if old.time and state == "cancelled" else 0,
        "reason": old.reason if state == "cancelled" else "",
        "ended_by": old.answered_by if state == "cancelled" else None,
        "notes": "",
        "decisions": "",
        "revision": 1,
    }


def _people_of(old: Any, meeting: dict[str, Any]) -> list[dict[str, Any]]:
    """Who proposed the times, and who answered."""
    kept = json.dumps([int(old.time.timestamp())]) if old.time else old.times if old.state == "proposed" else "[]"
    asked = {"meeting": old.id, "invited_at": old.at, "no": "[]", "other": ""}
    people = [{**asked, "person": old.proposed_by, "required": True, "yes": kept, "answered_at": old.at}]
    if old.answered_by and old.answered_by != old.proposed_by:
        said = old.reason if meeting["state"] == "asked" else ""
        own = {"person": old.answered_by, "required": False, "yes": kept if old.time else "[]", "other": said}
        people.append({**asked, **own, "answered_at": old.answered_at})
    return people


def _end(old: Any) -> Any:
    return old.time + timedelta(minutes=old.minutes) if old.time else None


def carry_back(connection: sa.Connection) -> None:
    waiting: set[str] = set()
    for row in connection.execute(sa.select(_MEETINGS).where(_MEETINGS.c.kind == "needs")).all():
        if row.state == "proposed" and row.agreement in waiting:
            continue  # one at a time could wait for an answer
        waiting |= {row.agreement} if row.state == "proposed" else set()
        others = sa.select(_PARTICIPANTS).where(
            _PARTICIPANTS.c.meeting == row.id, _PARTICIPANTS.c.person != (row.organizer or "")
        )
        answered = next((each for each in connection.execute(others).all() if each.answered_at), None)
        connection.execute(
            _OLD.insert(),
            {
                **{name: getattr(row, name) for name in ("id", "agreement", "organization", "side", "minutes", "time")},
                "proposed_by": row.organizer or "system",
                "at": row.created_at,
                "times": row.slots,
                "place": row.place or row.link,
                "state": _BACK.get(row.state, "cancelled"),
                "answered_by": row.ended_by or (answered.person if answered else None),
                "answered_at": answered.answered_at if answered else row.timed_at,
                "reason": row.reason or (answered.other if answered else ""),
            },
        )
    connection.execute(_WATCHES.delete().where(_WATCHES.c.type == "meeting"))
