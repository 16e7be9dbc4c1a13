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
from domain.payment_schedules import adjusted, paid_on_paper, schedule_of
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


def planned_schedule(work: UnitOfWork, context: Context, agreement: Agreement) -> PaymentSchedule:
    """What the version on the table would bring. Raises NotFound while there is none."""
    try:
        version = current_version(work, agreement, negotiation_of(work, agreement))
    except Conflict:
        version = None
    if version is None:
        raise NotFound(
            f"{agreement.number} has no payment schedule yet. It comes with the first version of the proposal."
        )
    return coming_schedule(work, agreement, version, office_day(work, context))


def coming_schedule(work: UnitOfWork, agreement: Agreement, version: ProposalVersion, today: date) -> PaymentSchedule:
    """That of the version, as it was accepted; before, of an amendment, what would become of the one in force today.
    What was signed before it was kept here has none: it is the one of its first version, paid on paper so far."""
    kept, negotiation = work.funding.schedule_of(agreement.id), work.proposals.find(agreement.id)
    for known in (kept and kept.schedule, negotiation and negotiation.schedule):
        if known and known.version == version.number:
            return known
    if not version.amendment:
        return schedule_of(version)
    before = kept.schedule if kept else paid_on_paper(work.proposals.versions(agreement.id)[0], today)
    return adjusted(before, version, Account(before, work.funding.transfers_of(agreement.id)).arrived, today)


def put_in_force(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, version: ProposalVersion
) -> Change:
    """The schedule of a version that all have signed: the first one, or the one before adjusted by an amendment."""
    before, now = work.funding.schedule_of(agreement.id), context.clock()
    schedule = coming_schedule(work, agreement, version, office_day(work, context))
    warned = before.warned if before else frozenset[int]()
    if before and before.schedule.version != version.number:
        same = set(before.schedule.instalments) & set(schedule.instalments)
        warned &= {each.number for each in same}
        work.funding.keep_schedule(replace(before, watched=None))
    keep_watched(work, agreement, KeptSchedule(schedule, now, warned))
    words = f"{len(schedule.instalments)} instalments, {format_money(schedule.total)} in all"
    old = f"{format_money(before.schedule.total)} in all" if before else None
    return Change("agreement", agreement.id, agreement.organization, "payment_schedule", old, words, now, actor.id)


def keep_watched(work: UnitOfWork, agreement: Agreement, kept: KeptSchedule) -> None:
    """Keep a schedule with the day on which somebody may have to be warned next. Of what is paid nobody counts as
    warned, so that they are warned again should the money go back."""
    account = Account(kept.schedule, work.funding.transfers_of(agreement.id))
    due = {each.instalment.number: each.instalment.due_on for each in account.allocations if each.open > 0}
    watched = min((day for number, day in due.items() if number not in kept.warned), default=None)
    work.funding.keep_schedule(replace(kept, warned=kept.warned & due.keys(), watched=watched))


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
