"""The log of Web API calls, for tests and the developer's drawer."""

from collections import deque
from dataclasses import asdict, dataclass

from sandbox.model import Json


@dataclass(frozen=True)
class LoggedCall:
    """One call: arguments without the token, HTTP status, answer, when (seconds since the epoch), milliseconds."""

    method: str
    args: Json
    status: int
    response: Json
    at: float
    ms: float

    def as_json(self) -> Json:
        return asdict(self)


class CallLog:
    def __init__(self, most: int = 20_000) -> None:
        self.all: deque[LoggedCall] = deque(maxlen=most)

    def add(self, call: LoggedCall) -> None:
        self.all.append(call)

    def of(self, method: str | None = None) -> list[LoggedCall]:
        return [call for call in self.all if method in (None, call.method)]
