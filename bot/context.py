"""What handlers are given: who asks, where, what was said or pressed.

Slack's payloads become these once, at the edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.understanding.model import Understanding
from domain.channels import Place
from domain.permissions import Actor
from services import Services
from services.memory import Memory


@dataclass(frozen=True)
class Asker:
    """Who asks, from where and when. `zone` is the person's own from Slack; `at` is the instant, aware.

    `email` is what Slack vouches for: it gives no rights, but tells to which organization a stranger may belong.
    """

    actor: Actor
    slack_user_id: str
    name: str
    place: Place
    at: datetime
    zone: ZoneInfo
    email: str = ""


@dataclass(frozen=True)
class Turn:
    """A sentence that was said to the assistant, with what it means and what was said before.

    `verbatim` is what was said where `text` leaves out what is not meant: see `said`.
    `learned` names the sentence where it is kept to learn from; the offers that follow it carry it on.
    """

    asker: Asker
    text: str
    understanding: Understanding
    memory: Memory
    services: Services
    message_ts: str | None = None
    learned: str = ""
    verbatim: str = ""

    @property
    def actor(self) -> Actor:
        return self.asker.actor

    @property
    def said(self) -> str:
        """Every word of it, to be quoted."""
        return self.verbatim or self.text


@dataclass(frozen=True)
class Click:
    """A button, menu or other element that was used. `value` comes from the payload: never trust it.

    `state` holds the values of the inputs around it: block id -> action id -> Slack's value object.
    `metadata` is the modal's private_metadata, `message` the message that holds the button.
    """

    asker: Asker
    action_id: str
    value: str
    services: Services
    memory: Memory
    state: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    metadata: str = ""
    message: Mapping[str, Any] = field(default_factory=dict)
    in_home: bool = False
    answers_at: str = ""
    """The address that answers in the place of a message that the asker alone sees; empty for others."""

    @property
    def actor(self) -> Actor:
        return self.asker.actor

    @property
    def origin(self) -> dict[str, str]:
        """Where it was pressed. A modal that keeps this as `at` in its metadata answers there when it is submitted;
        with `answers_at` as its `response_url` in the place of what the asker alone sees."""
        place = self.asker.place
        found = {"channel_id": place.channel_id, "thread_ts": place.thread_ts, "message_ts": self.message.get("ts")}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Submission:
    """A modal that was submitted. `values`: block id -> what was entered (text, option value, list of them, None).

    `standing` holds in the same shape what stood in the inputs when the modal was shown.
    """

    asker: Asker
    callback_id: str
    values: Mapping[str, Any]
    metadata: str
    services: Services
    memory: Memory = field(default_factory=Memory)
    standing: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def actor(self) -> Actor:
        return self.asker.actor


def memory_key(asker: Asker) -> str:
    """A conversation: one person in one channel, or in one thread of it."""
    return f"{asker.place.channel_id}:{asker.place.thread_ts or ''}:{asker.slack_user_id}"
