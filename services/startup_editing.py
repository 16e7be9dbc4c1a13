"""How CEC's staff adjust a startup plan: tasks are added, changed, removed and declared not needed."""

from dataclasses import dataclass

from domain import startup_edits as edits
from domain import startup_work as rules
from domain.permissions import Action, Actor
from domain.startup_edits import TaskContent
from domain.startup_work import Changed
from services.access import require
from services.context import Context
from services.startup_cards import TaskChanged
from services.startup_parts import Step, change_task, step, tell_who_does_it
from services.startup_views import readable_plan


@dataclass(frozen=True)
class StartupEditingUseCases:
    """For staff. `number`, `key` and `seen` as in `StartupUseCases`; the reasons can be read by both sides."""

    context: Context

    def content(self, actor: Actor, number: str, key: str) -> TaskContent:
        """What a form to change a task starts with."""
        require(actor, Action.CHANGE_STARTUP)
        with self.context.reading() as work:
            return edits.content_of(readable_plan(work, actor, number)[1].task(key))

    def add_task(
        self, actor: Actor, number: str, content: TaskContent, reason: str, task_id: str | None = None
    ) -> TaskChanged:
        """`task_id` makes it count once, however often it is sent (the id of the form)."""
        key = task_id or self.context.new_id()
        with self.context.unit_of_work() as work:
            before = step(work, self.context, actor, number, Action.CHANGE_STARTUP)
            rules.must_be_starting(before.agreement)
            after, changes = edits.add_task(before.plan, key, content, reason, before.today, before.at, actor.id)
            if not changes:
                return before.unchanged(key)
            kept = before.keep(after, changes)
            tell_who_does_it("added")(kept, after.task(key))
            answer = kept.done(before.plan, key)
            work.commit()
            return answer

    def change_task(
        self, actor: Actor, number: str, key: str, seen: int, content: TaskContent, reason: str
    ) -> TaskChanged:
        def change(step: Step) -> Changed:
            rules.must_be_starting(step.agreement)
            return edits.change_task(step.plan, key, content, reason, step.today, step.at, actor.id)

        return change_task(
            self.context, actor, number, key, seen, Action.CHANGE_STARTUP, change, tell_who_does_it("changed")
        )

    def remove_task(self, actor: Actor, number: str, key: str, seen: int, reason: str) -> TaskChanged:
        def change(step: Step) -> Changed:
            rules.must_be_starting(step.agreement)
            return edits.remove_task(step.plan, key, reason, step.at, actor.id)

        return change_task(
            self.context, actor, number, key, seen, Action.CHANGE_STARTUP, change, tell_who_does_it("removed")
        )

    def not_needed(self, actor: Actor, number: str, key: str, seen: int, reason: str) -> TaskChanged:
        """It need not be done in this agreement."""
        return change_task(
            self.context,
            actor,
            number,
            key,
            seen,
            Action.CHANGE_STARTUP,
            lambda step: rules.not_needed(step.plan, key, reason, step.at, actor.id),
            tell_who_does_it("not_needed"),
        )
