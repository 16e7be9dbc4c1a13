"""Slack as the assistant meets it, without a network: the real gateway over answers from a table, and Bolt itself.

What the assistant sends is kept in `sent`. Payloads have the shape of https://docs.slack.dev/reference/interaction-payloads.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.commands import Command
from bot.context import Asker
from bot.conversation import Conversation
from bot.places import asker_of
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.slack import Slack, SlackRefused, SlackUnreachable
from bot.understanding.model import Understanding
from services import Services
from tests.bot.saying import AT, understood

US = "UCEC"
SAMPLE_CHANNELS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "C0STAFF": (False, ("U0DANA", "U0JAMES", "U0PRIYA", US)),
    "C0NRCS": (False, ("U0JAMES", "U0MARIA", "U0ROBERT", US)),
    "C0GENERAL": (False, ("U0DANA", "U0MARIA", "U0ERIK", "U0NINA", US)),
    "C0FSSHARED": (True, ("U0JAMES", "U0ERIK", "U0SKYLER", US)),
    "C0WITHOUTUS": (False, ("U0JAMES",)),
}
"""Channel: whether other companies read it, and who is in it."""


class FakeSlack(Slack):
    """The gateway with its caches and refusals; only the call over the network is replaced."""

    def __init__(self, refuse: Mapping[str, str] | None = None, down: bool = False) -> None:
        super().__init__(WebClient(token="xoxb-test"))
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.refuse, self.down = dict(refuse or {}), down
        self._numbers = count(1)

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        if self.down:
            raise SlackUnreachable(method)
        if method in self.refuse:
            raise SlackRefused(method, self.refuse[method])
        self.sent.append((method, arguments))
        return self._answer(method, arguments)

    def upload(
        self,
        channel_id: str,
        files: Mapping[str, bytes],
        thread_ts: str | None = None,
        text: str = "",
        spoken: Mapping[str, str] | None = None,
    ) -> None:
        said = {"spoken": dict(spoken)} if spoken else {}
        self.call("files.upload", channel=channel_id, files=dict(files), thread_ts=thread_ts, text=text, **said)

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        table: dict[str, Callable[[], Mapping[str, Any]]] = {
            "auth.test": lambda: {"user_id": US, "bot_id": "B1", "team_id": "T1"},
            "users.info": lambda: {"user": _user(arguments["user"])},
            "conversations.info": lambda: {"channel": _channel(arguments["channel"])},
            "conversations.members": lambda: {"members": SAMPLE_CHANNELS[arguments["channel"]][1]},
            "chat.getPermalink": lambda: {"permalink": _address(arguments["channel"], arguments["message_ts"])},
            "conversations.open": lambda: {"channel": {"id": f"D{arguments['users']}"}},
        }
        if method in table:
            return table[method]()
        number = next(self._numbers)
        return {"ts": f"170000000{number}.0", "view": {"id": f"V{number}", "hash": "h"}}

    def all(self, method: str) -> list[dict[str, Any]]:
        return [arguments for sent, arguments in self.sent if sent == method]


def _user(user_id: str) -> dict[str, Any]:
    name = user_id.removeprefix("U0").title()
    return {
        "id": user_id,
        "team_id": "T1",
        "tz": "America/New_York",
        "is_bot": user_id == US,
        "profile": {"real_name": name, "email": ""},
    }


def _address(channel: str, ts: str) -> str:
    return f"https://example.slack.com/archives/{channel}/p{ts.replace('.', '')}"


def _channel(channel_id: str) -> dict[str, Any]:
    if channel_id not in SAMPLE_CHANNELS:
        raise SlackRefused("conversations.info", "channel_not_found")
    return {"id": channel_id, "name": channel_id.lower(), "is_ext_shared": SAMPLE_CHANNELS[channel_id][0]}


class Table:
    """Understanding from a table of sentences: (intent, entities named)."""

    def __init__(self, known: Mapping[str, Understanding] | None = None) -> None:
        self.known = dict(known or {})

    def understand(self, text: str, at: datetime, zone: ZoneInfo, within: float | None = None) -> Understanding:
        return self.known.get(text) or understood(text, "out_of_scope")

    def read_entities(self, text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> Understanding:
        return replace(self.understand(text, at, zone), intent=intent, confidence=1.0, ranking=())


class AtOnce(Executor):
    """Bolt's listeners run where they are called: nothing to wait for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@dataclass(frozen=True)
class Desk:
    """A Bolt app with the routes of some handler modules."""

    routes: Routes
    slack: FakeSlack

    def click(self, user: str, action: Mapping[str, Any], **more: Any) -> BoltResponse:
        """A button pressed: `view=` where in a view, `channel=` and `message=` where in a message."""
        body = {
            "type": "block_actions", "user": {"id": user}, "trigger_id": "T.1", "team": {"id": "T1"},
            "actions": [{"type": "button", "block_id": "b", **action}], "container": {}, **more,
        }  # fmt: skip
        return self.dispatch(body)

    def submit(self, user: str, view: Mapping[str, Any], values: Mapping[str, Any]) -> BoltResponse:
        """A modal sent: block id -> what was entered."""
        state = {block_id: {"value": _state(value)} for block_id, value in values.items()}
        sent = {"id": "V1", "hash": "h", **view, "state": {"values": state}}
        return self.dispatch({"type": "view_submission", "user": {"id": user}, "team": {"id": "T1"}, "view": sent})

    def dispatch(self, body: dict[str, Any]) -> BoltResponse:
        return self.routes.app.dispatch(BoltRequest(mode="socket_mode", body=body))


def _state(value: Any) -> dict[str, Any]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {"type": "file_input", "files": value}
    if isinstance(value, list):
        return {"type": "multi_static_select", "selected_options": [{"value": each} for each in value]}
    return {"type": "plain_text_input", "value": value}


def a_desk(services: Services, *modules: Any, slack: FakeSlack | None = None, table: Table | None = None) -> Desk:
    gateway = slack or FakeSlack()
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-test", bot_id="B1", bot_user_id=US)
    app = App(
        authorize=lambda **_: known,
        signing_secret="unused",
        client=gateway.client,
        listener_executor=AtOnce(),
        raise_error_for_unhandled_request=False,
    )
    conversation = Conversation(services, table or Table())  # pyright: ignore[reportArgumentType]
    routes = Routes(app, gateway, services, conversation, lambda: AT, "https://cec.example.gov")
    for module in modules:
        module.register(routes)
    routes.catch_stale()
    return Desk(routes, gateway)


def a_command(services: Services, user: str, channel: str, name: str, words: str, slack: FakeSlack) -> Command:
    """`/cec NAME WORDS`, typed there."""
    conversation = Conversation(services, Table())  # pyright: ignore[reportArgumentType]
    return Command(who(services, user, channel, slack), name, words, services, conversation, slack)


def who(services: Services, user: str, channel: str = "D1", slack: FakeSlack | None = None) -> Asker:
    return asker_of(slack or FakeSlack(), services, user, channel, None, AT)


def view_of(outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome, Modal)
    return outcome.view
