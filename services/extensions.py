"""Extensions: services go on for a while under the same agreement, because its renewal is late."""

from dataclasses import dataclass, replace
from datetime import date

from domain import extensions as rules
from domain.agreements import Agreement
from domain.alerts import Subject, SubjectType
from domain.errors import Conflict, NotFound
from domain.extensions import Extension
from domain.people import Side
from domain.permissions import Action, Actor, decide
from domain.renewal_steps import require_renewable
from services.access import own_or_not_found, require, subject_of
from services.alert_sweep import follow
from services.context import Context
from services.extension_effect import put_into_force, require_no_amendment
from services.renewal_cards import RenewalView
from services.renewal_notices import other_side, tell_of_extension
from services.renewal_parts import asked_for_own_side, held, renewal_of, view_of
from services.renewal_terms import moved_by
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

_NO_SUCH = "I can't find that extension. Open the renewal of the agreement again."


@dataclass(frozen=True)
class ExtensionUseCases:
    """An extension needs both sides: CEC's SML (or an administrator) and the customer's program manager. Who asks for
    it and may confirm has confirmed it. `seen` is the revision that the person looked at."""

    context: Context

    def ask(
        self,
        actor: Actor,
        number: str,
        new_end: date,
        reason: str,
        approved_by: str,
        extension_id: str | None = None,
    ) -> RenewalView:
        """Ask for services until another last day. With `extension_id` (the id of a form) it counts once.

        Raises InvalidInput with the field, Conflict while another extension or an amendment is under way, when the
        agreement is not to be renewed, and when it is not running.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.ASK_EXTENSION)
            if extension_id and work.renewals.extension(extension_id):
                return view_of(work, self.context, actor, agreement)
            self._require_extendable(work, agreement)
            made = Extension(
                id=extension_id or self.context.new_id(),
                agreement=agreement.id,
                organization=agreement.organization,
                end=agreement.term.end,
                new_end=new_end,
                reason=reason,
                approved_by=approved_by,
                asked_at=self.context.clock(),
                asked_by=actor.id,
            )
            extension, change = rules.asked(made, agreement.term, office_day(work, self.context))
            if decide(actor, Action.CONFIRM_EXTENSION, subject_of(actor, agreement)).allowed:
                confirmed = rules.confirm(extension, actor.side, extension.asked_at, actor.id)
                extension = replace(confirmed[0], revision=1) if confirmed else extension
            work.renewals.add_extension(extension)
            work.history.append(change)
            self._tell(work, actor, agreement, extension, "asked", extension.reason)
            view = view_of(work, self.context, actor, agreement)
            work.commit()
            return view

    def confirm(self, actor: Actor, extension_id: str, seen: int) -> RenewalView:
        """For the actor's side; once both sides did, the term is longer. Again changes nothing."""
        with self.context.unit_of_work() as work:
            agreement, extension = self._held(work, actor, extension_id, seen)
            require(actor, Action.CONFIRM_EXTENSION, subject_of(actor, agreement))
            now, side = self.context.clock(), actor.side
            changed = rules.confirm(extension, side, now, actor.id)
            if changed is None:
                return view_of(work, self.context, actor, agreement)
            after, change = changed
            work.renewals.save_extension(after, extension.revision)
            work.history.append(change)
            moved = moved_by(work, agreement, after.new_end)
            if after.agreed:
                self._require_extendable(work, agreement, after)
                agreement = put_into_force(work, self.context, actor, agreement, after)
            sides = tuple(Side) if after.agreed else other_side(actor)
            what = "in_force" if after.agreed else "confirmed"
            tell_of_extension(work, actor, agreement, after, what, now, sides, moved=moved)
            view = view_of(work, self.context, actor, agreement)
            work.commit()
        follow(self.context, Subject(SubjectType.AGREEMENT, agreement.id))
        return view

    def decline(self, actor: Actor, extension_id: str, seen: int, reason: str) -> RenewalView:
        """The actor's side does not agree, or takes back what it asked for: whoever may confirm, and who asked."""
        with self.context.unit_of_work() as work:
            agreement, extension = self._held(work, actor, extension_id, seen)
            asked_it = extension.asked_by == actor.id
            action = Action.ASK_EXTENSION if asked_it else Action.CONFIRM_EXTENSION
            require(actor, action, subject_of(actor, agreement))
            settle = rules.withdraw if asked_for_own_side(work, actor, extension) else rules.decline
            after, change = settle(extension, reason, self.context.clock(), actor.id)
            work.renewals.save_extension(after, extension.revision)
            work.history.append(change)
            self._tell(work, actor, agreement, after, after.state.value, after.note)
            view = view_of(work, self.context, actor, agreement)
            work.commit()
            return view

    def _held(self, work: UnitOfWork, actor: Actor, extension_id: str, seen: int) -> tuple[Agreement, Extension]:
        found = own_or_not_found(actor, Action.READ_AGREEMENT, work.renewals.extension(extension_id), _NO_SUCH)
        work.needs.hold(found.agreement)
        now = work.renewals.extension(extension_id)
        if now is None:
            raise NotFound(_NO_SUCH)
        if now.revision != seen:
            raise Conflict("This extension was answered meanwhile. Look at it again, then repeat this.")
        return work.agreements.get(found.agreement), now

    def _require_extendable(self, work: UnitOfWork, agreement: Agreement, asked: Extension | None = None) -> None:
        require_renewable(agreement)
        if renewal_of(work, agreement).refused:
            raise Conflict(
                f"It was decided not to renew {agreement.number}, so it ends with its term. Take that back first."
            )
        if asked and asked.end != agreement.term.end:
            raise Conflict(f"The term of {agreement.number} was changed meanwhile. Ask for the extension again.")
        require_no_amendment(work, agreement)
        if asked is None and any(each.waits_for() for each in work.renewals.extensions_of(agreement.id)):
            raise Conflict(f"An extension of {agreement.number} waits for an answer already. Open its renewal first.")

    def _tell(
        self, work: UnitOfWork, actor: Actor, agreement: Agreement, extension: Extension, what: str, text: str
    ) -> None:
        moved = moved_by(work, agreement, extension.new_end) if extension.waits_for() else None
        now, sides = self.context.clock(), other_side(actor)
        tell_of_extension(work, actor, agreement, extension, what, now, sides, text, moved)
