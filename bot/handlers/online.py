"""The pages: a personal link for whoever asks, given to them alone."""

from bot.commands import Command, Subcommand
from bot.context import Asker, Click
from bot.handlers.agreement_replies import is_known
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.views.online import OPEN_ONLINE, link_blocks, link_text, path_of
from domain.agreement_numbers import agreement_number
from services import Services


def online_link(asker: Asker, services: Services, path: str = "/") -> Reply:
    """A link that signs the asker in and leads to `path`, said to them alone. Raises NotAllowed for strangers."""
    link = services.sessions.link(asker.actor, path)
    return Reply(link_text(link), link_blocks(link), private=True)


def opened(click: Click) -> Outcome:
    return online_link(click.asker, click.services, path_of(click.value))


def command(command: Command) -> Outcome:
    """The first page, or that of the agreement that is named."""
    number = agreement_number(command.words)
    return online_link(command.asker, command.services, f"/agreements/{number}" if number else "/")


SUBCOMMANDS = (
    Subcommand("online", "[SLA number]", "A personal link to your pages: agreements and renewals", command, is_known),
)


def register(routes: Routes) -> None:
    routes.action(OPEN_ONLINE, opened)
