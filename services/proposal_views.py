"""Proposals as results show them, for the person who looks."""

from collections.abc import Mapping

from domain.agreements import Agreement
from domain.permissions import Action, Actor, decide
from domain.proposal_changes import ChangeRequest
from domain.proposal_diff import OfferDiff, diff
from domain.proposal_prices import needs_approval
from domain.proposal_states import Move
from domain.proposal_versions import Offer, ProposalVersion
from domain.proposals import Negotiation, over_ceiling
from services.access import subject_of
from services.agreement_status import organization_of
from services.cards import people_cards
from services.pauses import pause_of
from services.proposal_cards import DraftCard, ProposalView, VersionCard
from services.proposal_parts import amendable, asked_version, current_version, drafted_from, repeated_version
from services.proposal_pricing import outdated_lines, running_lines, withdrawn_services
from services.settings_table import override_limit_of
from storage.unit_of_work import UnitOfWork

_ACTIONS: Mapping[Move, Action] = {
    Move.EDIT: Action.EDIT_PROPOSAL,
    Move.PRESENT: Action.EDIT_PROPOSAL,
    Move.ANSWER: Action.EDIT_PROPOSAL,
    Move.WITHDRAW: Action.EDIT_PROPOSAL,
    Move.PAUSE: Action.EDIT_PROPOSAL,
    Move.RESUME: Action.EDIT_PROPOSAL,
    Move.AMEND: Action.EDIT_PROPOSAL,
    Move.REQUEST: Action.REQUEST_CHANGES,
    Move.TAKE_BACK: Action.REQUEST_CHANGES,
    Move.ASK_AMENDMENT: Action.REQUEST_CHANGES,
    Move.ACCEPT: Action.ACCEPT_PROPOSAL,
    Move.CONFIRM: Action.CONFIRM_PROPOSAL,
}
_AMENDING = frozenset({Move.AMEND, Move.ASK_AMENDMENT, Move.TAKE_BACK})


def view_of(work: UnitOfWork, actor: Actor, agreement: Agreement, negotiation: Negotiation) -> ProposalView:
    current = current_version(work, agreement, negotiation)
    # One of which everything was taken back is over.
    request = next((each for each in work.proposals.requests(agreement.id) if each.items), None)
    pause = pause_of(work, agreement)
    authors = {request.asked(item).by for item in request.items} if request else set[str]()
    people = people_cards(work, {*authors, *({current.made_by} if current else ())})
    names = {person_id: card.name for person_id, card in people.items()}
    subject = subject_of(actor, agreement)
    seen = work.proposals.seen(agreement.id, actor.id)
    return ProposalView(
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        amendment=negotiation.amendment,
        state=negotiation.state,
        turn=negotiation.turn,
        since=negotiation.since,
        why=negotiation.why,
        reason=negotiation.reason,
        purpose=negotiation.purpose,
        current=version_card(current, names, negotiation) if current else None,
        valid_until=negotiation.valid_until,
        ceiling=negotiation.ceiling,
        seen=seen,
        in_force=work.proposals.in_force(agreement.id),
        changes=_since_last_look(work, agreement, seen, current),
        request=request,
        asked_of=_asked_of(work, agreement, negotiation, request) if request else None,
        askers={author: names.get(author, "A contact") for author in authors},
        base=asked_version(work, agreement, negotiation),
        paused_by=pause.by if pause else "",
        draft=_draft_card(work, agreement, negotiation, current) if actor.is_staff else None,
        moves=_moves(actor, agreement, negotiation),
        may_set_ceiling=agreement.closed_at is None and decide(actor, Action.SET_CEILING, subject).allowed,
        notice=work.catalog.current()[1].notice,
    )


def version_card(version: ProposalVersion, names: Mapping[str, str], negotiation: Negotiation) -> VersionCard:
    total = version.total
    return VersionCard(
        total=total,
        annual_amount=version.annual_amount,
        paid_once=version.paid_once,
        over_ceiling=over_ceiling(total, negotiation.ceiling),
        version=version,
        made_by=names.get(version.made_by, "CEC"),
    )


def _draft_card(
    work: UnitOfWork, agreement: Agreement, negotiation: Negotiation, current: ProposalVersion | None
) -> DraftCard:
    draft, offer = negotiation.draft, negotiation.draft.offer
    total, limit, days = offer.total, override_limit_of(work), offer.days
    running = {line.service for line in running_lines(work, agreement, negotiation)}
    new = [line for line in draft.lines if line.service not in running]
    withdrawn = withdrawn_services(work, new)
    base = drafted_from(work, agreement, negotiation)
    return DraftCard(
        total=total,
        annual_amount=offer.annual_amount,
        paid_once=offer.paid_once,
        over_ceiling=over_ceiling(total, negotiation.ceiling),
        draft=draft,
        changes=diff(base.offer, offer) if base else None,
        same_as=repeated_version(work, agreement, negotiation),
        unapproved=tuple(line.id for line in draft.lines if needs_approval(line, days, limit)),
        withdrawn=withdrawn,
        outdated=() if withdrawn else tuple(line.name for line in outdated_lines(work, draft, current)),
        undo=work.draft_steps.last_words(agreement.id, negotiation.amendment, draft.revision),
    )


def _asked_of(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation, request: ChangeRequest) -> Offer:
    offer = work.proposals.version(agreement.id, request.version).offer
    # What was answered before it came into force was asked of the proposal.
    of_what_runs = request.closed_at is None or request.at >= negotiation.since
    by_amendment = negotiation.amendment > 0 or (amendable(agreement, negotiation) and of_what_runs)
    return offer.to_amend if by_amendment else offer


def _since_last_look(
    work: UnitOfWork, agreement: Agreement, seen: int | None, current: ProposalVersion | None
) -> OfferDiff | None:
    if seen is None or current is None or seen >= current.number:
        return None
    changes = diff(work.proposals.version(agreement.id, seen).offer, current.offer)
    return None if changes.is_empty else changes


def _moves(actor: Actor, agreement: Agreement, negotiation: Negotiation) -> frozenset[Move]:
    if agreement.closed_at is not None:
        return frozenset()
    subject = subject_of(actor, agreement)
    allowed = {move for move, action in _ACTIONS.items() if decide(actor, action, subject).allowed}
    made = {move for move in allowed if may_be_made(move, agreement, negotiation)}
    return frozenset(made)


def may_be_made(move: Move, agreement: Agreement, negotiation: Negotiation) -> bool:
    if move is Move.TAKE_BACK and negotiation.allows(move):
        return True
    return amendable(agreement, negotiation) if move in _AMENDING else negotiation.allows(move)
