"""Alerts about meetings, and what their participants are reminded of: the times of a meeting decide about both."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.action_items import ActionItem
from domain.agreements import Agreement
from domain.alerts import AlertKind, Level, Looked, Subject, SubjectType, Wanted, merged
from domain.business_days import add_business_days
from domain.meeting_answers import declined, unanswered
from domain.meeting_reminders import reminder_now, reminders_ahead
from domain.meeting_series import CADENCE_DAYS
from domain.meetings import Meeting, MeetingKind, MeetingState
from domain.notices import Notice
from domain.people import Person, Side
from services.alert_facts import about
from services.alert_levels import lead_levels
from services.alert_times import from_then_on, opening_on
from services.context import Context
from services.meeting_notices import about_item, answer_wanted, reminder
from services.meeting_parts import cadence_of, review_due_on
from services.office_hours import OfficeHours
from services.recipients import in_slack
from services.settings_table import MEETING_ANSWER_HOURS, office_day, office_hours_of, value_of
from storage.unit_of_work import UnitOfWork

_LONGEST_NOTICE = 14
"""Days before a regular meeting is due on which it is asked for; less for those that come often."""
_DUE, _OVERDUE = "due", "overdue"


def meeting_alerts(work: UnitOfWork, context: Context, meeting_id: str, now: datetime) -> Looked:
    meeting = work.meetings.find(meeting_id)
    agreement = work.agreements.get(meeting.agreement) if meeting else None
    if meeting is None or agreement is None or agreement.closed_at is not None:
        return Looked()
    parts = (_asked(work, agreement, meeting, now), _proposed(work, agreement, meeting, now))
    return merged(*parts, _booked(work, agreement, meeting, now))


def agreement_meeting_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    """The regular meeting that comes due, and action items."""
    today = office_day(work, context)
    items = work.action_items.open_of_agreement(agreement.id)
    owners = {person.id: person for person in work.people.several({item.owner for item in items})}
    followed = (_item(work, agreement, item, owners[item.owner], today, now) for item in items)
    return merged(_review(work, agreement, now), *followed)


def _asked(work: UnitOfWork, agreement: Agreement, meeting: Meeting, now: datetime) -> Looked:
    """Somebody of CEC has to propose times; one that the customer has to find times for is looked after later."""
    if meeting.state is not MeetingState.ASKED:
        return Looked()
    said = [each.answered_at for each in meeting.participants if each.other and each.answered_at]
    since = max(said, default=meeting.created_at)
    facts = {"words": _words(meeting), "asked_by": _name(work, _who_asked(meeting))}
    key = f"{meeting.id}:{since.isoformat()}"
    if meeting.side is Side.CUSTOMER:
        wanted = _wanted(work, agreement, meeting, AlertKind.MEETING_UNANSWERED, key, since, facts)
        return from_then_on(wanted, office_hours_of(work).after(since, 2 * _hours(work)), now)
    told = meeting.kind is MeetingKind.NEEDS and bool(said)
    return Looked((_wanted(work, agreement, meeting, AlertKind.MEETING_ASKED, key, since, facts, said=told),))


def _proposed(work: UnitOfWork, agreement: Agreement, meeting: Meeting, now: datetime) -> Looked:
    """Times wait for answers: customers are reminded, then who leads for CEC is told; CEC's own people at once."""
    if not meeting.slots or meeting.proposed_at is None:
        return Looked()
    after = office_hours_of(work).after
    remind_at, raise_at = (after(meeting.proposed_at, count * _hours(work)) for count in (1, 2))
    missing = unanswered(meeting)
    ours = tuple(each.person for each in missing if each.side is Side.CEC)
    past = meeting.slots[-1] <= now
    begins = min(meeting.slots[-1], remind_at if ours else raise_at)
    names = ", ".join(person.name for person in work.people.several(each.person for each in missing))
    wanted = _wanted(
        work,
        agreement,
        meeting,
        AlertKind.MEETING_UNANSWERED,
        f"{meeting.id}:{meeting.proposed_at.isoformat()}",
        begins,
        {"missing": names or None, "past": past},
        first=ours,
        mark="past" if past else "",
    )
    raised = from_then_on(wanted, begins, now)
    if past:
        return raised
    theirs = [each.person for each in missing if each.side is Side.CUSTOMER]
    reminded = _at_work(work, theirs, remind_at, now, lambda person: answer_wanted(agreement, meeting, person, now))
    again_at = min(remind_at, meeting.slots[-1]) if now < remind_at else meeting.slots[-1]
    return merged(raised, reminded, Looked((), again_at))


def _at_work(
    work: UnitOfWork, people: Iterable[str], begins: datetime, now: datetime, said: Callable[[Person], Notice]
) -> Looked:
    """Each of these people (ids) is told from an instant on, as soon as it is office hours where they are."""
    opens = [(each, OfficeHours(zone=each.time_zone).next_opening(begins)) for each in in_slack(work, people)]
    notices = tuple(said(person) for person, at in opens if at <= now)
    return Looked((), min((at for _, at in opens if at > now), default=None), notices)


