"""Startup plans: the steps of their use cases within a unit of work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput
from domain.history import Change as Entry
from domain.people import Side
from domain.permissions import Action, Actor
from domain.startup_plans import StartupPlan, StartupTask, freed, owner_of
from domain.startup_work import Changed, must_be_changeable, settle
from services.access import require
from services.context import Context
from services.settings_table import office_day
from services.startup_cards import TaskChanged, TaskLink
from services.startup_notices import tell_go_live, tell_leads, tell_owner
from services.startup_views import Seen, as_seen, held_plan, links, seen_by, summary_of, task_subject, task_view
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Step:
    """A plan as it was read for a change, held until the transaction ends."""

    work: UnitOfWork
    context: Context
    actor: Actor
    agreement: Agreement
    plan: StartupPlan
    at: datetime
    today: date

    def seen(self) -> Seen:
        return seen_by(self.work, self.actor, self.agreement, self.plan, self.today)

    def unchanged(self, key: str, warning: tuple[TaskLink, ...] = ()) -> TaskChanged:
        seen = self.seen()
        return TaskChanged(task_view(seen, key), summary_of(self.work, seen), changed=False, warning=warning)

    def keep(self, after: StartupPlan, changes: tuple[Entry, ...]) -> "Step":
        """Save the plan and what follows from it for the agreement, and tell who can begin and who can confirm."""
        self.work.startup_plans.save(self.plan, after)
        self.work.history.append(*changes)
        agreement, records = settle(self.agreement, after, self.at, self.actor.id)
        if records:
            agreement = save_and_move_on(self.work, self.context, self.actor, agreement, records)
        for task in freed(self.plan, after):
            tell_owner(self.work, self.actor, agreement, after, task, "can_begin", self.at)
        if after.ready and not self.plan.ready:
            tell_go_live(self.work, self.actor, agreement, after, "ready", None, self.at)
        if self.plan.confirmations and not after.confirmations:
            tell_go_live(self.work, self.actor, agreement, after, "voided", None, self.at)
        return Step(self.work, self.context, self.actor, agreement, after, self.at, self.today)

    def done(self, before: StartupPlan, key: str) -> TaskChanged:
        """What to answer after `keep`; `before` is the plan that it was kept over."""
        seen = self.seen()
        there = any(task.key == key for task in self.plan.tasks)
        return TaskChanged(
            view=task_view(seen, key) if there else None,
            plan=summary_of(self.work, seen),
            changed=True,
            freed=links(freed(before, self.plan)),
        )


type Change = Callable[[Step], Changed]
type Tell = Callable[[Step, StartupTask], None]


def tell_nobody(step: Step, task: StartupTask) -> None:
    """For what needs no message of its own."""


def step(work: UnitOfWork, context: Context, actor: Actor, number: str, action: Action) -> Step:
    """The plan of an agreement, held. Raises as `held_plan`."""
    agreement, plan = held_plan(work, actor, number, action)
    return Step(work, context, actor, agreement, plan, context.clock(), office_day(work, context))


def change_task(
    context: Context,
    actor: Actor,
    number: str,
    key: str,
    revision: int,
    action: Action,
    change: Change,
    tell: Tell = tell_nobody,
) -> TaskChanged:
    """One change of one task. `revision` is what the actor saw of it; `tell` enqueues the notices.

    Doing again what is so already changes nothing. Raises Conflict when somebody else changed the task meanwhile.
    """
    with context.unit_of_work() as work:
        before = step(work, context, actor, number, Action.READ_STARTUP)
        task = before.plan.task(key)
        require(actor, action, task_subject(actor, before.agreement, task))
        must_be_changeable(before.agreement, task)
        after, changes = change(before)
        if not changes:
            return before.unchanged(key)
        as_seen(before.seen(), task, revision)
        kept = before.keep(after, changes)
        tell(kept, next((each for each in kept.plan.tasks if each.key == key), task))
        answer = kept.done(before.plan, key)
        work.commit()
        return answer


def tell_who_does_it(what: str) -> Tell:
    def tell(step: Step, task: StartupTask) -> None:
        tell_owner(step.work, step.actor, step.agreement, step.plan, task, what, step.at)

    return tell


def tell_who_leads(what: str) -> Tell:
    def tell(step: Step, task: StartupTask) -> None:
        tell_leads(step.work, step.actor, step.agreement, step.plan, task, what, step.at)

    return tell


def tell_of_comment(step: Step, task: StartupTask) -> None:
    """To who does the task; what they write themselves is told to who leads the other side."""
    if owner_of(step.agreement, task) != step.actor.id:
        tell_who_does_it("commented")(step, task)
        return
    other = Side.CUSTOMER if step.actor.is_staff else Side.CEC
    tell_leads(step.work, step.actor, step.agreement, step.plan, task, "commented", step.at, [other])


def check_taker(agreement: Agreement, task: StartupTask, person: str | None) -> None:
    """Raises InvalidInput for somebody who is no contact of the task's side."""
    contacts = {contact.person_id for contact in agreement.contacts if contact.side is task.side}
    if person is not None and person not in contacts:
        of = "CEC's people" if task.side is Side.CEC else "the customer's people"
        raise InvalidInput("person", f"Choose one of {of} with a role in {agreement.number}, or nobody.")


def must_be_open(agreement: Agreement) -> None:
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so its startup tasks stay as they are.")
