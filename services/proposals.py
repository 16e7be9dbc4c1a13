"""Proposals: read and compared by both sides, presented and answered by CEC's staff, changed and accepted by customers.

Staff edit the next version in `services/proposal_drafts.py`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain import proposals as rules
from domain.errors import Conflict
from domain.people import Side
from domain.permissions import Action, Actor
from domain.proposal_changes import Answer, Wanted
from domain.proposal_diff import diff
from domain.proposals import Moved, Negotiation
from services.access import agreement_for, why_not
from services.cards import people_cards
from services.context import Context
from services.proposal_accepting import accept_in
from services.proposal_amending import start_amendment_in
from services.proposal_answers import answer_in
from services.proposal_cards import ChangePrice, Comparison, ProposalMoved, ProposalView, VersionCard
from services.proposal_expiry import expire_due
from services.proposal_notices import other_side, tell
from services.proposal_parts import negotiable, negotiation_of
from services.proposal_presenting import present_in
from services.proposal_resuming import resume_in
from services.proposal_steps import keep, rest, taken_back
from services.proposal_views import version_card, view_of
from services.proposal_wishes import (
    answer_without_amendment_in,
    price_in,
    request_in,
    take_back_in,
    withdraw_wishes,
)


@dataclass(frozen=True)
class ProposalUseCases:
    """`number` is an agreement's, as people write it. Another organization's is NotFound, as one that never was.

    Conflict says what is waited for when something cannot be done now, and what happened meanwhile to who comes late.
    """

    context: Context

    # Reading

    def view(self, actor: Actor, number: str) -> ProposalView:
        """Raises Conflict before the step of the proposal."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
            return view_of(work, actor, agreement, negotiation_of(work, agreement))

    def look(self, actor: Actor, number: str, version: int) -> None:
        """The person has this version before them. Only what was seen can be accepted."""
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
            seen = work.proposals.version(agreement.id, version)
            if actor.person:
                work.proposals.look(agreement.id, actor.person.id, seen.number, self.context.clock())
            work.commit()

    def versions(self, actor: Actor, number: str) -> tuple[VersionCard, ...]:
        """Every version that was presented, the first one first, those of amendments too."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
            negotiation = negotiation_of(work, agreement)
            found = work.proposals.versions(agreement.id)
            people = people_cards(work, {version.made_by for version in found})
            names = {person_id: card.name for person_id, card in people.items()}
            return tuple(version_card(version, names, negotiation) for version in found)

    def version(self, actor: Actor, number: str, version: int) -> VersionCard:
        """Raises NotFound for a number that was not presented."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
            found = work.proposals.version(agreement.id, version)
            people = people_cards(work, {found.made_by})
            names = {person_id: card.name for person_id, card in people.items()}
            return version_card(found, names, negotiation_of(work, agreement))

    def why_not(self, actor: Actor, number: str, action: Action) -> str:
        """Why this person may not do it, with the names of those of their side who may; empty where they may."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
            return why_not(work, actor, agreement, action)

    def compare(self, actor: Actor, number: str, before: int, after: int) -> Comparison:
        """What changed from one version to another, and what it costs more. Raises NotFound."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
            earlier, later = (work.proposals.version(agreement.id, each).offer for each in (before, after))
            return Comparison(agreement.number, before, after, diff(earlier, later))

    # Staff

    def present(
        self, actor: Actor, number: str, seen: int, note: str = "", valid_until: date | None = None
    ) -> ProposalMoved:
        """Make the draft the next version and put it before the customer. `seen` is the revision of the draft.

        Raises InvalidInput or Conflict for what cannot be promised: no lines, a price that nobody approved, a service
        that was withdrawn, a year without prices, a term in the past.
        """
        with self.context.unit_of_work() as work:
            moved = present_in(work, self.context, actor, number, seen, note, valid_until)
            work.commit()
            return moved

    def answer_request(self, actor: Actor, number: str, answers: Mapping[str, Answer], seen: int) -> ProposalMoved:
        """Accept, counter or decline wishes (ids of items); what is granted enters the draft. With the last answer the
        customer is told, and the version on the table stands where nothing was granted. InvalidInput names the part
        of an answer and the item: "reason|ITEM"."""
        with self.context.unit_of_work() as work:
            moved = answer_in(work, self.context, actor, number, answers, seen)
            work.commit()
            return moved

    def answer_without_amendment(self, actor: Actor, number: str, reason: str) -> ProposalMoved:
        """What the customer of a running agreement asked for is answered in words, and no amendment is started."""
        with self.context.unit_of_work() as work:
            moved = answer_without_amendment_in(work, self.context, actor, number, reason)
            work.commit()
            return moved

    def withdraw(self, actor: Actor, number: str, reason: str, version: int | None = None) -> ProposalMoved:
        """The version on the table cannot be accepted any more. Of an amendment, this ends it. `version` is the one
        that the person looked at: Conflict where another one was presented since."""

        def move(negotiation: Negotiation, at: datetime) -> Moved:
            if version is not None and version != negotiation.current:
                raise Conflict(f"Version {negotiation.current} was presented meanwhile. Open the proposal again.")
            return rules.withdrawn(negotiation, reason, at, actor.id)

        return self._move(actor, number, "withdrawn", reason, move)

    def pause(self, actor: Actor, number: str, reason: str) -> ProposalMoved:
        return self._move(actor, number, "paused", reason, lambda n, at: rules.paused(n, reason, at, actor.id))

    def resume(self, actor: Actor, number: str) -> ProposalMoved:
        """It goes on where it was paused; a version whose time ran out meanwhile can be accepted for the usual time."""
        with self.context.unit_of_work() as work:
            moved = resume_in(work, self.context, actor, number)
            work.commit()
            return moved

    def start_amendment(self, actor: Actor, number: str, reason: str) -> ProposalMoved:
        """Negotiate a change of an agreement that runs, from the version in force. One at a time. `reason` says what it
        is about."""
        with self.context.unit_of_work() as work:
            moved = start_amendment_in(work, self.context, actor, number, reason)
            work.commit()
            return moved

    # The customer

    def price_of_change(self, actor: Actor, number: str, wanted: Sequence[Wanted]) -> ChangePrice:
        """What wishes would change in the current version, with those that wait for an answer, and what it would cost.
        Writes nothing."""
        with self.context.reading() as work:
            return price_in(work, self.context, actor, number, wanted)

    def request_changes(
        self,
        actor: Actor,
        number: str,
        version: int,
        wanted: Sequence[Wanted],
        note: str = "",
        request_id: str | None = None,
        replaces: Collection[str] = (),
    ) -> ProposalMoved:
        """Ask CEC for changes of the current version, which the person has seen, or for an amendment of what runs.
        `request_id` (the id of a form) makes them count once. More wishes join those that are still open; they take the
        place of colleagues' only where these (ids of items) are in `replaces`: Conflict otherwise."""
        with self.context.unit_of_work() as work:
            moved = request_in(work, self.context, actor, number, version, wanted, note, request_id, replaces)
            work.commit()
            return moved

    def take_back_wish(self, actor: Actor, number: str, item: str) -> ProposalMoved:
        """A wish (id of an item) that CEC has not answered is gone; without any left nothing was asked for. Its author
        or another contact takes it back. Raises Conflict when it was answered."""
        with self.context.unit_of_work() as work:
            moved = take_back_in(work, self.context, actor, number, item)
            work.commit()
            return moved

    def set_ceiling(self, actor: Actor, number: str, ceiling: Decimal | None) -> ProposalMoved:
        """The most that the customer can spend in the whole term, in USD; None takes it back."""
        with self.context.unit_of_work() as work:
            agreement, negotiation = negotiable(work, actor, number, Action.SET_CEILING)
            if negotiation.ceiling == ceiling:
                return ProposalMoved(view_of(work, actor, agreement, negotiation))
            now = self.context.clock()
            saved = keep(work, rules.with_ceiling(negotiation, ceiling, now, actor.id))
            told = tell(work, actor, agreement, saved, "ceiling", now, other_side(actor))
            view = view_of(work, actor, agreement, saved)
            work.commit()
            return ProposalMoved(view, told)

    # Both sides

    def accept(self, actor: Actor, number: str, version: int) -> ProposalMoved:
        """Accept the current version, which the person has seen: the customer's program manager first, then CEC's SML.
        Then its documents are made to be signed. Again changes nothing."""
        with self.context.unit_of_work() as work:
            moved = accept_in(work, self.context, actor, number, version)
            work.commit()
            return moved

    def expire_due(self) -> int:
        """End the validity of versions that were not accepted in time; both sides are told. Returns how many. Run it
        every hour or so."""
        return expire_due(self.context)

    # Pieces

    def _move(
        self, actor: Actor, number: str, what: str, reason: str, move: Callable[[Negotiation, datetime], Moved]
    ) -> ProposalMoved:
        """A move of staff that leaves the versions as they are."""
        with self.context.unit_of_work() as work:
            agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
            now = self.context.clock()
            after = keep(work, move(negotiation, now))
            if what == "withdrawn":
                withdraw_wishes(work, self.context, actor, agreement)
                agreement = taken_back(work, self.context, actor, agreement, after, reason.strip())
            agreement = rest(work, agreement, after, now)
            told = tell(work, actor, agreement, after, what, now, (Side.CUSTOMER,), text=reason.strip())
            view = view_of(work, actor, agreement, after)
            work.commit()
            return ProposalMoved(view, told)
