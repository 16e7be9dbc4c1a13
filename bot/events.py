"""Events of Slack: written down as workflows before they are acknowledged, then handled once.

Slack sends an event again when it was not acknowledged in time. Its `event_id` is the id of the workflow, so the
second one finds the first one's.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.context import Asker
from bot.conversation import Conversation
from bot.delivery import deliver
from bot.errors import said_of
from bot.handlers import assistant_view, home, measurement_files, needs_notes
from bot.handlers.relay import Relay
from bot.metrics import REPLY_SECONDS
from bot.places import asker_of
from bot.replies import Reply
from bot.slack import Slack
from bot.understanding.slack_text import plain
from domain.errors import CecError
from services import Services

log = logging.getLogger("cec.events")

Event = Mapping[str, Any]
#: Kinds of messages that someone said; all others are news about messages, or the workspace speaking.
SAID = (None, "file_share", "thread_broadcast")


@dataclass(frozen=True)
class Events:
    """What is done about each kind of event. `handle` is called from a durable workflow, also again after a crash."""

    slack: Slack
    services: Services
    conversation: Conversation
    relay: Relay
    clock: Callable[[], datetime]

    def handle(self, body: Mapping[str, Any], again: bool) -> None:
        """`again`: an earlier try may have posted its answer already."""
        event: Event = body["event"]
        table: dict[str, Callable[[Event, str, bool], None]] = {
            "message": self._message,
            "app_mention": self._mention,
            "app_home_opened": self._home_opened,
            "assistant_thread_started": self._assistant_started,
            "member_joined_channel": self._channel_changed,
            "member_left_channel": self._channel_changed,
            "channel_archive": self._channel_changed,
            "channel_unarchive": self._channel_changed,
            "channel_shared": self._channel_changed,
            "channel_unshared": self._channel_changed,
            "user_change": self._user_changed,
        }
        handler = table.get(event.get("type", ""))
        if handler is not None:
            handler(event, str(body.get("event_id", "")), again)

    # -- messages -------------------------------------------------------------------------------------------

    def _message(self, event: Event, key: str, again: bool) -> None:
        subtype = event.get("subtype")
        if subtype in ("message_changed", "message_deleted"):
            self.relay.follow(event)
            return
        if subtype not in SAID or event.get("bot_id") or not event.get("user"):
            return
        asker = self._asker(event)
        if self.relay.carries(event, asker):
            return
        text = _typed(event.get("text") or "")
        if event.get("channel_type") == "im" and measurement_files.is_given(asker, event):
            self._take_files(event, asker, key, again)
        elif event.get("channel_type") == "im" or self._notes_in_passing(event, asker, text):
            self._answer(event, asker, text, event.get("thread_ts"), key, again)

    def _take_files(self, event: Event, asker: Asker, key: str, again: bool) -> None:
        thread_ts = event.get("thread_ts")
        if not (again and self._answered(asker, thread_ts, key)):
            reply = measurement_files.take_dropped(asker, self.services, event)
            deliver(self.slack, self.services, asker, reply, thread_ts, key, thread_ts)

    def _notes_in_passing(self, event: Event, asker: Asker, text: str) -> bool:
        """A need that staff note without a mention; with one, it comes as an event of its own."""
        mentioned = self.slack.identity()["user_id"] in (event.get("text") or "")
        return not mentioned and needs_notes.is_note_in_passing(asker, text)

    def _mention(self, event: Event, key: str, again: bool) -> None:
        if event.get("bot_id") or event.get("edited") or not event.get("user"):
            return
        asker = self._asker(event)
        text = _typed(self._without_mention(event.get("text") or ""))
        self._answer(event, asker, text, asker.place.thread_ts, key, again)

    def _without_mention(self, text: str) -> str:
        return text.replace(f"<@{self.slack.identity()['user_id']}>", " ").strip()

    def _answer(self, event: Event, asker: Asker, text: str, thread_ts: str | None, key: str, again: bool) -> None:
        if again and self._answered(asker, thread_ts or event["ts"], thread_ts, key):
            return
        if asker.place.direct and thread_ts:
            assistant_view.show_working(self.slack, asker.place.channel_id, thread_ts)
        with REPLY_SECONDS.time():
            reply = self._reply(asker, text, event["ts"])
            deliver(self.slack, self.services, asker, reply, thread_ts, key, event.get("thread_ts"))

    def _answered(self, asker: Asker, *places: str | None) -> bool:
        """Whether an earlier try posted it: in the conversation, or in the thread that the answer opened."""
        *threads, key = places
        return any(self.slack.posted(asker.place.channel_id, thread, str(key)) for thread in threads)

    def _reply(self, asker: Asker, text: str, ts: str) -> Reply:
        try:
            return self.conversation.answer(asker, text, ts)
        except Exception as error:
            return Reply(said_of(error, ts), private=True)

    def _asker(self, event: Event) -> Asker:
        """In a channel the answer opens a thread under the message, so that thread is the place from the start."""
        at = datetime.fromtimestamp(float(event["ts"]), UTC)
        thread_ts = event.get("thread_ts") or (None if event["channel"].startswith("D") else event["ts"])
        return asker_of(self.slack, self.services, event["user"], event["channel"], thread_ts, at)

    # -- surfaces -------------------------------------------------------------------------------------------

    def _home_opened(self, event: Event, key: str, again: bool) -> None:
        asker = asker_of(self.slack, self.services, event["user"], "", None, self.clock())
        if event.get("tab") == "messages":
            assistant_view.suggest(self.slack, self.services, asker, event["channel"], None)
            return
        try:
            view = home.view_for(asker, self.services)
        except CecError as error:
            view = home.unavailable(str(error))
        self.slack.publish_home(asker.slack_user_id, view)

    def _assistant_started(self, event: Event, key: str, again: bool) -> None:
        thread = event["assistant_thread"]
        channel_id, thread_ts = thread["channel_id"], thread["thread_ts"]
        if again and self.slack.posted(channel_id, thread_ts, key):
            return
        asker = asker_of(self.slack, self.services, thread["user_id"], channel_id, thread_ts, self.clock())
        assistant_view.greet(self.slack, self.services, asker, key)

    # -- what Slack told us before is no longer so ----------------------------------------------------------

    def _channel_changed(self, event: Event, key: str, again: bool) -> None:
        self.slack.forget(channel_id=event.get("channel"))

    def _user_changed(self, event: Event, key: str, again: bool) -> None:
        user = event.get("user", {})
        self.slack.forget(user_id=user.get("id"))
        if user.get("deleted"):
            self.services.sessions.end_of_slack_account(str(user.get("id")))


def _typed(text: str) -> str:
    """What a person typed and reads: Slack sends `<` as `&lt;`, links and mentions in marks of their own."""
    return plain(text).text.strip()


def conversation_of(event: Event) -> str:
    """What an event belongs to: a direct message as a whole, in channels the thread."""
    channel = str(event.get("channel") or "")
    message = event.get("message") or event.get("previous_message") or event
    thread = message.get("thread_ts") or message.get("ts") or ""
    return channel if channel.startswith("D") else f"{channel}:{thread}"
