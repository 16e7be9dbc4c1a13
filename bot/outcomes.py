"""How an outcome leaves for Slack after the acknowledgement: a message, one in the place of another, or a modal."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.context import Asker, memory_key
from bot.delivery import deliver, share_charts_alone, why_only_to_asker, with_reason
from bot.errors import SLACK_AWAY, said_of
from bot.payloads import reference
from bot.replies import Modal, Outcome, Reply
from bot.slack import Slack, SlackError, SlackRefused, SlackUnreachable
from bot.two_questions import holds_several
from bot.views.reading import as_modal
from services import Services

log = logging.getLogger("cec.routes")

#: Slack's words for a trigger id that is older than three seconds.
EXPIRED = frozenset({"expired_trigger_id", "trigger_expired", "invalid_trigger_id"})
TOO_LATE = "That took too long to open. Nothing was changed: try it again."


@dataclass(frozen=True)
class Outcomes:
    """Says what a handler gave back. `body` is the interaction that it answers, as Slack sent it."""

    slack: Slack
    services: Services

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
            said = said_of(error, reference(body))
        self._fall_back(said, body)

    def _show(self, asker: Asker, outcome: Outcome, body: Mapping[str, Any]) -> None:
        if isinstance(outcome, Reply):
            self._remember(asker, outcome)
        shown = _read_in_view(outcome, body)
        if isinstance(shown, Modal):
            self._open(shown, body)
        elif isinstance(shown, Reply):
            self.say(asker, shown, body)

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

    def _remember(self, asker: Asker, reply: Reply) -> None:
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

    def say(self, asker: Asker, reply: Reply, body: Mapping[str, Any]) -> None:
        """Into the place of the message with the button, or as a new message where it was pressed (home: by DM).

        What follows from a message that one person alone sees is seen by that person alone.
        """
        container = body.get("container") or {}
        if holds_several(body.get("message") or {}):
            reply = replace(reply, replace=False)
        if not asker.place.channel_id:
            direct = self.slack.direct_channel(asker.slack_user_id)
            self.slack.post(direct, reply.text, reply.blocks, key=reply.key)
        elif container.get("is_ephemeral") and body.get("response_url"):
            self._answer_alone(asker, reply, body["response_url"])
        elif reply.replace and container.get("message_ts"):
            self._replace(asker, reply, container["message_ts"])
        else:
            thread_ts = asker.place.thread_ts or (None if asker.place.direct else container.get("message_ts"))
            deliver(self.slack, self.services, asker, reply, thread_ts, going_on=asker.place.thread_ts)

    def _answer_alone(self, asker: Asker, reply: Reply, response_url: str) -> None:
        try:
            respond(self.slack, response_url, reply, reply.replace, asker.place.thread_ts)
        except SlackRefused as refused:  # an address answers for half an hour only
            log.info("a message that one person sees is not replaced: %s", refused)
            place = asker.place
            self.slack.whisper(place.channel_id, asker.slack_user_id, reply.text, reply.blocks, place.thread_ts)
        share_charts_alone(self.slack, asker, reply)

    def _replace(self, asker: Asker, reply: Reply, message_ts: str) -> None:
        reason = why_only_to_asker(self.slack, self.services, asker, reply)
        if reason is None:
            self.slack.update(asker.place.channel_id, message_ts, reply.text, reply.blocks, reply.key)
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
