"""How an agreement follows its negotiation: what is recorded in it, taken back, and taken over."""

from dataclasses import replace
from datetime import datetime

from domain.agreement_proposal import back_to_proposal, paused, resumed
from domain.agreements import Agreement, record, void
from domain.errors import Conflict
from domain.history import Change
from domain.people import Side
from domain.permissions import Actor
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from domain.proposals import Moved, Negotiation, edited, in_force, sent_back
from domain.stages import Stage
from services.context import Context
from services.proposal_notices import tell, want_documents
from services.proposal_parts import begun, current_version, keep_adopted_version, negotiation_of
from services.startup_making import amend_startup
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

PRESENTED = "proposal_presented"
ACCEPTED = {Side.CUSTOMER: "proposal_accepted_customer", Side.CEC: "proposal_accepted_cec"}


def keep(work: UnitOfWork, moved: Moved, *earlier: Change) -> Negotiation:
    """Save a negotiation with what happened. Raises Conflict when someone else saved it since it was read."""
    negotiation, change = moved
    work.history.append(*earlier, change)
    return work.proposals.save(negotiation)


def lines_into_draft(work: UnitOfWork, actor: Actor, agreement: Agreement, at: datetime) -> None:
    """The working draft gets the lines that the agreement has. Raises Conflict once a version was presented."""
    if work.proposals.latest_version(agreement.id):
        raise Conflict(f"The proposal of {agreement.number} was presented to the customer. Change it there.")
    fresh = begun(work, agreement)
    found = work.proposals.find(agreement.id) or fresh
    draft = replace(fresh.draft, terms=found.draft.terms, revision=found.draft.revision)
    keep(work, edited(found, draft, ", ".join(line.name for line in draft.lines), at, actor.id))


def on_the_table(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, version: ProposalVersion
) -> Agreement:
    """A first agreement shows what was offered last; what was accepted before counts no more. An amendment changes
    nothing before it is signed."""
    if version.amendment:
        return agreement
    at = version.made_at
    # Each version is a new record; that the one before was taken back needs no entry of its own.
    agreement, _ = void(agreement, {PRESENTED}, at, actor.id, "")
    agreement, voided = void(agreement, ACCEPTED.values(), at, actor.id, f"Version {version.number} took its place.")
    noted, change = record(agreement, PRESENTED, at, actor.id, f"Version {version.number}")
    offered = _with_lines_of(noted, version)
    return save_and_move_on(work, context, actor, offered, (*voided, change))


def taken_back(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, negotiation: Negotiation, reason: str
) -> Agreement:
    """It is CEC's turn again: nothing counts as presented or accepted."""
    if negotiation.amendment:
        return agreement
    records = {PRESENTED, *ACCEPTED.values()}
    after, changes = void(agreement, records, context.clock(), actor.id, reason)
    return save_and_move_on(work, context, actor, after, changes) if changes else agreement


def rest(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation, at: datetime) -> Agreement:
    """Nobody is waited for while the negotiation of a first agreement is paused; when it goes on, it is somebody's turn
    anew. An amendment's pause leaves the agreement as it runs."""
    pauses = negotiation.state is NegotiationState.PAUSED
    if negotiation.amendment or pauses == bool(agreement.paused_at):
        return agreement
    return work.agreements.save(paused(agreement, at) if pauses else resumed(agreement, at))


def stands_again(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, negotiation: Negotiation
) -> Agreement:
    """The version on the table is the customer's to accept once more."""
    if negotiation.amendment or any(entry.requirement == PRESENTED for entry in agreement.records):
        return agreement
    note = f"Version {negotiation.current} stands"
    noted, change = record(agreement, PRESENTED, context.clock(), actor.id, note)
    return save_and_move_on(work, context, actor, noted, [change])


def accepted_by(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, negotiation: Negotiation, side: Side
) -> Agreement:
    if negotiation.amendment:
        return agreement
    note = f"Version {negotiation.current}"
    noted, change = record(agreement, ACCEPTED[side], context.clock(), actor.id, note)
    return save_and_move_on(work, context, actor, noted, [change])


def to_be_signed(work: UnitOfWork, agreement: Agreement) -> None:
    """Both sides accepted it on paper: its lines are version 1, and its documents are made to be signed here."""
    negotiation = work.proposals.save(negotiation_of(work, agreement))
    keep_adopted_version(work, agreement, negotiation)
    want_documents(work, agreement, 1, agreed=True)


def return_to_negotiation(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, reason: str
) -> Agreement:
    """A signer declined: the negotiation is open again and CEC's turn; both sides are told.

    Acceptances and signatures of a first agreement are voided and it is back at the proposal; an amendment leaves
    the agreement as it runs. Raises Conflict when nothing is being signed.
    """
    at = context.clock()
    before = negotiation_of(work, agreement)
    keep_adopted_version(work, agreement, before)
    negotiation = keep(work, sent_back(before, reason, at, actor.id))
    if agreement.stage is Stage.PROPOSAL:  # it waits for a contact who left
        agreement = taken_back(work, context, actor, agreement, negotiation, reason)
    elif not negotiation.amendment:
        agreement, changes = back_to_proposal(agreement, at, actor.id, reason)
        agreement = work.agreements.save(agreement)
        work.history.append(*changes)
    tell(work, actor, agreement, negotiation, "sent_back", at, tuple(Side), text=reason)
    return agreement


def take_effect(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, number: int) -> Agreement:
    """All have signed version `number`: it is in force, and its lines and term are those of the agreement.

    Raises Conflict unless both sides accepted this version. Again changes nothing.
    """
    negotiation = negotiation_of(work, agreement)
    if negotiation.current == number and negotiation.state is NegotiationState.IN_FORCE:
        return agreement
    if negotiation.current != number:
        raise Conflict(f"Version {number} is not the one that both sides accepted last.")
    at = context.clock()
    version = current_version(work, agreement, negotiation)
    if version is None:
        raise Conflict(f"{agreement.number} has no version to take effect.")
    keep_adopted_version(work, agreement, negotiation)
    negotiation = keep(work, in_force(negotiation, at, actor.id))
    following = _with_lines_of(agreement, version)
    if not version.amendment:
        return agreement if following == agreement else work.agreements.save(following)
    begun_anew = amend_startup(work, context, actor, agreement, following)
    work.history.append(_amended(agreement, version, at, actor), *begun_anew.changes)
    saved = work.agreements.save(begun_anew.agreement)
    targets = work.agreed_targets.of([saved.id])[saved.id]
    work.measurements.judge_anew(targets, version.terms.effective_on or saved.term.start)
    tell(work, actor, saved, negotiation, "in_force", at, tuple(Side), version)
    return saved


def _with_lines_of(agreement: Agreement, version: ProposalVersion) -> Agreement:
    return replace(
        agreement,
        lines=tuple(line.agreed for line in version.lines),
        term=version.terms.period,
        catalog_version=version.catalog_version,
    )


def _amended(agreement: Agreement, version: ProposalVersion, at: datetime, actor: Actor) -> Change:
    """What the history of the agreement says: amendment 1, by version 4."""
    words = f"amendment {version.amendment}, version {version.number}"
    return Change("agreement", agreement.id, agreement.organization, "amended", None, words, at, actor.id)
