"""What a test controls and observes around the workspace: faults, connections, calls, deliveries."""

from typing import TYPE_CHECKING

from sandbox import events
from sandbox.calls import LoggedCall
from sandbox.faults import Fault
from sandbox.model import Json, Person
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    import asyncio

    from sandbox.http.keys import Services


class Controlling:
    """Faults and observation. Each takes the lock, so any thread may call it."""

    ws: Workspace
    services: "Services"
    _loop: "asyncio.AbstractEventLoop"

    def calls(self, method: str | None = None) -> list[LoggedCall]:
        """The Web API calls so far, oldest first; posts to a `response_url` are listed under that name."""
        with self.ws.lock:
            return self.services.calls.of(method)

    def events(self, event_type: str | None = None) -> list[Json]:
        """The event envelopes sent to the app so far (`event_callback` bodies), retries included."""
        with self.ws.lock:
            sent = [e.payload for e in self.services.dispatcher.history if e.is_event]
        return [body for body in sent if event_type in (None, body["event"]["type"])]

    def unanswered(self) -> int:
        """How many things sent to the app were not acknowledged yet."""
        with self.ws.lock:
            return sum(not e.outcome.done() for e in self.services.dispatcher.history)

    def warnings(self) -> list[Json]:
        """What Slack accepts but advises against, such as blocks without a text for notifications."""
        with self.ws.lock:
            return list(self.ws.warnings)

    def set_fault(
        self,
        method: str,
        kind: str,
        times: int | None = 1,
        retry_after: int = 1,
        seconds: float = 1.0,
        needed: str = "",
    ) -> None:
        """Let the next `times` calls of `method` (`*`: any) go wrong. Kinds: see `sandbox.faults.Fault`."""
        with self.ws.lock:
            self.services.faults.set(Fault(method, kind, times, retry_after, seconds, needed))

    def clear_faults(self) -> None:
        with self.ws.lock:
            self.services.faults.clear()

    def connections(self) -> int:
        """How many Socket Mode connections the app holds, or in HTTP mode whether its address is verified."""
        if self.services.signed_http is not None:
            return int(self.services.signed_http.verified)
        assert self.services.socket_mode is not None
        return len(self.services.socket_mode.connections)

    def disconnect_sockets(self) -> None:
        """Cut every Socket Mode connection without a word."""
        assert self.services.socket_mode is not None
        self._loop.call_soon_threadsafe(self.services.socket_mode.break_all)

    def refresh_sockets(self) -> None:
        """Ask the app to replace its connections, as Slack does every hour or so."""
        assert self.services.socket_mode is not None
        self._loop.call_soon_threadsafe(self.services.socket_mode.refresh_all)

    def redeliver(self, event_id: str) -> None:
        """Send an event a second time. Raises KeyError when it was never sent."""
        with self.ws.lock:
            if not self.services.dispatcher.redeliver(event_id):
                raise KeyError(event_id)

    def add_person(self, person: Person) -> None:
        """Somebody new joins the workspace (`team_join`)."""
        with self.ws.lock:
            self.ws.people[person.id] = person
            events.person_changed(self.ws, person.id, joined=True)
            self.ws.notice("channels")

    def change_person(self, user: str, **changes: object) -> None:
        """A profile changes (`user_change`)."""
        with self.ws.lock:
            person = self.ws.person(user)
            if person is None:
                raise KeyError(user)
            for name, value in changes.items():
                setattr(person, name, value)
            events.person_changed(self.ws, person.id)
            self.ws.notice("channels")
