"""Startup plans as someone may see them, put together within a unit of work."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.agreement_lists import Page
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.people import Side
from domain.permissions import Action, Actor, Subject, decide
from domain.stages import SERVICES_RUN, Stage
from domain.startup_plans import StartupPlan, StartupTask, TaskState, owner_of
from domain.startup_work import is_changeable
from services.access import agreement_for, subject_of
from services.agreement_status import organization_of
from services.cards import PersonCard, people_cards
from services.startup_cards import ConfirmedBy, PlanSummary, PlanView, Said, TaskCard, TaskFilter, TaskLink, TaskView
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 10


@dataclass(frozen=True)
class Seen:
    """A plan with what is needed to show it to an actor. `today` is the day at CEC's office."""

    actor: Actor
    agreement: Agreement
    plan: StartupPlan
    today: date
    people: Mapping[str, PersonCard]

    @property
    def side(self) -> Side:
        return self.actor.side

    def is_mine(self, task: StartupTask) -> bool:
        return not task.settled and owner_of(self.agreement, task) == self.actor.id

    def name_of(self, person: str | None) -> str:
        return card.name if (card := self.people.get(person or "")) else "CEC"


_FILTERS: dict[TaskFilter, Callable[[Seen, StartupTask], bool]] = {
    TaskFilter.ALL: lambda seen, task: True,
    TaskFilter.LEFT: lambda seen, task: task.required and not task.settled,
    TaskFilter.MINE: lambda seen, task: seen.is_mine(task),
    TaskFilter.OURS: lambda seen, task: task.side is seen.side,
    TaskFilter.OVERDUE: lambda seen, task: task.is_overdue(seen.today),
    TaskFilter.BLOCKED: lambda seen, task: task.state is TaskState.BLOCKED,
}


def readable_plan(
    work: UnitOfWork, actor: Actor, number: str, action: Action = Action.READ_STARTUP
) -> tuple[Agreement, StartupPlan]:
    """Raises as `agreement_for`, and NotFound for an agreement without a plan."""
    agreement = agreement_for(work, actor, number, action)
    plan = work.startup_plans.of_agreement(agreement.id)
    if plan is None:
        raise NotFound(f"{agreement.number} has no startup tasks. {_why_none(agreement)}")
    return agreement, plan


def _why_none(agreement: Agreement) -> str:
    if agreement.stage is Stage.STARTUP:
        return "They are being planned; ask again in a few minutes."
    if agreement.stage in SERVICES_RUN:
        return "Its services were started before plans were kept here."
    return "They are planned when it is signed and funded."


def held_plan(work: UnitOfWork, actor: Actor, number: str, action: Action) -> tuple[Agreement, StartupPlan]:
    """As `readable_plan`; nobody else changes the plan until the transaction ends."""
    _, plan = readable_plan(work, actor, number, action)
    # Read after the plan was locked: whoever held it before may have changed the agreement.
    return work.agreements.get(plan.agreement), plan


def task_subject(actor: Actor, agreement: Agreement, task: StartupTask) -> Subject:
    return replace(subject_of(actor, agreement), side=task.side)


def as_seen(seen: Seen, task: StartupTask, revision: int) -> None:
    """Raises Conflict when somebody changed the task after the actor saw it."""
    if task.revision != revision:
        who = f" by {seen.name_of(task.by)}" if task.by else ""
        raise Conflict(
            f"Someone changed this task after you opened it. It is {task.state.label} now{who}. Look at it again."
        )


def seen_by(work: UnitOfWork, actor: Actor, agreement: Agreement, plan: StartupPlan, today: date) -> Seen:
    ids = {contact.person_id for contact in agreement.contacts}
    ids |= {person for task in plan.tasks for person in (task.by, *(said.by for said in task.comments)) if person}
    ids |= {confirmation.by for confirmation in plan.confirmations}
    return Seen(actor, agreement, plan, today, people_cards(work, ids))


