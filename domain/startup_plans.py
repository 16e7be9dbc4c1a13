"""The startup tasks of one agreement: who does what by when, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.agreements import Agreement
from domain.business_days import add_business_days, next_business_day
from domain.circles import in_order
from domain.errors import NotFound
from domain.history import Change
from domain.people import LEADS, Role, Side
from domain.startup import ChosenTask


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    BLOCKED = "blocked"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class TaskComment:
    """What a person (id) said about a task."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class StartupTask:
    """One thing to do. `key` is its name within the plan, `depends_on` are keys of other tasks of the plan.

    `lines` are the names of the agreement's services that it is for. `owner` is the person (id) to whom it was given;
    None leaves it to whoever has the role. `reason` says why it is blocked or not needed. `since` and `by` tell when
    and by whom the state was set. `revision` counts its changes, so that nobody overwrites what they have not seen.
    """

    key: str
    title: str
    side: Side
    role: Role
    due_on: date
    required: bool = True
    instructions: str = ""
    depends_on: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    owner: str | None = None
    state: TaskState = TaskState.OPEN
    reason: str = ""
    since: datetime | None = None
    by: str | None = None
    comments: tuple[TaskComment, ...] = ()
    revision: int = 1

    @property
    def settled(self) -> bool:
        """Nothing is left to do for it."""
        return self.state in (TaskState.DONE, TaskState.NOT_NEEDED)

    def is_overdue(self, today: date) -> bool:
        return not self.settled and self.due_on < today


@dataclass(frozen=True)
class Confirmation:
    """That a side agrees to go live."""

    side: Side
    at: datetime
    by: str


@dataclass(frozen=True)
class Progress:
    """How many tasks are done of those that are needed."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """0 to 100, rounded down: 100 only when everything is done."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True)
class StartupPlan:
    """The tasks of an agreement (id), made from a version of the office's `definition`; it keeps to that one.

    `started_on` is the first day of the step, at CEC's office. `revision` counts every change of it and of its tasks.
    """

    id: str
    agreement: str
    organization: str
    definition: int
    started_on: date
    made_at: datetime
    tasks: tuple[StartupTask, ...]
    confirmations: tuple[Confirmation, ...] = ()
    revision: int = 1

    def task(self, key: str) -> StartupTask:
        """Raises NotFound, also for one that was removed."""
        found = next((task for task in self.tasks if task.key == key), None)
        if found is None:
            raise NotFound("There is no such task in this plan. It may have been removed. Look at the plan again.")
        return found

    @property
    def progress(self) -> Progress:
        needed = [task for task in self.tasks if task.state is not TaskState.NOT_NEEDED]
        return Progress(sum(task.state is TaskState.DONE for task in needed), len(needed))

    @property
    def lacking(self) -> tuple[StartupTask, ...]:
        """The required tasks that are not settled: they keep the services from going live."""
        return tuple(task for task in self.tasks if task.required and not task.settled)

    @property
    def ready(self) -> bool:
        """Whether both sides can confirm go-live."""
        return not self.lacking

    def confirmation_of(self, side: Side) -> Confirmation | None:
        return next((each for each in self.confirmations if each.side is side), None)

    def waits_for(self, key: str) -> tuple[StartupTask, ...]:
        """The tasks that should be settled before this one is done."""
        wanted = self.task(key).depends_on
        return tuple(task for task in self.tasks if task.key in wanted and not task.settled)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of all tasks, each after those that it depends on."""
        return in_order({task.key: task.depends_on for task in self.tasks})


def made(
    plan_id: str, agreement: Agreement, tasks: Sequence[ChosenTask], definition: int, started_on: date, at: datetime
) -> tuple[StartupPlan, Change]:
    """The plan of an agreement that has reached the step; every task is due on a business day."""
    first = next_business_day(started_on)
    plan = StartupPlan(
        id=plan_id,
        agreement=agreement.id,
        organization=agreement.organization,
        definition=definition,
        started_on=started_on,
        made_at=at,
        tasks=tuple(task_of(each, first) for each in tasks),
    )
    change = Change("startup_plan", plan.id, plan.organization, "made", None, f"{len(plan.tasks)} tasks", at, "system")
    return plan, change


def owner_of(agreement: Agreement, task: StartupTask) -> str | None:
    """The person (id) who should do it: to whom it was given while they are a contact of that side, else whoever has
    the role, else who leads that side. None while nobody does."""
    contacts = {contact.person_id for contact in agreement.contacts if contact.side is task.side}
    if task.owner in contacts:
        return task.owner
    return agreement.holder_of(task.side, task.role) or agreement.holder_of(task.side, LEADS[task.side])


def freed(before: StartupPlan, after: StartupPlan) -> tuple[StartupTask, ...]:
    """The open tasks that waited for others before a change and can begin after it."""
    waited = {task.key for task in before.tasks if before.waits_for(task.key)}
    can_begin = (task for task in after.tasks if task.state is TaskState.OPEN and not after.waits_for(task.key))
    return tuple(task for task in can_begin if task.key in waited)


def with_task(plan: StartupPlan, task: StartupTask) -> StartupPlan:
    """The plan with another state of one of its tasks; both count one revision up."""
    newer = replace(task, revision=task.revision + 1)
    tasks = tuple(newer if each.key == task.key else each for each in plan.tasks)
    return replace(plan, tasks=tasks, revision=plan.revision + 1)


def task_change(
    plan: StartupPlan,
    key: str,
    field: str,
    old: str | None,
    new: str | None,
    at: datetime,
    by: str,
    note: str = "",
) -> Change:
    return Change("startup_task", f"{plan.id}/{key}", plan.organization, field, old, new, at, by, note)


def task_of(chosen: ChosenTask, first: date) -> StartupTask:
    """The task whose days count from `first`, a business day."""
    template = chosen.template
    return StartupTask(
        key=template.key,
        title=template.title,
        side=template.side,
        role=template.role,
        due_on=add_business_days(first, template.due_after),
        required=template.required,
        instructions=template.instructions,
        depends_on=chosen.depends_on,
        lines=chosen.lines,
    )
