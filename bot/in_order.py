"""What is said in one conversation is handled in the order in which it arrived, although many threads work at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cachetools import TTLCache

#: An earlier message that hangs for so long does not hold up the later ones any more, in seconds.
PATIENCE = 30.0
#: Slack repeats an event within this time, in seconds; a repeated one is not handled again, so it gets no ticket.
REPEATED_WITHIN = 7200


class InOrder:
    """Tickets of one process. What it left unfinished gets them anew after a restart."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._last: dict[str, threading.Event] = {}
        self._tickets: dict[str, tuple[str, threading.Event | None, threading.Event]] = {}
        self._finished: TTLCache[str, bool] = TTLCache(50_000, REPEATED_WITHIN)

    def arrived(self, ticket: str, conversation: str) -> None:
        """Something arrived in a conversation; the same ticket a second time changes nothing."""
        with self._lock:
            if ticket in self._tickets or ticket in self._finished:
                return
            done = threading.Event()
            self._tickets[ticket] = (conversation, self._last.get(conversation), done)
            self._last[conversation] = done

    @contextmanager
    def turn(self, ticket: str) -> Iterator[None]:
        """Wait for what arrived before it in its conversation, then work."""
        with self._lock:
            _, before, _ = self._tickets.get(ticket, ("", None, None))
        if before is not None:
            before.wait(self._patience)
        try:
            yield
        finally:
            self.finished(ticket)

    def finished(self, ticket: str) -> None:
        """It was handled, or will not be: nobody waits for it any more."""
        with self._lock:
            conversation, _, done = self._tickets.pop(ticket, ("", None, threading.Event()))
            self._finished[ticket] = True
            if self._last.get(conversation) is done:
                del self._last[conversation]
        done.set()

    def forget(self, ticket: str) -> None:
        """It was not taken: when it arrives again, it is new."""
        self.finished(ticket)
        with self._lock:
            self._finished.pop(ticket, None)
