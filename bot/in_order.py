"""What is said in one conversation is handled in the order in which it arrived, although many threads work at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: An earlier message that hangs for so long does not hold up the later ones any more, in seconds.
PATIENCE = 30.0


class InOrder:
    """Tickets of one process. What is finished after a restart has none and waits for nobody."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._last: dict[str, threading.Event] = {}
        self._tickets: dict[str, tuple[str, threading.Event | None, threading.Event]] = {}

    def arrived(self, ticket: str, conversation: str) -> None:
        """Something arrived in a conversation; the same ticket a second time changes nothing."""
        with self._lock:
            if ticket in self._tickets:
                return
            done = threading.Event()
            self._tickets[ticket] = (conversation, self._last.get(conversation), done)
            self._last[conversation] = done

    @contextmanager
    def turn(self, ticket: str) -> Iterator[None]:
        """Wait for what arrived before it in its conversation, then work."""
        with self._lock:
            conversation, before, done = self._tickets.get(ticket, ("", None, threading.Event()))
        if before is not None:
            before.wait(self._patience)
        try:
            yield
        finally:
            done.set()
            with self._lock:
                self._tickets.pop(ticket, None)
                if self._last.get(conversation) is done:
                    del self._last[conversation]
