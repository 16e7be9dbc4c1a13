"""The sweep: looks at every subject whose time has come, and lets its alerts follow.

What is due is read with the rules in one snapshot that holds up nobody; it is kept only where the subject has not
changed since, else the next sweep looks again. So neither a change nor another sweep at the same time is missed. What
can't be kept is looked at again later, and holds up nothing else.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.alerts import Looked, Subject, SubjectType
from domain.errors import Unavailable
from domain.kept_alerts import Alert, reconciled
from domain.permissions import OPERATOR
from services.alert_keeping import keep
from services.alert_rules import look_at
from services.context import Context
from services.settings_table import office_hours_of
from storage.unit_of_work import UnitOfWork
from storage.watches import Watch

log = logging.getLogger("cec.alerts")

PAGE_SIZE = 50
MOST_PAGES = 400
"""In one run; the next run goes on with the others."""
_SOONEST = timedelta(minutes=1)
_AFTER_A_FAILURE = timedelta(hours=1)


@dataclass(frozen=True)
class _Seen:
    """`looked` is None for what failed: it is looked at again later."""

    watch: Watch
    looked: Looked | None


def sweep(context: Context) -> int:
    """Returns how many subjects were looked at. Writes only where there is something to write."""
    count = 0
    for _ in range(MOST_PAGES):
        now = context.clock()
        page = _read(context, now)
        taken = _kept(context, page, now) if page else 0
        count += taken
        if not taken:
            break
    return count


def follow(context: Context, subject: Subject) -> None:
    """Let the alerts that a subject has follow what was just done to it, so that nobody sees them as they were. What
    can't be done now is left to the next sweep."""
    now = context.clock()
    try:
        with context.reading() as work:
            watch = work.watches.of(subject)
            has_open = any(alert.is_open for alert in work.alerts.concerning(subject)[subject])
            seen = _Seen(watch, look_at(work, context, subject, now)) if watch and has_open else None
        if seen:
            _keep(context, (seen,), now)
    except Exception:
        log.exception("alerts of %s %s did not follow at once", subject.type, subject.id)


def _read(context: Context, now: datetime) -> tuple[_Seen, ...]:
    with context.reading() as work:
        due = work.watches.due(now, PAGE_SIZE)
        work.agreements.read_ahead(each.subject.id for each in due if each.subject.type is SubjectType.AGREEMENT)
        return tuple(_Seen(watch, _looked(work, context, watch.subject, now)) for watch in due)


def _looked(work: UnitOfWork, context: Context, subject: Subject, now: datetime) -> Looked | None:
    """None where a rule failed."""
    try:
        return look_at(work, context, subject, now)
    except Exception:
        log.exception("alerts of %s %s could not be found", subject.type, subject.id)
        return None


def _kept(context: Context, page: tuple[_Seen, ...], now: datetime) -> int:
    """How many were done with. Where a page can't be kept whole, each of its subjects by itself."""
    try:
        return _keep(context, page, now)
    except Unavailable:
        raise
    except Exception:
        if len(page) != 1:
            return sum(_kept(context, (seen,), now) for seen in page)
        only = page[0]
        log.exception("alerts of %s %s could not be kept", only.watch.subject.type, only.watch.subject.id)
        return _keep(context, (replace(only, looked=None),), now)


def _keep(context: Context, page: tuple[_Seen, ...], now: datetime) -> int:
    with context.unit_of_work() as work:
        taken = work.watches.take([seen.watch for seen in page])
        kept = work.alerts.concerning(*(watch.subject for watch in taken))
        mine = {seen.watch.subject: seen for seen in page if seen.watch in taken}
        work.watches.next_at(
            {subject: _follow(work, context, seen, kept[subject], now) for subject, seen in mine.items()}
        )
        work.commit()
    return len(taken)


def _follow(work: UnitOfWork, context: Context, seen: _Seen, kept: tuple[Alert, ...], now: datetime) -> datetime | None:
    """Let the alerts of one subject follow, of which `kept` are there. Returns when to look again."""
    if seen.looked is None:
        return now + _AFTER_A_FAILURE
    for notice in seen.looked.notices:
        work.notices.enqueue(notice)
    after = office_hours_of(work).after
    steps = reconciled(kept, seen.looked.wanted, now, after, context.new_id, _gone(work, kept), seen.looked.over)
    moments = [keep(work, OPERATOR, step, now, after) for step in steps]
    again = min((each for each in (seen.looked.again_at, *moments) if each), default=None)
    return max(again, now + _SOONEST) if again else None


def _gone(work: UnitOfWork, kept: tuple[Alert, ...]) -> frozenset[str]:
    """The people who have an alert and left."""
    having = {alert.claimed_by for alert in kept if alert.is_open and alert.claimed_by}
    return frozenset(person.id for person in work.people.several(having) if not person.active)
