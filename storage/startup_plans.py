"""The startup plans of agreements, with their tasks, comments and confirmations."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, Table, literal_column, or_, select

from domain.errors import Conflict
from domain.people import Role, Side
from domain.stages import Stage
from domain.startup_plans import Confirmation, StartupPlan, StartupTask, TaskComment, TaskState
from storage.startup_tables import startup_comments, startup_confirmations, startup_plans, startup_tasks
from storage.tables import agreements
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

_PLAN = ("id", "agreement", "organization", "definition", "started_on", "made_at", "revision")
_TASK = ("key", "title", "due_on", "required", "instructions", "owner", "reason", "since", "by", "revision")
# Written out, not a parameter: only so does a database see that its index of those that are left fits.
_LEFT = startup_tasks.c.state.in_([literal_column("'open'"), literal_column("'blocked'")])
_STARTING = (agreements.c.stage == Stage.STARTUP.value, agreements.c.closed_at.is_(None))


class StartupPlans:
    """In a writing unit of work, a plan that is read stays locked until its end: of two who change it, one waits."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def of_agreement(self, agreement_id: str) -> StartupPlan | None:
        """The plan of an agreement, which has one at most."""
        return next(iter(self.of_agreements([agreement_id])), None)

    def of_agreements(self, ids: Iterable[str]) -> tuple[StartupPlan, ...]:
        """Those that there are, by id."""
        found = select(startup_plans).where(startup_plans.c.agreement.in_(list(ids)))
        return self._built(found.order_by(startup_plans.c.id))

    def needing_attention(self, due_until: date, limit: int, after: str = "") -> tuple[StartupPlan, ...]:
        """Plans of agreements at their startup with a task that is blocked, or left and due by that day; by id.

        `after` is the id of the last one of the page before.
        """
        tasks, plans = startup_tasks.c, startup_plans.c
        urgent = or_(tasks.due_on <= due_until, tasks.state == TaskState.BLOCKED.value)
        found = select(startup_plans).where(
            plans.id.in_(select(tasks.plan).where(_LEFT, urgent)),
            plans.agreement.in_(select(agreements.c.id).where(*_STARTING)),
            plans.id > after,
        )
        return self._built(found.order_by(plans.id).limit(limit))

    def lacking(self, limit: int) -> tuple[str, ...]:
        """The ids of agreements at their startup that have no plan yet."""
        planned = select(startup_plans.c.agreement)
        found = select(agreements.c.id).where(*_STARTING, agreements.c.id.not_in(planned))
        return tuple(row.id for row in self._db.rows(found.order_by(agreements.c.id).limit(limit)))

    def add(self, plan: StartupPlan) -> None:
        """Raises Conflict when its agreement has one already."""
        self._db.insert(startup_plans, [{name: getattr(plan, name) for name in _PLAN}])
        self._keep_parts(None, plan)
        look_at_agreements(self._db, plan.agreement)

    def save(self, before: StartupPlan, after: StartupPlan) -> None:
        """Raises Conflict when it was saved by another one since `before` was read."""
        c = startup_plans.c
        same = (c.id == before.id, c.revision == before.revision)
        if not self._db.run(startup_plans.update().where(*same).values(revision=after.revision)):
            raise Conflict("Someone else changed this plan meanwhile. Look at it again, then repeat this.")
        self._keep_parts(before, after)
        look_at_agreements(self._db, after.agreement)

    # What was told of it; this is no change of the plan, so its revision stays

    def reminded(self, plan_id: str) -> dict[str, tuple[str, ...]]:
        """The marks of the reminders that were sent, by the task's key."""
        c = startup_tasks.c
        rows = self._db.rows(select(c.key, c.reminded).where(c.plan == plan_id))
        return {row.key: tuple(row.reminded) for row in rows}

    def keep_reminded(self, plan_id: str, marks: Mapping[str, tuple[str, ...]]) -> None:
        """All marks of these tasks (by key)."""
        c = startup_tasks.c
        for key, values in marks.items():
            self._db.run(startup_tasks.update().where(c.plan == plan_id, c.key == key).values(reminded=list(values)))

    def digest_on(self, plan_id: str) -> date | None:
        """The day of the last digest."""
        return self._db.value(select(startup_plans.c.digest_on).where(startup_plans.c.id == plan_id))

    def keep_digest(self, plan_id: str, day: date) -> None:
        self._db.run(startup_plans.update().where(startup_plans.c.id == plan_id).values(digest_on=day))

    def built(self, rows: Iterable[Row[Any]]) -> tuple[StartupPlan, ...]:
        """The plans of rows of their table, in the same order."""
        heads = list(rows)
        tasks = self._parts(startup_tasks, heads, "position")
        said = self._parts(startup_comments, heads, "position")
        agreed = self._parts(startup_confirmations, heads, "at")
        return tuple(_plan(row, tasks[row.id], said[row.id], agreed[row.id]) for row in heads)

    def _parts(self, table: Table, heads: Iterable[Row[Any]], order: str) -> dict[str, list[Row[Any]]]:
        """The rows that belong to each plan, by its id."""
        found: dict[str, list[Row[Any]]] = {row.id: [] for row in heads}
        if found:
            for row in self._db.rows(select(table).where(table.c.plan.in_(found)).order_by(table.c[order])):
                found[row.plan].append(row)
        return found

    def _built(self, statement: Select[Any]) -> tuple[StartupPlan, ...]:
        return self.built(self._db.rows(self._db.locked(statement)))

    def _keep_parts(self, before: StartupPlan | None, after: StartupPlan) -> None:
        self._keep_tasks(before, after)
        old = {task.key: len(task.comments) for task in before.tasks} if before else {}
        self._db.insert(
            startup_comments,
            [
                {"plan": after.id, "task": task.key, "position": place, "at": said.at, "by": said.by, "text": said.text}
                for task in after.tasks
                for place, said in enumerate(task.comments)
                if place >= old.get(task.key, 0)
            ],
        )
        self._db.run(startup_confirmations.delete().where(startup_confirmations.c.plan == after.id))
        confirmed = [{"plan": after.id, "side": e.side.value, "at": e.at, "by": e.by} for e in after.confirmations]
        self._db.insert(startup_confirmations, confirmed)

    def _keep_tasks(self, before: StartupPlan | None, after: StartupPlan) -> None:
        old = {task.key: _row(place, task) for place, task in enumerate(before.tasks)} if before else {}
        new = {task.key: _row(place, task) for place, task in enumerate(after.tasks)}
        for key in old.keys() - new.keys():
            for table, column in ((startup_comments, startup_comments.c.task), (startup_tasks, startup_tasks.c.key)):
                self._db.run(table.delete().where(table.c.plan == after.id, column == key))
        for key in (key for key in old.keys() & new.keys() if old[key] != new[key]):
            same = (startup_tasks.c.plan == after.id, startup_tasks.c.key == key)
            self._db.run(startup_tasks.update().where(*same).values(new[key]))
        added: list[Values] = [{"plan": after.id, "reminded": [], **row} for key, row in new.items() if key not in old]
        self._db.insert(startup_tasks, added)


