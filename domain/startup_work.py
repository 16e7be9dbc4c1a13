"""What people of both sides do with the tasks of a startup plan, and how the services go live.

Every function returns the plan as it is then, with what changed; doing a thing again changes nothing.
"""

from dataclasses import replace
from datetime import datetime

from domain.agreements import Agreement, is_met, void, with_record
from domain.errors import Conflict, InvalidInput
from domain.history import Change
from domain.people import Side
from domain.stages import BY_KEY, Stage
from domain.startup_plans import (
    Confirmation,
    StartupPlan,
    StartupTask,
    TaskComment,
    TaskState,
    task_change,
    with_task,
)

TASKS_DONE = "startup_tasks_done"
CONFIRMED: dict[Side, str] = {Side.CUSTOMER: "golive_confirmed", Side.CEC: "golive_confirmed_cec"}
"""The requirements of the step that the confirmations of the two sides meet."""
LONGEST_WORDS = 2_000
"""Of a comment or a reason."""
MOST_COMMENTS = 200
"""Of one task."""

type Changed = tuple[StartupPlan, tuple[Change, ...]]


def check_off(plan: StartupPlan, key: str, at: datetime, by: str, anyway: bool = False) -> Changed:
    """It is done, also where it was blocked.

    Raises Conflict while something that it depends on is not settled, unless the person does it `anyway`.
    """
    waits_for = plan.waits_for(key)
    if waits_for and not anyway and plan.task(key).state is not TaskState.DONE:
        raise Conflict(f"This task depends on others that are not done: {_titles(waits_for)}.")
    note = f"before {_titles(waits_for)}" if waits_for else ""
    return _moved(plan, key, TaskState.DONE, at, by, note=note)


def not_needed(plan: StartupPlan, key: str, reason: str, at: datetime, by: str) -> Changed:
    """It need not be done here; the reason says why."""
    return _moved(
        plan, key, TaskState.NOT_NEEDED, at, by, reason=in_words(reason, "reason", "Say why it is not needed.")
    )


def block(plan: StartupPlan, key: str, reason: str, at: datetime, by: str) -> Changed:
    """It cannot go on; the reason says what is in the way. Again with another reason says that one.

    Raises Conflict for a task that is settled.
    """
    said = in_words(reason, "reason", "Say what is in the way.")
    if plan.task(key).settled:
        raise Conflict(f"This task is {plan.task(key).state.label} already. Reopen it first.")
    return _moved(plan, key, TaskState.BLOCKED, at, by, reason=said)


def unblock(plan: StartupPlan, key: str, at: datetime, by: str) -> Changed:
    """It can go on. Raises Conflict for a task that is settled."""
    if plan.task(key).settled:
        raise Conflict(f"This task is {plan.task(key).state.label}, so nothing is in its way.")
    return _moved(plan, key, TaskState.OPEN, at, by)


def reopen(plan: StartupPlan, key: str, reason: str, at: datetime, by: str) -> Changed:
    """It is not done after all, or needed after all; where it is required, both sides confirm go-live anew."""
    said = in_words(reason, "reason", "Say why it is opened again.")
    if not plan.task(key).settled:
        return plan, ()
    reopened, changes = _moved(plan, key, TaskState.OPEN, at, by, note=said)
    return with_confirmations_kept(reopened, changes, at, by)


def comment(plan: StartupPlan, key: str, text: str, at: datetime, by: str) -> Changed:
    """Raises InvalidInput for an empty or too long text, Conflict for a task that has too many."""
    task = plan.task(key)
    words = in_words(text, "text", "Write a comment.")
    if len(task.comments) >= MOST_COMMENTS:
        raise Conflict(f"This task has {MOST_COMMENTS} comments already. Talk about it in a conversation.")
    if task.comments and (task.comments[-1].by, task.comments[-1].text) == (by, words):
        return plan, ()
    said = replace(task, comments=(*task.comments, TaskComment(at, by, words)))
    # The task itself stays as everybody saw it, so its own revision does too.
    tasks = tuple(said if each.key == key else each for each in plan.tasks)
    change = task_change(plan, key, "comment", None, words, at, by)
    return replace(plan, tasks=tasks, revision=plan.revision + 1), (change,)


def reassign(plan: StartupPlan, key: str, person: str | None, at: datetime, by: str) -> Changed:
    """A person (id) of its side does it from now on; None leaves it to whoever has the role."""
    task = plan.task(key)
    if task.owner == person:
        return plan, ()
    given = with_task(plan, replace(task, owner=person))
    return given, (task_change(plan, key, "owner", task.owner, person, at, by),)


