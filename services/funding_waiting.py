"""What waits for a person: transfers to be confirmed, and instalments to be paid."""

from collections.abc import Iterator

from domain.agreements import Agreement
from domain.people import FUNDS_RECORDERS, Role
from domain.permissions import Actor
from services.access import subject_of
from services.agreement_status import organization_of
from services.context import Context
from services.funding_cards import PaymentDue, TransferView
from services.funding_parts import account_of, due_to_pay, signed_account
from services.funding_views import grace_days, instalment_view, transfer_view
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

MOST_WAITING = 50


def to_confirm(work: UnitOfWork, actor: Actor) -> tuple[TransferView, ...]:
    """The oldest first: for a finance officer those of their agreements, for an administrator all."""
    if not actor.is_staff:
        return ()
    own = None
    if not actor.is_administrator:
        own = [each.id for each in _with_role(work, actor, frozenset({Role.FINANCE_OFFICER}))]
    views: list[TransferView] = []
    for found in work.funding.waiting(MOST_WAITING, own):
        agreement = work.agreements.get(found.agreement)
        views.append(transfer_view(work, actor, agreement, signed_account(work, agreement), found))
    return tuple(view for view in views if view.may_confirm)


def to_pay(work: UnitOfWork, context: Context, actor: Actor) -> tuple[PaymentDue, ...]:
    """One for each agreement in which the actor sees to the money: its first instalment that nothing pays for, once
    it is billed. The earliest due first."""
    if actor.is_staff:
        return ()
    today, grace = office_day(work, context), grace_days(work)
    due: list[PaymentDue] = []
    for agreement in _with_role(work, actor, FUNDS_RECORDERS):
        account = account_of(work, agreement)
        found = due_to_pay(account, today) if account else None
        if found:
            card, shown = organization_of(work, agreement), instalment_view(found, today, grace)
            due.append(PaymentDue(agreement.number, agreement.title, card, shown))
    return tuple(sorted(due, key=lambda each: each.instalment.instalment.due_on))


def _with_role(work: UnitOfWork, actor: Actor, roles: frozenset[Role]) -> Iterator[Agreement]:
    return (a for a in work.agreements.open_of_person(actor.id) if subject_of(actor, a).roles & roles)
