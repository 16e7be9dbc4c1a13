"""Carries what is written in a relayed conversation to the other side's thread: messages, edits, deletions, files.

A support request has threads of its own (`support_threads.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.context import Asker
from bot.handlers import support_threads
from bot.places import asker_of
from bot.slack import Slack
from bot.views.blocks import actions, section
from bot.views.handoffs import staff_buttons
from domain.handoffs import Handoff, HandoffState, Thread
from services import Services
from services.handoff_cards import FileRef, RelayOutcome

Event = Mapping[str, Any]
NOT_PASSED_ON = "That was not passed on: nobody has claimed this conversation yet. Claim it, then write again."


@dataclass(frozen=True)
class Relay:
    slack: Slack
    services: Services

    def carries(self, event: Event, asker: Asker) -> bool:
        """Whether the message belongs to a conversation of people, and so is not for the assistant to answer.

        Words to the assistant itself (a mention) are never carried over: they are answered.
        """
        thread_ts = event.get("thread_ts")
        if not thread_ts or self._speaks_to_us(str(event.get("text") or "")):
            return False
        relay = self.services.handoffs.relay(
            asker.actor,
            Thread(event["channel"], thread_ts),
            event["ts"],
            event.get("text") or "",
            asker.name,
            files_of(event),
        )
        if relay.outcome is RelayOutcome.INTERNAL and relay.handoff and relay.handoff.state is HandoffState.OPEN:
            self._tell_to_claim(relay.handoff, asker, thread_ts)
        if relay.outcome is not RelayOutcome.NOT_A_CONVERSATION:
            return True
        return support_threads.carried(self.slack, self.services, event, asker)

    def _tell_to_claim(self, handoff: Handoff, asker: Asker, thread_ts: str) -> None:
        """Whoever answers before claiming would believe that it was passed on."""
        blocks = [section(NOT_PASSED_ON), actions(staff_buttons(handoff.id, handoff.state))]
        self.slack.whisper(asker.place.channel_id, asker.slack_user_id, NOT_PASSED_ON, blocks, thread_ts)

    def follow(self, event: Event) -> None:
        """An edited or deleted message: its copy follows."""
        message: Event = event.get("message") or {}
        before: Event = event.get("previous_message") or {}
        thread_ts = message.get("thread_ts") or before.get("thread_ts")
        if not thread_ts or message.get("bot_id") or before.get("bot_id"):
            return
        thread = Thread(event["channel"], thread_ts)
        if event.get("subtype") == "message_deleted":
            self.services.handoffs.delete(thread, str(event.get("deleted_ts") or before.get("ts")))
        elif message.get("text") != before.get("text") and message.get("user"):
            self._edit(thread, message)

    def _edit(self, thread: Thread, message: Event) -> None:
        at = datetime.fromtimestamp(float(message["ts"]), UTC)
        asker = asker_of(self.slack, self.services, message["user"], thread.channel_id, thread.ts, at)
        edited_ts = str((message.get("edited") or {}).get("ts") or message["ts"])
        self.services.handoffs.edit(
            asker.actor, thread, message["ts"], message.get("text") or "", asker.name, edited_ts
        )

    def _speaks_to_us(self, text: str) -> bool:
        return f"<@{self.slack.identity()['user_id']}" in text


def files_of(event: Event) -> tuple[FileRef, ...]:
    return tuple(
        FileRef(file["id"], file.get("name") or "file", file.get("permalink") or "")
        for file in event.get("files") or ()
    )
