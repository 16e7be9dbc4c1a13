"""When a person may be told something: in their own zone, outside of their quiet hours and days off."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from domain.alerts import Looked, Subject, SubjectType
from domain.meetings import OPEN
from domain.notices import Destination, Notice
from domain.people import Person
from domain.quiet_hours import free_at
from services.office_hours import OfficeHours
from services.settings_table import office_hours_of, zone_of_person
from storage.unit_of_work import UnitOfWork

MOST_MEETINGS = 200
"""Of one person, the next ones; later ones are looked at by themselves before they come."""


def may_be_told_at(work: UnitOfWork, person: Person, at: datetime) -> datetime:
    """The first instant, `at` itself or later."""
    return free_at(work.preferences.of(person.id), zone_of_person(work, person), at)


def at_work(
    work: UnitOfWork, people: Iterable[Person], begins: datetime, now: datetime, said: Callable[[Person], Notice]
) -> Looked:
    """Each of these people is told from an instant on, as soon as it is business time where they are."""
    from_then_on = max(begins, now)
    opens = [(each, at_business(work, each, from_then_on)) for each in people]
    notices = tuple(said(person) for person, at in opens if at <= now)
    return Looked((), min((at for _, at in opens if at > now), default=None), notices)


def look_at_what_is_told(work: UnitOfWork, person: str, now: datetime) -> None:
    """After other hours, another zone or other reminders of a person (id): their alerts and meetings."""
    open_ones = work.meetings.of_person(person, OPEN, after=now, limit=MOST_MEETINGS)
    for subject in (*work.alerts.subjects_of(person), *(Subject(SubjectType.MEETING, each.id) for each in open_ones)):
        work.watches.look(subject)


def wait_of(work: UnitOfWork, to: Destination, now: datetime) -> timedelta:
    """How long what is told by the clock waits: until it is business time where they are, at the office for others."""
    reader = work.people.by_slack_id(to.slack_user_id) if to.slack_user_id else None
    opens = at_business(work, reader, now) if reader else office_hours_of(work).next_opening(now)
    return opens - now


def at_business(work: UnitOfWork, person: Person, at: datetime) -> datetime:
    """The first instant, `at` itself or later, at which it is business time where they are and they may be told."""
    opening = OfficeHours(zone_of_person(work, person).key).next_opening(at)
    return may_be_told_at(work, person, opening)
