"""Accepting a version: the customer's program manager first, then CEC's SML."""

from dataclasses import replace

from domain import proposals as rules
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.people import Side
from domain.permissions import Action, Actor
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from domain.words import day_in_words
from services.context import Context
from services.funding_parts import coming_schedule
from services.proposal_cards import ProposalMoved
from services.proposal_notices import other_side, tell, want_documents
from services.proposal_parts import current_version, negotiable, refuse_past_day
from services.proposal_pricing import running_lines, withdrawn_services
from services.proposal_seen import version_as_seen
from services.proposal_steps import accepted_by, keep
from services.proposal_views import view_of
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

_DONE = {
    Side.CUSTOMER: frozenset({NegotiationState.CUSTOMER_ACCEPTED, NegotiationState.AGREED, NegotiationState.IN_FORCE}),
    Side.CEC: frozenset({NegotiationState.AGREED, NegotiationState.IN_FORCE}),
}


def accept_in(work: UnitOfWork, context: Context, actor: Actor, number: str, version: int) -> ProposalMoved:
    side = actor.side
    action = Action.CONFIRM_PROPOSAL if actor.is_staff else Action.ACCEPT_PROPOSAL
    agreement, negotiation = negotiable(work, actor, number, action)
    current = current_version(work, agreement, negotiation)
    if current is None:
        raise Conflict(negotiation.why)
    if version == current.number and negotiation.state in _DONE[side]:
        return ProposalMoved(view_of(work, actor, agreement, negotiation))
    version_as_seen(work, actor, agreement, current, version)
    now, today = context.clock(), office_day(work, context)
    accepted, change = rules.accepted(negotiation, side, version, today, now, actor.id)
    _check_still_offered(work, context, agreement, negotiation, current)
    if side is Side.CEC:  # what is signed, however long that takes, is the schedule of this day
        accepted = replace(accepted, schedule=coming_schedule(work, agreement, current, today))
    after = keep(work, (accepted, change))
    agreement = accepted_by(work, context, actor, agreement, after, side)
    if side is Side.CUSTOMER:
        told = tell(work, actor, agreement, after, "accepted", now, other_side(actor), current)
    else:
        told = tell(work, actor, agreement, after, "agreed", now, tuple(Side), current)
        want_documents(work, agreement, version, agreed=True)
    return ProposalMoved(view_of(work, actor, agreement, after), told)


def _check_still_offered(
    work: UnitOfWork, context: Context, agreement: Agreement, negotiation: Negotiation, current: ProposalVersion
) -> None:
    """Raises Conflict when CEC cannot keep what the version says: both sides then make another one."""
    running = {line.service for line in running_lines(work, agreement, negotiation)}
    gone = withdrawn_services(work, [line for line in current.lines if line.service not in running])
    if gone:
        names = ", ".join(gone)
        raise Conflict(f"{names} left the catalog after version {current.number} was made. It takes another version.")
    start, today = current.terms.period.start, office_day(work, context)
    refuse_past_day(current, today, "It takes another version.")
    if not negotiation.amendment and start < today:
        raise Conflict(
            f"The term of version {current.number} started on {day_in_words(start)} already. It takes another version."
        )
