"""The office's own ticket system: what we ask of it, and how we ask any that speaks HTTP as docs/support.md says.

Without one our queue is all there is. What leaves carries a key, so that what is sent twice counts once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote

import httpx

from domain.errors import Unavailable
from domain.support_requests import Cause

SECONDS = 10.0
MOST_BYTES = 2 * 1024 * 1024
_AWAY = "The ticket system does not answer at the moment."
_STRANGE = "The ticket system answered something that can't be read."


@dataclass(frozen=True)
class Ticket:
    """A request as the other system keeps it."""

    number: str
    agreement: str
    organization: str
    service: str
    area: str
    priority: str
    state: str
    asked_by: str
    place: str
    description: str
    assignee: str | None
    resolution: str | None


@dataclass(frozen=True)
class Written:
    """A comment, with the name of who wrote it."""

    author: str
    text: str
    at: datetime
    from_staff: bool


@dataclass(frozen=True)
class OutsideChange:
    """What happened to a ticket there. `id` is unique. `comment` is for the customer; `resolved` says how it was solved
    and `cause` where it came from; `taken`: somebody works on it."""

    id: str
    ticket: str
    author: str
    comment: str = ""
    resolved: str = ""
    cause: Cause = Cause.UNKNOWN
    taken: bool = False


@dataclass(frozen=True)
class Polled:
    """`position` is where the next poll goes on."""

    changes: tuple[OutsideChange, ...]
    position: str


class TicketConnector(Protocol):
    """Every method raises Unavailable where it may go better later."""

    def create(self, ticket: Ticket, key: str) -> str:
        """Its id there."""
        ...

    def update(self, outside_id: str, ticket: Ticket, key: str) -> None: ...

    def comment(self, outside_id: str, written: Written, key: str) -> None: ...

    def poll(self, position: str) -> Polled: ...


@dataclass(frozen=True)
class HttpTickets:
    """`url` is the beginning of all addresses; `token` is sent as a bearer token."""

    url: str
    token: str

    def create(self, ticket: Ticket, key: str) -> str:
        made = self._ask("POST", "tickets", key, vars(ticket))
        return _text(made, "id")

    def update(self, outside_id: str, ticket: Ticket, key: str) -> None:
        self._ask("PATCH", f"tickets/{quote(outside_id, safe='')}", key, vars(ticket))

    def comment(self, outside_id: str, written: Written, key: str) -> None:
        said = {**vars(written), "at": written.at.isoformat()}
        self._ask("POST", f"tickets/{quote(outside_id, safe='')}/comments", key, said)

    def poll(self, position: str) -> Polled:
        found = self._ask("GET", f"changes?after={quote(position, safe='')}")
        changes = found.get("changes")
        if not isinstance(changes, list):
            raise Unavailable(_STRANGE)
        return Polled(tuple(_change(each) for each in changes), _text(found, "position"))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]

    def _ask(self, method: str, path: str, key: str = "", content: Mapping[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        address = f"{self.url.rstrip('/')}/{path}"
        try:
            with (
                httpx.Client(timeout=SECONDS, headers=headers, trust_env=False) as client,
                client.stream(method, address, json=content) as response,
            ):
                response.raise_for_status()
                return _read(response)
        except httpx.HTTPError as error:
            raise Unavailable(_AWAY) from error


def _read(response: httpx.Response) -> dict[str, Any]:
    body = b""
    for part in response.iter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise Unavailable(_STRANGE)
    if not body:
        return {}
    try:
        found = httpx.Response(200, content=body).json()
    except ValueError as error:
        raise Unavailable(_STRANGE) from error
    if not isinstance(found, dict):
        raise Unavailable(_STRANGE)
    return found  # pyright: ignore[reportUnknownVariableType]


def _change(found: Any) -> OutsideChange:
    if not isinstance(found, dict):
        raise Unavailable(_STRANGE)
    plain: dict[str, Any] = found  # pyright: ignore[reportUnknownVariableType]
    cause = str(plain.get("cause") or "")
    return OutsideChange(
        id=_text(plain, "id"),
        ticket=_text(plain, "ticket"),
        author=str(plain.get("author") or ""),
        comment=str(plain.get("comment") or ""),
        resolved=str(plain.get("resolved") or ""),
        cause=Cause(cause) if cause in list(Cause) else Cause.UNKNOWN,
        taken=plain.get("taken") is True,
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str | int) or value == "":
        raise Unavailable(_STRANGE)
    return str(value)
