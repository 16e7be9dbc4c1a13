"""Startup tasks looked at: a plan with its filters and pages, one task, its comments, and one's own tasks."""

from dataclasses import replace

from bot.commands import Subcommand, as_intent
from bot.context import Asker, Click
from bot.forms import number_in, text_of
from bot.handlers.agreement_replies import is_known, reader_of, told
from bot.handlers.startup_replies import filter_in, key_of, number_of, plan_reply, task_reply
from bot.handlers.startup_words import own_reply
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.startup_task import comments_modal
from services import Services
from services.memory import Memory
from services.startup_cards import TaskFilter


def show(
    asker: Asker,
    services: Services,
    number: str,
    memory: Memory,
    shown: TaskFilter = TaskFilter.ALL,
    page: int = 0,
    done: str = "",
) -> Reply:
    """The plan of an agreement, or why there is none to show."""

    def reply() -> Reply:
        return plan_reply(asker, services.startup.view(asker.actor, number, shown, page), memory, done)

    return told(asker, reply)


def opened(click: Click) -> Outcome:
    value = read_value(click.value)
    reply = show(click.asker, click.services, number_of(click), click.memory, filter_in(text_of(value, "f")))
    return replace(reply, replace=value.get("back") is True)


def filtered(click: Click) -> Outcome:
    shown, _, number = click.value.partition(" ")
    return replace(show(click.asker, click.services, number[:40], click.memory, filter_in(shown)), replace=True)


def turned(click: Click) -> Outcome:
    value = read_value(click.value)
    shown, page = filter_in(text_of(value, "f")), number_in(value)
    return replace(show(click.asker, click.services, number_of(click), click.memory, shown, page), replace=True)


def task(click: Click) -> Outcome:
    """In the place of the list that it was opened from."""
    view = click.services.startup.task(click.actor, number_of(click), key_of(click))
    return replace(task_reply(click.asker, view, click.memory), replace=True)


def comments(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.startup.task(click.actor, number_of(click), key_of(click))
    return Modal(comments_modal(view, reader_of(click.asker), number_in(value)), update=bool(value.get("in")))


def own_turned(click: Click) -> Outcome:
    page = number_in(read_value(click.value))
    return replace(own_reply(click.asker, click.services, click.memory, page), replace=True)


def register(routes: Routes) -> None:
    routes.action("startup.open", opened)
    routes.action("startup.filter", filtered)
    routes.action("startup.page", turned)
    routes.action("startup.task", task)
    routes.action("startup.comments", comments)
    routes.action("startup.own", own_turned)


SUBCOMMANDS = (
    Subcommand("tasks", "[number]", "Startup tasks: check off, block, comment", as_intent("startup_tasks"), is_known),
)
