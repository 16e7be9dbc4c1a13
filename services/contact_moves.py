"""One contact named in an agreement: in whose place, and whether somebody else was quicker."""

from datetime import datetime

from domain.agreement_contacts import set_contact
from domain.agreements import Agreement
from domain.contacts import replace_contact
from domain.errors import Conflict, InvalidInput
from domain.history import Change
from domain.people import Contact, Role
from domain.permissions import Actor
from services.contact_cards import ContactGiven
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 50


def replaced_by(work: UnitOfWork, agreement: Agreement, new: Contact, given: ContactGiven) -> Contact | None:
    """Whose place the new contact takes. Raises InvalidInput where several people could be meant."""
    holders = [c for c in agreement.contacts if (c.side, c.role) == (new.side, new.role) and c != new]
    if given.replaces:
        return next((contact for contact in holders if contact.person_id == given.replaces), None)
    if given.in_addition or not holders:
        return None
    if len(holders) > 1:
        names = " and ".join(person.name for person in work.people.several(c.person_id for c in holders))
        raise InvalidInput("how", f"{names} have this role. Choose to add, or replace one of them in the contacts.")
    return holders[0]


def with_contact(
    agreement: Agreement, old: Contact | None, new: Contact, at: datetime, by: str
) -> tuple[Agreement, tuple[Change, ...]]:
    if old is not None:
        return replace_contact(agreement, old, new, at, by)
    changed, change = set_contact(agreement, new, at, by)
    return changed, (change,)


def refuse_if_moved(work: UnitOfWork, actor: Actor, agreement: Agreement, given: ContactGiven, since: datetime) -> None:
    """Raises Conflict when someone else changed who has the role after the form was opened."""
    latest = work.history.of("agreement", agreement.id, HISTORY_READ)
    key = f"{given.side}_{given.role}: "
    for change in latest:
        about = (change.new or change.old or "").startswith(key)
        if change.field == "contact" and about and change.at > since and change.by != actor.id:
            raise Conflict(_what_happened(work, change, given.role, agreement.number))


def _what_happened(work: UnitOfWork, change: Change, role: Role, number: str) -> str:
    about = (change.new or change.old or "").partition(": ")[2]
    people = {person.id: person.name for person in work.people.several((change.by, about))}
    who = people.get(about, "someone")
    by = people.get(change.by, "CEC")
    what = f"named {who} as {role.label}" if change.new else f"took off {who} as {role.label}"
    return f"{by} {what} of {number} after you opened this. Look at it, and send again if yours is right."
