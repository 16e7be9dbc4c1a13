"""What a workspace is made of: the team, its people, the app, channels, messages, files and views."""

from dataclasses import dataclass, field
from typing import Any, Literal

type Json = dict[str, Any]
type ChannelKind = Literal["public", "private", "im"]

CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im"}
"""The `channel_type` of a message event, by kind of channel."""

SCOPE_FAMILY = {"public": "channels", "private": "groups", "im": "im"}
"""The word before the colon in the scopes that concern a kind of channel."""


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass
class Person:
    id: str
    name: str
    real_name: str
    title: str
    email: str
    tz: str
    group: str
    initials: str
    team_id: str
    organization: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    color: str = "4d5b70"


@dataclass(frozen=True)
class Command:
    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    name: str
    type: Literal["message", "global"]
    description: str = ""


@dataclass
class SlackApp:
    """The one app installed in the workspace, described as in Slack's app manifest."""

    id: str
    name: str
    bot_id: str
    bot_user_id: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    description: str
    assistant: bool
    home: bool
    verification_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    bot_tokens: dict[str, frozenset[str]]
    app_tokens: dict[str, frozenset[str]]


@dataclass
class Message:
    """One message; `visible_to` names the only reader of an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    by_app: bool = False
    username: str | None = None
    icons: Json | None = None
    client_msg_id: str | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited_by: str | None = None
    edited_ts: str | None = None
    visible_to: str | None = None
    broadcast: bool = False
    tombstone: bool = False
    pinned: bool = False

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    id: str
    name: str
    kind: ChannelKind
    creator: str
    created: int
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_general: bool = False
    is_ext_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    replies: dict[str, list[str]] = field(default_factory=dict)
    read_to: dict[str, str] = field(default_factory=dict)
    bookmarks: list[Json] = field(default_factory=list)

    def find(self, ts: str) -> Message | None:
        return self.messages.get(ts) or self.ephemerals.get(ts)


@dataclass
class File:
    """`in_form`: a person put it into a form of the app. `shows` is what a picture shows, in words."""

    id: str
    name: str
    title: str
    size: int
    user: str
    created: int
    mimetype: str
    content: bytes = b""
    channels: list[str] = field(default_factory=list)
    in_form: bool = False
    shows: str = ""
    complete: bool = False
    deleted: bool = False


@dataclass
class View:
    """A modal or an App Home. `values` is the state that its reader has entered so far."""

    id: str
    user: str
    type: Literal["modal", "home"]
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)


@dataclass
class Trigger:
    """Permission to open a modal, given by one thing a person did; it lives three seconds."""

    id: str
    user: str
    expires: float
    view_id: str | None
    used: bool = False


@dataclass
class AssistantThread:
    user: str
    channel: str
    ts: str
    context: Json
    title: str = ""
    status: str = ""
    loading_messages: list[str] = field(default_factory=list)
    prompts: list[Json] = field(default_factory=list)
    prompts_title: str = ""


@dataclass
class ResponseUrl:
    """Where an app may answer what a person did: five times within thirty minutes."""

    user: str
    channel: str
    message_ts: str | None
    thread_ts: str | None
    expires: float
    uses_left: int = 5
