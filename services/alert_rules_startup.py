"""Alerts about startup tasks: one for each that is due or blocked."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.agreements import Agreement
from domain.alerts import AlertKind, Looked, Wanted
from domain.business_days import add_business_days
from domain.people import Side
from domain.stages import Stage
from domain.startup_plans import StartupPlan, StartupTask, TaskState, owner_of
from services.alert_facts import about
from services.alert_levels import lead_levels
from services.alert_times import opening_on
from services.context import Context
from services.settings_table import STARTUP_SOON, office_day, value_of
from storage.unit_of_work import UnitOfWork

_SOON, _OVERDUE = "soon", "overdue"


def startup_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    plan = work.startup_plans.of_agreement(agreement.id) if agreement.stage is Stage.STARTUP else None
    if plan is None:
        return Looked()
    today, soon = office_day(work, context), int(value_of(work, STARTUP_SOON))
    wanted = tuple(each for task in plan.tasks for each in _of_task(work, agreement, plan, task, today, soon))
    days = (day for task in plan.tasks if not task.settled for day in _turns(task, soon) if day > today)
    turns = min(days, default=None)
    return Looked(wanted, opening_on(work, turns) if turns else None)


def _turns(task: StartupTask, soon: int) -> tuple[date, date]:
    """The first day on which it is due soon, and the first one on which it is overdue."""
    return add_business_days(task.due_on, -soon), add_business_days(task.due_on, 1)


def _of_task(
    work: UnitOfWork, agreement: Agreement, plan: StartupPlan, task: StartupTask, today: date, soon: int
) -> Iterator[Wanted]:
    soon_on, late_on = _turns(task, soon)
    facts = {
        "task": task.key,
        "task_title": task.title,
        "side": task.side.value,
        "due_on": task.due_on.isoformat(),
        "reason": task.reason or None,
    }
    owner = owner_of(agreement, task) if task.side is Side.CEC else None
    levels = lead_levels(work, agreement, owner)
    if task.state is TaskState.BLOCKED:
        since = task.since or plan.made_at
        key = f"{plan.id}:{task.key}:{since.isoformat()}"
        yield about(agreement, AlertKind.STARTUP_BLOCKED, key, lead_levels(work, agreement), since, facts, said=True)
    elif task.state is TaskState.OPEN and (today >= late_on or (today >= soon_on and task.side is Side.CEC)):
        mark = _OVERDUE if today >= late_on else _SOON
        since, key = opening_on(work, soon_on), f"{plan.id}:{task.key}:{task.due_on}"
        yield about(agreement, AlertKind.STARTUP_DUE, key, levels, since, facts, mark, said=True)
