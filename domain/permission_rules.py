"""The conditions under which something is allowed; `domain.permissions` says which one counts for which action."""

from collections.abc import Callable

from domain.actors import Actor, Subject
from domain.people import FUNDS_RECORDERS, SURVEY_LEADS, Role, Side

Rule = Callable[[Actor, Subject], bool]


def anyone(actor: Actor, subject: Subject) -> bool:
    return True


def staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff


def staff_or_program(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or actor.program is not None


def administrator(actor: Actor, subject: Subject) -> bool:
    return actor.is_administrator


def operator(actor: Actor, subject: Subject) -> bool:
    return actor.operator


def customer_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or actor.organization is not None


def same_organization_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or (actor.organization is not None and actor.organization == subject.organization)


def own_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or actor.id == subject.owner


def known_person(actor: Actor, subject: Subject) -> bool:
    """Someone of either side, about their own things."""
    active = actor.person is not None and actor.person.active
    return active and not actor.operator and actor.id == subject.owner


def customer_contact(actor: Actor, subject: Subject) -> bool:
    return not actor.is_staff and actor.organization == subject.organization and bool(subject.roles)


def customer_contact_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or customer_contact(actor, subject)


def customer_contact_or_owner(actor: Actor, subject: Subject) -> bool:
    own = actor.organization is not None and actor.organization == subject.organization and actor.id == subject.owner
    return own or customer_contact(actor, subject)


def takes_part_or_staff(actor: Actor, subject: Subject) -> bool:
    """`subject.owner` is the actor where they take part in the meeting."""
    return actor.is_staff or customer_contact_or_owner(actor, subject)


def own_of_organization_or_staff(actor: Actor, subject: Subject) -> bool:
    return own_or_staff(actor, subject) and same_organization_or_staff(actor, subject)


def own_of_customer(actor: Actor, subject: Subject) -> bool:
    return not actor.is_staff and own_of_organization_or_staff(actor, subject)


def customer_lead(actor: Actor, subject: Subject) -> bool:
    return customer_contact(actor, subject) and bool(subject.roles & SURVEY_LEADS)


def named_person(actor: Actor, subject: Subject) -> bool:
    """A person of one of the two sides. Whether it is the one who has to sign, `domain/signing.py` says."""
    return actor.person is not None and same_organization_or_staff(actor, subject)


def records_funds(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or (customer_contact(actor, subject) and bool(subject.roles & FUNDS_RECORDERS))


def confirms_funds(actor: Actor, subject: Subject) -> bool:
    return actor.is_administrator or (actor.is_staff and Role.FINANCE_OFFICER in subject.roles)


def customer_of_money(actor: Actor, subject: Subject) -> bool:
    return customer_contact(actor, subject) and bool(subject.roles & FUNDS_RECORDERS)


def program_manager(actor: Actor, subject: Subject) -> bool:
    return customer_contact(actor, subject) and Role.PROGRAM_MANAGER in subject.roles


def sml_or_administrator(actor: Actor, subject: Subject) -> bool:
    return actor.is_administrator or (actor.is_staff and Role.SML in subject.roles)


def leads_a_side(actor: Actor, subject: Subject) -> bool:
    return sml_or_administrator(actor, subject) or program_manager(actor, subject)


def own_task_or_staff(actor: Actor, subject: Subject) -> bool:
    """`subject.side` is the side that has to do the task. Staff keep the plan, so they do it for the customer too."""
    return actor.is_staff or (customer_contact(actor, subject) and subject.side is Side.CUSTOMER)


def confirms_go_live(actor: Actor, subject: Subject) -> bool:
    if actor.is_staff:
        return Role.SML in subject.roles
    return customer_contact(actor, subject) and Role.PROGRAM_MANAGER in subject.roles


def not_staff(actor: Actor, subject: Subject) -> bool:
    return not actor.is_staff


def own_contacts_or_staff(actor: Actor, subject: Subject) -> bool:
    """A colleague without a role in the agreement cannot give himself one, unless nobody has one yet."""
    own = same_organization_or_staff(actor, subject) and subject.side is Side.CUSTOMER
    return actor.is_staff or (own and (bool(subject.roles) or subject.without_contacts))
