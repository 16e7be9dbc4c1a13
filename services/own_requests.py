"""What someone asked of CEC and staff have not decided yet: seen, changed and withdrawn by who asked."""

from dataclasses import dataclass, replace

from domain import first_contacts as rules
from domain.errors import NotFound
from domain.first_contacts import FirstContact
from domain.permissions import Action, Actor, Subject
from services.access import require
from services.context import Context
from services.first_contact_cards import FirstContactChanged, FirstContactGiven, FirstContactView
from services.first_contact_notices import changed_notice
from services.first_contact_opening import opened_at_once
from services.first_contact_parts import asked_by, keep, view_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class OwnRequestUseCases:
    context: Context

    def waiting(self, actor: Actor) -> FirstContactView | None:
        """What the actor asked and staff have not decided yet; there is one at most."""
        with self.context.reading() as work:
            found = work.first_contacts.waiting_of(actor.slack_user_id or "")
            if found is None:
                return None
            require(actor, Action.READ_FIRST_CONTACT, Subject(owner=_owner(found, actor)))
            return view_of(work, found)

    def change(
        self, actor: Actor, first_contact_id: str, given: FirstContactGiven, name: str, email: str
    ) -> FirstContactChanged:
        """Ask something else; staff are told. `name` and `email` are what Slack shows. What would have been opened at
        once, had it been asked so, is opened now.

        Raises Conflict when it was decided meanwhile, NotFound for a request of someone else, InvalidInput for a bad
        field.
        """
        with self.context.unit_of_work() as work:
            before = _own(work, actor, first_contact_id)
            rules.check_undecided(before)
            asked = asked_by(work, self.context, actor, given, name, email, before.id)
            kept = replace(
                asked,
                asked_at=before.asked_at,
                claimed_by=before.claimed_by,
                claimed_at=before.claimed_at,
                staff_thread=before.staff_thread,
            )
            after = opened_at_once(work, self.context, actor, kept, email)
            return self._changed(work, actor, before, after, "changed")

    def withdraw(self, actor: Actor, first_contact_id: str) -> FirstContactChanged:
        """Take it back; staff are told. A second press changes nothing. Raises as `change`."""
        with self.context.unit_of_work() as work:
            before = _own(work, actor, first_contact_id)
            if before.state is rules.FirstContactState.WITHDRAWN:
                return FirstContactChanged(view_of(work, before), changed=False)
            after = rules.withdraw(before, actor.id, self.context.clock())
            return self._changed(work, actor, before, after, "withdrawn")

    def _changed(
        self, work: UnitOfWork, actor: Actor, before: FirstContact, after: FirstContact, what: str
    ) -> FirstContactChanged:
        view = view_of(work, after)
        if after == before:
            return FirstContactChanged(view, changed=False)
        keep(work, self.context, actor, before, after, f"{what} by who asked")
        work.notices.enqueue(changed_notice(view, what, actor, self.context.clock()))
        work.commit()
        return FirstContactChanged(view, changed=True)


def _owner(first: FirstContact, actor: Actor) -> str:
    """Who asked as a stranger may be a person by now, of the same Slack account."""
    return actor.id if first.slack_user_id == actor.slack_user_id else first.requester


def _own(work: UnitOfWork, actor: Actor, first_contact_id: str) -> FirstContact:
    """Raises NotFound, the same for nobody's and for someone else's."""
    require(actor, Action.START_AGREEMENT)
    found = work.first_contacts.find(first_contact_id)
    if found is None or found.slack_user_id != actor.slack_user_id:
        raise NotFound("I can't find that request.")
    return found
