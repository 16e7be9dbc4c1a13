"""The notices about startup tasks: to who has to do something, and to those who lead both sides."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain.agreements import Agreement
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person, Side
from domain.permissions import OPERATOR, Actor
from domain.startup_plans import StartupPlan, StartupTask, TaskState, owner_of
from domain.startup_reminders import Reminder
from services.recipients import destinations, in_slack
from storage.unit_of_work import UnitOfWork

type Facts = Mapping[str, str | int | bool | None]


def tell_plan(work: UnitOfWork, agreement: Agreement, plan: StartupPlan) -> None:
    """Each owner hears how many tasks they have, and which comes first."""
    owners = (owner_of(agreement, task) for task in plan.tasks)
    for person in in_slack(work, dict.fromkeys(owner for owner in owners if owner)):
        own = [task for task in plan.tasks if owner_of(agreement, task) == person.id]
        first = min(own, key=lambda task: task.due_on)
        facts = {**_facts(OPERATOR, agreement), **_about(first), "count": len(own)}
        to = Destination(slack_user_id=person.slack_user_id)
        work.notices.enqueue(Notice(f"startup-tasks:{plan.id}:{person.id}", NoticeKind.STARTUP_TASKS, to, facts))


def tell_owner(
    work: UnitOfWork, actor: Actor, agreement: Agreement, plan: StartupPlan, task: StartupTask, what: str, at: datetime
) -> None:
    """To who has to do it, unless they did this: `what` is "assigned", "added", "changed", "removed", "reopened",
    "can_begin", "commented" or "unblocked"."""
    owner = owner_of(agreement, task)
    people = [person for person in in_slack(work, [owner] if owner else []) if person.id != actor.id]
    _tell(work, actor, agreement, plan, task, what, _to(people), at)


def tell_leads(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    plan: StartupPlan,
    task: StartupTask,
    what: str,
    at: datetime,
    sides: Iterable[Side] = tuple(Side),
) -> None:
    """To those who lead these sides, unless they did this: `what` is "blocked" or "reopened"."""
    own = actor.person.slack_user_id if actor.person else None
    leads = {to: None for side in sides for to in destinations(work, agreement, side)}
    told = (to for to in leads if own is None or to.slack_user_id != own)
    _tell(work, actor, agreement, plan, task, what, told, at)


def tell_go_live(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    plan: StartupPlan,
    what: str,
    side: Side | None,
    at: datetime,
) -> None:
    """To those who lead: `what` is "ready" (both can confirm), "confirmed" (by `side`; the other one is told) or
    "voided"."""
    for told in Side:
        if what == "confirmed" and told is side:
            continue
        for place, to in enumerate(destinations(work, agreement, told)):
            facts = {**_facts(actor, agreement), "what": what, "side": told.value, "lacking": len(plan.lacking)}
            facts["at"] = at.isoformat()
            key = f"go-live:{plan.id}:{plan.revision}:{what}:{told}:{place}"
            work.notices.enqueue(Notice(key, NoticeKind.GO_LIVE, to, facts))


def tell_reminder(
    work: UnitOfWork, agreement: Agreement, plan: StartupPlan, reminder: Reminder, to: Person, at: datetime
) -> None:
    facts = {**_facts(OPERATOR, agreement), **_about(reminder.task), "what": reminder.kind.value, "at": at.isoformat()}
    key = f"startup-reminder:{plan.id}:{reminder.task.key}:{reminder.mark}"
    work.notices.enqueue(Notice(key, NoticeKind.STARTUP_REMINDER, Destination(slack_user_id=to.slack_user_id), facts))


def tell_digest(work: UnitOfWork, to: Destination, day: date, numbers: list[str], said: list[str]) -> None:
    """What is late, soon or blocked in all startups that somebody leads; one sentence for each agreement."""
    facts = {"day": day.isoformat(), "numbers": " ".join(numbers), "said": "\n".join(said)}
    work.notices.enqueue(Notice(f"startup-digest:{to.partition}:{day}", NoticeKind.STARTUP_DIGEST, to, facts))


def _tell(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    plan: StartupPlan,
    task: StartupTask,
    what: str,
    to: Iterable[Destination],
    at: datetime,
) -> None:
    facts = {**_facts(actor, agreement), **_about(task), "what": what, "at": at.isoformat()}
    if what == "commented" and task.comments:
        facts["text"] = task.comments[-1].text
    for place, destination in enumerate(to):
        # The plan's revision counts up with every change, so each is told once, however often it is tried.
        key = f"startup-task:{plan.id}:{plan.revision}:{task.key}:{what}:{place}"
        work.notices.enqueue(Notice(key, NoticeKind.STARTUP_TASK, destination, facts))


def _to(people: Iterable[Person]) -> tuple[Destination, ...]:
    return tuple(Destination(slack_user_id=person.slack_user_id) for person in people)


def _facts(actor: Actor, agreement: Agreement) -> dict[str, str | int | bool | None]:
    return {
        "number": agreement.number,
        "title": agreement.title,
        "by": actor.person.name if actor.person else "CEC",
    }


def _about(task: StartupTask) -> dict[str, str | int | bool | None]:
    return {
        "task": task.key,
        "task_title": task.title,
        "due_on": task.due_on.isoformat(),
        "required": task.required,
        "reason": task.reason or None,
        "blocked": task.state is TaskState.BLOCKED,
    }
