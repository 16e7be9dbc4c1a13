"""Contacts on both sides: named, replaced, changed, taken off. Each change in one transaction, told to the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.agreement_contacts import remove_contact
from domain.agreement_lists import AgreementFilter
from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotFound
from domain.organizations import Organization
from domain.people import ROLES_OF, Contact, Person, Role, Side
from domain.permissions import Action, Actor, Subject
from services.access import agreement_for, require
from services.agreement_cards import ContactSheet
from services.agreement_changes import contact_of
from services.agreement_contacts import sheet_of_agreement, sheets_of_organization
from services.agreement_list_cards import Count
from services.agreement_rows import count_of
from services.cards import PersonCard, organization_card, person_card
from services.contact_cards import ContactBook, ContactGiven, ContactsChanged
from services.contact_moves import refuse_if_moved, replaced_by, with_contact
from services.contact_notices import cards_notice, tell_details, tell_named, tell_other_side
from services.contact_people import LEFT, PersonGiven, check_domain, named_person
from services.contact_rights import NO_SUCH_PERSON, changeable, may_change, require_changing
from services.context import Context
from services.directory_changes import keep_person
from services.signing_parts import signed_so_far
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

MOST_AGREEMENTS = 10
GIVE_ROLE = "Nobody can be {role} for {side}. Choose: {known}."


@dataclass(frozen=True)
class ContactUseCases:
    """Customers change the contacts of their own side where they have a role, staff those of both sides."""

    context: Context

    def book(self, actor: Actor, number: str | None = None, organization: str | None = None) -> ContactBook:
        """The contacts of one agreement, else of every open one of the organization (a customer's own when None)."""
        with self.context.reading() as work:
            owner, sheets = _sheets(work, actor, number, organization)
            agreements = [work.agreements.by_number(sheet.agreement) for sheet in sheets if sheet.agreement]
            signed = signed_so_far(work, [each for each in agreements if each])
            numbers = {
                side: tuple(found.number for found in agreements if found and may_change(actor, found, side))
                for side in (Side.CUSTOMER, Side.CEC)
            }
            people = {side: _active(work, owner, side) for side in numbers if numbers[side]}
            open_ones = AgreementFilter(organization=owner.key)
            count = Count(len(sheets), capped=False) if number else count_of(work, open_ones)
            return ContactBook(organization_card(owner), sheets, count, numbers, people, signed)

    def send_cards(self, actor: Actor, number: str | None, organization: str | None, person_id: str) -> None:
        """Have contact cards sent to who asks: of one person, of everyone with an empty id. A second time within a
        minute changes nothing. Raises as `book`."""
        with self.context.unit_of_work() as work:
            _sheets(work, actor, number, organization)
            work.notices.enqueue(cards_notice(actor, number, organization, person_id, self.context.clock()))
            work.commit()

    def name(self, actor: Actor, numbers: Sequence[str], given: ContactGiven, since: datetime) -> ContactsChanged:
        """Name someone for a role in these agreements of one organization.

        `since` is when the form was opened: Conflict, saying who did what, when somebody else changed that role
        after it. Raises InvalidInput, with the field's name, for what cannot be.
        """
        if given.role not in ROLES_OF[given.side]:
            known = ", ".join(role.label for role in ROLES_OF[given.side])
            raise InvalidInput("role", GIVE_ROLE.format(role=given.role.label, side=given.side.label, known=known))

        with self.context.unit_of_work() as work:
            found = _agreements(work, actor, numbers)
            require_changing(actor, found, given.side)
            _check_open(found)
            person = self._person(work, actor, work.organizations.get(found[0].organization), given)
            named = [self._named(work, actor, agreement, person, given, since) for agreement in found]
            return _kept(work, person, given.role, named, found)

    def remove(self, actor: Actor, number: str, person_id: str, role: Role) -> ContactsChanged:
        """Take a role away from someone. A second press changes nothing.

        Raises NotFound, the same for nobody and for someone of another organization.
        """
        with self.context.unit_of_work() as work:
            found = _agreements(work, actor, (number,))
            person = work.people.find(person_id)
            if person is None or person.organization not in (None, found[0].organization):
                raise NotFound(NO_SUCH_PERSON)
            require_changing(actor, found, person.side)
            _check_open(found)
            contact = Contact(person.id, person.side, role)
            saved = [self._removed(work, actor, agreement, person, contact) for agreement in found]
            return _kept(work, person, role, saved, found)

    def person(self, actor: Actor, person_id: str) -> PersonCard:
        """Someone whom the actor may change. Raises as `changeable`."""
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

    def _person(self, work: UnitOfWork, actor: Actor, owner: Organization, given: ContactGiven) -> Person:
        if isinstance(given.person, PersonGiven):
            now = self.context.clock()
            return named_person(work, actor, owner, given.side, given.person, now, self.context.new_id)
        found = work.people.held(given.person)
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


def _sheets(
    work: UnitOfWork, actor: Actor, number: str | None, organization: str | None
) -> tuple[Organization, tuple[ContactSheet, ...]]:
    if number is not None:
        agreement = agreement_for(work, actor, number, Action.READ_CONTACTS)
        return work.organizations.get(agreement.organization), (sheet_of_agreement(work, agreement),)
    require(actor, Action.LIST_OWN_AGREEMENTS)
    key = organization or actor.organization or ""
    require(actor, Action.READ_CONTACTS, Subject(key))
    owner = work.organizations.get(key)
    return owner, sheets_of_organization(work, owner, None)


def _agreements(work: UnitOfWork, actor: Actor, numbers: Sequence[str]) -> list[Agreement]:
    if not numbers or len(numbers) > MOST_AGREEMENTS:
        raise InvalidInput("agreement", "Choose the agreement that this is about.")
    return [agreement_for(work, actor, number, Action.READ_CONTACTS) for number in dict.fromkeys(numbers)]


def _active(work: UnitOfWork, owner: Organization, side: Side) -> tuple[PersonCard, ...]:
    people = work.people.staff() if side is Side.CEC else work.people.of_organization(owner.key)
    return tuple(person_card(person) for person in people if person.active)


def _check_open(found: Sequence[Agreement]) -> None:
    if len({agreement.organization for agreement in found}) > 1:
        raise InvalidInput("agreement", "Choose agreements of one organization.")
    for agreement in found:
        if agreement.closed_at is not None:
            raise Conflict(f"{agreement.number} is closed. Its contacts stay as they were.")


def _kept(
    work: UnitOfWork, person: Person, role: Role, now: Sequence[Agreement], before: Sequence[Agreement]
) -> ContactsChanged:
    """Commits, unless all was so before."""
    result = ContactsChanged(
        person=person_card(person),
        role=role,
        side=person.side,
        numbers=tuple(agreement.number for agreement in now),
        sheets=tuple(sheet_of_agreement(work, agreement) for agreement in now),
        changed=any(new is not old for new, old in zip(now, before, strict=True)),
    )
    if result.changed:
        work.commit()
    return result