def _booked(work: UnitOfWork, agreement: Agreement, meeting: Meeting, now: datetime) -> Looked:
    if meeting.state is not MeetingState.BOOKED or meeting.ends_at is None:
        return Looked()
    if meeting.ends_at <= now:
        kind = AlertKind.NOTES_MISSING
        return Looked((_wanted(work, agreement, meeting, kind, f"{meeting.id}:{meeting.time}", meeting.ends_at, {}),))
    missing = declined(meeting)
    wanted: tuple[Wanted, ...] = ()
    if missing:
        names = ", ".join(person.name for person in work.people.several(each.person for each in missing))
        facts = {"missing": names, "words": "; ".join(each.other for each in missing if each.other) or None}
        since = max((each.answered_at for each in missing if each.answered_at), default=now)
        key = f"{meeting.id}:{meeting.time}"
        wanted = (_wanted(work, agreement, meeting, AlertKind.MEETING_CHANGED, key, since, facts, mark=names),)
    return merged(Looked(wanted, meeting.ends_at), _reminders(work, agreement, meeting, now))


def _reminders(work: UnitOfWork, agreement: Agreement, meeting: Meeting, now: datetime) -> Looked:
    chosen = work.preferences.of_several(each.person for each in meeting.participants)
    reachable = {person.id: person for person in in_slack(work, chosen)}
    due: list[tuple[Person, int]] = []
    ahead: list[datetime] = []
    for each in meeting.participants:
        minutes = chosen[each.person].reminders
        ahead += reminders_ahead(meeting, minutes, now)
        before = reminder_now(meeting, each, minutes, now)
        if before is not None and each.person in reachable:
            due.append((reachable[each.person], before))
    items = len(work.action_items.open_of_agreement(agreement.id)) if due else 0
    told = tuple(reminder(agreement, meeting, person, minutes, items) for person, minutes in due)
    return Looked((), min(ahead, default=None), told)


def _review(work: UnitOfWork, agreement: Agreement, now: datetime) -> Looked:
    due = review_due_on(work, agreement)
    every = cadence_of(work, agreement) if due else None
    if due is None or every is None:
        return Looked()
    begins = opening_on(work, due - timedelta(days=min(_LONGEST_NOTICE, CADENCE_DAYS[every] // 3)))
    facts = {"due_on": due.isoformat(), "every": every.value}
    levels = lead_levels(work, agreement)
    wanted = about(agreement, AlertKind.MEETING_DUE, f"{agreement.id}:{due}", levels, begins, facts)
    return from_then_on(wanted, begins, now)


def _item(
    work: UnitOfWork, agreement: Agreement, item: ActionItem, owner: Person, today: date, now: datetime
) -> Looked:
    """Its owner is told on the day; of one of the customer who leads for CEC hears once it is overdue."""
    due_at, late_at = (opening_on(work, day) for day in (item.due_on, add_business_days(item.due_on, 1)))
    ours = owner.side is Side.CEC
    facts = {"item": item.id, "text": item.text, "due_on": item.due_on.isoformat(), "owner": owner.name}
    levels = lead_levels(work, agreement, owner.id if ours else None)
    mark = _OVERDUE if now >= late_at else _DUE
    key = f"{item.id}:{item.due_on}:{item.owner}"
    wanted = about(agreement, AlertKind.ACTION_ITEM_DUE, key, levels, due_at if ours else late_at, facts, mark)
    raised = from_then_on(wanted, due_at if ours else late_at, now)
    turns = Looked((), next((at for at in (due_at, late_at) if at > now), None))
    theirs = [] if ours or now >= late_at else [owner.id]
    day = str(item.due_on)
    reminded = _at_work(work, theirs, due_at, now, lambda person: about_item(agreement, item, person, _DUE, day))
    return merged(raised, turns, reminded)


def _wanted(
    work: UnitOfWork,
    agreement: Agreement,
    meeting: Meeting,
    kind: AlertKind,
    key: str,
    since: datetime,
    facts: Mapping[str, str | int | bool | None],
    first: tuple[str, ...] = (),
    mark: str = "",
    said: bool = False,
) -> Wanted:
    """Goes to `first` (person ids), else to the organizer where they are of CEC; then to who leads the agreement."""
    organizer = meeting.organizer if meeting.side is Side.CEC else None
    levels: tuple[Level, ...] = lead_levels(work, agreement, *(first or (organizer,)))
    own = {
        "meeting": meeting.id,
        "meeting_title": meeting.title,
        "kind": meeting.kind.value,
        "starts_at": meeting.time.isoformat() if meeting.time else None,
    }
    wanted = about(agreement, kind, key, levels, since, {**own, **facts}, mark, said=said)
    return replace(wanted, subject=Subject(SubjectType.MEETING, meeting.id))


def _who_asked(meeting: Meeting) -> str | None:
    """Who could come at none of the times, or took part first in what was asked for."""
    said = [each.person for each in meeting.participants if each.other]
    others = [each.person for each in meeting.participants if each.side is Side.CUSTOMER]
    return next(iter((*said, *others)), None)


def _words(meeting: Meeting) -> str | None:
    return meeting.reason or "; ".join(each.other for each in meeting.participants if each.other) or None


def _name(work: UnitOfWork, person: str | None) -> str | None:
    return next((each.name for each in work.people.several([person])), None) if person else None


def _hours(work: UnitOfWork) -> int:
    return int(value_of(work, MEETING_ANSWER_HOURS))
