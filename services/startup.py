"""Startup tasks: what both sides see of them and do with them, and go-live."""

from dataclasses import dataclass

from domain import startup_work as rules
from domain.agreement_lists import Page
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.permissions import Action, Actor
from domain.stages import SERVICES_RUN, Stage
from domain.startup import StartupDefinition
from domain.startup_plans import StartupPlan
from domain.startup_work import Changed
from services.access import require
from services.context import Context, plain_change
from services.settings_table import office_day
from services.startup_cards import (
    GoLiveConfirmed,
    OwnTask,
    PlanSummary,
    PlanView,
    StartupImported,
    TaskChanged,
    TaskFilter,
    TaskView,
)
from services.startup_notices import tell_go_live
from services.startup_parts import (
    Change,
    Step,
    Tell,
    change_task,
    check_taker,
    must_be_open,
    step,
    tell_nobody,
    tell_of_comment,
    tell_who_does_it,
    tell_who_leads,
)
from services.startup_reminders import make_missing, remind_due
from services.startup_views import (
    PAGE_SIZE,
    Seen,
    card_of,
    links,
    plan_view,
    readable_plan,
    seen_by,
    summary_of,
    task_subject,
    task_view,
)
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class StartupUseCases:
    """`number` is taken as people write it, `key` names a task within its plan. For an agreement of another
    organization a customer gets the NotFound of a number that does not exist.

    `seen` is the revision of the task, or of the plan, that the person looked at: Conflict says what it is now when
    somebody changed it since. Doing again what is so already changes nothing.
    """

    context: Context

    # Reading

    def view(
        self,
        actor: Actor,
        number: str,
        shown: TaskFilter = TaskFilter.ALL,
        page: int = 0,
        size: int = PAGE_SIZE,
    ) -> PlanView:
        with self.context.reading() as work:
            seen = self._seen(work, actor, *readable_plan(work, actor, number))
            return plan_view(work, seen, shown, max(page, 0), size)

    def task(self, actor: Actor, number: str, key: str) -> TaskView:
        with self.context.reading() as work:
            return task_view(self._seen(work, actor, *readable_plan(work, actor, number)), key)

    def plans(self, actor: Actor) -> tuple[PlanSummary, ...]:
        """The startups under way in which the actor has a role, by number."""
        with self.context.reading() as work:
            return tuple(summary_of(work, seen) for seen in self._own_plans(work, actor))

    def own(self, actor: Actor, page: int = 0, size: int = PAGE_SIZE) -> Page[OwnTask]:
        """What the actor has to do in all startups, the earliest due day first."""
        with self.context.reading() as work:
            own = [
                OwnTask(seen.agreement.number, seen.agreement.title, card_of(seen, task))
                for seen in self._own_plans(work, actor)
                for task in seen.plan.tasks
                if seen.is_mine(task)
            ]
        own.sort(key=lambda task: task.card.due_on)
        first = max(page, 0) * size
        return Page(tuple(own[first : first + size]), max(page, 0), first + size < len(own), len(own))

    # Both sides

    def check_off(self, actor: Actor, number: str, key: str, seen: int, anyway: bool = False) -> TaskChanged:
        """It is done. While others that it depends on are not, the answer warns of them; `anyway` does it then too."""
        if not anyway and (warned := self._warned(actor, number, key)):
            return warned
        return self._work(
            actor, number, key, seen, lambda step: rules.check_off(step.plan, key, step.at, actor.id, anyway)
        )

    def reopen(self, actor: Actor, number: str, key: str, seen: int, reason: str) -> TaskChanged:
        """Where the task is required, both sides confirm go-live anew."""
        return self._work(
            actor,
            number,
            key,
            seen,
            lambda step: rules.reopen(step.plan, key, reason, step.at, actor.id),
            tell_who_does_it("reopened"),
        )

    def block(self, actor: Actor, number: str, key: str, seen: int, reason: str) -> TaskChanged:
        """Those who lead both sides are told what is in the way."""
        return self._work(
            actor,
            number,
            key,
            seen,
            lambda step: rules.block(step.plan, key, reason, step.at, actor.id),
            tell_who_leads("blocked"),
        )

    def unblock(self, actor: Actor, number: str, key: str, seen: int) -> TaskChanged:
        return self._work(
            actor,
            number,
            key,
            seen,
            lambda step: rules.unblock(step.plan, key, step.at, actor.id),
            tell_who_does_it("unblocked"),
        )

    def reassign(self, actor: Actor, number: str, key: str, seen: int, person_id: str | None) -> TaskChanged:
        """To a contact of the task's side; None leaves it to whoever has the role."""

        def change(step: Step) -> Changed:
            check_taker(step.agreement, step.plan.task(key), person_id)
            return rules.reassign(step.plan, key, person_id, step.at, actor.id)

        return self._work(actor, number, key, seen, change, tell_who_does_it("assigned"))

    def comment(self, actor: Actor, number: str, key: str, text: str) -> TaskChanged:
        """Also on tasks of the other side. The same words twice are kept once."""
        with self.context.unit_of_work() as work:
            before = step(work, self.context, actor, number, Action.COMMENT_ON_STARTUP)
            must_be_open(before.agreement)
            after, changes = rules.comment(before.plan, key, text, before.at, actor.id)
            if not changes:
                return before.unchanged(key)
            kept = before.keep(after, changes)
            tell_of_comment(kept, after.task(key))
            answer = kept.done(before.plan, key)
            work.commit()
            return answer

    def confirm_go_live(self, actor: Actor, number: str, seen: int) -> GoLiveConfirmed:
        """For the customer's program manager and CEC's SML. With the second one the services run.

        Raises Conflict while a required task is left, and when the plan changed after the actor saw it.
        """
        with self.context.unit_of_work() as work:
            before = step(work, self.context, actor, number, Action.CONFIRM_GO_LIVE)
            side = actor.side
            live = before.agreement.stage in SERVICES_RUN
            if live or before.plan.confirmation_of(side):
                return GoLiveConfirmed(summary_of(work, before.seen()), changed=False, live=live)
            rules.must_be_starting(before.agreement)
            after, changes = rules.confirm(before.plan, side, before.at, actor.id)
            if before.plan.revision != seen:
                raise Conflict("The plan changed after you opened it. Look at it again, then confirm.")
            kept = before.keep(after, changes)
            live = kept.agreement.stage in SERVICES_RUN
            if not live:
                tell_go_live(work, actor, kept.agreement, after, "confirmed", side, before.at)
            answer = GoLiveConfirmed(summary_of(work, kept.seen()), changed=True, live=live)
            work.commit()
            return answer

    # The operator and the schedule

    def definition_version(self, actor: Actor) -> int | None:
        """The version that plans are made from now; None before the first import."""
        require(actor, Action.OPERATE)
        with self.context.reading() as work:
            current = work.startup_definitions.current()
            return current.version if current else None

    def import_definition(self, actor: Actor, definition: StartupDefinition, source: str) -> StartupImported:
        """Make these the tasks of plans from now on; plans that are there stay as they are."""
        require(actor, Action.OPERATE)
        with self.context.unit_of_work() as work:
            before, now = work.startup_definitions.current(), self.context.clock()
            kept = work.startup_definitions.add(definition, source, actor.id, now)
            changed = before is None or before.version != kept.version
            if changed:
                subject, old = ("startup_definition", str(kept.version)), str(before.version) if before else None
                work.history.append(plain_change(actor, subject, "version", old, str(kept.version), now, note=source))
                work.commit()
            return StartupImported(kept.version, len(kept.tasks), changed)

    def remind_due(self) -> int:
        """Plan agreements that have no plan, remind owners once of each task that is due soon or overdue, and tell
        those who lead for CEC once a day. Returns how many messages. Run every few minutes."""
        make_missing(self.context)
        return remind_due(self.context)

    # Pieces

    def _work(
        self, actor: Actor, number: str, key: str, seen: int, change: Change, tell: Tell = tell_nobody
    ) -> TaskChanged:
        return change_task(self.context, actor, number, key, seen, Action.WORK_ON_STARTUP, change, tell)

    def _seen(self, work: UnitOfWork, actor: Actor, agreement: Agreement, plan: StartupPlan) -> Seen:
        return seen_by(work, actor, agreement, plan, office_day(work, self.context))

    def _own_plans(self, work: UnitOfWork, actor: Actor) -> tuple[Seen, ...]:
        require(actor, Action.LIST_OWN_AGREEMENTS)
        starting = {
            agreement.id: agreement
            for agreement in work.agreements.open_of_person(actor.id)
            if agreement.stage is Stage.STARTUP
        }
        plans = {plan.agreement: plan for plan in work.startup_plans.of_agreements(starting)}
        return tuple(self._seen(work, actor, starting[id], plans[id]) for id in starting if id in plans)

    def _warned(self, actor: Actor, number: str, key: str) -> TaskChanged | None:
        """The answer that names what should be done first; None where nothing should."""
        with self.context.reading() as work:
            seen = self._seen(work, actor, *readable_plan(work, actor, number))
            task = seen.plan.task(key)
            require(actor, Action.WORK_ON_STARTUP, task_subject(actor, seen.agreement, task))
            waits_for = () if task.settled else seen.plan.waits_for(key)
            if not waits_for:
                return None
            return TaskChanged(task_view(seen, key), summary_of(work, seen), changed=False, warning=links(waits_for))
