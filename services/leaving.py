"""A person leaves: everything that they had to do is taken over by others, in one transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain import first_contacts, handoffs
from domain.agreements import Agreement
from domain.contacts import hand_over
from domain.errors import Conflict, InvalidInput
from domain.first_contacts import FirstContact
from domain.handoffs import Handoff
from domain.people import Person, Role, Side
from domain.permissions import Actor
from services.agreement_changes import contact_of
from services.cards import organization_card, person_card
from services.contact_cards import Holding, Holdings, PersonLeft
from services.contact_notices import tell_named, tell_other_side
from services.contact_rights import changeable, require_changing
from services.context import Context, plain_change
from services.directory_changes import keep_person
from services.first_contact_notices import changed_notice, tell_lead
from services.first_contact_parts import view_of as request_view
from services.handoff_notices import changed_notices
from services.handoff_parts import enqueue_all, keep_handoff, view_of
from services.leaving_meetings import open_items, pass_on_meetings
from services.leaving_requests import assigned_requests, pass_on_requests
from services.leaving_sections import assigned_sections, pass_on_sections, running_for
from services.leaving_tasks import given_tasks, pass_on_tasks
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

ROLE, CONVERSATION, REQUEST = "role", "conversation", "request"
CHANGED = "What {name} has to do has changed meanwhile. Look at it again."


@dataclass(frozen=True)
class LeavingUseCases:
    """Customers for colleagues in whose agreements they have a role, staff for people of customers, administrators
    for all."""

    context: Context
    tickets: bool = False
    """Whether the office has a ticket system of its own."""

    def holdings(self, actor: Actor, person_id: str) -> Holdings:
        """What the person has to do. Raises NotFound for someone whom the actor may not change."""
        with self.context.reading() as work:
            person = _leaving(work, actor, person_id)
            owner = work.organizations.find(person.organization) if person.organization else None
            candidates = tuple(person_card(p) for p in _side_of(work, person) if p.active and p.id != person.id)
            items = tuple(_items(work, person))
            return Holdings(person_card(person), organization_card(owner) if owner else None, items, candidates)

    def leave(self, actor: Actor, person_id: str, successors: Mapping[str, str | None]) -> PersonLeft:
        """Everything goes to the people named (by the key of the `Holding`, None for nobody); then they are inactive.

        Raises Conflict when what they have is no longer what the form showed, InvalidInput, with the key as its
        field, for someone who cannot take a thing over.
        """
        with self.context.unit_of_work() as work:
            work.people.hold([person_id, *filter(None, successors.values())])
            person, now = _leaving(work, actor, person_id), self.context.clock()
            items = tuple(_items(work, person))
            if {item.key for item in items} != set(successors):
                raise Conflict(CHANGED.format(name=person.name))
            chosen = {key: _successor(work, person, key, successor) for key, successor in successors.items()}
            agreements = work.agreements.open_of_person(person.id)
            for agreement in agreements:
                self._hand_over(work, actor, agreement, person, chosen, now)
            keep_person(work, actor, replace(person, active=False), now, self.context.new_id)
            pass_on_tasks(work, self.context, actor, person, agreements, chosen, now)
            pass_on_sections(work, actor, person, chosen, now)
            pass_on_meetings(work, self.context, actor, person, chosen, now)
            pass_on_requests(work, self.context, actor, person, chosen, now, self.tickets)
            for handoff in work.handoffs.claimed_by(person.id):
                _pass_on(work, actor, handoff, chosen[f"{CONVERSATION}|{handoff.id}"], now)
            for first in work.first_contacts.waiting_claimed_by(person.id):
                _pass_on_request(work, actor, first, chosen[f"{REQUEST}|{first.id}"], now)
            work.commit()
        return PersonLeft(person_card(person), tuple(_in_words(item, chosen[item.key]) for item in items))

    def _hand_over(
        self,
        work: UnitOfWork,
        actor: Actor,
        agreement: Agreement,
        person: Person,
        chosen: Mapping[str, Person | None],
        now: datetime,
    ) -> None:
        roles = [contact.role for contact in agreement.contacts if contact.person_id == person.id]
        takers = {role: chosen[_role_key(agreement, role)] for role in roles}
        for role, taker in takers.items():
            if taker:
                contact_of(agreement, taker, role)
        ids = {role: taker.id if taker else None for role, taker in takers.items()}
        changed, changes = hand_over(agreement, person.id, ids, now, actor.id)
        saved = save_and_move_on(work, self.context, actor, changed, changes)
        said = [f"{person.name} has left.", *(_new_holder(role, taker, saved) for role, taker in takers.items())]
        tell_other_side(work, actor, saved, said)
        for role, taker in takers.items():
            if taker:
                tell_named(work, actor, saved, taker, role)


def _leaving(work: UnitOfWork, actor: Actor, person_id: str) -> Person:
    person = changeable(work, actor, person_id)
    require_changing(actor, (agreement for agreement, _ in running_for(work, person)), person.side)
    if not person.active:
        raise Conflict(f"{person.name} was marked as having left already.")
    return person


def _side_of(work: UnitOfWork, person: Person) -> tuple[Person, ...]:
    return work.people.staff() if person.side is Side.CEC else work.people.of_organization(person.organization or "")


def _items(work: UnitOfWork, person: Person) -> Iterator[Holding]:
    for agreement in work.agreements.open_of_person(person.id):
        for contact in agreement.contacts:
            if contact.person_id == person.id:
                what = f"{contact.role.label} of {agreement.number}, {agreement.title}"
                yield Holding(_role_key(agreement, contact.role), what, agreement.number)
    yield from assigned_sections(work, person)
    yield from given_tasks(work, person)
    yield from open_items(work, person)
    yield from assigned_requests(work, person)
    for handoff in work.handoffs.claimed_by(person.id):
        yield Holding(f"{CONVERSATION}|{handoff.id}", f"the conversation with {handoff.requester_name}")
    for first in work.first_contacts.waiting_claimed_by(person.id):
        yield Holding(f"{REQUEST}|{first.id}", f"the request of {first.name}, {first.organization_name}")


def _role_key(agreement: Agreement, role: Role) -> str:
    return f"{ROLE}|{agreement.number}|{role}"


def _successor(work: UnitOfWork, person: Person, key: str, successor: str | None) -> Person | None:
    if not successor:
        return None
    found = work.people.find(successor)
    same_side = found is not None and (found.side, found.organization) == (person.side, person.organization)
    if found is None or not same_side or not found.active or found.id == person.id:
        raise InvalidInput(key, "Choose someone else of the same organization, or nobody for now.")
    return found


def _pass_on(work: UnitOfWork, actor: Actor, handoff: Handoff, taker: Person | None, now: datetime) -> None:
    freed = handoffs.release(handoff)
    after = handoffs.claim(freed, taker.id, now) if taker else freed
    keep_handoff(work, actor, handoff, after, now)
    by = person_card(taker or work.people.get(handoff.claimed_by or ""))
    enqueue_all(work, changed_notices(view_of(work, after), "claimed" if taker else "released", by, now))


def _pass_on_request(work: UnitOfWork, actor: Actor, first: FirstContact, taker: Person | None, now: datetime) -> None:
    freed = replace(first, claimed_by=None, claimed_at=None)
    after = first_contacts.assign(freed, taker.id, now) if taker else freed
    work.first_contacts.save(after)
    subject = ("first_contact", first.id)
    change = plain_change(actor, subject, "claimed_by", first.claimed_by, after.claimed_by, now, first.organization)
    work.history.append(change)
    what = "passed_on" if taker else "released"
    view = request_view(work, after)
    work.notices.enqueue(changed_notice(view, what, actor, now))
    if taker:
        tell_lead(work, actor, view, taker, now)


def _new_holder(role: Role, taker: Person | None, agreement: Agreement) -> str:
    if taker is None:
        return f"Nobody is {role.label} of {agreement.number} for now."
    return f"{taker.name} is now {role.label} of {agreement.number}."


def _in_words(item: Holding, taker: Person | None) -> str:
    return f"{taker.name if taker else 'Nobody for now'}: {item.what}"
