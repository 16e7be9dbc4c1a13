"""Digests: what is open for a member of staff, once a day or once a week, at the time that they chose."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.alerts import AlertKind
from domain.people import Person
from domain.preferences import DigestRhythm, Preferences
from domain.quiet_hours import free_at, hour_to_tell, works_on
from services.alert_notices import digest
from services.context import Context
from services.settings_table import zone_of_person
from storage.unit_of_work import UnitOfWork

DIGESTED_APART = (AlertKind.STARTUP_DUE, AlertKind.STARTUP_BLOCKED)
"""The digest of startup tasks counts them, and their owners are reminded of each."""


@dataclass(frozen=True)
class _Due:
    person: Person
    day: date
    weekly: bool


def send_digests(context: Context) -> int:
    """How many leave. Who has nothing open gets none."""
    now = context.clock()
    with context.reading() as work:
        due = _due(work, now)
    return _send(context, due) if due else 0


def _due(work: UnitOfWork, now: datetime) -> list[_Due]:
    staff = [person for person in work.people.staff() if person.active and person.slack_user_id]
    chosen, last = work.preferences.of_several(person.id for person in staff), work.alerts.digest_days()
    found = (
        _due_of(person, chosen[person.id], zone_of_person(work, person), last.get(person.id), now) for person in staff
    )
    return [each for each in found if each]


def _due_of(person: Person, chosen: Preferences, zone: ZoneInfo, last: date | None, now: datetime) -> _Due | None:
    local = now.astimezone(zone)
    today, weekly = local.date(), chosen.digest is DigestRhythm.WEEKLY
    if chosen.digest is DigestRhythm.NEVER or not works_on(chosen, today):
        return None
    if local.time() < hour_to_tell(chosen, chosen.digest_at):
        return None
    told = last is not None and (last.isocalendar()[:2] == today.isocalendar()[:2] if weekly else last >= today)
    if told or free_at(chosen, zone, now) > now:
        return None
    return _Due(person, today, weekly)


def _send(context: Context, due: list[_Due]) -> int:
    with context.unit_of_work() as work:
        totals = work.alerts.many_of((each.person.id for each in due), DIGESTED_APART)
        for each in due:
            if each.person.id in totals:
                digest(work, each.person, each.day, totals[each.person.id], each.weekly)
        work.alerts.keep_digests({each.person.id: each.day for each in due})
        work.commit()
    return len(totals)
