"""Builders of alerts for tests: say only what matters."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.alerts import AlertKind, Level, Subject, SubjectType, Wanted
from domain.kept_alerts import Alert, Step, reconciled
from tests.builders import NOON

LEAD, COORDINATOR = "p-lead", "p-coordinator"
LEVELS = (Level((LEAD,), 8), Level((COORDINATOR,), 8), Level((), None, staff_channel=True))


def a_wanted(**changes: Any) -> Wanted:
    subject = Subject(SubjectType.AGREEMENT, "a-1")
    made = Wanted(AlertKind.FUNDS_OVERDUE, "funds:1", subject, LEVELS, NOON, agreement="a-1", organization="nrcs")
    return replace(made, **changes)


def an_alert(**changes: Any) -> Alert:
    return replace(Alert("alert-1", a_wanted(), NOON, NOON), **changes)


def plain_hours(at: datetime, hours: int) -> datetime:
    """As if the office never closed."""
    return at + timedelta(hours=hours)


def followed(
    *kept: Alert, wanted: tuple[Wanted, ...] = (), now: datetime = NOON, gone: frozenset[str] = frozenset()
) -> tuple[Step, ...]:
    ids = count(1)
    return reconciled(kept, wanted, now, plain_hours, lambda: f"new-{next(ids)}", gone)
