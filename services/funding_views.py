"""Funding as results show it."""

from collections.abc import Iterable
from datetime import date

from domain.agreements import Agreement
from domain.funding import Transfer, TransferState
from domain.funding_accounts import Account, Allocation
from domain.money import ZERO
from domain.permissions import Action, Actor, decide
from domain.service_credits import ServiceCredit
from services.access import subject_of
from services.agreement_status import organization_of
from services.cards import people_cards
from services.context import Context
from services.funding_cards import FundingView, InstalmentView, ServiceCreditView, TransferView
from services.settings_table import GRACE_DAYS, office_day, value_of
from storage.unit_of_work import UnitOfWork


def grace_days(work: UnitOfWork) -> int:
    return int(value_of(work, GRACE_DAYS))


def funding_view(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, account: Account, in_force: bool = True
) -> FundingView:
    today, grace = office_day(work, context), grace_days(work)
    subject, is_open = subject_of(actor, agreement), agreement.closed_at is None
    first = account.next_open
    return FundingView(
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        version=account.schedule.version,
        in_force=in_force,
        today=today,
        instalments=tuple(instalment_view(each, today, grace) for each in account.allocations),
        transfers=tuple(transfer_view(work, actor, agreement, account, each) for each in account.transfers),
        total=account.schedule.total,
        arrived=account.arrived,
        waiting=account.waiting,
        due=account.due_by(today),
        overdue=sum((each.open for each in account.overdue(today, grace)), ZERO),
        balance=account.balance(today),
        outstanding=account.outstanding,
        credit=account.credit,
        over_ceiling=account.over_ceiling,
        next=instalment_view(first, today, grace) if first else None,
        first_is_confirmed=in_force and account.first_is_confirmed,
        may_record=is_open and in_force and decide(actor, Action.RECORD_FUNDS, subject).allowed,
        may_confirm=is_open and in_force and decide(actor, Action.CONFIRM_FUNDS, subject).allowed,
    )


def service_credit_views(agreement: Agreement, credits: Iterable[ServiceCredit]) -> tuple[ServiceCreditView, ...]:
    """With the words of the lines that the agreement has now; what left it since is named by its key."""
    names = {line.service: line.name for line in agreement.lines}
    measures = {(line.service, metric.key): metric.measure for line in agreement.lines for metric in line.metrics}
    return tuple(
        ServiceCreditView(
            each, names.get(each.service, each.service), measures.get((each.service, each.metric), each.metric)
        )
        for each in credits
    )


def instalment_view(found: Allocation, today: date, grace: int) -> InstalmentView:
    return InstalmentView(found.instalment, found.paid, found.open, found.state(today, grace))


def transfer_view(
    work: UnitOfWork, actor: Actor, agreement: Agreement, account: Account, transfer: Transfer
) -> TransferView:
    people = people_cards(work, {each for each in (transfer.by, transfer.settled_by) if each})
    names = {person_id: card.name for person_id, card in people.items()}
    allowed = decide(actor, Action.CONFIRM_FUNDS, subject_of(actor, agreement)).allowed
    may = agreement.closed_at is None and allowed
    waits = transfer.state is TransferState.RECORDED
    return TransferView(
        transfer=transfer,
        number=agreement.number,
        organization=organization_of(work, agreement),
        by=names.get(transfer.by, "CEC"),
        settled_by=names.get(transfer.settled_by) if transfer.settled_by else None,
        late=account.is_late(transfer),
        outstanding=account.outstanding,
        may_confirm=may and waits,
        may_correct=may and transfer.stands,
        may_reject=may and waits,
        may_reverse=may and transfer.has_arrived,
    )
