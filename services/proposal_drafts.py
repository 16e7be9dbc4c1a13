"""The working draft of a proposal's next version: edited by CEC's staff, one change at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from domain import proposal_edits as edits
from domain import proposal_prices as prices
from domain.errors import Conflict
from domain.permissions import Action, Actor
from domain.proposal_changes import Pricing
from domain.proposal_dates import checked_terms
from domain.proposal_diff import diff
from domain.proposal_edits import CustomLine, Draft, LineEdit
from domain.proposal_terms import Terms
from domain.proposal_words import said
from domain.proposals import edited
from services.context import Context
from services.draft_undoing import Undone, keep_edit, undo_in
from services.proposal_cards import ProposalView
from services.proposal_parts import as_amendment, as_draft, drafted_from, negotiable
from services.proposal_pricing import find_service, pricing_for
from services.proposal_seen import draft_as_seen
from services.proposal_views import view_of
from services.renewal_terms import require_follows
from services.settings_table import office_day

Edit = Callable[[Draft, Pricing], Draft]


@dataclass(frozen=True)
class ProposalDraftUseCases:
    """For staff. `number` is an agreement's, as people write it; `seen` the revision of the draft that the person
    looked at: Conflict says what happened to it meanwhile. InvalidInput names the field that cannot be used.

    The customer sees nothing of a draft before it is presented.
    """

    context: Context

    def add_line(
        self, actor: Actor, number: str, service: str, quantity: int, seen: int, notes: str = "", line_id: str = ""
    ) -> ProposalView:
        """A service of the catalog, by its key. With `line_id` (the id of a form) it counts once, however often it is
        sent."""
        key = line_id or self.context.new_id()

        def edit(draft: Draft, pricing: Pricing) -> Draft:
            return edits.add_line(draft, key, pricing.find(service), quantity, notes)

        return self._edit(actor, number, seen, _once(key, edit))

    def add_custom_line(
        self, actor: Actor, number: str, custom: CustomLine, seen: int, notes: str = "", line_id: str = ""
    ) -> ProposalView:
        """A service outside the catalog, with its quote and the reason."""
        key = line_id or self.context.new_id()
        edit = _once(key, lambda draft, _: edits.add_custom_line(draft, key, custom, notes))
        return self._edit(actor, number, seen, edit)

    def change_line(self, actor: Actor, number: str, line: str, edit: LineEdit, seen: int) -> ProposalView:
        """Another quantity is priced anew by its tier."""
        return self._edit(actor, number, seen, lambda d, pricing: edits.change_line(d, line, edit, pricing.find))

    def remove_line(self, actor: Actor, number: str, line: str, seen: int) -> ProposalView:
        return self._edit(actor, number, seen, lambda draft, _: edits.remove_line(draft, line))

    def move_line(self, actor: Actor, number: str, line: str, place: int, seen: int) -> ProposalView:
        """To a place that counts from 1."""
        return self._edit(actor, number, seen, lambda draft, _: edits.move_line(draft, line, place))

    def set_terms(self, actor: Actor, number: str, terms: Terms, seen: int) -> ProposalView:
        """Another start in another fiscal year brings the prices of that year."""

        def edit(draft: Draft, pricing: Pricing) -> Draft:
            return edits.set_terms(draft, checked_terms(terms, pricing.today, pricing.running), pricing.find)

        return self._edit(actor, number, seen, edit)

    def override_price(
        self, actor: Actor, number: str, line: str, unit_price: Decimal, reason: str, seen: int
    ) -> ProposalView:
        """Beyond the limit of the settings a second person must approve it before it is presented."""
        return self._edit(
            actor, number, seen, lambda draft, _: prices.override_price(draft, line, unit_price, reason, actor.id)
        )

    def approve_override(self, actor: Actor, number: str, line: str, seen: int) -> ProposalView:
        """Raises Conflict for the person who set the price."""
        return self._edit(actor, number, seen, lambda draft, _: prices.approve_override(draft, line, actor.id))

    def update_prices(self, actor: Actor, number: str, seen: int) -> ProposalView:
        """Take the prices of the present catalog for all lines that are not running already."""
        with self.context.unit_of_work() as work:
            agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
            draft_as_seen(work, negotiation, seen)
            now = replace(negotiation.draft, catalog_version=work.catalog.current()[0])
            after = edits.reprice(now, find_service(work, now))
            words = said(diff(negotiation.draft.offer, after.offer))
            moved = edited(negotiation, after, words, self.context.clock(), actor.id)
            saved = keep_edit(work, negotiation, moved)
            view = view_of(work, actor, agreement, saved)
            work.commit()
            return view

    def discard_draft(self, actor: Actor, number: str, seen: int) -> ProposalView:
        """Back to what the latest version says."""
        with self.context.unit_of_work() as work:
            agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
            draft_as_seen(work, negotiation, seen)
            last = drafted_from(work, agreement, negotiation)
            if last is None:
                raise Conflict("No version was presented yet, so there is nothing to go back to. Change the lines.")
            is_new = last.amendment < negotiation.amendment
            draft = as_amendment(last, office_day(work, self.context)) if is_new else as_draft(last)
            moved = edited(negotiation, draft, "as in the last version", self.context.clock(), actor.id)
            view = view_of(work, actor, agreement, keep_edit(work, negotiation, moved, "draft discarded"))
            work.commit()
            return view

    def undo(self, actor: Actor, number: str, seen: int) -> Undone:
        """Take back the last edit; once more the one before it, up to thirty."""
        with self.context.unit_of_work() as work:
            undone = undo_in(work, self.context, actor, number, seen)
            work.commit()
            return undone

    def _edit(self, actor: Actor, number: str, seen: int, edit: Edit) -> ProposalView:
        with self.context.unit_of_work() as work:
            agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
            before = negotiation.draft
            after = edit(before, pricing_for(work, self.context, agreement, negotiation))
            if after == before:
                return view_of(work, actor, agreement, negotiation)
            draft_as_seen(work, negotiation, seen)
            if after.terms.period != before.terms.period:
                require_follows(work, agreement, after.terms.period)
            words = said(diff(before.offer, after.offer))
            moved = edited(negotiation, after, words, self.context.clock(), actor.id)
            saved = keep_edit(work, negotiation, moved)
            view = view_of(work, actor, agreement, saved)
            work.commit()
            return view


def _once(line_id: str, edit: Edit) -> Edit:
    """Nothing where the line is there already: the same form was sent twice."""
    return lambda draft, pricing: draft if any(x.id == line_id for x in draft.lines) else edit(draft, pricing)
