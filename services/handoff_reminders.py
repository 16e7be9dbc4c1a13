"""Reminders of conversations that nobody claimed in time; again after the same time.

Only minutes of open office count, and outside office hours nobody is reminded.
"""

from dataclasses import replace

from services.context import Context
from services.handoff_notices import reminder_notice
from services.handoff_parts import view_of
from services.settings_table import REMINDER_MINUTES, office_hours_of, value_of


def remind_unclaimed(context: Context) -> int:
    """How many conversations staff were reminded of."""
    now = context.clock()
    with context.unit_of_work() as work:
        hours = office_hours_of(work)
        if not hours.is_open(now):
            return 0
        since = hours.before(now, int(value_of(work, REMINDER_MINUTES)))
        due = [h for h in work.handoffs.opened_before(since) if not h.reminded_at or h.reminded_at <= since]
        for handoff in due:
            work.handoffs.save(replace(handoff, reminded_at=now))
            work.notices.enqueue(reminder_notice(view_of(work, handoff), now))
        work.commit()
        return len(due)
