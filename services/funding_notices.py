"""The notices about funds: to who leads each side and to who sees to the money there."""

from datetime import date, datetime

from domain.agreements import Agreement
from domain.funding import Transfer
from domain.funding_accounts import Account, Allocation
from domain.money import ZERO, format_money
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Role, Side
from domain.permissions import Actor
from services.recipients import destinations, in_slack
from services.telling_hours import wait_of
from storage.unit_of_work import UnitOfWork

_MONEY = {Side.CEC: (Role.FINANCE_OFFICER,), Side.CUSTOMER: (Role.BUDGET_OFFICER, Role.FUNDING_OFFICIAL)}


def tell_transfer(work: UnitOfWork, actor: Actor, agreement: Agreement, transfer: Transfer, account: Account) -> None:
    """That a transfer was recorded, confirmed, corrected, rejected or reversed. Not to who did it.

    Where the transfers exceed what the agreement costs, both sides are warned with it.
    """
    over = account.over_ceiling if transfer.stands else ZERO
    facts = {
        "number": agreement.number,
        "title": agreement.title,
        "transfer": transfer.id,
        "revision": transfer.revision,
        "what": transfer.state.value,
        "by": actor.person.name if actor.person else "CEC",
        "amount": format_money(transfer.payment.amount),
        "on": transfer.payment.on.isoformat(),
        "reference": transfer.payment.reference,
        "recorded_amount": format_money(transfer.recorded.amount),
        "reason": transfer.reason or None,
        "open": format_money(account.outstanding),
        "over_ceiling": format_money(over) if over else None,
    }
    for side, to in _told(work, agreement):
        if to.slack_user_id is None or to.slack_user_id != actor.slack_user_id:
            key = f"funds:{transfer.id}:{transfer.revision}:{to.partition}"
            work.notices.enqueue(Notice(key, NoticeKind.FUNDS_CHANGED, to, {**facts, "side": side.value}))


def tell_overdue(work: UnitOfWork, agreement: Agreement, found: Allocation, today: date, now: datetime) -> int:
    """That an instalment is overdue, to the customer, once a day at most, when it is business time where they are: CEC
    has an alert of it. Returns how many were told."""
    instalment = found.instalment
    facts = {
        "number": agreement.number,
        "title": agreement.title,
        "instalment": instalment.number,
        "amount": format_money(instalment.amount),
        "open": format_money(found.open),
        "due_on": instalment.due_on.isoformat(),
    }
    told = [to for side, to in _told(work, agreement) if side is Side.CUSTOMER]
    for to in told:
        key = f"funds-overdue:{agreement.id}:{instalment.number}:{today}:{to.partition}"
        notice = Notice(key, NoticeKind.FUNDS_OVERDUE, to, {**facts, "side": Side.CUSTOMER.value})
        work.notices.enqueue(notice, wait_of(work, to, now))
    return len(told)


def _told(work: UnitOfWork, agreement: Agreement) -> list[tuple[Side, Destination]]:
    """Each place once, with the side that it belongs to."""
    found: dict[Destination, Side] = {}
    for side, roles in _MONEY.items():
        ids = dict.fromkeys(c.person_id for c in agreement.contacts if c.side is side and c.role in roles)
        people = (Destination(slack_user_id=person.slack_user_id) for person in in_slack(work, ids))
        for to in (*destinations(work, agreement, side), *people):
            found.setdefault(to, side)
    return [(side, to) for to, side in found.items()]
