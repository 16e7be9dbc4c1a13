"""The state of the workspace, its one lock, and who is told when something changes."""

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from sandbox.clock import Clock
from sandbox.delivery.envelopes import Envelope
from sandbox.ids import Ids
from sandbox.model import (
    AssistantThread,
    Channel,
    File,
    Json,
    Message,
    Person,
    ResponseUrl,
    SlackApp,
    Team,
    Trigger,
    View,
)

FeedSink = Callable[[frozenset[str] | None, Json], None]


class Workspace:
    """All of a workspace. Hold `lock` while reading or changing it; every change calls `notice`."""

    def __init__(
        self,
        team: Team,
        app: SlackApp,
        people: Iterable[Person],
        channels: Iterable[Channel],
        clock: Clock,
        ids: Ids,
    ) -> None:
        self.team = team
        self.app = app
        self.clock = clock
        self.ids = ids
        self.people = {person.id: person for person in people}
        self.channels = {channel.id: channel for channel in channels}
        self.files: dict[str, File] = {}
        self.upload_tickets: dict[str, str] = {}
        self.views: dict[str, View] = {}
        self.modal_stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.assistant_threads: dict[tuple[str, str], AssistantThread] = {}
        self.message_values: dict[tuple[str, str, str], Json] = {}
        self.warnings: list[Json] = []
        self.base_url = ""
        self.events_by_http = False
        self.socket_tickets: set[str] = set()
        self.changed = threading.Condition()
        self.deliver: Callable[[Envelope], None] = lambda envelope: None
        self.feed: FeedSink = lambda audience, notice: None

    @property
    def lock(self) -> AbstractContextManager[bool]:
        return self.changed

    @property
    def bot(self) -> Person:
        return self.people[self.app.bot_user_id]

    def notice(self, kind: str, audience: Iterable[str] | None = None, **data: object) -> None:
        """Tell the open pages of `audience` (None: everyone's) and whoever waits that something changed."""
        self.feed(None if audience is None else frozenset(audience), {"type": kind, **data})
        self.changed.notify_all()

    def warn(self, code: str, detail: str) -> None:
        """Record what Slack would accept but advises against."""
        self.warnings.append({"code": code, "detail": detail})

    def person(self, key: str) -> Person | None:
        """Find a person by id, handle, e-mail or full name."""
        key = key.removeprefix("@")
        found = self.people.get(key)
        return found or next(
            (p for p in self.people.values() if key in (p.name, p.email, p.real_name)),
            None,
        )

    def channel(self, key: str) -> Channel | None:
        """Find a channel by id, by `#name`, or a direct message by the id of its person."""
        found = self.channels.get(key)
        if found is None and key.startswith("#"):
            found = next((c for c in self.channels.values() if c.name == key[1:] and c.kind != "im"), None)
        if found is None and key in self.people:
            found = self.direct_message(key)
        return found

    def direct_message(self, user: str) -> Channel:
        """The direct message of this person with the app, opened when it is not there yet."""
        channel_id = "D" + user[1:]
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(
                id=channel_id,
                name="",
                kind="im",
                creator=user,
                created=int(self.clock.now()),
                members=[user, self.app.bot_user_id],
            )
        return self.channels[channel_id]

    def audience_of(self, channel: Channel, message: Message | None = None) -> list[str]:
        """Who sees this message (or the channel) on their page."""
        if message is not None and message.visible_to is not None:
            return [message.visible_to]
        if channel.kind == "public":
            return [p.id for p in self.people.values() if not p.is_restricted or p.id in channel.members]
        return list(channel.members)

    def can_see(self, user: str, channel: Channel) -> bool:
        return user in self.audience_of(channel)
