"""The notices about meetings: to those who take part, and where nobody of a side does, to who leads it."""

from collections.abc import Iterable
from datetime import datetime

from domain.action_items import ActionItem
from domain.agreements import Agreement
from domain.meetings import Meeting, MeetingKind, Participant
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person, Side
from domain.permissions import Actor
from services.recipients import destinations, in_slack
from storage.unit_of_work import UnitOfWork

#: What is told of a meeting, as facts name it.
PROPOSED, OTHER_TIMES, BOOKED, MOVED = "proposed", "other_times", "booked", "moved"
CANCELLED, DECLINED, CHANGED, INVITED, LEFT_OUT, NOTED, ANSWER_WANTED = (
    *("cancelled", "declined", "changed", "invited", "left_out", "noted", "answer_wanted"),
)


def tell_all(work: UnitOfWork, actor: Actor, agreement: Agreement, meeting: Meeting, what: str, at: datetime) -> None:
    """Everyone who takes part, on both sides."""
    to = [each for side in Side for each in _of_side(work, agreement, meeting.participants, side)]
    _tell(work, actor, agreement, meeting, what, to, at)


def tell_asked(work: UnitOfWork, actor: Actor, agreement: Agreement, meeting: Meeting, at: datetime) -> None:
    """Those who have to answer: the times wait for them."""
    waiting = [each for each in meeting.participants if each.answered_at is None]
    other = Side.CUSTOMER if actor.is_staff else Side.CEC
    lacking = not any(each.side is other for each in meeting.participants)
    to = [*_destinations(work, waiting), *(destinations(work, agreement, other) if lacking else ())]
    _tell(work, actor, agreement, meeting, PROPOSED, to, at)


def tell_organizers(
    work: UnitOfWork, actor: Actor, agreement: Agreement, meeting: Meeting, what: str, at: datetime
) -> None:
    """The side that has to find another time. CEC is told by an alert, but for the meetings about needs."""
    if meeting.side is Side.CEC and meeting.kind is not MeetingKind.NEEDS:
        return
    to = _of_side(work, agreement, meeting.participants, meeting.side)
    _tell(work, actor, agreement, meeting, what, to, at)


def tell_people(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    meeting: Meeting,
    what: str,
    people: Iterable[Participant],
    at: datetime,
) -> None:
    _tell(work, actor, agreement, meeting, what, _destinations(work, people), at)


def reminder(agreement: Agreement, meeting: Meeting, person: Person, minutes: int, open_items: int) -> Notice:
    """Before it begins, once for each time that the meeting has had."""
    starts = meeting.time.isoformat() if meeting.time else ""
    facts = {**_facts(agreement, meeting), "before": minutes, "open_items": open_items}
    key = f"meeting-reminder:{meeting.id}:{starts}:{person.id}:{minutes}"
    return Notice(key, NoticeKind.MEETING_REMINDER, Destination(slack_user_id=person.slack_user_id), facts)


def answer_wanted(agreement: Agreement, meeting: Meeting, person: Person, at: datetime) -> Notice:
    """Times wait for this person's answer; once for each proposal of times."""
    asked = meeting.proposed_at.isoformat() if meeting.proposed_at else ""
    facts = {**_facts(agreement, meeting), "what": ANSWER_WANTED, "by": "CEC", "at": at.isoformat()}
    key = f"meeting-answer:{meeting.id}:{asked}:{person.id}"
    return Notice(key, NoticeKind.MEETING, Destination(slack_user_id=person.slack_user_id), facts)


def about_item(agreement: Agreement, item: ActionItem, person: Person, what: str, mark: str) -> Notice:
    """To who has to do it: `what` is "given" or "due"; told once for each `mark`."""
    facts = {
        "number": agreement.number,
        "item": item.id,
        "meeting": item.meeting,
        "text": item.text,
        "due_on": item.due_on.isoformat(),
        "what": what,
    }
    key = f"action-item:{item.id}:{person.id}:{what}:{mark}"
    return Notice(key, NoticeKind.ACTION_ITEM, Destination(slack_user_id=person.slack_user_id), facts)


def _tell(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    meeting: Meeting,
    what: str,
    to: Iterable[Destination],
    at: datetime,
) -> None:
    by = actor.person.name if actor.person else "CEC"
    facts = {**_facts(agreement, meeting), "what": what, "by": by, "at": at.isoformat()}
    for each in dict.fromkeys(to):
        # The revision counts up with every change, so each is told once, however often it is tried.
        key = f"meeting:{meeting.id}:{meeting.revision}:{what}:{each.partition}"
        work.notices.enqueue(Notice(key, NoticeKind.MEETING, each, facts))


def _facts(agreement: Agreement, meeting: Meeting) -> dict[str, str | int | bool | None]:
    return {
        "meeting": meeting.id,
        "number": agreement.number,
        "title": meeting.title,
        "starts_at": meeting.time.isoformat() if meeting.time else None,
        "minutes": meeting.minutes,
        "sequence": meeting.sequence,
        "series": meeting.series is not None,
    }


def _of_side(
    work: UnitOfWork, agreement: Agreement, people: Iterable[Participant], side: Side
) -> tuple[Destination, ...]:
    return _destinations(work, [e for e in people if e.side is side]) or destinations(work, agreement, side)


def _destinations(work: UnitOfWork, people: Iterable[Participant]) -> tuple[Destination, ...]:
    found = in_slack(work, [each.person for each in people])
    return tuple(Destination(slack_user_id=person.slack_user_id) for person in found)
