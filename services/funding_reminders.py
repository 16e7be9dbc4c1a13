"""Warnings of overdue instalments: the customer is told once of each, and CEC has an alert of it."""

from dataclasses import replace
from datetime import date, timedelta

from services.context import Context
from services.funding_notices import tell_overdue
from services.funding_parts import account_of, keep_watched
from services.funding_views import grace_days
from services.settings_table import office_day

MOST_AT_ONCE = 50
"""Agreements in one run; the next run goes on with the others."""


def remind_overdue(context: Context) -> int:
    """How many messages leave. Writes only where there is something to write."""
    with context.reading() as work:
        today, grace = office_day(work, context), grace_days(work)
        late = work.funding.watched_before(today - timedelta(days=grace), MOST_AT_ONCE)
    return sum(_warn(context, agreement, today, grace) for agreement in late)


def _warn(context: Context, agreement_id: str, today: date, grace: int) -> int:
    with context.unit_of_work() as work:
        work.needs.hold(agreement_id)
        agreement = work.agreements.get(agreement_id)
        kept, account = work.funding.schedule_of(agreement_id), account_of(work, agreement)
        if kept is None or account is None or agreement.closed_at is not None:
            return 0
        overdue = [a for a in account.overdue(today, grace) if a.instalment.number not in kept.warned]
        told = sum(tell_overdue(work, agreement, each, today, context.clock()) for each in overdue)
        warned = kept.warned | {each.instalment.number for each in overdue}
        keep_watched(work, agreement, replace(kept, warned=warned))
        work.commit()
        return told
