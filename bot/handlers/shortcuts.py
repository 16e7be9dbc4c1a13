"""The message shortcut "Ask CEC about this": the words of a message are a question, answered to the asker only."""

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from bot.context import Asker
from bot.errors import sentence_for
from bot.outcomes import TOO_LATE
from bot.payloads import reference
from bot.places import asker_of
from bot.replies import Reply, View
from bot.routes import Routes
from bot.slack import SlackError
from bot.understanding.slack_text import plain
from bot.views.blocks import modal, section
from bot.views.reading import as_modal

log = logging.getLogger("cec.shortcuts")

WORKING = modal("reading", "CEC Concierge", [section("Looking that up.")])
NOTHING_TO_READ = "That message has no words that I can read. Write your question to me instead."


def register(routes: Routes) -> None:
    @routes.app.shortcut("ask_cec")
    def ask_cec(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        ack()
        fill_modal(routes, body, lambda: as_modal(_reply(routes, body)))


def fill_modal(routes: Routes, body: dict[str, Any], filled: Callable[[], View]) -> None:
    """The modal opens at once, as Slack gives three seconds for that; then `filled`, or why there is none, fills it."""
    try:
        view = routes.slack.open_view(body["trigger_id"], WORKING)
        routes.slack.update_view(view["id"], _filled_or_why(filled, body))
    except SlackError as error:
        log.warning("what fills a modal did not reach Slack: %s", error)
        routes.outcomes.finish(None, Reply(TOO_LATE), body)


def _filled_or_why(filled: Callable[[], View], body: dict[str, Any]) -> View:
    try:
        return filled()
    except Exception as error:
        return as_modal(Reply(sentence_for(error, reference(body))))


def message_text(body: dict[str, Any]) -> str:
    """The words of the message that a shortcut was used on."""
    return plain(str((body.get("message") or {}).get("text") or "")).text.strip()


def _reply(routes: Routes, body: dict[str, Any]) -> Reply:
    """Asked as if in a direct message: nobody else reads a modal, so nothing needs to be left out of it."""
    text = message_text(body)
    return routes.conversation.answer(_asker(routes, body), text) if text else Reply(NOTHING_TO_READ)


def _asker(routes: Routes, body: dict[str, Any]) -> Asker:
    return asker_of(routes.slack, routes.services, body["user"]["id"], "", None, routes.clock())
