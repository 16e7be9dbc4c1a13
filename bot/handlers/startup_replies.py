"""Answers about startup tasks that several handlers give: a plan, one task, and what came of a change."""

from collections.abc import Callable
from dataclasses import replace

from bot.context import Asker, Click
from bot.forms import number_in, text_of
from bot.handlers.agreement_replies import reader_of
from bot.replies import Reply
from bot.views.blocks import read_value, safe
from bot.views.startup import plan_blocks, plan_text
from bot.views.startup_task import task_blocks, task_text
from bot.views.text import join_and
from domain.errors import Conflict
from services.memory import Memory
from services.startup_cards import PlanView, TaskChanged, TaskFilter, TaskView


def plan_reply(asker: Asker, view: PlanView, memory: Memory, done: str = "") -> Reply:
    reader, plan = reader_of(asker), view.summary
    return Reply(
        text=plan_text(view, reader, done),
        blocks=plan_blocks(view, reader, done),
        about=frozenset({plan.organization.key}),
        memory=replace(memory, agreement=plan.number, organization=plan.organization.key),
    )


def task_reply(asker: Asker, view: TaskView, memory: Memory, done: str = "") -> Reply:
    reader = reader_of(asker)
    return Reply(
        text=task_text(view, reader, done),
        blocks=task_blocks(view, reader, done),
        about=frozenset({view.organization}),
        memory=replace(memory, agreement=view.number, organization=view.organization),
    )


def done_sentence(changed: TaskChanged, said: str) -> str:
    """What was done, what can begin now, and that go-live can be confirmed."""
    if not changed.changed:
        return "Nothing was changed: this was done before."
    if changed.freed:
        titles = join_and([f"“{safe(link.title)}”" for link in changed.freed])
        said = f"{said} Now {titles} can begin."
    return f"{said} No required task is left: both sides can confirm go-live." if changed.plan.ready else said


def or_as_it_is_now(click: Click, change: Callable[[], Reply]) -> Reply:
    """What `change` gives; where somebody was quicker, the task as it is now, with the reason."""
    try:
        return change()
    except Conflict as conflict:
        view = click.services.startup.task(click.actor, number_of(click), key_of(click))
        return replace(task_reply(click.asker, view, click.memory, safe(str(conflict))), replace=True)


def number_of(click: Click) -> str:
    return text_of(read_value(click.value), "number")[:40]


def key_of(click: Click) -> str:
    return text_of(read_value(click.value), "k")


def seen_of(click: Click) -> int:
    """The revision that the person saw."""
    return number_in(read_value(click.value), "v")


def filter_in(text: str) -> TaskFilter:
    return next((each for each in TaskFilter if each == text), TaskFilter.ALL)
