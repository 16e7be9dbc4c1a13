"""Who is reminded of which startup tasks: of each once when it is due soon, and once when it is overdue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.agreements import Agreement
from domain.business_days import add_business_days
from domain.startup_plans import StartupPlan, StartupTask, TaskState, owner_of


class ReminderKind(StrEnum):
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Reminder:
    """That a person (id) should hear of a task."""

    task: StartupTask
    kind: ReminderKind
    person: str

    @property
    def mark(self) -> str:
        """What is kept when it was sent. Another day or another person is another reminder."""
        return f"{self.kind}|{self.task.due_on}|{self.person}"


@dataclass(frozen=True)
class Digest:
    """What CEC's lead hears of a plan once a day, in numbers of tasks."""

    done: int
    total: int
    overdue: int
    blocked: int
    soon: int

    @property
    def worth_telling(self) -> bool:
        return bool(self.overdue or self.blocked or self.soon)


def soon_until(today: date, days: int) -> date:
    """The last day that counts as soon: so many business days from today."""
    return add_business_days(today, days)


def reminders(
    agreement: Agreement, plan: StartupPlan, sent: Mapping[str, tuple[str, ...]], today: date, days: int
) -> Iterator[Reminder]:
    """Those that were not sent. `sent` holds the marks by the task's key; nobody is told of what has no owner."""
    for task in plan.tasks:
        person, kind = owner_of(agreement, task), _kind(task, today, days)
        if person and kind:
            reminder = Reminder(task, kind, person)
            if reminder.mark not in sent.get(task.key, ()):
                yield reminder


def digest(plan: StartupPlan, today: date, days: int) -> Digest:
    kinds = [_kind(task, today, days) for task in plan.tasks]
    return Digest(
        done=plan.progress.done,
        total=plan.progress.total,
        overdue=kinds.count(ReminderKind.OVERDUE),
        blocked=sum(task.state is TaskState.BLOCKED for task in plan.tasks),
        soon=kinds.count(ReminderKind.SOON),
    )


def _kind(task: StartupTask, today: date, days: int) -> ReminderKind | None:
    if task.settled:
        return None
    if task.is_overdue(today):
        return ReminderKind.OVERDUE
    return ReminderKind.SOON if task.due_on <= soon_until(today, days) else None
