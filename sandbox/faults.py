"""Faults on demand: slow answers, 429, 500 and Slack's refusals, by Web API method."""

from dataclasses import dataclass

from sandbox.model import Json

PERFORMING = frozenset({"slow", "lost"})
"""Kinds of fault under which the method still does its work."""


@dataclass
class Fault:
    """What goes wrong the next `times` times (None: until cleared) that `method` (or any: `*`) is called.

    `kind` is `429`, `500` (or another HTTP status from 500 on), `slow`, `lost` (the work is done, the answer
    is a 500), `drop` (the connection closes without an answer), or one of Slack's error names.
    """

    method: str
    kind: str
    times: int | None = 1
    retry_after: int = 1
    seconds: float = 1.0
    needed: str = ""


@dataclass(frozen=True)
class Failure:
    """The answer that stands in for the real one."""

    status: int
    body: Json
    headers: dict[str, str]


class Faults:
    """The faults that are set; each call uses up one of the first that fits. Hold the workspace's lock."""

    def __init__(self) -> None:
        self.all: list[Fault] = []

    def set(self, fault: Fault) -> None:
        self.all.append(fault)

    def clear(self, method: str | None = None) -> None:
        self.all = [f for f in self.all if method not in (None, f.method)]

    def take(self, method: str) -> Fault | None:
        found = next((f for f in self.all if f.method in ("*", method)), None)
        if found is not None and found.times is not None:
            found.times -= 1
            if found.times <= 0:
                self.all.remove(found)
        return found


def failure(fault: Fault) -> Failure:
    """The answer to a call that meets this fault."""
    if fault.kind == "429":
        return Failure(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(fault.retry_after)})
    if fault.kind == "lost" or (fault.kind.isdigit() and int(fault.kind) >= 500):
        status = int(fault.kind) if fault.kind.isdigit() else 500
        return Failure(status, {"ok": False, "error": "internal_error"}, {})
    extra = {"needed": fault.needed or "chat:write", "provided": ""} if fault.kind == "missing_scope" else {}
    return Failure(200, {"ok": False, "error": fault.kind, **extra}, {})
