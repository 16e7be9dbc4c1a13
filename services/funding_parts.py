"""Funding: the steps of its use cases within a unit of work."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.agreement_funding import with_funds
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.funding import Transfer
from domain.funding_accounts import Account, Allocation
from domain.history import Change
from domain.money import format_money
from domain.payment_schedules import adjusted, schedule_of
from domain.payments import PaymentSchedule
from domain.permissions import Action, Actor
from domain.proposal_versions import ProposalVersion
from services.access import own_or_not_found, require, subject_of
from services.context import Context
from services.needs_parts import still_open
from services.proposal_parts import current_version, negotiation_of
from services.settings_table import office_day
from services.step_notices import save_and_move_on
from storage.funding import KeptSchedule
from storage.unit_of_work import UnitOfWork

_NO_SUCH_TRANSFER = "I can't find that transfer. Open the payment schedule again to see what is there."


def account_of(work: UnitOfWork, agreement: Agreement) -> Account | None:
    """None before all have signed."""
    kept = work.funding.schedule_of(agreement.id)
    return Account(kept.schedule, work.funding.transfers_of(agreement.id)) if kept else None


def signed_account(work: UnitOfWork, agreement: Agreement) -> Account:
    """Raises Conflict before all have signed."""
    found = account_of(work, agreement)
    if found is None:
        raise Conflict(
            f"{agreement.number} is not signed by all yet. Funds are transferred and recorded once it is signed."
        )
    return found


def planned_schedule(work: UnitOfWork, agreement: Agreement) -> PaymentSchedule:
    """What the version on the table would bring. Raises NotFound while there is none."""
    try:
        version = current_version(work, agreement, negotiation_of(work, agreement))
    except Conflict:
        version = None
    if version is None:
        raise NotFound(
            f"{agreement.number} has no payment schedule yet. It comes with the first version of the proposal."
        )
    return schedule_of(version)


def put_in_force(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, version: ProposalVersion
) -> Change:
    """The schedule of a version that all have signed: the first one, or the one before adjusted by an amendment."""
    before, now = work.funding.schedule_of(agreement.id), context.clock()
    if before is None:
        schedule, warned = schedule_of(version), frozenset[int]()
    else:
        paid = Account(before.schedule, work.funding.transfers_of(agreement.id)).arrived
        schedule, warned = adjusted(before.schedule, version, paid, office_day(work, context)), before.warned
        if before.schedule.version != version.number:
            work.funding.keep_schedule(replace(before, watched=None))
    keep_watched(work, agreement, KeptSchedule(schedule, now, warned))
    words = f"{len(schedule.instalments)} instalments, {format_money(schedule.total)} in all"
    old = f"{format_money(before.schedule.total)} in all" if before else None
    return Change("agreement", agreement.id, agreement.organization, "payment_schedule", old, words, now, actor.id)


def keep_watched(work: UnitOfWork, agreement: Agreement, kept: KeptSchedule) -> None:
    """Keep a schedule with the day on which somebody may have to be warned next."""
    account = Account(kept.schedule, work.funding.transfers_of(agreement.id))
    unwarned = (a for a in account.allocations if a.open > 0 and a.instalment.number not in kept.warned)
    watched = min((each.instalment.due_on for each in unwarned), default=None)
    work.funding.keep_schedule(replace(kept, watched=watched))


def held_transfer(
    work: UnitOfWork, actor: Actor, transfer_id: str, action: Action, seen: int
) -> tuple[Agreement, Transfer]:
    """A transfer that the actor may change, with its agreement, which nobody else changes meanwhile.

    Raises NotFound, the same for one that is not there and one of another organization; NotAllowed; Conflict when it
    is not as the actor saw it.
    """
    found = own_or_not_found(actor, Action.READ_AGREEMENT, work.funding.transfer(transfer_id), _NO_SUCH_TRANSFER)
    require(actor, action, subject_of(actor, work.agreements.get(found.agreement)))
    work.needs.hold(found.agreement)
    now = work.funding.transfer(transfer_id) or found
    if now.revision != seen:
        raise Conflict(f"This transfer was {now.state.value} meanwhile. Look at it again before you change it.")
    return still_open(work.agreements.get(found.agreement)), now


def settled(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, change: Change) -> Agreement:
    """After a transfer was kept: the agreement knows whether its first instalment is there, and moves on with it."""
    kept = work.funding.schedule_of(agreement.id)
    if kept is None:
        work.history.append(change)
        return agreement
    keep_watched(work, agreement, kept)
    account = Account(kept.schedule, work.funding.transfers_of(agreement.id))
    funded, changes = with_funds(agreement, account, context.clock(), actor.id)
    if funded == agreement:
        work.history.append(change)
        return agreement
    return save_and_move_on(work, context, actor, funded, [change, *changes])


def due_to_pay(account: Account, today: date) -> Allocation | None:
    """The first instalment that is billed and that nothing pays for, not even a transfer that waits."""
    waiting: Decimal = account.waiting
    for each in account.allocations:
        if each.open > waiting and each.instalment.billed_on <= today:
            return each
        waiting = max(waiting - each.open, Decimal(0))
    return None
