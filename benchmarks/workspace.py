"""The sandbox as a process of its own, and what the benchmark does there over HTTP."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import psutil

from benchmarks.processes import Failed, running

STARTS_WITHIN = 30.0
POST = "chat.postMessage"


@dataclass(frozen=True)
class Event:
    """A message on its way to the app. Times in seconds since the epoch: first sent, first acknowledged (or not yet).

    `repeated`: how often the workspace sent it again, because the acknowledgement was late.
    """

    id: str
    sent_at: float
    answered_at: float | None
    repeated: int


@dataclass(frozen=True)
class Reply:
    """When the workspace accepted it, in seconds since the epoch, and all that it says."""

    at: float
    words: str


class Workspace:
    """Safe to use from several threads."""

    def __init__(self, address: str, process: psutil.Process) -> None:
        self.api_url = f"{address}api/"
        self.process = process
        self._http = httpx.Client(base_url=address, timeout=10.0, trust_env=False)

    @property
    def settings(self) -> dict[str, str]:
        """What connects the product to it."""
        return {
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_API_URL": self.api_url,
        }

    bot_token, app_token = "xoxb-sandbox", "xapp-sandbox"

    def say(self, person: str, text: str) -> None:
        """A person writes to the app in their direct message."""
        self._post("act/say", {"as": person, "channel": "dm", "text": text})

    def events(self, after: int = 0) -> list[Event]:
        """Messages sent to the app, without the first `after` deliveries of all kinds."""
        deliveries: dict[str, list[dict[str, Any]]] = {}
        for each in self._latest("deliveries", after):
            if each["type"] == "message" and each["sent_at"] is not None:
                deliveries.setdefault(each["event_id"], []).append(each)
        return [_event(key, sent) for key, sent in deliveries.items()]

    def replies(self, after: int = 0) -> dict[str, Reply]:
        """Event id -> its first reply; without the first `after` posts."""
        found: dict[str, Reply] = {}
        for each in self._latest("calls", after, method=POST):
            key = _key(each["args"])
            if key and each["response"].get("ok"):
                found.setdefault(key, Reply(each["at"], str(each["args"])))
        return found

    def counts(self) -> tuple[int, int]:
        """How many deliveries and how many posts there were."""
        return self._read("deliveries", limit=1)["total"], self._read("calls", limit=1, method=POST)["total"]

    def close(self) -> None:
        self._http.close()

    def _latest(self, what: str, after: int, **query: str) -> list[dict[str, Any]]:
        new = self._read(what, limit=1, **query)["total"] - after
        return self._read(what, limit=new, **query)[what] if new > 0 else []

    def _read(self, what: str, **query: str | int) -> dict[str, Any]:
        return self._json(lambda: self._http.get(f"_sandbox/{what}", params=query))

    def _post(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._json(lambda: self._http.post(f"_sandbox/{what}", json=body))

    def _json(self, ask: Callable[[], httpx.Response]) -> dict[str, Any]:
        try:
            answer = ask()
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise Failed(f"the sandbox: {error}") from error
        return answer.json()


def _event(key: str, deliveries: list[dict[str, Any]]) -> Event:
    answered = [each["answered_at"] for each in deliveries if each["answered_at"] is not None]
    sent_at = min(each["sent_at"] for each in deliveries)
    return Event(key, sent_at, min(answered, default=None), len(deliveries) - 1)


def _key(arguments: dict[str, Any]) -> str | None:
    """The key that the reply's metadata carries: the id of the event."""
    metadata = arguments.get("metadata") or {}
    read = json.loads(metadata) if isinstance(metadata, str) else metadata
    return read.get("event_payload", {}).get("key")


@contextmanager
def workspace() -> Iterator[Workspace]:
    """A new one on a free port."""
    with running("the sandbox", [sys.executable, "-m", "sandbox", "--port", "0"]) as program:
        line = program.wait_for("sandbox ready: ", STARTS_WITHIN)
        opened = Workspace(line.split()[2], psutil.Process(program.process.pid))
        try:
            yield opened
        finally:
            opened.close()
