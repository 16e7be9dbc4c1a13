"""The whole assistant in a test: real Rasa, a real database, Slack's protocol through the sandbox."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.clock import now
from bot.settings import Settings, read_settings
from cli.data import seed_samples
from cli.parts import open_services, open_storage
from cli.runtime import Running, start
from sandbox.testing import SandboxServer
from services import Services

Message = dict[str, Any]
ANSWER_SECONDS = 15.0


def settings_for(sandbox: SandboxServer, nlu_url: str, var: Path, **more: str) -> Settings:
    """The settings that connect to this sandbox, as a user would set them."""
    return read_settings(
        {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "SLACK_CLIENT_ID": sandbox.ws.app.client_id,
            "SLACK_CLIENT_SECRET": sandbox.ws.app.client_secret,
            "CEC_NLU_URL": nlu_url,
            "CEC_VAR": str(var),
            "CEC_PROCESS_NAME": "test",
            "CEC_PORT": str(free_port()),
            **more,
        }
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Assistant:
    """A running assistant and the people who talk to it."""

    sandbox: SandboxServer
    settings: Settings
    running: Running = field(init=False)
    services: Services = field(init=False)

    def start(self, samples: bool = True) -> None:
        self.settings.var.mkdir(parents=True, exist_ok=True)
        storage = open_storage(self.settings)
        if samples:
            seed_samples(storage, now())
        self.services = open_services(self.settings, storage)
        self.running = start(self.settings, storage, self.services)
        self.sandbox.wait_for(lambda: self.sandbox.connections() > 0, ANSWER_SECONDS)

    def stop(self) -> None:
        self.running.stop()

    def ask(self, person: str, text: str, channel: str = "dm", thread_ts: str | None = None) -> Message:
        """Say it (with a mention in a channel) and give the answer, wherever it comes."""
        if channel == "dm":
            ts = self.sandbox.dm(person, text, thread_ts)
        else:
            ts = self.sandbox.mention(person, channel, text, thread_ts)
        return self.answer(person, channel, ts, thread_ts or ts)

    def answer(self, person: str, channel: str = "dm", after: str = "0", thread_ts: str | None = None) -> Message:
        """The first answer of the assistant after `after` that the person sees there, or in that thread."""

        def found() -> Message | None:
            return next(
                (m for m in self.all_messages(person, channel, thread_ts) if m["ts"] > after and answers(m)), None
            )

        message = self.sandbox.wait_for(found, ANSWER_SECONDS)
        assert message is not None
        return message

    def all_messages(self, person: str, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Everything that the person sees there and in the thread, by time."""
        top = self.sandbox.messages(channel, viewer=person)
        inside = self.sandbox.thread(channel, thread_ts, person) if thread_ts else []
        unique = {m["ts"]: m for m in [*top, *inside]}
        return [unique[ts] for ts in sorted(unique)]

    def wait_until(self, condition: Callable[[], Any], seconds: float = ANSWER_SECONDS) -> Any:
        return self.sandbox.wait_for(condition, seconds)


def ours(message: Message) -> bool:
    """Whether the assistant wrote it."""
    return bool(message.get("bot_id"))


def answers(message: Message) -> bool:
    """Whether the assistant wrote it to whom it talks with. Notices come by the clock, between any two answers; they
    have keys of their own, an answer has the id of Slack's event (`Ev...`) or none. Pictures follow an answer."""
    key = ((message.get("metadata") or {}).get("event_payload") or {}).get("key")
    return ours(message) and not message.get("files") and (key is None or str(key).startswith("Ev"))


def words_of(thing: Any) -> str:
    """Every text that a person reads in a message, view or block, as one string."""
    if isinstance(thing, dict):
        own = [v for k, v in thing.items() if k in ("text", "alt_text") and isinstance(v, str)]
        return "\n".join([*own, *(words_of(v) for v in thing.values() if isinstance(v, (dict, list)))])
    if isinstance(thing, list):
        return "\n".join(words_of(each) for each in thing)
    return ""


def elements_of(thing: Any) -> list[dict[str, Any]]:
    """Every element with an action id."""
    if isinstance(thing, dict):
        inner = [each for value in thing.values() for each in elements_of(value)]
        return ([thing] if "action_id" in thing else []) + inner
    if isinstance(thing, list):
        return [each for value in thing for each in elements_of(value)]
    return []


def button_of(thing: Any, text: str) -> dict[str, Any]:
    """The button with this text or label. Raises AssertionError naming the ones that are there."""
    buttons = [each for each in elements_of(thing) if each.get("type") == "button"]
    for each in buttons:
        if text in (each["text"]["text"], each.get("accessibility_label")):
            return each
    raise AssertionError(f"no button {text!r}; there are {[each['text']['text'] for each in buttons]}")
