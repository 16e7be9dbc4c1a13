"""Whose contacts and whose details someone may change, within a unit of work."""

from collections.abc import Iterable

from domain.agreements import Agreement
from domain.errors import NotFound
from domain.people import Person, Role, Side
from domain.permissions import Action, Actor, Subject, decide
from services.access import contacts_of, require
from storage.unit_of_work import UnitOfWork

NO_SUCH_PERSON = "I can't find that person. Open the contacts again."


def may_change(actor: Actor, agreement: Agreement, side: Side) -> bool:
    return decide(actor, Action.CHANGE_CONTACTS, contacts_of(actor, agreement, side)).allowed


def require_changing(actor: Actor, agreements: Iterable[Agreement], side: Side) -> None:
    """Raises NotAllowed unless the actor may change the contacts of that side of each of them."""
    for agreement in agreements:
        require(actor, Action.CHANGE_CONTACTS, contacts_of(actor, agreement, side))


def changeable(work: UnitOfWork, actor: Actor, person_id: str) -> Person:
    """Someone whose details the actor may change, and of whom they may say that they left.

    Raises NotFound, the same for nobody and for someone of another organization; CEC's own are changed by
    administrators. Raises NotAllowed for a colleague, unless the actor has a role in every open agreement that the
    colleague is a contact of; for one who is no contact, a role in any agreement will do.
    """
    require(actor, Action.LIST_OWN_AGREEMENTS)
    found = work.people.find(person_id)
    of_cec = found is not None and found.side is Side.CEC
    if found is None or (of_cec and not actor.is_administrator) or not _may_know(actor, found):
        raise NotFound(NO_SUCH_PERSON)
    for subject in _details_of(work, actor, found):
        require(actor, Action.CHANGE_CONTACTS, subject)
    return found


def may_change_details(work: UnitOfWork, actor: Actor, person: Person) -> bool:
    """Of someone of a customer whom the actor may know; the rule of `changeable`."""
    return all(decide(actor, Action.CHANGE_CONTACTS, of).allowed for of in _details_of(work, actor, person))


def _details_of(work: UnitOfWork, actor: Actor, person: Person) -> list[Subject]:
    """What the actor must be allowed to change, all of it, to change the details of this person."""
    held = [contacts_of(actor, agreement, person.side) for agreement in work.agreements.open_of_person(person.id)]
    return held or [Subject(person.organization, side=person.side, roles=_roles(work, actor))]


def _may_know(actor: Actor, person: Person) -> bool:
    return decide(actor, Action.READ_CONTACTS, Subject(person.organization)).allowed


def _roles(work: UnitOfWork, actor: Actor) -> frozenset[Role]:
    """What the actor is in any open agreement."""
    held = work.agreements.open_of_person(actor.id)
    return frozenset(c.role for agreement in held for c in agreement.contacts if c.person_id == actor.id)
