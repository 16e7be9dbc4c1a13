"""Times are proposed, the participants answer, and the first time that suits all who count is booked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from domain.errors import Conflict, InvalidInput
from domain.meetings import (
    OPEN,
    Meeting,
    MeetingState,
    Participant,
    checked_reason,
    checked_slots,
)
from domain.people import Side

OVER = {
    MeetingState.CANCELLED: "This meeting was cancelled meanwhile.",
    MeetingState.HELD: "This meeting took place already.",
}


def must_be_open(meeting: Meeting) -> None:
    """Raises Conflict for a meeting that was cancelled or took place."""
    if meeting.state not in OPEN:
        raise Conflict(OVER[meeting.state])


def must_be_ahead(meeting: Meeting, at: datetime) -> None:
    """Raises Conflict for a booked meeting whose time has come: it can't get another one."""
    if _has_begun(meeting, at):
        raise Conflict("This meeting has taken place, so its time can't be changed any more. Set up a new one.")


def propose(meeting: Meeting, slots: Sequence[datetime], by: str, side: Side, at: datetime) -> Meeting:
    """These times wait for answers, in place of those before; who proposes them agrees with all of them.

    A booked meeting keeps its time until another one is agreed on. Raises InvalidInput as `checked_slots`.
    """
    must_be_open(meeting)
    given = checked_slots(slots, at)
    if meeting.time and meeting.time in given:
        raise InvalidInput(f"time{given.index(meeting.time) + 1}", "That is its time already. Give another one.")
    asked = tuple(each.asked_anew(at) for each in _with(meeting, by, side, at).participants)
    own = tuple(replace(each, yes=given, answered_at=at) if each.person == by else each for each in asked)
    state = MeetingState.BOOKED if meeting.time else MeetingState.PROPOSED
    return replace(meeting, state=state, slots=given, participants=own, proposed_at=at, proposed_by=by, reason="")


def answer(
    meeting: Meeting,
    by: str,
    side: Side,
    at: datetime,
    yes: Collection[datetime] = (),
    no: Collection[datetime] = (),
    other: str = "",
) -> Meeting:
    """A participant says which times suit and which don't, or in words that another one would (`other`); nothing of
    all this says that none suits.

    The first time that suits all who count is booked. Where one who counts can come at none of them, new ones have to
    be proposed. Someone who was not invited becomes a participant.
    """
    must_be_open(meeting)
    must_be_ahead(meeting, at)
    offered = meeting.slots or ((meeting.time,) if meeting.time else ())
    if not offered:
        raise Conflict("No times are proposed at the moment. New ones can be proposed.")
    if not {*yes, *no} <= set(offered):
        raise _not_offered(meeting)
    if any(slot <= at for slot in yes):
        raise Conflict("That time is past. Choose another one, or ask for other times.")
    words = checked_reason(other)
    refused = offered if words or (not yes and not no) else tuple(slot for slot in offered if slot in no)
    asked = _with(meeting, by, side, at)
    answered = tuple(
        replace(each, yes=_merged(each.yes, yes, refused), no=_merged(each.no, refused, yes), other=words)
        if each.person == by
        else each
        for each in asked.participants
    )
    marked = tuple(replace(each, answered_at=at) if each.person == by else each for each in answered)
    return settled(replace(asked, participants=marked), at)


def book(meeting: Meeting, time: datetime, by: str, side: Side, at: datetime) -> Meeting:
    """The organizer decides, whoever has answered: one of the proposed times, or another one that is to come."""
    must_be_open(meeting)
    if meeting.time == time and not meeting.slots:
        raise InvalidInput("time1", "That is its time already. Give another one.")
    if time not in meeting.slots:
        meeting = propose(meeting, (time,), by, side, at)
    elif time <= at:
        raise Conflict("That time is past. Choose another one, or propose other times.")
    return _booked(meeting, time, at)


def withdraw_slots(meeting: Meeting) -> Meeting:
    """The proposed times count no more: it keeps the time that it has, or waits for others."""
    state = MeetingState.BOOKED if meeting.time else MeetingState.ASKED
    return replace(meeting, slots=(), proposed_at=None, proposed_by=None, state=state)


def settled(meeting: Meeting, at: datetime) -> Meeting:
    """Booked at the first time that suits all who count; without its times where one of them can come at none."""
    if not meeting.slots or _has_begun(meeting, at):
        return meeting
    suits = next((slot for slot in meeting.slots if slot > at and _suits(meeting, slot)), None)
    if suits:
        return _booked(meeting, suits, at)
    return withdraw_slots(meeting) if all(_ruled_out(meeting, slot) for slot in meeting.slots) else meeting


def counting(meeting: Meeting) -> tuple[Participant, ...]:
    """Those whose answer decides: the required ones, and everyone of a side of which nobody is required."""
    bound = {each.side for each in meeting.participants if each.required}
    return tuple(each for each in meeting.participants if each.required or each.side not in bound)


def unanswered(meeting: Meeting) -> tuple[Participant, ...]:
    """Those who count and were asked about times that wait, but did not say anything yet."""
    return tuple(each for each in counting(meeting) if meeting.slots and each.answered_at is None)


def declined(meeting: Meeting) -> tuple[Participant, ...]:
    """Those who are required but cannot come at the booked time."""
    if meeting.state is not MeetingState.BOOKED or meeting.slots:
        return ()
    return tuple(each for each in meeting.participants if each.required and meeting.time in each.no)


def _has_begun(meeting: Meeting, at: datetime) -> bool:
    return meeting.state is MeetingState.BOOKED and meeting.time is not None and meeting.time <= at


def _suits(meeting: Meeting, slot: datetime) -> bool:
    """Every required one comes, and of each side somebody."""
    required = all(slot in each.yes for each in meeting.participants if each.required)
    return required and {each.side for each in meeting.participants if slot in each.yes} == set(Side)


def _ruled_out(meeting: Meeting, slot: datetime) -> bool:
    """One of those who count said no; of a side of which nobody is required, one is enough: they answer for it."""
    return any(slot in each.no for each in counting(meeting))


def _booked(meeting: Meeting, time: datetime, at: datetime) -> Meeting:
    moved = meeting.time is not None
    people = tuple(
        replace(
            each,
            yes=(time,) if time in each.yes else (),
            no=(time,) if time in each.no else (),
            invited_at=at,
            answered_at=each.answered_at if time in (*each.yes, *each.no) else None,
        )
        for each in meeting.participants
    )
    return replace(
        meeting,
        state=MeetingState.BOOKED,
        time=time,
        timed_at=at,
        slots=(),
        participants=people,
        sequence=meeting.sequence + moved,
    )


def _with(meeting: Meeting, person: str, side: Side, at: datetime) -> Meeting:
    """With that person among the participants."""
    if meeting.participant(person):
        return meeting
    new = Participant(person, side, required=False, invited_at=at)
    return replace(meeting, participants=(*meeting.participants, new))


def _merged(
    before: Collection[datetime], added: Collection[datetime], taken: Collection[datetime]
) -> tuple[datetime, ...]:
    return tuple(sorted(({*before} - {*taken}) | {*added}))


def _not_offered(meeting: Meeting) -> Exception:
    if meeting.state is MeetingState.BOOKED and not meeting.slots:
        return Conflict("A time was accepted already. Look at the meeting to see which.")
    return InvalidInput("time", "That time was not proposed. Choose one of those shown.")
