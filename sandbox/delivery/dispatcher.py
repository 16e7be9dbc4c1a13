"""Takes envelopes from any thread, keeps their history and hands them to the transport on the server's loop."""

import asyncio
from collections import deque
from dataclasses import replace
from typing import Protocol

from sandbox.delivery.envelopes import Answer, Envelope
from sandbox.model import Json
from sandbox.workspace import Workspace

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before the first, second and third retry of an event. Source: Events API, "Retries"."""

HISTORY = 20_000


class Transport(Protocol):
    def send(self, envelope: Envelope) -> None:
        """Send once; report back to the dispatcher. Called on the loop."""
        ...


class Dispatcher:
    """Delivers, retries events that were not acknowledged, and remembers what was sent."""

    def __init__(
        self, ws: Workspace, loop: asyncio.AbstractEventLoop, retry_delays: tuple[float, ...] = RETRY_DELAYS
    ) -> None:
        self.ws = ws
        self.history: deque[Envelope] = deque(maxlen=HISTORY)
        self.transport: Transport | None = None
        self._loop = loop
        self._retry_delays = retry_delays

    def deliver(self, envelope: Envelope) -> None:
        """Send an envelope. Any thread, holding the workspace's lock."""
        envelope.freeze()
        self.history.append(envelope)
        self._loop.call_soon_threadsafe(self._send, envelope)

    def redeliver(self, event_id: str) -> bool:
        """Send an event once more, as Slack does when it missed the acknowledgement. False: no such event."""
        found = next((e for e in reversed(self.history) if e.event_id == event_id), None)
        if found is None:
            return False
        self.deliver(_retried(found, "timeout"))
        return True

    def answered(self, envelope: Envelope, payload: Json | None) -> None:
        envelope.answered_at = self.ws.clock.now()
        envelope.settle(Answer(payload))
        self._tell()

    def failed(self, envelope: Envelope, problem: str, reason: str, may_retry: bool = True) -> None:
        """Retry an event as Slack does; tell the person of any other thing that failed."""
        if envelope.is_event and may_retry and envelope.retry_attempt < len(self._retry_delays):
            delay = self._retry_delays[envelope.retry_attempt]
            again = _retried(envelope, reason)
            self.history.append(again)
            self._loop.call_later(delay, self._send, again)
        else:
            envelope.settle(Answer(problem=problem))
        self._tell()

    def _send(self, envelope: Envelope) -> None:
        assert self.transport is not None
        envelope.sent_at = self.ws.clock.now()
        envelope.attempts += 1
        self.transport.send(envelope)

    def _tell(self) -> None:
        with self.ws.lock:
            self.ws.changed.notify_all()


def _retried(envelope: Envelope, reason: str) -> Envelope:
    return replace(
        envelope,
        retry_attempt=envelope.retry_attempt + 1,
        retry_reason=reason,
        sent_at=None,
        answered_at=None,
        attempts=0,
    )
