"""What a customer needs: recorded by staff, confirmed or corrected by the customer line by line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain import needs as rules
from domain.agreements import Agreement, is_met, missing, record
from domain.errors import Conflict, InvalidInput
from domain.needs import LONGEST_REFERENCE, Changed, Need, NeedContent, NeedState, Source, SourceKind
from domain.permissions import Action, Actor
from domain.stages import Stage
from services.access import agreement_for
from services.cards import people_cards
from services.context import Context
from services.needs_cards import NeedEntry, NeedsChanged, NeedsView
from services.needs_notices import tell_customer, tell_customer_all, tell_staff
from services.needs_parts import (
    RECORDED,
    add,
    as_seen,
    content_of,
    held,
    held_need,
    must_be_sent,
    readable_need,
    settled,
    view_of,
)
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 50

Change = Callable[[UnitOfWork, Need, datetime], Changed]


def confirmed(work: UnitOfWork, agreement: Agreement) -> tuple[Need, ...]:
    """The needs that the customer confirmed, in the order in which they were recorded: what the survey starts with."""
    return rules.confirmed(work.needs.of_agreement(agreement.id))


@dataclass(frozen=True)
class NeedsUseCases:
    """`number` is taken as people write it. A need of another organization is NotFound, as one that never was.

    `seen` is the revision that the person looked at: Conflict says what a line says now when it is another one.
    """

    context: Context

    # Reading

    def view(self, actor: Actor, number: str) -> NeedsView:
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_NEEDS)
            return view_of(work, actor, agreement, self.context.clock())

    def number_of(self, actor: Actor, need_id: str) -> str:
        """The number of the agreement that a need belongs to."""
        with self.context.reading() as work:
            return work.agreements.get(readable_need(work, actor, need_id).agreement).number

    def history(self, actor: Actor, need_id: str) -> tuple[NeedEntry, ...]:
        """Every change of one line, the newest first."""
        with self.context.reading() as work:
            need = readable_need(work, actor, need_id)
            changes = work.history.of("need", need.id, HISTORY_READ, 0)
            people = people_cards(work, {change.by for change in changes})
            return tuple(NeedEntry(c, c.at, people[c.by].name if c.by in people else "CEC") for c in changes)

    # Staff

    def record(
        self, actor: Actor, number: str, content: NeedContent, source: Source, need_id: str | None = None
    ) -> NeedsChanged:
        """Keep a need. `need_id` makes it count once, however often it is sent (the id of the form).

        Raises InvalidInput for what cannot be kept, Conflict when the agreement is closed or full.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.RECORD_NEEDS)
            now = self.context.clock()
            if need_id and work.needs.find(need_id):
                return NeedsChanged(view_of(work, actor, agreement, now), changed=False)
            need = self._new(actor, agreement, need_id, content, _checked(source), now)
            add(work, agreement, need)
            told = tell_customer(work, actor, agreement, "added", need, now) if is_met(agreement, RECORDED) else True
            view = view_of(work, actor, agreement, now)
            work.commit()
            return NeedsChanged(view, changed=True, told=told)

    def edit(self, actor: Actor, need_id: str, content: NeedContent, source: Source, seen: int) -> NeedsChanged:
        """Change what a line says; the customer must confirm it anew."""

        def change(work: UnitOfWork, need: Need, at: datetime) -> Changed:
            return rules.edit(need, content_of(work, content, need.content), _checked(source), at, actor.id)

        return self._change(actor, need_id, Action.RECORD_NEEDS, seen, change)

    def remove(self, actor: Actor, need_id: str, seen: int) -> NeedsChanged:
        return self._change(actor, need_id, Action.RECORD_NEEDS, seen, lambda _, n, at: rules.remove(n, at, actor.id))

    def take_over(self, actor: Actor, need_id: str, seen: int) -> NeedsChanged:
        """The line says from now on what the customer corrected it to, and is confirmed."""
        return self._change(
            actor, need_id, Action.RECORD_NEEDS, seen, lambda _, n, at: rules.take_over(n, at, actor.id)
        )

    def complete(self, actor: Actor, number: str) -> NeedsChanged:
        """The needs are complete: recorded in the agreement, and sent to the customer. Again changes nothing.

        Raises Conflict without any need, and before the agreement's step of understanding the needs.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.RECORD_NEEDS)
            now = self.context.clock()
            if is_met(agreement, RECORDED):
                return NeedsChanged(view_of(work, actor, agreement, now), changed=False)
            if not rules.standing(work.needs.of_agreement(agreement.id)):
                raise Conflict("No needs are recorded yet. Record at least one, then send them.")
            if agreement.stage is not Stage.UNDERSTAND_NEEDS:
                lacking = " and ".join(requirement.missing for requirement in missing(agreement))
                raise Conflict(
                    f"{agreement.number} is not at the step of understanding the needs yet, because it still needs "
                    f"{lacking}. Name these contacts first; what is recorded stays."
                )
            noted, entry = record(agreement, RECORDED.key, now, actor.id)
            saved = save_and_move_on(work, self.context, actor, noted, [entry])
            told = tell_customer_all(work, actor, saved, now)
            view = view_of(work, actor, saved, now)
            work.commit()
            return NeedsChanged(view, changed=True, told=told)

    # The customer

    def confirm(self, actor: Actor, need_id: str, seen: int) -> NeedsChanged:
        return self._change(actor, need_id, Action.CONFIRM_NEEDS, seen, lambda _, n, at: rules.confirm(n, at, actor.id))

    def decline(self, actor: Actor, need_id: str, seen: int) -> NeedsChanged:
        """The line is not needed."""
        return self._change(actor, need_id, Action.CONFIRM_NEEDS, seen, lambda _, n, at: rules.decline(n, at, actor.id))

    def correct(self, actor: Actor, need_id: str, text: str, quantity: int | None, seen: int) -> NeedsChanged:
        """Say a line otherwise; staff see it and take it over. What it said before takes the correction back."""

        def change(work: UnitOfWork, need: Need, at: datetime) -> Changed:
            wanted = replace(need.content, text=text, quantity=quantity)
            return rules.correct(need, content_of(work, wanted, need.content), at, actor.id)

        return self._change(actor, need_id, Action.CONFIRM_NEEDS, seen, change)

    def confirm_all(self, actor: Actor, number: str, seen: int) -> NeedsChanged:
        """Confirm every line that waits. `seen` is the edition that was looked at. Again changes nothing."""
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.CONFIRM_NEEDS)
            must_be_sent(agreement)
            now = self.context.clock()
            needs = work.needs.of_agreement(agreement.id)
            open_ones = rules.waiting(needs)
            if not open_ones:
                return NeedsChanged(view_of(work, actor, agreement, now), changed=False)
            if rules.edition(needs) != seen:
                raise Conflict("The needs were changed after you opened them. Open them again, then confirm.")
            for need in open_ones:
                said, changes = rules.confirm(need, now, actor.id)
                work.needs.save(said)
                work.history.append(*changes)
            return self._finished(work, actor, agreement, now)

    def add(self, actor: Actor, number: str, content: NeedContent, need_id: str | None = None) -> NeedsChanged:
        """A line that was forgotten; staff take it over. Counts once as in `record`, and raises the same."""
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.CONFIRM_NEEDS)
            must_be_sent(agreement)
            now = self.context.clock()
            if need_id and work.needs.find(need_id):
                return NeedsChanged(view_of(work, actor, agreement, now), changed=False)
            new = self._new(actor, agreement, need_id, content, Source(SourceKind.CUSTOMER), now)
            need = replace(new, state=NeedState.ADDED, answered_by=actor.id, answered_at=now)
            add(work, agreement, need)
            told = tell_staff(work, actor, agreement, "added", need, now)
            view = view_of(work, actor, agreement, now)
            work.commit()
            return NeedsChanged(view, changed=True, told=told)

    # Pieces

    def _new(
        self,
        actor: Actor,
        agreement: Agreement,
        need_id: str | None,
        content: NeedContent,
        source: Source,
        at: datetime,
    ) -> Need:
        organization = agreement.organization
        return Need(need_id or self.context.new_id(), agreement.id, organization, content, source, actor.id, at)

    def _change(self, actor: Actor, need_id: str, action: Action, seen: int, change: Change) -> NeedsChanged:
        with self.context.unit_of_work() as work:
            agreement, need = held_need(work, actor, need_id, action)
            if action is Action.CONFIRM_NEEDS:
                must_be_sent(agreement)
            now = self.context.clock()
            said, changes = change(work, need, now)
            if said == need:
                return NeedsChanged(view_of(work, actor, agreement, now), changed=False)
            as_seen(need, seen)
            work.needs.save(said)
            work.history.append(*changes)
            told = self._tell(work, actor, agreement, need, said, now)
            return replace(self._finished(work, actor, agreement, now), told=told)

    def _tell(
        self, work: UnitOfWork, actor: Actor, agreement: Agreement, before: Need, need: Need, at: datetime
    ) -> bool:
        """Each side hears what the other one did to a line that was sent; a single confirmation is not told."""
        if need.state in (NeedState.CORRECTED, NeedState.NOT_NEEDED):
            return tell_staff(work, actor, agreement, need.state.value, need, at)
        if before.state is NeedState.CORRECTED and not actor.is_staff:
            return tell_staff(work, actor, agreement, "taken_back", need, at)
        if not actor.is_staff or not is_met(agreement, RECORDED):
            return True
        taken = "agreed" if before.state is NeedState.ADDED else "taken_over"
        what = {NeedState.RECORDED: "changed", NeedState.REMOVED: "removed"}.get(need.state, taken)
        return tell_customer(work, actor, agreement, what, need, at)

    def _finished(self, work: UnitOfWork, actor: Actor, agreement: Agreement, now: datetime) -> NeedsChanged:
        needs = work.needs.of_agreement(agreement.id)
        if is_met(agreement, RECORDED) and rules.all_settled(needs) and not actor.is_staff:
            tell_staff(work, actor, agreement, "confirmed", None, now)
        moved = settled(work, self.context, actor, agreement, needs)
        view = view_of(work, actor, moved, now)
        work.commit()
        return NeedsChanged(view, changed=True)


def _checked(source: Source) -> Source:
    if len(source.reference.strip()) > LONGEST_REFERENCE:
        raise InvalidInput("reference", f"Say where it was in up to {LONGEST_REFERENCE:,} characters.")
    return replace(source, reference=source.reference.strip())
