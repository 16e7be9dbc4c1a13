"""Alerts about meetings, and what their participants are reminded of: the times of a meeting decide about both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.action_items import ActionItem
from domain.agreements import Agreement
from domain.alerts import AlertKind, Level, Looked, Subject, SubjectType, Wanted, merged
from domain.business_days import add_business_days
from domain.meeting_answers import declined, unanswered
from domain.meeting_reminders import reminder_now, reminders_ahead
from domain.meeting_series import CADENCE_DAYS
from domain.meetings import Meeting, MeetingState, Participant
from domain.people import Person, Side
from services.alert_facts import about
from services.alert_levels import lead_levels
from services.alert_times import NEWS_DAYS, business_days_after, from_then_on, opening_on, until_then
from services.context import Context
from services.meeting_notices import about_item, answer_wanted, reminder
from services.meeting_parts import cadence_of, review_due_on
from services.recipients import in_slack
from services.settings_table import MEETING_ANSWER_HOURS, office_day, office_hours_of, value_of
from services.telling_hours import at_work
from storage.unit_of_work import UnitOfWork

_LONGEST_NOTICE = 14
"""Days before a regular meeting is due on which it is asked for; less for those that come often."""
_DUE, _OVERDUE = "due", "overdue"
_HISTORY_READ = 20


def meeting_alerts(work: UnitOfWork, context: Context, meeting_id: str, now: datetime) -> Looked:
    meeting = work.meetings.find(meeting_id)
    agreement = work.agreements.get(meeting.agreement) if meeting else None
    if meeting is None or agreement is None or agreement.closed_at is not None:
        return Looked()
    parts = (_asked(work, agreement, meeting, now), _proposed(work, agreement, meeting, now))
    return merged(*parts, _booked(work, agreement, meeting, now), _called_off(work, agreement, meeting, now))


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
    refused = _refused_last(meeting)
    since = refused.answered_at if refused and refused.answered_at else meeting.created_at
    facts = {
        "words": _words(meeting),
        "asked_by": _name(work, refused.person if refused else _who_asked(meeting)),
        "refused": " ".join(time.isoformat() for time in refused.no) if refused else None,
    }
    key, mark = f"{meeting.id}:times", since.isoformat()
    if meeting.side is Side.CUSTOMER:
        wanted = _wanted(work, agreement, meeting, AlertKind.MEETING_UNANSWERED, key, since, facts, mark=mark)
        return from_then_on(wanted, office_hours_of(work).after(since, 2 * _hours(work)), now)
    asked = _wanted(work, agreement, meeting, AlertKind.MEETING_ASKED, key, since, facts, mark=mark)
    return Looked((_said(asked, meeting) if refused else asked,))


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
    reminded = at_work(
        work, in_slack(work, theirs), remind_at, now, lambda person: answer_wanted(agreement, meeting, person, now)
    )
    again_at = min(remind_at, meeting.slots[-1]) if now < remind_at else meeting.slots[-1]
    return merged(raised, reminded, Looked((), again_at))


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
        changed = _wanted(work, agreement, meeting, AlertKind.MEETING_CHANGED, key, since, facts, mark=names)
        wanted = (_said(changed, meeting),)
    return merged(Looked(wanted, meeting.ends_at), _reminders(work, agreement, meeting, now))


def _called_off(work: UnitOfWork, agreement: Agreement, meeting: Meeting, now: datetime) -> Looked:
    """News: the customer called it off. A notice told that to all who take part."""
    by = work.people.find(meeting.ended_by) if meeting.state is MeetingState.CANCELLED and meeting.ended_by else None
    at = _cancelled_at(work, meeting) if by and by.side is Side.CUSTOMER else None
    if by is None or at is None or not _is_first_of_those(work, meeting):
        return Looked()
    facts = {"cancelled_by": by.name, "words": meeting.reason or None}
    wanted = _wanted(work, agreement, meeting, AlertKind.MEETING_CHANGED, f"{meeting.id}:cancelled", at, facts)
    news = replace(_said(wanted, meeting), levels=(replace(wanted.levels[0], hours=None),), passing=True)
    return until_then(news, business_days_after(work, at, NEWS_DAYS), now)


def _cancelled_at(work: UnitOfWork, meeting: Meeting) -> datetime | None:
    changes = work.history.of("meeting", meeting.id, _HISTORY_READ, 0)
    return next((each.at for each in changes if (each.field, each.new) == ("state", MeetingState.CANCELLED)), None)


def _is_first_of_those(work: UnitOfWork, meeting: Meeting) -> bool:
    """Of a series that was called off together, one alert is enough."""
    together = [
        each
        for each in (work.meetings.of_series(meeting.series) if meeting.series else (meeting,))
        if (each.state, each.reason, each.ended_by) == (meeting.state, meeting.reason, meeting.ended_by)
    ]
    return meeting.id == min(together, key=lambda each: (str(each.time), each.id)).id


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
    theirs = () if ours or now >= late_at else in_slack(work, [owner.id])
    day = str(item.due_on)
    reminded = at_work(work, theirs, due_at, now, lambda person: about_item(agreement, item, person, _DUE, day))
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
    wanted = about(agreement, kind, key, levels, since, {**own, **facts}, mark)
    return replace(wanted, subject=Subject(SubjectType.MEETING, meeting.id))


def _said(wanted: Wanted, meeting: Meeting) -> Wanted:
    """A notice told those of CEC who take part; others hear it by the alert."""
    return replace(wanted, said=all(meeting.participant(each) for each in wanted.levels[0].people))


def _refused_last(meeting: Meeting) -> Participant | None:
    """Who could come at none of the times that were proposed last."""
    refused = [each for each in meeting.participants if each.answered_at and (each.no or each.other)]
    return max(refused, key=lambda each: str(each.answered_at), default=None)


def _who_asked(meeting: Meeting) -> str | None:
    """Who took part first in what was asked for."""
    return next((each.person for each in meeting.participants if each.side is Side.CUSTOMER), None)


def _words(meeting: Meeting) -> str | None:
    return meeting.reason or "; ".join(each.other for each in meeting.participants if each.other) or None


def _name(work: UnitOfWork, person: str | None) -> str | None:
    return next((each.name for each in work.people.several([person])), None) if person else None


def _hours(work: UnitOfWork) -> int:
    return int(value_of(work, MEETING_ANSWER_HOURS))
