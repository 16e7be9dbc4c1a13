"""What follows when a document was signed by all: for the negotiation, the agreement and its payment schedule."""

from collections.abc import Sequence

from domain.agreement_funding import with_funds
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.history import Change
from domain.permissions import Actor
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from services.agreement_document_notices import want_signed_copy
from services.context import Context
from services.funding_parts import account_of, put_in_force
from services.proposal_parts import current_version, negotiation_of
from services.proposal_steps import take_effect
from storage.unit_of_work import UnitOfWork


def agreed_version(work: UnitOfWork, agreement: Agreement, number: int) -> ProposalVersion:
    """Version `number`, which both sides accepted. Raises Conflict when it is not the one, or not yet."""
    found = negotiation_of(work, agreement)
    version = current_version(work, agreement, found)
    if version is None or version.number != number or found.state is not NegotiationState.AGREED:
        raise Conflict(f"Version {number} of {agreement.number} is not the one that both sides accepted.")
    return version


def signed_by_all(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, version: ProposalVersion
) -> tuple[Agreement, Sequence[Change]]:
    """The version is in force, with its payment schedule, and a signed copy follows. Transfers that are there count."""
    agreement = take_effect(work, context, actor, agreement, version.number)
    want_signed_copy(work, agreement, version.number)
    scheduled = put_in_force(work, context, actor, agreement, version)
    account = account_of(work, agreement)
    agreement, funded = with_funds(agreement, account, context.clock(), actor.id) if account else (agreement, ())
    return agreement, (scheduled, *funded)
