"""How an agreement follows its negotiation: the first lines, a pause, and back from the signatures."""

from dataclasses import replace
from datetime import datetime

from domain.agreements import Agreement, AgreementLine, is_met, void
from domain.errors import Conflict
from domain.history import Change
from domain.stages import BY_KEY, Stage, requirements_of


def paused(agreement: Agreement, at: datetime) -> Agreement:
    """Nobody is waited for until it is resumed."""
    return replace(agreement, paused_at=at)


def resumed(agreement: Agreement, at: datetime) -> Agreement:
    """It is somebody's turn again, from now on."""
    return replace(agreement, paused_at=None, turned_at=at)


def back_to_proposal(agreement: Agreement, at: datetime, by: str, reason: str) -> tuple[Agreement, tuple[Change, ...]]:
    """Return from the signatures to the negotiation: what was accepted and signed counts no more.

    Raises Conflict at any other step than the signatures, and once funds were transferred.
    """
    if agreement.stage is not Stage.AGREEMENT_FUNDING:
        raise Conflict(f"{agreement.number} is not at the step of the signatures.")
    if is_met(agreement, BY_KEY["funds_transferred"]):
        raise Conflict(f"Funds were transferred for {agreement.number} already. Its lines change by an amendment.")
    reached = {r.key for stage in (Stage.PROPOSAL, Stage.AGREEMENT_FUNDING) for r in requirements_of(stage)}
    voided, changes = void(agreement, reached, at, by, reason)
    change = Change(
        "agreement", agreement.id, agreement.organization, "stage", agreement.stage, Stage.PROPOSAL, at, by, reason
    )
    return replace(voided, stage=Stage.PROPOSAL, stage_since=at, due_on=None), (*changes, change)


def draft(
    agreement: Agreement,
    lines: tuple[AgreementLine, ...],
    catalog_version: int,
    at: datetime,
    by: str,
    replacing: bool = False,
) -> tuple[Agreement, Change]:
    """Put the first lines into the proposal. Raises Conflict at any other step, once it was presented to the customer,
    and when there are lines already that are not to be replaced.
    """
    if agreement.closed_at is not None or agreement.stage is not Stage.PROPOSAL:
        raise Conflict(f"{agreement.number} is not at the step of the proposal.")
    if is_met(agreement, BY_KEY["proposal_presented"]):
        raise Conflict(f"The proposal of {agreement.number} was presented to the customer. Change it there.")
    if agreement.lines and not replacing:
        raise Conflict(f"{agreement.number} has services in its draft already.")
    before = ", ".join(line.name for line in agreement.lines) or None
    services = ", ".join(line.name for line in lines)
    change = Change("agreement", agreement.id, agreement.organization, "draft", before, services, at, by)
    return replace(agreement, lines=lines, catalog_version=catalog_version), change
