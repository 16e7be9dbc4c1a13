"""`/cec admin`: lists of organizations, people and channels. The forms are in `admin_forms.py`.

Everything happens in one modal whose content changes: what was saved is seen in the list that comes back.
"""

from bot.commands import Command, Subcommand
from bot.context import Click, Submission
from bot.handlers import admin_forms
from bot.handlers.admin_lists import organizations_modal, people_modal
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views.admin import CEC, admin_menu, channels_view
from bot.views.admin_forms import fields_of
from bot.views.blocks import read_value
from domain.permissions import Action
from services.access import require


def open_admin(command: Command) -> Outcome:
    require(command.actor, Action.ADMINISTER)
    return Modal(admin_menu())


def menu(click: Click) -> Outcome:
    require(click.actor, Action.ADMINISTER)
    return Modal(admin_menu(), update=True)


# -- organizations -----------------------------------------------------------------------------------------------


def organizations(click: Click) -> Outcome:
    value = read_value(click.value)
    return organizations_modal(click.actor, click.services, str(value.get("words", "")), _page(value))


def organizations_searched(submission: Submission) -> Outcome:
    words = fields_of(submission.values).get("search") or ""
    return organizations_modal(submission.actor, submission.services, words.strip())


# -- people ------------------------------------------------------------------------------------------------------


def people(click: Click) -> Outcome:
    value = read_value(click.value)
    where = str(value.get("where") or CEC)
    return people_modal(click.actor, click.services, str(value.get("words", "")), where, _page(value))


def people_of(click: Click) -> Outcome:
    """The menu of organizations above the list."""
    return people_modal(click.actor, click.services, "", click.value or CEC)


def people_searched(submission: Submission) -> Outcome:
    words = fields_of(submission.values).get("search") or ""
    where = str(read_value(submission.metadata).get("where") or CEC)
    return people_modal(submission.actor, submission.services, words.strip(), where)


# -- channels ----------------------------------------------------------------------------------------------------


def channels(click: Click) -> Outcome:
    require(click.actor, Action.ADMINISTER)
    return Modal(channels_view(click.services.channels.list(click.actor)), update=True)


def unbind(click: Click) -> Outcome:
    require(click.actor, Action.ADMINISTER)
    channel = str(read_value(click.value).get("channel", ""))
    click.services.channels.unbind(click.actor, channel)
    done = f"<#{channel}> is no longer bound."
    return Modal(channels_view(click.services.channels.list(click.actor), done), update=True)


def _page(value: dict[str, object]) -> int:
    page = value.get("page")
    return page if isinstance(page, int) and 0 <= page < 1_000_000 else 0


def register(routes: Routes) -> None:
    routes.action("admin.menu", menu)
    routes.action("admin.organizations", organizations)
    routes.submission("admin.organizations", organizations_searched)
    routes.action("admin.people", people)
    routes.action("admin.people_of", people_of)
    routes.submission("admin.people", people_searched)
    routes.action("admin.channels", channels)
    routes.action("admin.unbind", unbind)
    admin_forms.register(routes)


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(
        "admin", "", "Organizations, people, roles and settings", open_admin, lambda actor: actor.is_administrator
    ),
)
