"""The message shortcut "Ask CEC about this": the words of a message are a question, answered to the asker only."""

import logging
from typing import Any

from slack_bolt import Ack

from bot.context import Asker
from bot.errors import sentence_for
from bot.places import asker_of
from bot.replies import Reply
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
        _answer(routes, body)


def _answer(routes: Routes, body: dict[str, Any]) -> None:
    """The modal opens at once, as Slack gives three seconds for that; the answer fills it."""
    try:
        view = routes.slack.open_view(body["trigger_id"], WORKING)
        routes.slack.update_view(view["id"], as_modal(_reply(routes, body)))
    except SlackError as error:
        log.warning("the answer to a shortcut did not reach Slack: %s", error)


def _reply(routes: Routes, body: dict[str, Any]) -> Reply:
    """Asked as if in a direct message: nobody else reads a modal, so nothing needs to be left out of it."""
    text = plain(str((body.get("message") or {}).get("text") or "")).text.strip()
    if not text:
        return Reply(NOTHING_TO_READ)
    try:
        return routes.conversation.answer(_asker(routes, body), text)
    except Exception as error:
        return Reply(sentence_for(error, str(body.get("trigger_id", ""))[:40]))


def _asker(routes: Routes, body: dict[str, Any]) -> Asker:
    return asker_of(routes.slack, routes.services, body["user"]["id"], "", None, routes.clock())
