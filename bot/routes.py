"""Buttons, menus, modals, commands and shortcuts: Bolt's listeners in one shape.

A handler does its database work and gives back an `Outcome`; then the request is acknowledged; then the outcome
leaves for Slack. So a handler that fails changes nothing, and a double click meets the state that the first one left.
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App
from slack_sdk.webhook import WebhookClient

from bot.context import Asker, Click, Submission, memory_key
from bot.delivery import deliver, why_only_to_asker, with_reason
from bot.errors import SLACK_AWAY, said_of, sentence_for
from bot.payloads import action_value, entered, origin, standing
from bot.places import asker_of
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.slack import Slack, SlackError, SlackRefused, SlackUnreachable
from bot.two_questions import holds_several
from bot.views.blocks import modal, section
from bot.views.reading import as_modal
from services import Services

if TYPE_CHECKING:  # the conversation's table of handlers imports this module
    from bot.conversation import Conversation

log = logging.getLogger("cec.routes")

ClickHandler = Callable[[Click], Outcome]
SubmissionHandler = Callable[[Submission], Outcome]
#: Slack's words for a trigger id that is older than three seconds.
EXPIRED = frozenset({"expired_trigger_id", "trigger_expired", "invalid_trigger_id"})
TOO_LATE = "That took too long to open. Nothing was changed: try it again."
STALE = "That button is from an older message and no longer works. Ask me again, or type `/cec help`."


@dataclass(frozen=True)
class Routes:
    """What `register(routes)` of a handler module gets: it never meets Bolt or a payload."""

    app: App
    slack: Slack
    services: Services
    conversation: "Conversation"
    clock: Callable[[], datetime]

    def action(self, action_id: str, handler: ClickHandler) -> None:
        """A button or menu. Ids such as `catalog.page`; `catalog.page:3` reaches it too, where ids must differ."""
        pattern = re.compile(rf"^{re.escape(action_id)}(:.*)?$")

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            self._clicked(ack, body, handler)

        self.app.action(pattern)(listener)

    def submission(self, callback_id: str, handler: SubmissionHandler) -> None:
        """A submitted modal."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            self._submitted(ack, body, handler)

        self.app.view(callback_id)(listener)

    def catch_stale(self) -> None:
        """The last ones: what no handler knows any more. Register after all others."""

        @self.app.action(re.compile(".*"))
        def stale_action(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
            ack()
            action_id = body["actions"][0].get("action_id", "")
            if not action_id.startswith("link"):
                log.info("an unknown action was used: %.80r", action_id)
                self._say(self._asker(body), Reply(STALE, private=True), body)

        @self.app.view(re.compile(".*"))
        def stale_view(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
            ack(response_action="clear")
            self._say(self._asker(body), Reply(STALE, private=True), body)

    def command_asker(self, body: Mapping[str, Any]) -> Asker:
        """Who typed a slash command, and where."""
        return asker_of(self.slack, self.services, body["user_id"], body["channel_id"], None, self.clock())

    # -- the edge -------------------------------------------------------------------------------------------

    def _clicked(self, ack: Ack, body: dict[str, Any], handler: ClickHandler) -> None:
        asker: Asker | None = None
        try:
            asker = self._asker(body)
            outcome = handler(self._click(asker, body))
        except Exception as error:
            outcome = Reply(said_of(error, _reference(body)), private=True)
        ack()
        self.finish(asker, outcome, body)

    def _submitted(self, ack: Ack, body: dict[str, Any], handler: SubmissionHandler) -> None:
        view = body["view"]
        body = {**body, "container": body.get("container") or origin(view)}
        asker: Asker | None = None
        try:
            asker = self._asker(body)
            outcome = handler(self._submission(asker, view))
        except Exception as error:
            outcome = _failed(view, sentence_for(error, _reference(body)))
        if isinstance(outcome, FieldErrors):
            ack(response_action="errors", errors=_at_inputs(view, outcome.errors))
        elif isinstance(outcome, Modal):
            ack(response_action="update" if outcome.update else "push", view=outcome.view)
        else:
            ack(response_action="clear")
            self.finish(asker, outcome, body)

    def _submission(self, asker: Asker, view: Mapping[str, Any]) -> Submission:
        return Submission(
            asker=asker,
            callback_id=view["callback_id"],
            values=entered(view["state"]["values"]),
            metadata=view.get("private_metadata", ""),
            services=self.services,
            memory=self.services.memory.read(memory_key(asker)),
            standing=standing(view),
        )

    def _asker(self, body: Mapping[str, Any]) -> Asker:
        container = body.get("container") or {}
        channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
        thread_ts = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
        return asker_of(self.slack, self.services, body["user"]["id"], channel, thread_ts, self.clock())

    def _click(self, asker: Asker, body: Mapping[str, Any]) -> Click:
        action = body["actions"][0]
        view = body.get("view") or {}
        return Click(
            asker=asker,
            action_id=action["action_id"],
            value=str(action_value(action) or ""),
            services=self.services,
            memory=self.services.memory.read(memory_key(asker)),
            state=(view.get("state") or body.get("state") or {}).get("values", {}),
            metadata=view.get("private_metadata", ""),
            message=body.get("message") or {},
            in_home=view.get("type") == "home",
        )

    def finish(self, asker: Asker | None, outcome: Outcome, body: Mapping[str, Any]) -> None:
        """Say the outcome, after the acknowledgement. What fails here is told where it still can be."""
        try:
            if asker is not None:
                self._show(asker, outcome, body)
                return
            said = outcome.text if isinstance(outcome, Reply) else SLACK_AWAY
        except SlackRefused as refused:
            log.warning("the answer to a click was refused: %s", refused)
            said = TOO_LATE if refused.error in EXPIRED else SLACK_AWAY
        except Exception as error:
            said = said_of(error, _reference(body))
        self._fall_back(said, body)

    def _show(self, asker: Asker, outcome: Outcome, body: Mapping[str, Any]) -> None:
        if isinstance(outcome, Reply):
            self.remember(asker, outcome)
        shown = _read_in_view(outcome, body)
        if isinstance(shown, Modal):
            self._open(shown, body)
        elif isinstance(shown, Reply):
            self._say(asker, shown, body)

    def _fall_back(self, sentence: str, body: Mapping[str, Any]) -> None:
        """By the address that came with the interaction, else by direct message."""
        try:
            if body.get("response_url"):
                respond(self.slack, body["response_url"], Reply(sentence))
            else:
                user = body.get("user_id") or body["user"]["id"]
                self.slack.post(self.slack.direct_channel(user), sentence)
        except SlackError as error:
            log.warning("a person could not be told: %s", error)

    def remember(self, asker: Asker, reply: Reply) -> None:
        if reply.memory is not None:
            self.services.memory.keep(memory_key(asker), reply.memory)

    def _open(self, modal: Modal, body: Mapping[str, Any]) -> None:
        view = body.get("view") or {}
        if view.get("type") == "modal" and modal.update:
            self.slack.update_view(view["id"], modal.view, view.get("hash"))
        elif view.get("type") == "modal":
            self._push(view, modal, body["trigger_id"])
        else:
            self.slack.open_view(body["trigger_id"], modal.view)

    def _push(self, view: Mapping[str, Any], modal: Modal, trigger_id: str) -> None:
        """On top of the modal that is open; in its place where Slack's stack of three is full."""
        try:
            self.slack.push_view(trigger_id, modal.view)
        except SlackRefused as refused:
            if refused.error != "push_limit_reached":
                raise
            self.slack.update_view(view["id"], modal.view)

    def _say(self, asker: Asker, reply: Reply, body: Mapping[str, Any]) -> None:
        """Into the place of the message with the button, or as a new message where it was pressed (home: by DM).

        What follows from a message that one person alone sees is seen by that person alone.
        """
        container = body.get("container") or {}
        if holds_several(body.get("message") or {}):
            reply = replace(reply, replace=False)
        if not asker.place.channel_id:
            self.slack.post(self.slack.direct_channel(asker.slack_user_id), reply.text, reply.blocks)
        elif container.get("is_ephemeral") and body.get("response_url"):
            respond(self.slack, body["response_url"], reply, reply.replace, asker.place.thread_ts)
        elif reply.replace and container.get("message_ts"):
            self._replace(asker, reply, container["message_ts"])
        else:
            thread_ts = asker.place.thread_ts or (None if asker.place.direct else container.get("message_ts"))
            deliver(self.slack, self.services, asker, reply, thread_ts, going_on=asker.place.thread_ts)

    def _replace(self, asker: Asker, reply: Reply, message_ts: str) -> None:
        reason = why_only_to_asker(self.slack, self.services, asker, reply)
        if reason is None:
            self.slack.update(asker.place.channel_id, message_ts, reply.text, reply.blocks)
        else:
            private = with_reason(reply, reason)
            self.slack.whisper(
                asker.place.channel_id, asker.slack_user_id, private.text, private.blocks, asker.place.thread_ts
            )


def respond(
    slack: Slack, response_url: str, reply: Reply, replace_original: bool = False, thread_ts: str | None = None
) -> None:
    """Answer through the address that came with an interaction or command: only the asker sees it."""
    hook = WebhookClient(response_url, retry_handlers=slack.client.retry_handlers)
    message: dict[str, Any] = {
        "text": reply.text,
        "response_type": "ephemeral",
        "replace_original": replace_original,
        "blocks": list(reply.blocks),
        "thread_ts": thread_ts,
    }
    try:
        answer = hook.send_dict({name: value for name, value in message.items() if value not in (None, [])})
    except (OSError, ValueError) as error:
        raise SlackUnreachable(f"response_url: {error}") from error
    if answer.status_code != 200:
        raise SlackRefused("response_url", str(answer.body)[:80])


def _read_in_view(outcome: Outcome, body: Mapping[str, Any]) -> Outcome:
    """A reply to a click on Home or in a modal is read in a modal, so that the person stays where they are."""
    if isinstance(outcome, Reply) and body.get("type") == "block_actions" and body.get("view"):
        return Modal(as_modal(outcome), update=outcome.replace)
    return outcome


def _failed(view: Mapping[str, Any], sentence: str) -> Outcome:
    """The sentence at the first input, so that nothing typed is lost; a modal without inputs becomes the sentence."""
    first = _first_input(view)
    if first:
        return FieldErrors({first: sentence})
    return Modal(modal("closed", "Not done", [section(sentence)]), update=True)


def _first_input(view: Mapping[str, Any]) -> str:
    return next((b["block_id"] for b in view.get("blocks", []) if b.get("type") == "input"), "")


def _at_inputs(view: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, str]:
    """Slack shows errors at input blocks only: one for a block that is not there goes to the first."""
    present = {b["block_id"] for b in view.get("blocks", []) if b.get("type") == "input"}
    return {(block_id if block_id in present else _first_input(view)): text for block_id, text in errors.items()}


def _reference(body: Mapping[str, Any]) -> str:
    return str(body.get("trigger_id") or (body.get("view") or {}).get("id") or "")[:40]
