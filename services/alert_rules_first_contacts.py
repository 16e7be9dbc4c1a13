"""The alert about a prospect: someone asks for an agreement, and nobody of CEC leads it yet."""

from datetime import datetime

from domain.alerts import AlertKind, Level, Looked, Subject, SubjectType, Wanted
from domain.first_contacts import FirstContactState
from services.alert_levels import levels
from services.context import Context
from services.settings_table import ALERT_HOURS, value_of
from storage.unit_of_work import UnitOfWork


def first_contact_alerts(work: UnitOfWork, context: Context, first_contact_id: str, now: datetime) -> Looked:
    """The message that tells the staff channel of it is the alert's; administrators are told where it is left there."""
    first = work.first_contacts.find(first_contact_id)
    if first is None or not _waits(first.state, first.claimed_by):
        return Looked()
    hours = int(value_of(work, ALERT_HOURS))
    channel = Level((), hours, staff_channel=True)
    administrators = tuple(person.id for person in work.people.staff() if person.active and person.administrator)
    after = (Level(administrators),) if administrators else ()
    leads = levels(work, (first.claimed_by,))[:1] if first.claimed_by else ()
    facts = {"first_contact": first.id, "name": first.name, "organization_name": first.organization_name}
    wanted = Wanted(
        kind=AlertKind.NEW_PROSPECT,
        key=f"{AlertKind.NEW_PROSPECT}:{first.id}",
        subject=Subject(SubjectType.FIRST_CONTACT, first.id),
        levels=(*(leads or (channel,)), *after),
        since=first.asked_at,
        organization=first.organization,
        agreement=first.agreement,
        said=True,
        facts=facts,
    )
    return Looked((wanted,))


def _waits(state: FirstContactState, claimed_by: str | None) -> bool:
    if state is FirstContactState.OPEN:
        return claimed_by is None
    return state is FirstContactState.WAITING
