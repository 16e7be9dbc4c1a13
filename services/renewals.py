"""Renewals: begun, wished for, decided against, and what they take over from the agreement before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import renewal_decisions as rules
from domain.agreement_contacts import set_contact
from domain.agreements import Agreement
from domain.alerts import Subject, SubjectType
from domain.errors import Conflict, NotFound
from domain.history import Change
from domain.people import Contact, Side
from domain.permissions import Action, Actor, decide
from domain.renewal_carrying import Carryover
from domain.renewal_decisions import Decided, Renewal
from domain.renewal_steps import require_renewable
from services.access import agreement_for, contacts_of, require
from services.agreement_status import organization_of
from services.alert_sweep import follow
from services.cards import contact_cards, people_cards
from services.context import Context
from services.needs_parts import still_open
from services.renewal_cards import CarriedView, RenewalView
from services.renewal_ending import settle_due
from services.renewal_notices import other_side, tell_of_renewal
from services.renewal_parts import held, open_successor, renewal_of, view_of
from services.renewal_starting import start_in
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

_AGAIN = "Look at it again, then repeat this."


@dataclass(frozen=True)
class RenewalUseCases:
    """`number` is taken as people write it. For an agreement of another organization a customer gets the NotFound of a
    number that does not exist."""

    context: Context

    # Reading

    def view(self, actor: Actor, number: str) -> RenewalView:
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            return view_of(work, self.context, actor, agreement)

    def carried(self, actor: Actor, number: str) -> CarriedView:
        """What a renewal took over. Raises NotFound for an agreement that was not begun as one."""
        with self.context.reading() as work:
            agreement, carryover = _carryover(work, agreement_for(work, actor, number))
            return _carried_view(work, actor, agreement, carryover)

    # The decision

    def start(self, actor: Actor, number: str, seen: str | None = None) -> CarriedView:
        """Begin the renewal. Staff only. `seen` is the `RenewalView.offer` that the person saw.

        Raises Conflict when it is begun already, also at the same moment, and when the offer is another one by now.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.START_RENEWAL)
            before = view_of(work, self.context, actor, agreement)
            successor = start_in(work, self.context, actor, agreement)
            if seen is not None and seen != before.offer:
                raise Conflict(f"The prices or the term for after {agreement.number} changed meanwhile. {_AGAIN}")
            view = _carried_view(work, actor, *_carryover(work, successor))
            work.commit()
        follow(self.context, Subject(SubjectType.AGREEMENT, agreement.id))
        return view

    def ask(self, actor: Actor, number: str, words: str = "") -> RenewalView:
        """The customer wishes to renew; CEC's lead is alerted. Raises Conflict when it is begun or asked for."""

        def change(renewal: Renewal, at: datetime) -> Decided:
            return rules.ask(renewal, words, at, actor.id)

        return self._decide(actor, number, Action.ASK_RENEWAL, change)

    def not_renewing(self, actor: Actor, number: str, reason: str, seen: int | None = None) -> RenewalView:
        """It ends with its term. `seen` is the revision of the decision that the person saw.

        Raises Conflict while its renewal is under way (that one is closed first), and when it was decided meanwhile.
        """

        def change(renewal: Renewal, at: datetime) -> Decided:
            return rules.refuse(renewal, reason, at, actor.id)

        return self._decide(actor, number, Action.START_RENEWAL, change, "not_renewing", seen)

    def take_back(self, actor: Actor, number: str, seen: int | None = None) -> RenewalView:
        """The decision against it counts no more. `seen` as for `not_renewing`."""

        def change(renewal: Renewal, at: datetime) -> Decided:
            return rules.take_back(renewal, at, actor.id)

        return self._decide(actor, number, Action.START_RENEWAL, change, "taken_back", seen)

    def tell_customer_from(self, actor: Actor, number: str, days: int | None, seen: int | None = None) -> RenewalView:
        """From how many days before the end the customer is told; None for the office's setting. Staff only."""

        def change(renewal: Renewal, at: datetime) -> Decided:
            return rules.tell_customer_from(renewal, days, at, actor.id)

        return self._decide(actor, number, Action.START_RENEWAL, change, seen=seen)

    # What the renewal begins with

    def confirm_contacts(self, actor: Actor, number: str, kept: Sequence[Contact] | None = None) -> CarriedView:
        """The customer's contacts of the term before have their roles again: all that wait, or those that are `kept`.

        `number` is that of the renewal. By who has a role in it, or by staff. Raises Conflict when none wait.
        """
        with self.context.unit_of_work() as work:
            found = held(work, actor, number, Action.READ_CONTACTS)
            agreement, carryover = _carryover(work, still_open(found))
            require(actor, Action.CHANGE_CONTACTS, contacts_of(actor, agreement, Side.CUSTOMER))
            if not carryover.to_confirm:
                raise Conflict(f"The contacts of {agreement.number} are confirmed already. Open them to change one.")
            wanted = carryover.to_confirm if kept is None else tuple(kept)
            saved = self._name(work, actor, agreement, [c for c in carryover.to_confirm if c in wanted])
            after = replace(carryover, to_confirm=())
            work.renewals.save_carryover(after)
            view = _carried_view(work, actor, saved, after)
            work.commit()
            return view

    # By the clock

    def settle_due(self) -> int:
        """Close what was succeeded or is not renewed, and tell where services ended. Returns how many. Run often."""
        return settle_due(self.context)

    # Pieces

    def _decide(
        self,
        actor: Actor,
        number: str,
        action: Action,
        change: Callable[[Renewal, datetime], Decided],
        what: str | None = None,
        seen: int | None = None,
    ) -> RenewalView:
        """A decision about one whose renewal is not under way; the other side is told `what` it was."""
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, action)
            require_renewable(agreement)
            successor = open_successor(work, agreement)
            if successor:
                raise Conflict(
                    f"{agreement.number} is being renewed already, by {successor.number}. Open or close that one."
                )
            now, before = self.context.clock(), renewal_of(work, agreement)
            decided, entry = change(before, now)
            if seen is not None and seen != before.revision:
                raise Conflict(f"Something about the renewal of {agreement.number} was decided meanwhile. {_AGAIN}")
            work.renewals.save(decided)
            work.history.append(entry)
            if what:
                tell_of_renewal(work, actor, agreement, what, now, other_side(actor), text=decided.reason)
            view = view_of(work, self.context, actor, agreement)
            work.commit()
        follow(self.context, Subject(SubjectType.AGREEMENT, agreement.id))
        return view

    def _name(self, work: UnitOfWork, actor: Actor, agreement: Agreement, contacts: list[Contact]) -> Agreement:
        """Who left meanwhile, or has the role already, is left out."""
        now = self.context.clock()
        active = {person.id for person in work.people.several(c.person_id for c in contacts) if person.active}
        changes: list[Change] = []
        for contact in contacts:
            if contact.person_id in active and contact not in agreement.contacts:
                agreement, change = set_contact(agreement, contact, now, actor.id)
                changes.append(change)
        return save_and_move_on(work, self.context, actor, agreement, changes)


def _carryover(work: UnitOfWork, agreement: Agreement) -> tuple[Agreement, Carryover]:
    found = work.renewals.carryover(agreement.id)
    if found is None:
        raise NotFound(f"{agreement.number} was not begun as the renewal of another agreement.")
    return agreement, found


def _carried_view(work: UnitOfWork, actor: Actor, agreement: Agreement, carryover: Carryover) -> CarriedView:
    before = work.agreements.get(carryover.predecessor)
    people = people_cards(work, {contact.person_id for contact in before.contacts})
    gone = [contact for contact in before.contacts if not people[contact.person_id].active]
    subject = contacts_of(actor, agreement, Side.CUSTOMER)
    return CarriedView(
        number=agreement.number,
        organization=organization_of(work, agreement),
        predecessor=before.number,
        term=agreement.term,
        outlook=carryover.outlook,
        notice=work.catalog.current()[1].notice,
        to_confirm=contact_cards(carryover.to_confirm, people),
        left=contact_cards(gone, people),
        may_confirm=agreement.closed_at is None
        and bool(carryover.to_confirm)
        and decide(actor, Action.CHANGE_CONTACTS, subject).allowed,
    )
