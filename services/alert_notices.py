"""The notices of alerts: one message in each place, kept up to date, with its history in the thread."""

from datetime import date, datetime, timedelta

from domain.alert_deliveries import STAFF_PLACE, Delivery
from domain.kept_alerts import Alert, Event
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person
from services.recipients import in_slack
from services.telling_hours import may_be_told_at
from storage.unit_of_work import UnitOfWork

#: What a line in the thread is written of; other changes only show in the message itself.
_WORTH_A_LINE = frozenset(Event) - {Event.RAISED, Event.CHANGED}


def post(work: UnitOfWork, alert: Alert, delivery: Delivery) -> None:
    """The first message of this place."""
    to = _destination(work, delivery)
    if to:
        facts = {"alert": alert.id, "place": delivery.place, "kind": alert.wanted.kind.value}
        work.notices.enqueue(Notice(f"alert:{alert.id}:{delivery.place}", NoticeKind.ALERT, to, facts))


def update(
    work: UnitOfWork, alert: Alert, delivery: Delivery, events: tuple[Event, ...], by: Person | None, at: datetime
) -> None:
    """The message shows how things are now, and the thread what happened: that is heard, so it waits for the end of
    the reader's quiet hours unless it was their own doing. Nothing to a person who left.
    """
    to = _destination(work, delivery)
    if to is None:
        return
    reader = work.people.find(delivery.place) if delivery.place != STAFF_PLACE else None
    wait = may_be_told_at(work, reader, at) - at if reader and reader != by else timedelta(0)
    key = f"{alert.id}:{delivery.place}:{alert.revision}"
    facts = {"alert": alert.id, "place": delivery.place, "kind": alert.wanted.kind.value}
    work.notices.enqueue(Notice(f"alert-update:{key}", NoticeKind.ALERT, to, facts))
    for event in (each for each in events if each in _WORTH_A_LINE):
        said = {**facts, **_line(work, alert, event, by), "at": at.isoformat()}
        work.notices.enqueue(Notice(f"alert-{event}:{key}", NoticeKind.ALERT_THREAD, to, said), wait)


def digest(work: UnitOfWork, person: Person, day: date, total: int, weekly: bool) -> None:
    """What is open for them is read where it is delivered."""
    facts = {"day": day.isoformat(), "total": total, "weekly": weekly}
    to = Destination(slack_user_id=person.slack_user_id)
    work.notices.enqueue(Notice(f"alert-digest:{person.id}:{day}", NoticeKind.ALERT_DIGEST, to, facts))


def _line(work: UnitOfWork, alert: Alert, event: Event, by: Person | None) -> dict[str, str | int | bool | None]:
    """`for`: the names of those who are told now, None for the staff channel."""
    people = (alert.claimed_by,) if alert.claimed_by else alert.now_for.people
    told = [each.name for each in work.people.several(each for each in people if each)]
    return {
        "what": event.value,
        "by": by.name if by else None,
        "for": ", ".join(told) or None,
        "until": alert.snoozed_until.isoformat() if alert.snoozed_until else None,
        "why": alert.settled_why or None,
        "mark": alert.wanted.mark or None,
    }


def _destination(work: UnitOfWork, delivery: Delivery) -> Destination | None:
    if delivery.place == STAFF_PLACE:
        return Destination(staff=True)
    person = next(iter(in_slack(work, [delivery.place])), None)
    return Destination(slack_user_id=person.slack_user_id) if person else None