def _row(place: int, task: StartupTask) -> Values:
    return {
        **{name: getattr(task, name) for name in _TASK},
        "position": place,
        "side": task.side.value,
        "role": task.role.value,
        "depends_on": list(task.depends_on),
        "lines": list(task.lines),
        "state": task.state.value,
    }


def _plan(
    row: Row[Any], tasks: Iterable[Row[Any]], said: Iterable[Row[Any]], agreed: Iterable[Row[Any]]
) -> StartupPlan:
    comments: dict[str, list[TaskComment]] = {}
    for each in said:
        comments.setdefault(each.task, []).append(TaskComment(each.at, each.by, each.text))
    return StartupPlan(
        **{name: row._mapping[name] for name in _PLAN},
        tasks=tuple(_task(task, comments.get(task.key, [])) for task in tasks),
        confirmations=tuple(Confirmation(Side(each.side), each.at, each.by) for each in agreed),
    )


def _task(row: Row[Any], comments: Iterable[TaskComment]) -> StartupTask:
    return StartupTask(
        **{name: row._mapping[name] for name in _TASK},
        side=Side(row.side),
        role=Role(row.role),
        depends_on=tuple(row.depends_on),
        lines=tuple(row.lines),
        state=TaskState(row.state),
        comments=tuple(comments),
    )
