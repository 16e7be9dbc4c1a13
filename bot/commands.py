"""`/cec`: everything that can be done without a sentence. Words that are no subcommand are read as a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack

from bot.context import Asker
from bot.errors import said_of
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.slack import Slack
from bot.understanding.slack_text import plain
from bot.views.blocks import section
from domain.permissions import Actor
from services import Services

if TYPE_CHECKING:  # the conversation's table of handlers imports this module
    from bot.conversation import Conversation


@dataclass(frozen=True)
class Command:
    """`/cec NAME WORDS`, by whom and where."""

    asker: Asker
    name: str
    words: str
    services: Services
    conversation: "Conversation"
    slack: Slack | None = None
    """For the few that must look at the channel itself."""

    @property
    def actor(self) -> Actor:
        return self.asker.actor


CommandHandler = Callable[[Command], Outcome]


@dataclass(frozen=True)
class Subcommand:
    """`usage` shows what may follow the name.

    `shown_to` decides in whose help it stands; the use cases decide again who may.
    """

    name: str
    usage: str
    does: str
    handler: CommandHandler
    shown_to: Callable[[Actor], bool] = lambda actor: True


def as_intent(intent: str) -> CommandHandler:
    """A subcommand that asks what an intent asks; the words after it name services, numbers and so on."""

    def handler(command: Command) -> Outcome:
        return command.conversation.answer_as(intent, command.asker, command.words)

    return handler


def register(routes: Routes, subcommands: dict[str, Subcommand]) -> None:
    """Listen to `/cec`."""

    @routes.app.command("/cec")
    def cec(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        asker: Asker | None = None
        try:
            asker = routes.command_asker(body)
            outcome = _run(routes, subcommands, asker, plain(body.get("text") or "").text)
        except Exception as error:
            outcome = Reply(said_of(error, str(body.get("trigger_id", ""))[:40]))
        ack()
        # A command has no message of its own: it is answered like a message that only the asker sees.
        routes.outcomes.finish(asker, outcome, {**body, "container": {"is_ephemeral": True}})


def _run(routes: Routes, subcommands: dict[str, Subcommand], asker: Asker, text: str) -> Outcome:
    name, _, words = text.strip().partition(" ")
    found = subcommands.get(name.lower() or "help")
    if found is None:
        return routes.conversation.answer(asker, text)
    command = Command(asker, found.name, words.strip(), routes.services, routes.conversation, routes.slack)
    return found.handler(command)


def help_reply(subcommands: dict[str, Subcommand], actor: Actor) -> Reply:
    """Every subcommand that this person can use."""
    lines = [
        f"`/cec {each.name}{' ' + each.usage if each.usage else ''}`  {each.does}"
        for each in subcommands.values()
        if each.shown_to(actor)
    ]
    text = "What you can do without a sentence. You can also just write to me in your own words.\n" + "\n".join(lines)
    return Reply(text, [section(text)], private=True)
