"""A meeting about the needs, in a simple form: one side proposes times, the other accepts one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from enum import StrEnum

from domain.errors import Conflict, InvalidInput
from domain.people import Side

MOST_TIMES = 5
LENGTHS = (15, 30, 45, 60, 90, 120)
"""Minutes."""
LONGEST_PLACE, LONGEST_REASON = 300, 500


class MeetingState(StrEnum):
    """`other_times`: none of the times suits the other side."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    OTHER_TIMES = "other_times"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Invitation:
    """What is proposed: instants with their zone, the length in minutes, and a place or a link."""

    times: tuple[datetime, ...]
    minutes: int
    place: str = ""


@dataclass(frozen=True)
class NeedsMeeting:
    """`proposed_by` and `answered_by` are person ids; `time` is the accepted one. `reason` says why it was cancelled,
    or what would suit better."""

    id: str
    agreement: str
    organization: str
    proposed_by: str
    side: Side
    at: datetime
    invitation: Invitation
    state: MeetingState = MeetingState.PROPOSED
    time: datetime | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    reason: str = ""


def checked(invitation: Invitation, now: datetime) -> Invitation:
    """In order of time. Raises InvalidInput naming the field: `time1` to `time5`, `minutes` or `place`."""
    if not invitation.times:
        raise InvalidInput("time1", "Give at least one time.")
    if len(invitation.times) > MOST_TIMES:
        raise InvalidInput("time1", f"Give up to {MOST_TIMES} times.")
    for place, time in enumerate(invitation.times, start=1):
        if time <= now:
            raise InvalidInput(f"time{place}", "That time is past. Give one that is still to come.")
        if time in invitation.times[: place - 1]:
            raise InvalidInput(f"time{place}", "This time is there already. Give another one, or leave it empty.")
    if invitation.minutes not in LENGTHS:
        raise InvalidInput("minutes", "Choose one of the lengths.")
    if len(invitation.place.strip()) > LONGEST_PLACE:
        raise InvalidInput("place", f"Give the place or link in up to {LONGEST_PLACE} characters.")
    return replace(invitation, times=tuple(sorted(invitation.times)), place=invitation.place.strip())


def current(meetings: Iterable[NeedsMeeting], today: date, zone: tzinfo) -> NeedsMeeting | None:
    """The meeting to show of an agreement: the one that waits for an answer, else the next accepted one.

    One of today counts all day; `zone` is where it is that day.
    """
    found = tuple(meetings)
    proposed = next((each for each in found if each.state is MeetingState.PROPOSED), None)
    accepted = [(each.time, each) for each in found if each.state is MeetingState.ACCEPTED and each.time]
    ahead = [(time, each) for time, each in accepted if time.astimezone(zone).date() >= today]
    return proposed or min(ahead, key=lambda one: one[0], default=(None, None))[1]


def refuse_second(meetings: Sequence[NeedsMeeting]) -> None:
    """Raises Conflict while a proposal of either side waits for an answer."""
    waiting = next((meeting for meeting in meetings if meeting.state is MeetingState.PROPOSED), None)
    if waiting:
        raise Conflict(
            f"{_name(waiting.side)} proposed times already. Accept one, ask for other times or cancel the proposal."
        )


def accept(meeting: NeedsMeeting, time: datetime, side: Side, by: str, at: datetime) -> NeedsMeeting:
    """The other side takes one of the times. Raises Conflict when it is answered already or the time is past."""
    _must_wait_for(meeting, side)
    if time not in meeting.invitation.times:
        raise InvalidInput("time", "That time was not proposed. Choose one of those shown.")
    if time <= at:
        raise Conflict("That time is past. Choose another one, or ask for other times.")
    return replace(meeting, state=MeetingState.ACCEPTED, time=time, answered_by=by, answered_at=at)


def ask_for_others(meeting: NeedsMeeting, reason: str, side: Side, by: str, at: datetime) -> NeedsMeeting:
    """None of the times suits the other side. Raises Conflict as `accept`; a reason may be empty."""
    _must_wait_for(meeting, side)
    return replace(meeting, state=MeetingState.OTHER_TIMES, reason=_reason(reason), answered_by=by, answered_at=at)


def cancel(meeting: NeedsMeeting, reason: str, by: str, at: datetime) -> NeedsMeeting:
    """Either side calls it off. Raises InvalidInput without a reason, Conflict when it is over."""
    if not reason.strip():
        raise InvalidInput("reason", "Say why, so that the other side knows.")
    if meeting.state not in (MeetingState.PROPOSED, MeetingState.ACCEPTED):
        raise Conflict(_OVER[meeting.state])
    if meeting.time and meeting.time <= at:
        raise Conflict("The time of this meeting is past, so it can't be cancelled any more.")
    return replace(meeting, state=MeetingState.CANCELLED, reason=_reason(reason), answered_by=by, answered_at=at)


_OVER = {
    MeetingState.ACCEPTED: "A time was accepted already. Look at the agreement to see which.",
    MeetingState.OTHER_TIMES: "Other times were asked for meanwhile. New ones can be proposed.",
    MeetingState.CANCELLED: "This meeting was cancelled meanwhile.",
}


def _must_wait_for(meeting: NeedsMeeting, side: Side) -> None:
    if meeting.state is not MeetingState.PROPOSED:
        raise Conflict(_OVER[meeting.state])
    if meeting.side is side:
        raise Conflict("Your side proposed these times, so the other side answers. You can cancel the proposal.")


def _reason(reason: str) -> str:
    if len(reason.strip()) > LONGEST_REASON:
        raise InvalidInput("reason", f"Say it in up to {LONGEST_REASON} characters.")
    return reason.strip()


def _name(side: Side) -> str:
    return "CEC" if side is Side.CEC else "The customer"
