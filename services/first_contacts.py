"""Someone wants to do business with CEC: asked in a form, approved or declined by staff, led by one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import first_contacts as rules
from domain.errors import Conflict, InvalidInput
from domain.first_contacts import FirstContact
from domain.handoffs import Thread
from domain.organizations import Organization
from domain.people import Person, Side
from domain.permissions import Action, Actor
from services.access import require
from services.cards import organization_card
from services.context import Context
from services.first_contact_cards import FirstContactChanged, FirstContactGiven, FirstContactView, Start
from services.first_contact_notices import (
    answered_notice,
    asked_notice,
    changed_notice,
    channel_name,
    channel_notice,
    tell_lead,
)
from services.first_contact_opening import opened_at_once
from services.first_contact_parts import (
    approved_organization,
    asked_by,
    keep,
    keep_requester,
    let_lead,
    matched,
    of_email,
    open_with,
    start_years,
    view_of,
)
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class FirstContactUseCases:
    context: Context

    # By whoever is no staff

    def start(self, actor: Actor, name: str, email: str) -> Start:
        """What the form can hold already. `email` is what Slack vouches for, "" where it shows none."""
        require(actor, Action.START_AGREEMENT)
        with self.context.reading() as work:
            person = actor.person if actor.organization else None
            known = work.organizations.find(actor.organization) if actor.organization else of_email(work, email)
            return Start(
                name=person.name if person else name,
                email=person.email if person else email,
                title=person.title if person else "",
                phone=person.phone if person else "",
                organization=organization_card(known) if known else None,
                fiscal_years=start_years(work, self.context),
            )

    def ask(self, actor: Actor, given: FirstContactGiven, name: str, email: str, form_id: str) -> FirstContactView:
        """Keep what someone asks and tell staff.

        Who belongs to an organization that CEC serves, known or by the e-mail that Slack vouches for (`email`), gets
        an agreement at once. Everyone else stays a stranger until staff approve. `form_id` makes it count once,
        however often it is sent. Raises Conflict while an earlier one waits, InvalidInput for a bad field.
        """
        require(actor, Action.START_AGREEMENT)
        try:
            return self._ask(actor, given, name, email, form_id)
        except Conflict:  # the same form was sent twice at the same moment: the other one was kept
            return self._ask(actor, given, name, email, form_id)

    # By staff

    def get(self, actor: Actor, first_contact_id: str) -> FirstContactView:
        require(actor, Action.DECIDE_FIRST_CONTACT)
        with self.context.reading() as work:
            return view_of(work, work.first_contacts.get(first_contact_id))

    def waiting(self, actor: Actor, limit: int = 50) -> tuple[FirstContactView, ...]:
        """Those that staff must decide about, the oldest first."""
        require(actor, Action.DECIDE_FIRST_CONTACT)
        with self.context.reading() as work:
            return tuple(view_of(work, first) for first in work.first_contacts.waiting(limit))

    def proposed(self, actor: Actor, first_contact_id: str) -> Organization | None:
        """The known organization that the request most likely is about; for the form that approves it."""
        require(actor, Action.DECIDE_FIRST_CONTACT)
        with self.context.reading() as work:
            first = work.first_contacts.get(first_contact_id)
            return matched(work, first.organization_name) or of_email(work, first.email if first.vouched else "")

    def claim(self, actor: Actor, first_contact_id: str) -> FirstContactChanged:
        """The actor leads it, as SML of its agreement. Raises Conflict when someone else does."""
        lead = _staff_member(actor)
        return self._led(actor, first_contact_id, "claimed", lead.id, rules.claim)

    def assign(self, actor: Actor, first_contact_id: str, person_id: str) -> FirstContactChanged:
        """That person of CEC leads it, whoever did before."""
        return self._led(actor, first_contact_id, "assigned", person_id, rules.assign)

    def approve(
        self,
        actor: Actor,
        first_contact_id: str,
        organization: str | Organization,
        title: str = "",
        seen: str | None = None,
    ) -> FirstContactChanged:
        """With an organization that is known (key) or a new one; the person becomes its contact.

        `title` is the agreement's; an empty one is made of what the person is after. `seen` is the mark of what staff
        looked at, None for what it says now. Raises Conflict when it was decided before or says something else by
        now, InvalidInput for a title that is too long or a bad field of the new organization.
        """
        require(actor, Action.DECIDE_FIRST_CONTACT)
        with self.context.unit_of_work() as work:
            before, now = work.first_contacts.get(first_contact_id), self.context.clock()
            rules.check_undecided(before)
            rules.check_as_seen(before, before.mark if seen is None else seen)
            home = approved_organization(work, actor, organization, now)
            person = keep_requester(work, self.context, actor, before, home)
            after = open_with(work, self.context, actor, before, home, person, title)
            return self._changed(work, actor, before, after, "approved", "approved")

    def decline(self, actor: Actor, first_contact_id: str, reason: str, seen: str | None = None) -> FirstContactChanged:
        """The person is told why. `seen` and Conflict as in `approve`."""
        require(actor, Action.DECIDE_FIRST_CONTACT)
        if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
            raise InvalidInput("reason", f"Say why, in {LONGEST_REASON:,} characters at most. The person reads it.")
        with self.context.unit_of_work() as work:
            before = work.first_contacts.get(first_contact_id)
            after = rules.decline(before, actor.id, self.context.clock(), reason.strip())
            rules.check_as_seen(before, before.mark if seen is None else seen)
            return self._changed(work, actor, before, after, "declined", "declined")

    def want_channel(
        self, actor: Actor, first_contact_id: str, name: str, people: Sequence[str], form_id: str
    ) -> FirstContactView:
        """Have a private channel created, bound to the organization, and `people` (Slack ids) invited to it.

        That takes a while: what became of it is told in the staff's thread. A form that is sent twice counts once.
        Raises NotFound before there is an agreement, InvalidInput for a name that Slack does not take.
        """
        require(actor, Action.BIND_CHANNEL)
        with self.context.unit_of_work() as work:
            view = view_of(work, work.first_contacts.get(first_contact_id))
            work.notices.enqueue(channel_notice(view, actor, channel_name(name), people, form_id))
            work.commit()
            return view

    # By who delivers notices: shows nothing to anyone

    def find(self, first_contact_id: str) -> FirstContactView | None:
        with self.context.reading() as work:
            found = work.first_contacts.find(first_contact_id)
            return view_of(work, found) if found else None

    def alert_posted(self, first_contact_id: str, thread: Thread) -> None:
        """The message that tells staff was posted there."""
        with self.context.unit_of_work() as work:
            work.first_contacts.save(replace(work.first_contacts.get(first_contact_id), staff_thread=thread))
            work.commit()

    # -- pieces ----------------------------------------------------------------------------------------------

    def _ask(self, actor: Actor, given: FirstContactGiven, name: str, email: str, form_id: str) -> FirstContactView:
        with self.context.unit_of_work() as work:
            before = work.first_contacts.find(form_id)
            if before:
                return view_of(work, before)
            if work.first_contacts.waiting_of(actor.slack_user_id or ""):
                raise Conflict("CEC staff have your request already and will answer it. You will hear from me.")
            asked = asked_by(work, self.context, actor, given, name, email, form_id)
            first = opened_at_once(work, self.context, actor, asked, email)
            keep(work, self.context, actor, None, first)
            view = view_of(work, first)
            work.notices.enqueue(asked_notice(view))
            work.commit()
            return view

    def _led(
        self,
        actor: Actor,
        first_contact_id: str,
        what: str,
        person_id: str,
        change: Callable[[FirstContact, str, datetime], FirstContact],
    ) -> FirstContactChanged:
        require(actor, Action.DECIDE_FIRST_CONTACT)
        with self.context.unit_of_work() as work:
            before, now = work.first_contacts.get(first_contact_id), self.context.clock()
            lead = work.people.find(person_id)
            if lead is None or lead.side is not Side.CEC or not lead.active:
                raise InvalidInput("person", "Choose someone of CEC.")
            after = change(before, lead.id, now)
            if after == before:
                return FirstContactChanged(view_of(work, before), changed=False)
            if after.agreement:
                agreement = work.agreements.get(after.agreement)
                led, changes = let_lead(agreement, before.claimed_by, lead, now, actor.id)
                if changes:
                    save_and_move_on(work, self.context, actor, led, changes)
            tell_lead(work, actor, view_of(work, after), lead, now)
            return self._changed(work, actor, before, after, what, "led" if after.agreement else None)

    def _changed(
        self, work: UnitOfWork, actor: Actor, before: FirstContact, after: FirstContact, what: str, told: str | None
    ) -> FirstContactChanged:
        """Keep it, tell staff, and where `told` says so the person who asked; then commit."""
        keep(work, self.context, actor, before, after)
        view, now = view_of(work, after), self.context.clock()
        work.notices.enqueue(changed_notice(view, what, actor, now))
        if told:
            work.notices.enqueue(answered_notice(view, told, now))
        work.commit()
        return FirstContactChanged(view, changed=True)


def _staff_member(actor: Actor) -> Person:
    require(actor, Action.DECIDE_FIRST_CONTACT)
    if actor.person is None:
        raise InvalidInput("person", "Only someone of CEC can lead this.")
    return actor.person
