"""The notices about meetings: to those who take part, and where nobody of a side does, to who leads it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from domain.action_items import ActionItem
from domain.agreements import Agreement
from domain.meetings import Meeting, Participant
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
SEEN_ANEW = "seen_anew"
"""Nothing is said; messages that are there show how it stands."""


def tell_all(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    meeting: Meeting,
    what: str,
    at: datetime,
    former: str | None = None,
    was: datetime | None = None,
    also: Iterable[Meeting] = (),
) -> None:
    """Everyone who takes part, on both sides. `former` is the series to which the meeting belonged until now, `was` the
    time that it had; `also` are others to which the same happened."""
    to = [each for side in Side for each in _of_side(work, agreement, meeting.participants, side)]
    times = sorted(each.time for each in also if each.time)
    more = {
        "former": former,
        "was": was.isoformat() if was else None,
        "also": len(times) or None,
        "last": times[-1].isoformat() if times else None,
    }
    _tell(work, actor, agreement, meeting, what, to, at, more)


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
    """The side that has to find another time. Who of CEC does not take part hears it by an alert."""
    to = _of_side(work, agreement, meeting.participants, meeting.side)
    _tell(work, actor, agreement, meeting, what, to, at)


def show_anew(
    work: UnitOfWork, actor: Actor, agreement: Agreement, meeting: Meeting, at: datetime, told: Iterable[Side] = ()
) -> None:
    """What the others have before them who take part, but of the sides that are told of it otherwise."""
    others = [each for each in meeting.participants if each.side not in told and each.person != actor.id]
    _tell(work, actor, agreement, meeting, SEEN_ANEW, _destinations(work, others), at)


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
    more: Mapping[str, str | int | None] | None = None,
) -> None:
    by = actor.person.name if actor.person else "CEC"
    facts = {**_facts(agreement, meeting), "what": what, "by": by, "at": at.isoformat(), **(more or {})}
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
