"""Buttons, menus, modals, commands and shortcuts: Bolt's listeners in one shape.

A handler does its database work and gives back an `Outcome`; then the request is acknowledged; then the outcome
leaves for Slack. So a handler that fails changes nothing, and a double click meets the state that the first one left.
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App

from bot.context import Asker, Click, Submission, memory_key
from bot.errors import said_of, sentence_for
from bot.outcomes import Outcomes
from bot.payloads import action_value, entered, origin, reference, standing
from bot.places import asker_of
from bot.replies import Block, FieldErrors, Modal, Outcome, Reply
from bot.slack import Slack
from bot.views.blocks import modal, section
from domain.errors import CecError
from services import Services

if TYPE_CHECKING:  # the conversation's table of handlers imports this module
    from bot.conversation import Conversation

log = logging.getLogger("cec.routes")

ClickHandler = Callable[[Click], Outcome]
SubmissionHandler = Callable[[Submission], Outcome]
OptionsHandler = Callable[[Asker, str], list[Block]]
STALE = "That button is from an older message and no longer works. Ask me again, or type `/cec help`."


@dataclass(frozen=True)
class Routes:
    """What `register(routes)` of a handler module gets: it never meets Bolt or a payload."""

    app: App
    slack: Slack
    services: Services
    conversation: "Conversation"
    clock: Callable[[], datetime]
    public_url: str = ""
    """Where our own pages are, for addresses that people are given."""

    @property
    def outcomes(self) -> Outcomes:
        return Outcomes(self.slack, self.services)

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

    def options(self, action_id: str, handler: OptionsHandler) -> None:
        """A menu that is searched by typing: what it offers for the letters so far."""

        def listener(ack: Ack, body: dict[str, Any]) -> None:
            try:
                found = handler(self._asker(body), str(body.get("value") or ""))
            except CecError as error:
                log.info("a menu offers nothing: %s", error)
                found = []
            ack(options=found)

        self.app.options(action_id)(listener)

    def catch_stale(self) -> None:
        """The last ones: what no handler knows any more. Register after all others."""

        @self.app.action(re.compile(".*"))
        def stale_action(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
            ack()
            action_id = body["actions"][0].get("action_id", "")
            if not action_id.startswith("link"):
                log.info("an unknown action was used: %.80r", action_id)
                self.outcomes.say(self._asker(body), Reply(STALE, private=True), body)

        @self.app.view(re.compile(".*"))
        def stale_view(ack: Ack, body: dict[str, Any]) -> None:  # pyright: ignore[reportUnusedFunction]
            ack(response_action="clear")
            self.outcomes.say(self._asker(body), Reply(STALE, private=True), body)

    def command_asker(self, body: Mapping[str, Any]) -> Asker:
        """Who typed a slash command, and where."""
        return asker_of(self.slack, self.services, body["user_id"], body["channel_id"], None, self.clock())

    def click(self, body: Mapping[str, Any]) -> Click:
        """For the few that open a modal before anything else is looked up."""
        return self._click(self._asker(body), body)

    # -- the edge -------------------------------------------------------------------------------------------

    def _clicked(self, ack: Ack, body: dict[str, Any], handler: ClickHandler) -> None:
        asker: Asker | None = None
        try:
            asker = self._asker(body)
            outcome = handler(self._click(asker, body))
        except Exception as error:
            outcome = Reply(said_of(error, reference(body)), private=True)
        ack()
        self.outcomes.finish(asker, outcome, body)

    def _submitted(self, ack: Ack, body: dict[str, Any], handler: SubmissionHandler) -> None:
        view = body["view"]
        body = _with_origin(body, origin(view))
        asker: Asker | None = None
        try:
            asker = self._asker(body)
            outcome = handler(self._submission(asker, view))
        except Exception as error:
            outcome = _failed(view, sentence_for(error, reference(body)))
        if isinstance(outcome, FieldErrors):
            ack(response_action="errors", errors=_at_inputs(view, outcome.errors))
        elif isinstance(outcome, Modal):
            ack(response_action="update" if outcome.update else "push", view=outcome.view)
        else:
            ack(response_action="clear")
            self.outcomes.finish(asker, outcome, body)

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
        message = body.get("message") or {}
        thread_ts = container.get("thread_ts") or message.get("thread_ts")
        if thread_ts == message.get("ts"):
            thread_ts = None  # the head of a thread is read outside of it, and so is the answer
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
            answers_at=body.get("response_url", "") if (body.get("container") or {}).get("is_ephemeral") else "",
        )


def _with_origin(body: dict[str, Any], at: Mapping[str, str]) -> dict[str, Any]:
    """What a form was sent from: the message whose button opened it, as `Click.origin` names it."""
    if body.get("container"):
        return body
    address = at.get("response_url")
    if not address:
        return {**body, "container": at}
    return {**body, "container": {**at, "is_ephemeral": True}, "response_url": address}


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
