"""Meetings about the needs: the steps of their use cases within a unit of work."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.needs_meetings import MeetingState, NeedsMeeting, current
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Side
from domain.permissions import Action, Actor, decide
from services.access import own_or_not_found, subject_of
from services.agreement_status import organization_of
from services.cards import people_cards
from services.context import DEFAULT_ZONE
from services.needs_cards import MeetingView
from services.step_notices import destinations
from storage.unit_of_work import UnitOfWork

_NO_SUCH_MEETING = "I can't find that meeting. Open the agreement again to see what is planned."


def side_of(actor: Actor) -> Side:
    return Side.CEC if actor.is_staff else Side.CUSTOMER


def is_open(meeting: NeedsMeeting, now: datetime) -> bool:
    """Whether it waits for an answer, or lies ahead."""
    if meeting.state is MeetingState.PROPOSED:
        return True
    return meeting.state is MeetingState.ACCEPTED and meeting.time is not None and meeting.time > now


def open_meeting(work: UnitOfWork, actor: Actor, agreement: Agreement, now: datetime) -> MeetingView | None:
    """The one that the agreement shows too."""
    zone = ZoneInfo(DEFAULT_ZONE)
    first = current(work.needs_meetings.of_agreement(agreement.id), now.astimezone(zone).date(), zone)
    return meeting_view(work, actor, agreement, first, now) if first else None


def readable_meeting(work: UnitOfWork, actor: Actor, meeting_id: str) -> NeedsMeeting:
    """Raises NotFound, the same for one that is not there and one of another organization."""
    return own_or_not_found(actor, Action.READ_NEEDS, work.needs_meetings.find(meeting_id), _NO_SUCH_MEETING)


def meeting_view(
    work: UnitOfWork, actor: Actor, agreement: Agreement, meeting: NeedsMeeting, now: datetime
) -> MeetingView:
    people = people_cards(work, {each for each in (meeting.proposed_by, meeting.answered_by) if each})
    names = {person_id: card.name for person_id, card in people.items()}
    may = agreement.closed_at is None and decide(actor, Action.ARRANGE_MEETING, subject_of(actor, agreement)).allowed
    proposed = meeting.state is MeetingState.PROPOSED
    return MeetingView(
        meeting=meeting,
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        proposed_by=names.get(meeting.proposed_by, "CEC"),
        answered_by=names.get(meeting.answered_by or ""),
        may_answer=may and proposed and meeting.side is not side_of(actor),
        may_cancel=may and is_open(meeting, now),
    )


def tell(
    work: UnitOfWork, agreement: Agreement, meeting: NeedsMeeting, what: str, sides: Iterable[Side], at: datetime
) -> bool:
    """`what` is the state that it is in now. Returns whether anybody is in Slack to be told."""
    told = [each for side in sides for each in _destinations(work, agreement, meeting, side)]
    for place, to in enumerate(told):
        key = f"needs-meeting:{meeting.id}:{what}:{at.isoformat()}:{place}"
        work.notices.enqueue(
            Notice(key, NoticeKind.NEEDS_MEETING, to, {"meeting": meeting.id, "what": what, "at": at.isoformat()})
        )
    return bool(told)


def _destinations(work: UnitOfWork, agreement: Agreement, meeting: NeedsMeeting, side: Side) -> tuple[Destination, ...]:
    """Who leads that side, and who of it proposed the times."""
    found = destinations(work, agreement, side)
    proposer = work.people.find(meeting.proposed_by) if meeting.side is side else None
    reachable = proposer and proposer.active and proposer.slack_user_id
    own = (Destination(slack_user_id=reachable),) if reachable else ()
    return tuple(dict.fromkeys((*found, *own)))
