"""Meetings as events of calendars: for invitations, and for people's own feeds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from documents.calendar_events import Answer, CalendarEvent, Invited, uid_of
from domain.agreements import Agreement
from domain.meeting_series import sequence_of
from domain.meetings import Meeting, MeetingState, Participant
from domain.people import LEADS, Person, Side
from services.recurrences import occurrences, rule_of
from services.settings_table import zone_of_person
from storage.unit_of_work import UnitOfWork

KIND = "meeting"


def event_of(agreement: Agreement, meeting: Meeting, zone: ZoneInfo, reminders: Sequence[int] = ()) -> CalendarEvent:
    """A meeting by itself, without its people, as a feed shows it. It has to have a time."""
    if meeting.time is None:
        raise ValueError(f"meeting {meeting.id} has no time")
    start = meeting.time.astimezone(zone)
    return CalendarEvent(
        uid=uid_of(KIND, meeting.id),
        title=meeting.title,
        start=start,
        end=start + timedelta(minutes=meeting.minutes),
        changed_at=max(filter(None, (meeting.created_at, meeting.proposed_at, meeting.timed_at))),
        sequence=meeting.sequence,
        description=_description(agreement, meeting),
        place=meeting.place,
        link=meeting.link,
        cancelled=meeting.state is MeetingState.CANCELLED,
        reminders=tuple(reminders),
    )


def invitation_of(work: UnitOfWork, meeting: Meeting, reminders: Sequence[int] = ()) -> CalendarEvent:
    """A meeting by itself with its people, in the zone of who organizes it."""
    agreement = work.agreements.get(meeting.agreement)
    organizer = _organizer(work, agreement, meeting)
    people = {person.id: person for person in work.people.several(each.person for each in meeting.participants)}
    return replace(
        event_of(agreement, meeting, _zone_of(work, meeting, organizer), reminders),
        organizer=Invited(organizer.name, organizer.email) if organizer else None,
        invited=tuple(_invited(people[e.person], e, meeting) for e in meeting.participants if e.person in people),
    )


def one_of_series(event: CalendarEvent, meeting: Meeting, sequence: int) -> CalendarEvent:
    """The event as calendars know it that have the whole series: by when the rule has it, and counted as all of it."""
    if meeting.series is None or meeting.original is None or not isinstance(event.start, datetime):
        return event
    instance = meeting.original.astimezone(event.start.tzinfo)
    return replace(event, uid=uid_of(KIND, meeting.series), instance=instance, sequence=sequence)


def whole_series(work: UnitOfWork, meetings: Sequence[Meeting], reminders: Sequence[int] = ()) -> list[CalendarEvent]:
    """The series by its rule, and each one that is not where the rule has it. `meetings` are all of it."""
    first = next(each for each in meetings if each.id == each.series)
    event = invitation_of(work, first, reminders)
    if first.repeats is None or first.original is None:
        return [event]
    zone = ZoneInfo(first.repeats.zone)
    start, rule = first.original.astimezone(zone), first.repeats.rule
    by_rule = {each.original for each in occurrences(rule, start, zone)}
    there = {each.original for each in meetings if each.original and each.state is not MeetingState.CANCELLED}
    master = replace(
        event,
        uid=uid_of(KIND, first.series or first.id),
        start=start,
        end=start + timedelta(minutes=first.minutes),
        sequence=sequence_of(meetings),
        rule=rule_of(rule, start, zone),
        left_out=tuple(sorted(by_rule - there)),
        added=tuple(each.astimezone(zone) for each in sorted(there - by_rule)),
        cancelled=not there,
    )
    moved = [each for each in meetings if each.original in there and _differs(each, first)]
    return [master, *(one_of_series(invitation_of(work, each, reminders), each, master.sequence) for each in moved)]


def _differs(meeting: Meeting, first: Meeting) -> bool:
    """Whether it is not as the rule has it."""
    usual = (first.minutes, first.title, first.place, first.link, first.agenda)
    own = (meeting.minutes, meeting.title, meeting.place, meeting.link, meeting.agenda)
    return meeting.time != meeting.original or own != usual


def _zone_of(work: UnitOfWork, meeting: Meeting, organizer: Person | None) -> ZoneInfo:
    """A series has a zone of its own, else it is the organizer's."""
    if meeting.repeats:
        return ZoneInfo(meeting.repeats.zone)
    return zone_of_person(work, organizer)


def _organizer(work: UnitOfWork, agreement: Agreement, meeting: Meeting) -> Person | None:
    """Who organizes it, else who leads the agreement for CEC."""
    wanted = meeting.organizer or agreement.holder_of(Side.CEC, LEADS[Side.CEC])
    return work.people.find(wanted) if wanted else None


def _invited(person: Person, participant: Participant, meeting: Meeting) -> Invited:
    return Invited(person.name, person.email, _answer(participant, meeting), participant.required)


def _answer(participant: Participant, meeting: Meeting) -> Answer:
    if meeting.time in participant.yes:
        return Answer.YES
    if meeting.time in participant.no:
        return Answer.NO
    return Answer.OTHER_TIME if participant.other else Answer.NONE


def _description(agreement: Agreement, meeting: Meeting) -> str:
    agenda = f"\n\nAgenda:\n{meeting.agenda}" if meeting.agenda else ""
    return f"Agreement {agreement.number}, {agreement.title}{agenda}"
