"""What is changed in a meeting: people, place and agenda; that it is cancelled, took place, or did not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from domain.errors import Conflict, InvalidInput
from domain.history import Change
from domain.meeting_answers import must_be_open
from domain.meetings import (
    LONGEST_AGENDA,
    LONGEST_PLACE,
    LONGEST_TITLE,
    Meeting,
    MeetingState,
    Participant,
    checked_link,
    checked_reason,
    checked_text,
    with_people,
)
from domain.people import Side

LONGEST_NOTES = 10_000


def cancel(meeting: Meeting, reason: str, by: str, at: datetime) -> Meeting:
    """Either side calls it off. Raises InvalidInput without a reason, Conflict when it is over."""
    why = checked_reason(reason, "Say why, so that the other side knows.")
    must_be_open(meeting)
    if meeting.time and meeting.time <= at:
        raise Conflict("The time of this meeting is past, so it can't be cancelled any more.")
    return _ended(meeting, why, by)


def not_held(meeting: Meeting, reason: str, by: str, at: datetime) -> Meeting:
    """Its time came, but it did not take place. Raises Conflict before its time."""
    why = checked_reason(reason, "Say why it did not take place.")
    must_be_open(meeting)
    _must_have_begun(meeting, at)
    return _ended(meeting, why, by)


def record(meeting: Meeting, notes: str, decisions: str, attended: Collection[str], by: str, at: datetime) -> Meeting:
    """Notes, decisions, and who was there (person ids). May be changed later on.

    Raises InvalidInput where there is nothing to keep, Conflict before the meeting begins.
    """
    _must_have_begun(meeting, at)
    said = checked_text("notes", notes, LONGEST_NOTES, "notes")
    decided = checked_text("decisions", decisions, LONGEST_NOTES, "decisions")
    if not said and not decided:
        raise InvalidInput("notes", "Write what was talked about, or what was decided.")
    people = tuple(replace(each, attended=each.person in attended) for each in meeting.participants)
    return replace(
        meeting,
        state=MeetingState.HELD,
        slots=(),
        notes=said,
        decisions=decided,
        participants=people,
        noted_at=at,
        noted_by=by,
    )


def change_details(meeting: Meeting, title: str, place: str, link: str, agenda: str) -> Meeting:
    """Raises InvalidInput naming the field."""
    must_be_open(meeting)
    named = checked_text("title", title, LONGEST_TITLE, "title")
    if not named:
        raise InvalidInput("title", "Say in a few words what the meeting is about.")
    changed = replace(
        meeting,
        title=named,
        place=checked_text("place", place, LONGEST_PLACE, "place"),
        link=checked_link(link),
        agenda=checked_text("agenda", agenda, LONGEST_AGENDA, "agenda"),
    )
    return meeting if changed == meeting else _told_anew(changed)


def change_people(meeting: Meeting, people: Sequence[Participant], at: datetime) -> Meeting:
    """Those who were there before keep what they answered; new ones are asked.

    Raises InvalidInput unless somebody of each side takes part.
    """
    must_be_open(meeting)
    wanted = with_people(people)
    require_both_sides(wanted)
    before = {each.person: each for each in meeting.participants}
    kept = tuple(
        replace(before[each.person], required=each.required) if each.person in before else replace(each, invited_at=at)
        for each in wanted
    )
    return meeting if kept == meeting.participants else _told_anew(replace(meeting, participants=kept))


def require_both_sides(people: Iterable[Participant]) -> None:
    """Raises InvalidInput unless somebody of each side is among them."""
    if {each.side for each in people} != set(Side):
        raise InvalidInput("people", "A meeting needs somebody of CEC and somebody of the customer.")


def changes_between(before: Meeting | None, after: Meeting, by: str, at: datetime) -> tuple[Change, ...]:
    """What the history keeps: one change for each field that is different."""
    subject = ("meeting", after.id, after.organization)
    found: list[Change] = []
    for field in ("state", "time", "slots", "people", "title", "place", "link", "agenda", "notes", "decisions"):
        old, new = _as_text(before, field) if before else None, _as_text(after, field)
        if (old or None) != (new or None):
            note = after.reason if field == "state" else ""
            found.append(Change(*subject, field, old or None, new or None, at, by, note))
    return tuple(found)


def _as_text(meeting: Meeting, field: str) -> str:
    if field == "people":
        return ", ".join(f"{each.person}{'' if each.required else ' (optional)'}" for each in meeting.participants)
    if field == "slots":
        return ", ".join(slot.isoformat() for slot in meeting.slots)
    value = getattr(meeting, field)
    return value.isoformat() if isinstance(value, datetime) else str(value or "")


def _must_have_begun(meeting: Meeting, at: datetime) -> None:
    if meeting.state not in (MeetingState.BOOKED, MeetingState.HELD) or meeting.time is None:
        raise Conflict("Only a meeting that was booked can have taken place.")
    if meeting.time > at:
        raise Conflict("This meeting is still ahead. Write the notes once it has begun.")


def _ended(meeting: Meeting, reason: str, by: str) -> Meeting:
    told = _told_anew(meeting)
    return replace(told, state=MeetingState.CANCELLED, slots=(), reason=reason, ended_by=by)


def _told_anew(meeting: Meeting) -> Meeting:
    """Calendars that show it have to hear of this."""
    return replace(meeting, sequence=meeting.sequence + 1) if meeting.time else meeting
