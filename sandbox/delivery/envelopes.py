"""One thing on its way to the app, and what became of it."""

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal

from sandbox.model import Json

type EnvelopeKind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Answer:
    """What the app answered. `problem` is None, `timeout`, `no_connection` or `http_error`."""

    payload: Json | None = None
    problem: str | None = None


@dataclass
class Envelope:
    """A payload for the app. `on_answer` runs once, when the app acknowledged or failed to.

    `outcome` is what the person sees in the end: filled by `on_answer`, waited for by the caller.
    `sent_at` and `answered_at` are seconds since the epoch.
    """

    kind: EnvelopeKind
    payload: Json
    accepts_response_payload: bool = False
    on_answer: Callable[[Answer], Json] | None = None
    retry_attempt: int = 0
    retry_reason: str = ""
    outcome: "Future[Json]" = field(default_factory=lambda: Future())
    body: str = ""
    sent_at: float | None = None
    answered_at: float | None = None
    attempts: int = 0

    @property
    def is_event(self) -> bool:
        return self.kind == "events_api"

    @property
    def event_id(self) -> str:
        return self.payload.get("event_id", "")

    def freeze(self) -> None:
        """Fix the content as of now: what it refers to in the workspace may change before it is sent."""
        self.body = json.dumps(self.payload)
        self.payload = json.loads(self.body)

    def settle(self, answer: Answer) -> None:
        """Apply the app's answer; later answers to the same envelope change nothing."""
        if self.outcome.done():
            return
        try:
            self.outcome.set_result(self.on_answer(answer) if self.on_answer else {"ok": answer.problem is None})
        except Exception as problem:
            self.outcome.set_exception(problem)
            raise
