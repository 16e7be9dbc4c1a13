"""The notices about someone who wants to do business with CEC: to staff, and back to the person."""

from collections.abc import Sequence
from datetime import datetime

from domain.errors import InvalidInput, NotFound
from domain.first_contacts import FirstContact
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person
from domain.permissions import Actor
from services.first_contact_cards import FirstContactView
from storage.unit_of_work import UnitOfWork

LONGEST_CHANNEL_NAME = 80
NOT_OPEN = "Approve it first: a channel belongs to an organization that CEC serves."


def asked_notice(view: FirstContactView) -> Notice:
    """To staff, with the buttons that fit."""
    first = view.first
    return Notice(f"first-contact:{first.id}", NoticeKind.FIRST_CONTACT_ASKED, Destination(staff=True), _facts(view))


def changed_notice(view: FirstContactView, what: str, actor: Actor, at: datetime) -> Notice:
    """To the staff's thread. `what` is "claimed", "assigned", "passed_on", "released", "approved" or "declined"; of who
    asked "changed" or "withdrawn"."""
    facts = {**_facts(view), "what": what, "by": actor.person.name if actor.person else view.first.name}
    key = f"first-contact-{what}:{view.first.id}:{at.isoformat()}"
    return Notice(key, NoticeKind.FIRST_CONTACT_CHANGED, _staff_place(view.first), facts)


def answered_notice(view: FirstContactView, what: str, at: datetime) -> Notice:
    """To the person who asked. `what` is "approved", "declined" or "led" (someone of CEC leads it now)."""
    facts = {**_facts(view), "what": what}
    key = f"first-contact-{what}-told:{view.first.id}:{at.isoformat()}"
    return Notice(key, NoticeKind.FIRST_CONTACT_ANSWERED, Destination(slack_user_id=view.first.slack_user_id), facts)


def tell_lead(work: UnitOfWork, actor: Actor, view: FirstContactView, lead: Person, at: datetime) -> None:
    """To the person of CEC who leads it from now on, unless they took it themselves or are not in Slack."""
    if lead.slack_user_id is None or lead.id == actor.id:
        return
    facts = {**_facts(view), "by": actor.person.name if actor.person else "CEC"}
    key = f"first-contact-lead:{view.first.id}:{at.isoformat()}"
    to = Destination(slack_user_id=lead.slack_user_id)
    work.notices.enqueue(Notice(key, NoticeKind.FIRST_CONTACT_ASSIGNED, to, facts))


def channel_notice(view: FirstContactView, actor: Actor, name: str, people: Sequence[str], form_id: str) -> Notice:
    """To create a channel for both sides and tell it in the staff's thread. Raises NotFound before it is approved."""
    if view.organization is None or view.number is None:
        raise NotFound(NOT_OPEN)
    facts = {
        "organization": view.organization.key,
        "organization_name": view.organization.name,
        "name": name,
        "people": " ".join(people),
        "by": actor.slack_user_id,
    }
    return Notice(f"channel:{view.first.id}:{form_id}", NoticeKind.CHANNEL_WANTED, _staff_place(view.first), facts)


def channel_name(given: str) -> str:
    """As Slack takes it (reference of `conversations.create`). Raises InvalidInput."""
    name = given.strip().removeprefix("#")
    if not name or len(name) > LONGEST_CHANNEL_NAME:
        raise InvalidInput("name", f"Give the channel a name, {LONGEST_CHANNEL_NAME} characters at most.")
    if name != name.lower() or not all(char.isalnum() or char in "-_" for char in name):
        raise InvalidInput("name", "Use small letters, digits, hyphens and underscores.")
    return name


def _staff_place(first: FirstContact) -> Destination:
    thread = first.staff_thread
    if thread is None:
        return Destination(staff=True)
    return Destination(staff=True, channel_id=thread.channel_id, thread_ts=thread.ts)


def _facts(view: FirstContactView) -> dict[str, str | int | bool | None]:
    return {
        "first_contact": view.first.id,
        "number": view.number,
        "organization_name": view.organization.name if view.organization else view.first.organization_name,
        "leads": view.claimed_by.name if view.claimed_by else None,
        "reason": view.first.reason,
    }
