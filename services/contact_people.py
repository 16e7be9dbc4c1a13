"""The person whom someone names as a contact: known already, or added; within a use case that is under way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import InvalidInput
from domain.organizations import Organization
from domain.people import Person, Side
from domain.permissions import Actor
from services.contact_notices import tell_details
from services.contact_rights import may_change_details
from services.directory_changes import keep_person
from services.directory_rules import checked_email
from storage.unit_of_work import UnitOfWork

ELSEWHERE = "This person does not belong to {name}. Choose someone who does, or ask a person at CEC."
LEFT = "{name} is no longer active. Choose someone else, or ask a person at CEC."


@dataclass(frozen=True)
class PersonGiven:
    """Someone as a form names them. `slack_user_id` only where Slack itself vouches for name and e-mail."""

    name: str = ""
    email: str = ""
    title: str = ""
    phone: str = ""
    slack_user_id: str | None = None


def named_person(
    work: UnitOfWork,
    actor: Actor,
    organization: Organization,
    side: Side,
    given: PersonGiven,
    now: datetime,
    new_id: Callable[[], str],
) -> Person:
    """The person of that side whom the form names; a customer's new one is added.

    Details of a known one change only where the actor may change them, and then the other side is told.

    Raises InvalidInput, with the field's name, for what cannot be kept and for someone of another organization or
    of the other side. People of CEC are added by administrators alone.
    """
    found = _held(work, known_person(work, given))
    if found is None and side is Side.CEC:
        raise InvalidInput("person", "I don't know this person of CEC yet. A CEC administrator can add them.")
    if found is None:
        check_domain(work, organization, given.email)
        made = Person("", given.name, given.email, side, organization.key, given.title, given.phone)
        return keep_person(work, actor, replace(made, slack_user_id=given.slack_user_id), now, new_id).value
    _refuse_outsiders(found, organization, side)
    if side is Side.CEC or not may_change_details(work, actor, found):
        return found
    told = replace(found, title=given.title or found.title, phone=given.phone or found.phone)
    saved = keep_person(work, actor, told, now, new_id)
    if saved.changed:
        tell_details(work, actor, work.agreements.open_of_person(found.id), saved.value, now)
    return saved.value


def known_person(work: UnitOfWork, given: PersonGiven) -> Person | None:
    """By the Slack account, else by the e-mail. Raises InvalidInput for what is no e-mail address."""
    found = work.people.by_slack_id(given.slack_user_id) if given.slack_user_id else None
    return found or work.people.by_email(checked_email(given.email))


def _held(work: UnitOfWork, found: Person | None) -> Person | None:
    """As they are now, and stay until the transaction ends: nobody lets them leave meanwhile."""
    return work.people.held(found.id) if found else None


def check_domain(work: UnitOfWork, organization: Organization, email: str) -> None:
    """Raises InvalidInput for an address of another organization or of CEC; addresses of no one are taken."""
    domain = checked_email(email).rpartition("@")[2]
    owner = work.organizations.by_email_domain(domain)
    of_cec = owner is None and any(person.email.endswith(f"@{domain}") for person in work.people.staff())
    if of_cec or (owner is not None and owner.key != organization.key):
        raise InvalidInput(
            "email",
            f"Addresses at {domain[:60]} do not belong to {organization.name}. "
            "Give the address that the person has there, or ask a person at CEC.",
        )


def _refuse_outsiders(found: Person, organization: Organization, side: Side) -> None:
    if found.side is not side or (side is Side.CUSTOMER and found.organization != organization.key):
        raise InvalidInput("person", ELSEWHERE.format(name="CEC" if side is Side.CEC else organization.name))
    if not found.active:
        raise InvalidInput("person", LEFT.format(name=found.name))
