"""The startup plan changed by CEC's staff: tasks added, changed, removed, not needed, each with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.context import Click, Submission
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.startup_replies import done_sentence, number_of, task_reply
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.startup_forms import task_form, words_form
from bot.views.startup_task import CHANGE, NOT_NEEDED, REMOVE
from domain.business_days import add_business_days, next_business_day
from domain.errors import InvalidInput
from domain.people import Role, Side
from domain.permissions import Action
from domain.startup import MOST_TASKS
from domain.startup_edits import TaskContent
from services import Services
from services.access import require
from services.startup_cards import TaskChanged, TaskLink

#: Business days from today that a new task is given, until staff say otherwise.
USUAL_DAYS = 5


def add(click: Click) -> Outcome:
    require(click.actor, Action.CHANGE_STARTUP)
    number, today = number_of(click), click.asker.at.astimezone(click.asker.zone).date()
    metadata = {"id": form_id(click.asker), "n": number, "at": click.origin}
    due_on = add_business_days(next_business_day(today), USUAL_DAYS)
    return Modal(task_form(number, None, _others(click, number), metadata, due_on))


def menu(click: Click) -> Outcome:
    """The menu of a task."""
    do, _, rest = click.value.partition(" ")
    seen, _, rest = rest.partition(" ")
    number, _, key = rest.partition(" ")
    if do not in (CHANGE, NOT_NEEDED, REMOVE) or not seen.isdecimal():
        return Reply(STALE, private=True)
    require(click.actor, Action.CHANGE_STARTUP)
    view = click.services.startup.task(click.actor, number[:40], key)
    metadata = {"n": view.number, "k": key, "v": int(seen), "at": click.origin}
    if do != CHANGE:
        return Modal(words_form(do, view, metadata))
    content = click.services.startup_editing.content(click.actor, view.number, key)
    return Modal(task_form(view.number, content, _others(click, view.number, key), metadata, content.due_on))


def _others(click: Click, number: str, key: str = "") -> tuple[TaskLink, ...]:
    cards = click.services.startup.view(click.actor, number, size=MOST_TASKS).tasks.items
    return tuple(TaskLink(card.key, card.title, card.state) for card in cards if card.key != key)


def added(submission: Submission) -> Outcome:
    kept = submitted(submission)
    if not is_own_form(submission):
        return Reply(STALE, private=True)

    def save(services: Services, content: TaskContent, reason: str) -> TaskChanged:
        return services.startup_editing.add_task(
            submission.actor, text_of(kept, "n"), content, reason, text_of(kept, "id")
        )

    return _saved(submission, save, "The task is in the plan. Who has it is told.")


def changed(submission: Submission) -> Outcome:
    kept = submitted(submission)

    def save(services: Services, content: TaskContent, reason: str) -> TaskChanged:
        return services.startup_editing.change_task(
            submission.actor, text_of(kept, "n"), text_of(kept, "k"), number_in(kept, "v"), content, reason
        )

    return _saved(submission, save, "The task is changed. Who has it is told.")


def _saved(submission: Submission, save: Any, said: str) -> Outcome:
    values = submission.values
    try:
        done: TaskChanged = save(submission.services, _entered(values), str(values.get("reason") or ""))
    except InvalidInput as error:
        return at_field(submission, error)
    if done.view is None:
        return None
    reply = task_reply(submission.asker, done.view, submission.memory, done_sentence(done, said))
    return after_form(submission, replace(reply, replace=True))


def _entered(values: Mapping[str, Any]) -> TaskContent:
    """Raises InvalidInput for what is missing."""
    side, _, role = str(values.get("role") or "").partition(" ")
    if side not in list(Side) or role not in list(Role):
        raise InvalidInput("role", "Choose who does it.")
    try:
        due_on = date.fromisoformat(str(values.get("due_on") or ""))
    except ValueError:
        raise InvalidInput("due_on", "Choose the day when it is due.") from None
    return TaskContent(
        title=str(values.get("title") or ""),
        side=Side(side),
        role=Role(role),
        due_on=due_on,
        required=values.get("required") != "no",
        instructions=str(values.get("instructions") or ""),
        depends_on=tuple(values.get("depends_on") or ()),
    )


def register(routes: Routes) -> None:
    routes.action("startup.add", add)
    routes.action("startup.plan", menu)
    routes.submission("startup.added", added)
    routes.submission("startup.change", changed)