def summary_of(work: UnitOfWork, seen: Seen) -> PlanSummary:
    agreement, plan = seen.agreement, seen.plan
    at_startup = agreement.stage is Stage.STARTUP and agreement.closed_at is None
    may = decide(seen.actor, Action.CONFIRM_GO_LIVE, subject_of(seen.actor, agreement)).allowed
    return PlanSummary(
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        stage=agreement.stage,
        progress=plan.progress,
        overdue=sum(task.is_overdue(seen.today) for task in plan.tasks),
        blocked=sum(task.state is TaskState.BLOCKED for task in plan.tasks),
        lacking=len(plan.lacking),
        mine=sum(map(seen.is_mine, plan.tasks)),
        confirmed=tuple(ConfirmedBy(each.side, seen.name_of(each.by), each.at) for each in plan.confirmations),
        may_confirm=at_startup and plan.ready and may and plan.confirmation_of(seen.side) is None,
    )


def plan_view(work: UnitOfWork, seen: Seen, wanted: TaskFilter, page: int, size: int) -> PlanView:
    """What is left first, by due day; what is settled after it."""
    plan = seen.plan
    ordered = sorted(plan.tasks, key=lambda task: (task.settled, task.due_on))
    shown = [task for task in ordered if _FILTERS[wanted](seen, task)]
    first = min(page, max(len(shown) - 1, 0) // size) * size
    items = tuple(card_of(seen, task) for task in shown[first : first + size])
    return PlanView(
        summary=summary_of(work, seen),
        started_on=plan.started_on,
        last_due_on=max((task.due_on for task in plan.tasks), default=None),
        shown=wanted,
        counts={each: sum(fits(seen, task) for task in plan.tasks) for each, fits in _FILTERS.items()},
        tasks=Page(items, first // size, first + size < len(shown), len(shown)),
        may_change=_may_change(seen),
        revision=plan.revision,
    )


def task_view(seen: Seen, key: str) -> TaskView:
    """Raises NotFound."""
    task, is_open = seen.plan.task(key), seen.agreement.closed_at is None
    subject = subject_of(seen.actor, seen.agreement)
    takers = dict.fromkeys(c.person_id for c in seen.agreement.contacts if c.side is task.side)
    return TaskView(
        number=seen.agreement.number,
        title=seen.agreement.title,
        organization=seen.agreement.organization,
        may_comment=is_open and decide(seen.actor, Action.COMMENT_ON_STARTUP, subject).allowed,
        may_change=_may_change(seen),
        card=card_of(seen, task),
        depends_on=links(seen.plan.task(each) for each in task.depends_on),
        comments=tuple(Said(said.at, seen.name_of(said.by), said.text) for said in task.comments),
        takers=tuple(card for each in takers if (card := seen.people.get(each)) and card.active),
    )


def card_of(seen: Seen, task: StartupTask) -> TaskCard:
    owner = owner_of(seen.agreement, task)
    subject = task_subject(seen.actor, seen.agreement, task)
    return TaskCard(
        key=task.key,
        title=task.title,
        side=task.side,
        role=task.role,
        owner=seen.people.get(owner) if owner else None,
        given=owner is not None and owner == task.owner,
        due_on=task.due_on,
        overdue=task.is_overdue(seen.today),
        required=task.required,
        instructions=task.instructions,
        lines=task.lines,
        state=task.state,
        reason=task.reason,
        since=task.since,
        by=seen.name_of(task.by) if task.by else None,
        waits_for=links(seen.plan.waits_for(task.key)),
        comments=len(task.comments),
        may_work=is_changeable(seen.agreement, task) and decide(seen.actor, Action.WORK_ON_STARTUP, subject).allowed,
        revision=task.revision,
    )


def _may_change(seen: Seen) -> bool:
    """Whether the actor can add, change and remove tasks."""
    at_startup = seen.agreement.stage is Stage.STARTUP and seen.agreement.closed_at is None
    return at_startup and decide(seen.actor, Action.CHANGE_STARTUP).allowed


def links(tasks: Iterable[StartupTask]) -> tuple[TaskLink, ...]:
    return tuple(TaskLink(task.key, task.title, task.state) for task in tasks)
