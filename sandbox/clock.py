"""The sandbox's only clock, and Slack's message timestamps."""

import time
from threading import Lock


class Clock:
    """Wall time in seconds since the epoch, and strictly increasing message timestamps."""

    def __init__(self) -> None:
        self._last_micros = 0
        self._lock = Lock()

    def now(self) -> float:
        return time.time()

    def ts(self) -> str:
        """A new message timestamp such as `1760000000.123456`; never the same twice."""
        with self._lock:
            self._last_micros = max(int(self.now() * 1_000_000), self._last_micros + 1)
            return as_ts(self._last_micros)


def as_ts(micros: int) -> str:
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
