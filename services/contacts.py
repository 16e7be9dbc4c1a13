"""Contacts on both sides: named, replaced, changed, taken off. Each change in one transaction, told to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.agreements import Agreement, remove_contact
from domain.errors import Conflict, InvalidInput, NotFound
from domain.organizations import Organization
from domain.people import ROLES_OF, Contact, Person, Role, Side
from domain.permissions import Action, Actor, Subject, decide
from services.access import agreement_for, require
from services.agreement_changes import contact_of
from services.agreement_contacts import sheet_of_agreement, sheets_of_organization
from services.cards import PersonCard, organization_card, person_card
from services.contact_cards import ContactBook, ContactGiven, ContactsChanged
from services.contact_moves import refuse_if_moved, replaced_by, with_contact
from services.contact_notices import tell_details, tell_named, tell_other_side
from services.contact_people import LEFT, PersonGiven, check_domain, named_person
from services.context import Context
from services.directory_changes import keep_person
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

MOST_AGREEMENTS = 10
NO_SUCH_PERSON = "I can't find that person. Open the contacts again."
GIVE_ROLE = "Nobody can be {role} for {side}. Choose: {known}."


@dataclass(frozen=True)
class ContactUseCases:
    """Customers change the contacts of their own organization, staff those of both sides."""

    context: Context

    def book(self, actor: Actor, number: str | None = None, organization: str | None = None) -> ContactBook:
        """The contacts of one agreement, else of every open one of the organization (a customer's own when None)."""
        with self.context.reading() as work:
            if number is not None:
                agreement = agreement_for(work, actor, number, Action.READ_CONTACTS)
                owner, sheets = work.organizations.get(agreement.organization), (sheet_of_agreement(work, agreement),)
            else:
                require(actor, Action.LIST_OWN_AGREEMENTS)
                key = organization or actor.organization or ""
                require(actor, Action.READ_CONTACTS, Subject(key))
                owner = work.organizations.get(key)
                sheets = sheets_of_organization(work, owner, None)
            sides = tuple(side for side in (Side.CUSTOMER, Side.CEC) if _may(actor, owner.key, side))
            people = {side: _active(work, owner, side) for side in sides}
            return ContactBook(organization_card(owner), sheets, sides, people)

    def name(self, actor: Actor, numbers: Sequence[str], given: ContactGiven, since: datetime) -> ContactsChanged:
        """Name someone for a role in these agreements of one organization.

        `since` is when the form was opened: Conflict, saying who did what, when somebody else changed that role
        after it. Raises InvalidInput, with the field's name, for what cannot be.
        """
        if given.role not in ROLES_OF[given.side]:
            known = ", ".join(role.label for role in ROLES_OF[given.side])
            raise InvalidInput("role", GIVE_ROLE.format(role=given.role.label, side=given.side.label, known=known))

        def change(work: UnitOfWork, found: Sequence[Agreement]) -> ContactsChanged:
            owner = work.organizations.get(found[0].organization)
            person = self._person(work, actor, owner, given)
            named = [self._named(work, actor, agreement, person, given, since) for agreement in found]
            return _result(work, person, given.role, named, found)

        return self._change(actor, numbers, given.side, change)

    def remove(self, actor: Actor, number: str, person_id: str, role: Role) -> ContactsChanged:
        """Take a role away from someone. A second press changes nothing."""
        with self.context.reading() as work:
            side = _known(work, person_id).side

        def change(work: UnitOfWork, found: Sequence[Agreement]) -> ContactsChanged:
            person, contact = _known(work, person_id), Contact(person_id, side, role)
            saved = [self._removed(work, actor, agreement, person, contact) for agreement in found]
            return _result(work, person, role, saved, found)

        return self._change(actor, (number,), side, change)

    def person(self, actor: Actor, person_id: str) -> PersonCard:
        """Someone whom the actor may change; NotFound for everyone else, whether they exist or not."""
        with self.context.reading() as work:
            return person_card(changeable(work, actor, person_id))

    def card(self, person_id: str) -> PersonCard | None:
        """For who delivers notices: shows nothing to anyone."""
        with self.context.reading() as work:
            found = work.people.find(person_id)
            return person_card(found) if found else None

    def change_person(self, actor: Actor, person_id: str, given: PersonGiven, before: PersonCard) -> PersonCard:
        """Their name, e-mail, title and phone. Raises Conflict when they are no longer as `before`."""
        with self.context.unit_of_work() as work:
            found = changeable(work, actor, person_id)
            if person_card(found) != before:
                raise Conflict(f"{found.name} was changed by someone else meanwhile. Open the contacts again.")
            made = replace(found, name=given.name, email=given.email, title=given.title, phone=given.phone)
            if found.organization and made.email.strip().lower() != found.email:
                check_domain(work, work.organizations.get(found.organization), made.email)
            now = self.context.clock()
            saved = keep_person(work, actor, made, now, self.context.new_id)
            if saved.changed:
                tell_details(work, actor, work.agreements.open_of_person(person_id), saved.value, now)
                work.commit()
            return person_card(saved.value)

    # -- pieces ----------------------------------------------------------------------------------------------

    def _change(
        self,
        actor: Actor,
        numbers: Sequence[str],
        side: Side,
        change: Callable[[UnitOfWork, Sequence[Agreement]], ContactsChanged],
    ) -> ContactsChanged:
        if not numbers or len(numbers) > MOST_AGREEMENTS:
            raise InvalidInput("agreement", "Choose the agreement that this is about.")
        with self.context.unit_of_work() as work:
            found = [agreement_for(work, actor, number, Action.READ_CONTACTS) for number in dict.fromkeys(numbers)]
            require(actor, Action.CHANGE_CONTACTS, Subject(found[0].organization, side=side))
            _check_open(found)
            result = change(work, found)
            if result.changed:
                work.commit()
            return result

    def _person(self, work: UnitOfWork, actor: Actor, owner: Organization, given: ContactGiven) -> Person:
        if isinstance(given.person, PersonGiven):
            now = self.context.clock()
            return named_person(work, actor, owner, given.side, given.person, now, self.context.new_id)
        found = work.people.find(given.person)
        elsewhere = found is not None and found.organization not in (None, owner.key)
        if found is None or found.side is not given.side or (elsewhere and not actor.is_staff):
            raise InvalidInput("person", NO_SUCH_PERSON)
        if not found.active:
            raise InvalidInput("person", LEFT.format(name=found.name))
        return found

    def _named(
        self, work: UnitOfWork, actor: Actor, agreement: Agreement, person: Person, given: ContactGiven, since: datetime
    ) -> Agreement:
        """The agreement as it is kept; as it was where the person has the role already."""
        new = contact_of(agreement, person, given.role)
        replaced = replaced_by(work, agreement, new, given)
        if new in agreement.contacts and replaced is None:
            return agreement
        refuse_if_moved(work, actor, agreement, given, since)
        changed, changes = with_contact(agreement, replaced, new, self.context.clock(), actor.id)
        saved = save_and_move_on(work, self.context, actor, changed, changes)
        before = work.people.get(replaced.person_id).name if replaced else None
        instead = f", in place of {before}" if before else ""
        said = f"{person.name} is now {given.role.label} of {saved.number}{instead}."
        tell_other_side(work, actor, saved, [said], person)
        tell_named(work, actor, saved, person, given.role)
        return saved

    def _removed(
        self, work: UnitOfWork, actor: Actor, agreement: Agreement, person: Person, contact: Contact
    ) -> Agreement:
        if contact not in agreement.contacts:
            return agreement
        changed, change = remove_contact(agreement, contact, self.context.clock(), actor.id)
        saved = save_and_move_on(work, self.context, actor, changed, (change,))
        tell_other_side(work, actor, saved, [f"{person.name} is no longer {contact.role.label} of {saved.number}."])
        return saved


def changeable(work: UnitOfWork, actor: Actor, person_id: str) -> Person:
    """Raises NotFound for a person whom the actor may not change. CEC's own are changed by administrators."""
    require(actor, Action.LIST_OWN_AGREEMENTS)
    found = work.people.find(person_id)
    of_cec = found is not None and found.side is Side.CEC
    if found is None or (of_cec and not actor.is_administrator) or not _may(actor, found.organization, found.side):
        raise NotFound(NO_SUCH_PERSON)
    return found


def _may(actor: Actor, organization: str | None, side: Side) -> bool:
    return decide(actor, Action.CHANGE_CONTACTS, Subject(organization, side=side)).allowed


def _active(work: UnitOfWork, owner: Organization, side: Side) -> tuple[PersonCard, ...]:
    people = work.people.staff() if side is Side.CEC else work.people.of_organization(owner.key)
    return tuple(person_card(person) for person in people if person.active)


def _known(work: UnitOfWork, person_id: str) -> Person:
    found = work.people.find(person_id)
    if found is None:
        raise NotFound(NO_SUCH_PERSON)
    return found


def _check_open(found: Sequence[Agreement]) -> None:
    if len({agreement.organization for agreement in found}) > 1:
        raise InvalidInput("agreement", "Choose agreements of one organization.")
    for agreement in found:
        if agreement.closed_at is not None:
            raise Conflict(f"{agreement.number} is closed. Its contacts stay as they were.")


def _result(
    work: UnitOfWork, person: Person, role: Role, now: Sequence[Agreement], before: Sequence[Agreement]
) -> ContactsChanged:
    return ContactsChanged(
        person=person_card(person),
        role=role,
        side=person.side,
        numbers=tuple(agreement.number for agreement in now),
        sheets=tuple(sheet_of_agreement(work, agreement) for agreement in now),
        changed=any(new is not old for new, old in zip(now, before, strict=True)),
    )
