"""Alerts about the money of an agreement: a transfer waits to be confirmed, arrived, or an instalment is overdue."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.agreements import Agreement
from domain.alerts import AlertKind, Looked, Wanted, merged
from domain.funding import Transfer, TransferState
from domain.funding_accounts import Account, Allocation
from domain.money import ZERO, format_money
from domain.people import Role
from services.alert_facts import about
from services.alert_levels import in_role, lead_levels, lead_only
from services.alert_times import NEWS_DAYS, business_days_after, from_then_on, opening_on, until_then
from services.context import Context
from services.funding_parts import account_of
from services.funding_views import grace_days
from storage.unit_of_work import UnitOfWork


def funding_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    account = account_of(work, agreement)
    if account is None:
        return Looked()
    news = [_arrived(work, agreement, each, now) for each in account.transfers if each.has_arrived]
    late = [_overdue(work, agreement, each, now) for each in account.allocations if each.open > ZERO]
    return merged(Looked(tuple(_recorded(work, agreement, account))), *news, *late)


def _recorded(work: UnitOfWork, agreement: Agreement, account: Account) -> Iterator[Wanted]:
    levels = lead_levels(work, agreement, *in_role(agreement, Role.FINANCE_OFFICER))
    for each in account.transfers:
        if each.state is TransferState.RECORDED:
            yield about(agreement, AlertKind.FUNDS_RECORDED, each.id, levels, each.at, _facts(each), said=True)


def _arrived(work: UnitOfWork, agreement: Agreement, transfer: Transfer, now: datetime) -> Looked:
    at = transfer.settled_at or transfer.at
    wanted = about(
        agreement,
        AlertKind.FUNDS_CONFIRMED,
        transfer.id,
        lead_only(work, agreement),
        at,
        _facts(transfer),
        passing=True,
        said=True,
    )
    return until_then(wanted, business_days_after(work, at, NEWS_DAYS), now)


def _overdue(work: UnitOfWork, agreement: Agreement, found: Allocation, now: datetime) -> Looked:
    """The customer is told by a notice (`services/funding_reminders.py`)."""
    due_on = found.instalment.due_on
    facts = {
        "instalment": found.instalment.number,
        "amount": format_money(found.instalment.amount),
        "open": format_money(found.open),
        "due_on": due_on.isoformat(),
    }
    levels = lead_levels(work, agreement, *in_role(agreement, Role.FINANCE_OFFICER))
    key = f"{agreement.id}:{found.instalment.number}:{due_on}"
    late_at = opening_on(work, due_on + timedelta(days=grace_days(work) + 1))
    wanted = about(agreement, AlertKind.FUNDS_OVERDUE, key, levels, late_at, facts)
    return from_then_on(wanted, late_at, now)


def _facts(transfer: Transfer) -> dict[str, str | int | bool | None]:
    payment = transfer.payment
    return {
        "transfer": transfer.id,
        "amount": format_money(payment.amount),
        "on": payment.on.isoformat(),
        "reference": payment.reference,
    }