def confirm(plan: StartupPlan, side: Side, at: datetime, by: str) -> Changed:
    """A side agrees to go live. Raises Conflict while a required task is not settled."""
    if plan.lacking:
        raise Conflict(f"The services cannot go live yet. Not done: {_titles(plan.lacking)}.")
    if plan.confirmation_of(side):
        return plan, ()
    confirmed = (*plan.confirmations, Confirmation(side, at, by))
    change = Change("startup_plan", plan.id, plan.organization, "go_live", None, side.value, at, by)
    return replace(plan, confirmations=confirmed, revision=plan.revision + 1), (change,)


def with_confirmations_kept(plan: StartupPlan, changes: tuple[Change, ...], at: datetime, by: str) -> Changed:
    """The confirmations count no more where a required task is open again."""
    return (
        (plan, changes)
        if plan.ready
        else without_confirmations(plan, changes, f"not done: {_titles(plan.lacking)}", at, by)
    )


def without_confirmations(plan: StartupPlan, changes: tuple[Change, ...], note: str, at: datetime, by: str) -> Changed:
    """Both sides confirm go-live anew; `note` says why."""
    if not plan.confirmations:
        return plan, changes
    sides = ", ".join(each.side.value for each in plan.confirmations)
    change = Change("startup_plan", plan.id, plan.organization, "go_live", sides, None, at, by, note)
    return replace(plan, confirmations=()), (*changes, change)


def settle(agreement: Agreement, plan: StartupPlan, at: datetime, by: str) -> tuple[Agreement, tuple[Change, ...]]:
    """The agreement with the records that the plan gives it, no more and no fewer: only so can it leave the step.

    Changes nothing at any other step.
    """
    if agreement.stage is not Stage.STARTUP or agreement.closed_at is not None:
        return agreement, ()
    met = {TASKS_DONE} if plan.ready else set[str]()
    met |= {key for side, key in CONFIRMED.items() if plan.ready and plan.confirmation_of(side)}
    over = {TASKS_DONE, *CONFIRMED.values()} - met
    agreement, changes = void(agreement, over, at, by, "a required startup task is open again")
    for key in (TASKS_DONE, *CONFIRMED.values()):
        if key in met and not is_met(agreement, BY_KEY[key]):
            agreement, change = with_record(agreement, BY_KEY[key], at, by)
            changes = (*changes, change)
    return agreement, changes


def is_changeable(agreement: Agreement, task: StartupTask) -> bool:
    """Whether anybody can do something with it: `must_be_changeable` says why not."""
    return agreement.closed_at is None and (agreement.stage is Stage.STARTUP or not task.required)


def must_be_changeable(agreement: Agreement, task: StartupTask) -> None:
    """Raises Conflict when the agreement is closed or past its startup; what is not required may be done later too."""
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so its startup tasks stay as they are.")
    if agreement.stage is not Stage.STARTUP and task.required:
        raise Conflict(
            f"The services of {agreement.number} run already, so its required startup tasks stay as they are."
        )


def must_be_starting(agreement: Agreement) -> None:
    """Raises Conflict unless the agreement is at the step."""
    if agreement.closed_at is not None or agreement.stage is not Stage.STARTUP:
        raise Conflict(f"{agreement.number} is not at its startup, so its plan is not changed.")


def in_words(text: str, field: str, wanted: str) -> str:
    """The text without blanks around it. Raises InvalidInput, asking for what is `wanted`, for an empty or long one."""
    words = text.strip()
    if not words:
        raise InvalidInput(field, wanted)
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(field, f"That is {len(words):,} characters; the most is {LONGEST_WORDS:,}. Make it shorter.")
    return words


def _moved(
    plan: StartupPlan, key: str, state: TaskState, at: datetime, by: str, reason: str = "", note: str = ""
) -> Changed:
    task = plan.task(key)
    if (task.state, task.reason) == (state, reason):
        return plan, ()
    moved = with_task(plan, replace(task, state=state, reason=reason, since=at, by=by))
    return moved, (task_change(plan, key, "state", task.state.value, state.value, at, by, reason or note),)


def _titles(tasks: tuple[StartupTask, ...], most: int = 5) -> str:
    named = "; ".join(task.title for task in tasks[:most])
    return f"{named} and {len(tasks) - most} more" if len(tasks) > most else named
