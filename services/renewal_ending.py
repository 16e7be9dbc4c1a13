"""What becomes of agreements whose term is over, by the clock: succeeded, ended as decided, or ended with nothing."""

from datetime import timedelta

from domain.agreements import Agreement, close
from domain.errors import Conflict
from domain.people import Side
from domain.permissions import OPERATOR
from domain.renewal_decisions import Renewal, ended
from domain.renewal_steps import taken_over, takes_over
from domain.renewals import days_left
from services.context import Context
from services.renewal_notices import tell_of_renewal
from services.renewal_parts import open_successor, renewal_of
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

_AT_ONCE = 50
_STALE = timedelta(days=30)
"""Who imports what ended long ago, or was down for long, need not be told of it any more."""


def settle_due(context: Context) -> int:
    """Returns how many agreements it settled. What somebody changes at the same moment is left for the next time."""
    with context.reading() as work:
        found = work.renewals.over(office_day(work, context), _AT_ONCE)
    return sum(_settled(context, agreement_id) for agreement_id in found)


def _settled(context: Context, agreement_id: str) -> bool:
    try:
        with context.unit_of_work() as work:
            work.needs.hold(agreement_id)
            _settle(work, context, work.agreements.get(agreement_id))
            work.commit()
    except Conflict:
        return False
    return True


def _settle(work: UnitOfWork, context: Context, agreement: Agreement) -> None:
    today, successor, renewal = office_day(work, context), open_successor(work, agreement), renewal_of(work, agreement)
    if agreement.closed_at is not None or days_left(agreement.term, today) >= 0:
        return  # somebody was faster
    if successor and takes_over(agreement, successor, today):
        _succeeded(work, context, agreement, successor)
    elif renewal.refused:
        _ended_as_decided(work, context, agreement, renewal)
    elif renewal.ended_on != agreement.term.end:
        _ended_with_nothing(work, context, agreement, renewal)


def _succeeded(work: UnitOfWork, context: Context, agreement: Agreement, successor: Agreement) -> None:
    now = context.clock()
    closed, changes = taken_over(agreement, successor, now, OPERATOR.id)
    work.agreements.save(closed)
    work.history.append(*changes)
    tell_of_renewal(work, OPERATOR, agreement, "taken_over", now, tuple(Side), successor)


def _ended_as_decided(work: UnitOfWork, context: Context, agreement: Agreement, renewal: Renewal) -> None:
    now = context.clock()
    closed, change = close(agreement, now, OPERATOR.id, f"The term ended and it is not renewed: {renewal.reason}")
    work.agreements.save(closed)
    work.history.append(change)
    tell_of_renewal(work, OPERATOR, agreement, "over", now, tuple(Side), text=renewal.reason)


def _ended_with_nothing(work: UnitOfWork, context: Context, agreement: Agreement, renewal: Renewal) -> None:
    now, last_day = context.clock(), agreement.term.end
    after, change = ended(renewal, last_day, now, OPERATOR.id)
    work.renewals.save(after)
    work.history.append(change)
    if office_day(work, context) - last_day <= _STALE:
        tell_of_renewal(work, OPERATOR, agreement, "ended", now, (Side.CUSTOMER,))
