"""How CEC's staff adjust the plan of one agreement: tasks are added, changed and removed, each with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.business_days import is_business_day, next_business_day
from domain.circles import circle
from domain.errors import Conflict, InvalidInput
from domain.history import Change
from domain.people import ROLES_OF, Role, Side
from domain.startup import LONGEST_INSTRUCTIONS, LONGEST_TITLE, MOST_TASKS, ChosenTask
from domain.startup_plans import StartupPlan, StartupTask, TaskState, task_change, task_of, with_task
from domain.startup_work import Changed, in_words, with_confirmations_kept, without_confirmations
from domain.words import day_in_words

WHY = "Say why the plan is changed. Both sides can read it."
_AMENDED = "The agreement was amended."
_LATEST = timedelta(days=730)
"""After the first day of the step: a startup that takes longer is no startup."""


@dataclass(frozen=True)
class TaskContent:
    """What staff say about a task. `depends_on` are keys of other tasks of the plan."""

    title: str
    side: Side
    role: Role
    due_on: date
    required: bool = True
    instructions: str = ""
    depends_on: tuple[str, ...] = ()


def content_of(task: StartupTask) -> TaskContent:
    return TaskContent(**{field.name: getattr(task, field.name) for field in fields(TaskContent)})


def add_task(
    plan: StartupPlan, key: str, content: TaskContent, reason: str, today: date, at: datetime, by: str
) -> Changed:
    """Where it is required, both sides confirm go-live anew. The same key again changes nothing.

    Raises InvalidInput, with the field, for what cannot be used, Conflict when the plan is full.
    """
    if any(task.key == key for task in plan.tasks):
        return plan, ()
    if len(plan.tasks) >= MOST_TASKS:
        raise Conflict(f"The plan has {MOST_TASKS} tasks already. Put several into one.")
    said, why = _checked(plan, key, content, today), in_words(reason, "reason", WHY)
    task = StartupTask(key=key, **_values(said))
    added = replace(plan, tasks=(*plan.tasks, task), revision=plan.revision + 1)
    change = task_change(plan, key, "added", None, task.title, at, by, why)
    return with_confirmations_kept(added, (change,), at, by)


def change_task(
    plan: StartupPlan, key: str, content: TaskContent, reason: str, today: date, at: datetime, by: str
) -> Changed:
    """What stays the same changes nothing. A person to whom it was given keeps it only while the side is the same.

    Raises as `add_task`.
    """
    task = plan.task(key)
    before = content_of(task)
    if content == before:
        return plan, ()
    said, why = _checked(plan, key, content, today, before.due_on), in_words(reason, "reason", WHY)
    owner = task.owner if said.side is task.side else None
    changed = with_task(plan, replace(task, owner=owner, **_values(said)))
    changes = tuple(
        task_change(plan, key, name, _text(old), _text(new), at, by, why)
        for name, new in _values(said).items()
        if (old := getattr(before, name)) != new
    )
    return with_confirmations_kept(changed, changes, at, by)


def remove_task(plan: StartupPlan, key: str, reason: str, at: datetime, by: str) -> Changed:
    """What depends on it then depends on what it depended on. The history keeps its title and the reason."""
    gone, why = plan.task(key), in_words(reason, "reason", WHY)
    tasks = tuple(_without(task, gone) for task in plan.tasks if task.key != key)
    change = task_change(plan, key, "removed", gone.title, None, at, by, why)
    return replace(plan, tasks=tasks, revision=plan.revision + 1), (change,)


def amended(plan: StartupPlan, needed: Sequence[ChosenTask], today: date, at: datetime, by: str) -> Changed:
    """An amendment took effect; `needed` are the tasks for the services that it added. One that is in the plan already
    is open again, for these too. Both sides confirm go-live anew, for what is agreed now."""
    there = {task.key: task for task in plan.tasks}
    known = there.keys() | {each.template.key for each in needed}
    first, tasks, changes = next_business_day(today), dict(there), tuple[Change, ...]()
    for each in needed:
        new = task_of(each, first)
        old = there.get(new.key)
        if old is None:
            tasks[new.key] = replace(new, depends_on=tuple(key for key in new.depends_on if key in known))
            change = task_change(plan, new.key, "added", None, new.title, at, by, _AMENDED)
        else:
            tasks[new.key] = _widened(old, new, at, by)
            before, after = ", ".join(old.lines), ", ".join(new.lines)
            change = task_change(plan, new.key, "lines", before, after, at, by, _AMENDED)
        changes = (*changes, change)
    extended, changes = without_confirmations(replace(plan, tasks=tuple(tasks.values())), changes, _AMENDED, at, by)
    return (replace(extended, revision=plan.revision + 1), changes) if changes else (plan, ())


def _widened(old: StartupTask, new: StartupTask, at: datetime, by: str) -> StartupTask:
    """A task of the plan that is for more services now: what was settled is open again."""
    wider = replace(old, lines=new.lines, due_on=max(old.due_on, new.due_on), revision=old.revision + 1)
    return replace(wider, state=TaskState.OPEN, reason="", since=at, by=by) if old.settled else wider


def _without(task: StartupTask, gone: StartupTask) -> StartupTask:
    if gone.key not in task.depends_on:
        return task
    inherited = (each for key in task.depends_on for each in (gone.depends_on if key == gone.key else (key,)))
    return replace(task, depends_on=tuple(dict.fromkeys(inherited)), revision=task.revision + 1)


def _checked(
    plan: StartupPlan, key: str, content: TaskContent, today: date, due_before: date | None = None
) -> TaskContent:
    """`due_before` is the day that it was due until now: that one may stay, also when it has passed."""
    title, instructions = content.title.strip(), content.instructions.strip()
    if not title:
        raise InvalidInput("title", "Say in a few words what is to be done.")
    if len(title) > LONGEST_TITLE:
        raise InvalidInput("title", f"A title has up to {LONGEST_TITLE} characters. Put the rest into instructions.")
    if len(instructions) > LONGEST_INSTRUCTIONS:
        raise InvalidInput(
            "instructions", f"Instructions have up to {LONGEST_INSTRUCTIONS:,} characters. Shorten them."
        )
    if content.role not in ROLES_OF[content.side]:
        known = ", ".join(role.label for role in ROLES_OF[content.side])
        raise InvalidInput("role", f"{content.side.label} has no {content.role.label}. Choose: {known}.")
    if content.due_on != due_before:
        _check_day(plan, content.due_on, today)
    depends_on = tuple(dict.fromkeys(content.depends_on))
    _check_dependencies(plan, key, depends_on)
    return replace(content, title=title, instructions=instructions, depends_on=depends_on)


def _check_day(plan: StartupPlan, day: date, today: date) -> None:
    if day < today:
        raise InvalidInput("due_on", f"{day_in_words(day)} has passed. Choose a day from today on.")
    if day > plan.started_on + _LATEST:
        raise InvalidInput("due_on", f"{day_in_words(day)} is too late for a startup task. Choose an earlier day.")
    if not is_business_day(day):
        other = day_in_words(next_business_day(day))
        raise InvalidInput("due_on", f"{day_in_words(day)} is not a business day. Choose another, such as {other}.")


def _check_dependencies(plan: StartupPlan, key: str, depends_on: tuple[str, ...]) -> None:
    titles = {key: "this task"} | {task.key: task.title for task in plan.tasks}
    if any(each not in titles for each in depends_on):
        raise InvalidInput("depends_on", "It depends on a task that is not in the plan any more. Choose others.")
    waits_for = {task.key: task.depends_on for task in plan.tasks} | {key: depends_on}
    if around := circle(waits_for, key):
        named = " waits for ".join(f"“{titles[each]}”" for each in around)
        raise InvalidInput("depends_on", f"The tasks would wait for each other: {named}. Leave one of them out.")


def _values(content: TaskContent) -> dict[str, Any]:
    return {field.name: getattr(content, field.name) for field in fields(content)}


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)  # pyright: ignore[reportUnknownArgumentType]
