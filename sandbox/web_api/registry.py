"""The table of Web API methods, and what every call goes through: token, scopes, arguments.

`ApiError` carries Slack's error name; `call_method` turns it into Slack's `{"ok": false}` envelope.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.model import SCOPE_FAMILY, Channel, Json, Message
from sandbox.workspace import Workspace


class ApiError(Exception):
    """A refusal, with Slack's name for it and whatever Slack adds to the envelope."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


@dataclass
class Call:
    """One call of a method. Arguments may have come as a form, where lists and objects are JSON text."""

    ws: Workspace
    method: str
    token: str
    scopes: frozenset[str]
    args: Json
    headers: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        value = self.text(name)
        if value:
            return value
        messages = [f"[ERROR] missing required field: {name}"]
        raise ApiError(error, response_metadata={"messages": messages})

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        if not value:
            return default
        if not value.lstrip("-").isdigit():
            raise ApiError("invalid_arguments")
        return int(value)

    def structure(self, name: str, kind: type, error: str) -> Any:
        """A list or object argument, decoded when it came as JSON text. None when absent or empty."""
        value = self.args.get(name)
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                raise ApiError(error) from None
        if value is None or value == "":
            return None
        if not isinstance(value, kind):
            raise ApiError(error)
        return value

    def need(self, *any_of: str) -> None:
        """Refuse unless the token has one of these scopes."""
        if not self.scopes.intersection(any_of):
            raise ApiError("missing_scope", needed=any_of[0], provided=",".join(sorted(self.scopes)))

    def need_for(self, channel: Channel, verb: str) -> None:
        self.need(f"{SCOPE_FAMILY[channel.kind]}:{verb}")

    def channel(self, name: str = "channel") -> Channel:
        """The channel that an argument names, when the bot may know of it."""
        found = self.ws.channel(self.required(name, "channel_not_found"))
        if found is None or (found.kind == "private" and not self.is_member(found)):
            raise ApiError("channel_not_found")
        return found

    def is_member(self, channel: Channel) -> bool:
        return self.ws.app.bot_user_id in channel.members

    def message(self, channel: Channel, ts: str, error: str = "message_not_found") -> Message:
        found = channel.messages.get(ts)
        if found is None or found.tombstone:
            raise ApiError(error)
        return found

    def user(self, name: str = "user", error: str = "user_not_found") -> str:
        value = self.text(name)
        if value not in self.ws.people:
            raise ApiError(error)
        return value


@dataclass(frozen=True)
class Method:
    run: Callable[[Call], Json]
    scopes: tuple[str, ...]
    app_level: bool


METHODS: dict[str, Method] = {}

FORM_ONLY = frozenset(
    {
        "bookmarks.list",
        "bots.info",
        "chat.getPermalink",
        "conversations.history",
        "conversations.info",
        "conversations.list",
        "conversations.members",
        "conversations.replies",
        "files.getUploadURLExternal",
        "files.info",
        "files.list",
        "pins.list",
        "reactions.get",
        "team.info",
        "users.conversations",
        "users.getPresence",
        "users.info",
        "users.list",
        "users.lookupByEmail",
        "users.profile.get",
    }
)
"""Reading methods take their arguments from the query or a form; Slack does not look into a JSON body."""


def method(
    name: str, *scopes: str, app_level: bool = False
) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """Register a Web API method that needs any one of `scopes`."""

    def register(run: Callable[[Call], Json]) -> Callable[[Call], Json]:
        METHODS[name] = Method(run, scopes, app_level)
        return run

    return register


def call_method(ws: Workspace, name: str, token: str | None, args: Json) -> tuple[Json, dict[str, str]]:
    """Run a method. Returns Slack's envelope and the headers that go with it. Hold the lock."""
    try:
        call = _admit(ws, name, token, args)
        return {"ok": True, **METHODS[name].run(call)}, _headers(call)
    except ApiError as refusal:
        return {"ok": False, "error": refusal.error, **refusal.extra}, {}


def _admit(ws: Workspace, name: str, token: str | None, args: Json) -> Call:
    known = METHODS.get(name)
    if known is None:
        raise ApiError("unknown_method", req_method=name)
    if name == "api.test":
        return Call(ws, name, "", frozenset(), args)
    if not token:
        raise ApiError("not_authed")
    right_kind, other_kind = ws.app.bot_tokens, ws.app.app_tokens
    if known.app_level:
        right_kind, other_kind = other_kind, right_kind
    if token not in right_kind:
        raise ApiError("not_allowed_token_type" if token in other_kind else "invalid_auth")
    call = Call(ws, name, token, right_kind[token], args)
    if known.scopes:
        call.need(*known.scopes)
    return call


def _headers(call: Call) -> dict[str, str]:
    shown = {"x-oauth-scopes": ",".join(sorted(call.scopes))} if call.scopes else {}
    return {**shown, **call.headers}


def page_of[T](call: Call, items: list[T], default_limit: int = 100) -> tuple[list[T], Json]:
    """One page of `items` by `cursor` and `limit`, and the metadata with the next cursor."""
    limit = call.number("limit", default_limit) or default_limit
    if not 1 <= limit <= 1000:
        raise ApiError("invalid_limit")
    start = _position(call.text("cursor"))
    following = start + limit
    cursor = f"next:{following}" if following < len(items) else ""
    return items[start:following], {"next_cursor": cursor}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    word, _, number = cursor.partition(":")
    if word != "next" or not number.isdigit():
        raise ApiError("invalid_cursor")
    return int(number)
