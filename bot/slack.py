"""Slack's Web API as the assistant uses it: typed answers, retries as Slack asks, niceties that may be missing.

SlackError
+-- SlackRefused      Slack said no; `error` is its name for the reason (`channel_not_found`, ...)
+-- SlackUnreachable  no answer, 5xx or 429 after the retries: try again later
"""

import json
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError

import httpx
from cachetools import TTLCache
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import (
    ConnectionErrorRetryHandler,
    FixedValueRetryIntervalCalculator,
    RateLimitErrorRetryHandler,
    RetryHandler,
)
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler

from bot.metrics import SLACK_ERRORS
from bot.replies import Block, View

log = logging.getLogger("cec.slack")

#: How long what Slack told about people and channels is believed, in seconds. Events make it forget sooner.
BELIEVED_FOR = 600
#: A workspace that lacks a method or scope answers with one of these (or `not_allowed...`): the nicety is left out.
LACKING = ("unknown_method", "missing_scope", "method_deprecated", "feature_not_enabled")
#: After a lost answer nobody knows whether these were done: they are not sent again without looking.
SAID_ONCE = frozenset({"chat.postMessage", "chat.postEphemeral"})
#: How far back a message is looked for after a crash, in pages of 200.
PAGES_LOOKED_THROUGH = 10
#: The key of an outgoing message stands in its metadata, so that a retry finds what was already posted.
EVENT_TYPE = "cec_message"


class SlackError(Exception):
    """The root of what can go wrong between us and Slack."""


class SlackRefused(SlackError):
    def __init__(self, method: str, error: str, needed: str = "") -> None:
        super().__init__(f"{method}: {error}" + (f" (needs {needed})" if needed else ""))
        self.method, self.error, self.needed = method, error, needed


class SlackUnreachable(SlackError):
    pass


@dataclass(frozen=True)
class Profile:
    """A person as Slack knows them. `email` is lower case, empty where the scope is missing or the person hides it."""

    id: str
    name: str
    email: str
    zone: str
    is_bot: bool = False
    is_guest: bool = False
    foreign: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class ChannelFacts:
    id: str
    name: str
    direct: bool
    shared: bool
    archived: bool


def make_client(token: str | None, api_url: str, timeout: int = 10) -> WebClient:
    """A client that retries as Slack asks: lost connections and 5xx twice, 429 after its Retry-After."""
    client = WebClient(token=token, base_url=api_url, timeout=timeout)
    client.retry_handlers = [
        ConnectionErrorRetryHandler(max_retry_count=2),
        ServerErrorRetryHandler(
            max_retry_count=2, interval_calculator=FixedValueRetryIntervalCalculator(fixed_internal=0.3)
        ),
        RateLimitErrorRetryHandler(max_retry_count=2),
    ]
    return client


def make_poster(client: WebClient) -> WebClient:
    """A client for what must not be said twice: only 429 is retried, where nothing was taken."""
    poster = WebClient(token=client.token, base_url=client.base_url, timeout=client.timeout)
    patient: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=2)]
    poster.retry_handlers = patient
    return poster


class Slack:
    """All that leaves for Slack, and all that is asked of it, goes through here. Safe to use from several threads."""

    def __init__(self, client: WebClient) -> None:
        self.client = client
        self._poster = make_poster(client)
        self._lock = threading.Lock()
        self._profiles: TTLCache[str, Profile] = TTLCache(50_000, BELIEVED_FOR)
        self._channels: TTLCache[str, ChannelFacts] = TTLCache(10_000, BELIEVED_FOR)
        self._members: TTLCache[str, tuple[str, ...]] = TTLCache(1_000, BELIEVED_FOR)
        self._direct: TTLCache[str, str] = TTLCache(50_000, BELIEVED_FOR)
        self._identity: Mapping[str, Any] | None = None
        self._left_out: set[str] = set()

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """One Web API call, form-encoded: every method takes that, reading ones nothing else.

        Raises SlackRefused or SlackUnreachable, nothing else.
        """
        try:
            client = self._poster if method in SAID_ONCE else self.client
            return client.api_call(method, data=_form(arguments)).data  # type: ignore[return-value]
        except SlackApiError as error:
            answer: Any = error.response
            status = getattr(answer, "status_code", 200)
            name = answer.get("error", "") if hasattr(answer, "get") else ""
            SLACK_ERRORS.labels(method, str(name or status)[:40]).inc()
            if status == 429 or status >= 500 or name in ("ratelimited", "internal_error", "service_unavailable"):
                raise SlackUnreachable(f"{method}: {name or status}") from error
            raise SlackRefused(method, name, answer.get("needed") or "") from error
        except (SlackClientError, URLError, OSError, ValueError) as error:
            raise SlackUnreachable(f"{method}: {error}") from error

    def nicety(self, method: str, **arguments: Any) -> bool:
        """A call that the conversation can do without. Where the workspace lacks it, it is left out from then on."""
        if method in self._left_out:
            return False
        try:
            self.call(method, **arguments)
        except SlackRefused as refused:
            if refused.error in LACKING or refused.error.startswith("not_allowed"):
                self._left_out.add(method)
                log.warning("this workspace does not offer %s (%s): left out from now on", method, refused.error)
            else:
                log.info("left out once: %s", refused)
            return False
        except SlackUnreachable as error:
            log.info("left out once: %s", error)
            return False
        return True

    # -- who and where ---------------------------------------------------------------------------------------

    def identity(self) -> Mapping[str, Any]:
        """Who we are: `user_id`, `bot_id`, `team_id`, `url` of the workspace."""
        if self._identity is None:
            self._identity = self.call("auth.test")
        return self._identity

    def _believed[Fact](self, cache: TTLCache[str, Fact], key: str, ask: Callable[[], Fact]) -> Fact:
        with self._lock:
            if key in cache:
                return cache[key]
        fact = ask()
        with self._lock:
            cache[key] = fact
        return fact

    def forget(self, *, user_id: str | None = None, channel_id: str | None = None) -> None:
        """Ask Slack anew about this person or channel the next time."""
        with self._lock:
            if user_id:
                self._profiles.pop(user_id, None)
            if channel_id:
                self._channels.pop(channel_id, None)
                self._members.pop(channel_id, None)

    def profile(self, user_id: str) -> Profile:
        return self._believed(self._profiles, user_id, lambda: self._ask_profile(user_id))

    def _ask_profile(self, user_id: str) -> Profile:
        user = self.call("users.info", user=user_id)["user"]
        profile = user.get("profile", {})
        foreign = bool(user.get("is_stranger")) or user.get("team_id") not in (None, self.identity().get("team_id"))
        return Profile(
            id=user_id,
            name=profile.get("real_name") or user.get("real_name") or user.get("name") or user_id,
            email=(profile.get("email") or "").strip().lower(),
            zone=user.get("tz") or "America/New_York",
            is_bot=bool(user.get("is_bot")),
            is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            foreign=foreign,
            deleted=bool(user.get("deleted")),
        )

    def channel(self, channel_id: str) -> ChannelFacts:
        return self._believed(self._channels, channel_id, lambda: self._ask_channel(channel_id))

    def _ask_channel(self, channel_id: str) -> ChannelFacts:
        channel = self.call("conversations.info", channel=channel_id)["channel"]
        shared = channel.get("is_ext_shared") or channel.get("is_pending_ext_shared") or channel.get("is_org_shared")
        return ChannelFacts(
            id=channel_id,
            name=channel.get("name", ""),
            direct=bool(channel.get("is_im")),
            shared=bool(shared),
            archived=bool(channel.get("is_archived")),
        )

    def members(self, channel_id: str) -> tuple[str, ...]:
        """User ids of everyone in the channel."""
        return self._believed(self._members, channel_id, lambda: self._ask_members(channel_id))

    def _ask_members(self, channel_id: str) -> tuple[str, ...]:
        members: list[str] = []
        cursor = ""
        while True:
            page = self.call("conversations.members", channel=channel_id, limit=1000, cursor=cursor)
            members.extend(page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return tuple(members)

    def direct_channel(self, user_id: str) -> str:
        """The channel id of the direct message with this person."""
        return self._believed(
            self._direct, user_id, lambda: self.call("conversations.open", users=user_id)["channel"]["id"]
        )

    # -- saying ----------------------------------------------------------------------------------------------

    def post(
        self,
        channel_id: str,
        text: str,
        blocks: Sequence[Block] = (),
        thread_ts: str | None = None,
        key: str | None = None,
        broadcast: bool = False,
    ) -> str:
        """Post a message and return its timestamp. `key` is kept in its metadata.

        `broadcast` shows what is said in a thread also in the conversation itself.
        """
        arguments = _message(channel_id, text, blocks, thread_ts)
        if broadcast and thread_ts:
            arguments["reply_broadcast"] = True
        if key:
            arguments["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        return self.call("chat.postMessage", unfurl_links=False, unfurl_media=False, **arguments)["ts"]

    def posted(self, channel_id: str, thread_ts: str | None, key: str) -> str | None:
        """The timestamp of the message with this key, if it was posted already (asked after a crash only)."""
        for message in self._history(channel_id, thread_ts):
            if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                return message["ts"]
        return None

    def files_after(self, channel_id: str, thread_ts: str | None, ts: str) -> Counter[str]:
        """How many files of each name we shared there after the message `ts` (asked after a crash only)."""
        ours = [m for m in self._history(channel_id, thread_ts) if m["ts"] > ts and m.get("bot_id")]
        return Counter(file.get("name", "") for message in ours for file in message.get("files", ()))

    def _history(self, channel_id: str, thread_ts: str | None) -> Iterator[Mapping[str, Any]]:
        """The messages of a thread (the oldest first) or of a channel (the latest first), page by page."""
        arguments: dict[str, Any] = {"channel": channel_id, "limit": 200, "include_all_metadata": True}
        method = "conversations.replies" if thread_ts else "conversations.history"
        cursor: str | None = None
        for _ in range(PAGES_LOOKED_THROUGH):
            page = self.call(method, ts=thread_ts, cursor=cursor, **arguments)
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def whisper(
        self, channel_id: str, user_id: str, text: str, blocks: Sequence[Block] = (), thread_ts: str | None = None
    ) -> None:
        """Say it in the channel to one person only; where that cannot be done, in their direct message."""
        try:
            self.call("chat.postEphemeral", user=user_id, **_message(channel_id, text, blocks, thread_ts))
        except SlackRefused as refused:
            log.info("ephemeral message refused (%s): sent as a direct message", refused.error)
            self.post(self.direct_channel(user_id), text, blocks)

    def update(self, channel_id: str, ts: str, text: str, blocks: Sequence[Block] = ()) -> None:
        self.call("chat.update", channel=channel_id, ts=ts, text=text, blocks=list(blocks))

    def open_view(self, trigger_id: str, view: View) -> Mapping[str, Any]:
        return self.call("views.open", trigger_id=trigger_id, view=view)["view"]

    def push_view(self, trigger_id: str, view: View) -> Mapping[str, Any]:
        return self.call("views.push", trigger_id=trigger_id, view=view)["view"]

    def update_view(self, view_id: str, view: View, view_hash: str | None = None) -> Mapping[str, Any]:
        """Replace an open modal. On `hash_conflict` (someone was quicker) once more without the hash."""
        arguments: dict[str, Any] = {"view_id": view_id, "view": view}
        if view_hash is None:
            return self.call("views.update", **arguments)["view"]
        try:
            return self.call("views.update", hash=view_hash, **arguments)["view"]
        except SlackRefused as refused:
            if refused.error != "hash_conflict":
                raise
            return self.call("views.update", **arguments)["view"]

    def copy_file(self, file_id: str, channel_id: str, thread_ts: str | None, largest: int, text: str = "") -> None:
        """Upload a copy of a file to another channel. Raises ValueError, in words, when it is larger than `largest`
        (bytes), and SlackRefused when it is gone.
        """
        file = self.call("files.info", file=file_id)["file"]
        if int(file.get("size") or 0) > largest:
            raise ValueError(_too_large(largest))
        address = file.get("url_private_download") or ""
        if not address.startswith(("https://", self.client.base_url.removesuffix("api/"))):
            raise ValueError("it is not stored in Slack")
        try:
            content = self._download(address, largest)
        except (OSError, httpx.HTTPError) as error:
            raise SlackUnreachable(f"files: {error}") from error
        self.upload(channel_id, {file.get("name") or "file": content}, thread_ts, text)

    def upload(self, channel_id: str, files: Mapping[str, bytes], thread_ts: str | None = None, text: str = "") -> None:
        """Share files (name -> content) in one message."""
        uploads = [{"filename": name, "content": content} for name, content in files.items()]
        try:
            self.client.files_upload_v2(
                file_uploads=uploads, channel=channel_id, thread_ts=thread_ts, initial_comment=text or None
            )
        except SlackApiError as error:
            raise SlackRefused("files.upload", str(error.response.get("error"))) from error
        except (SlackClientError, URLError, OSError) as error:
            raise SlackUnreachable(f"files: {error}") from error

    def _download(self, address: str, largest: int) -> bytes:
        """Raises ValueError, in words, for more than `largest` bytes or an address that cannot be used."""
        try:
            with httpx.stream(
                "GET", address, headers={"Authorization": f"Bearer {self.client.token}"}, timeout=self.client.timeout
            ) as answer:
                answer.raise_for_status()
                content = bytearray()
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > largest:
                        raise ValueError(_too_large(largest))
                return bytes(content)
        except httpx.InvalidURL as error:
            raise ValueError("its address cannot be used") from error

    def create_channel(self, name: str, private: bool) -> str:
        """A new channel with us in it; its id. Raises SlackRefused, such as with `name_taken`."""
        plain = name.strip().removeprefix("#")
        return self.call("conversations.create", name=plain, is_private=private)["channel"]["id"]

    def invite(self, channel_id: str, user_id: str) -> bool:
        """Bring someone into a channel that we are in. Whether they are in it now."""
        try:
            self.call("conversations.invite", channel=channel_id, users=user_id)
        except SlackRefused as refused:
            return refused.error == "already_in_channel"
        finally:
            self.forget(channel_id=channel_id)
        return True

    def permalink(self, channel_id: str, ts: str) -> str:
        """The address of a message; empty where Slack gives none."""
        try:
            return str(self.call("chat.getPermalink", channel=channel_id, message_ts=ts).get("permalink") or "")
        except SlackRefused as refused:
            log.info("no address of a message: %s", refused)
            return ""

    def publish_home(self, user_id: str, view: View) -> None:
        self.call("views.publish", user_id=user_id, view=view)


def _too_large(largest: int) -> str:
    return f"it is larger than {largest // 1_000_000} MB"


def _form(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value) if isinstance(value, (bool, dict, list, tuple)) else value
        for name, value in arguments.items()
        if value is not None
    }


def _message(channel_id: str, text: str, blocks: Sequence[Block], thread_ts: str | None) -> dict[str, Any]:
    arguments: dict[str, Any] = {"channel": channel_id, "text": text}
    if blocks:
        arguments["blocks"] = list(blocks)
    if thread_ts:
        arguments["thread_ts"] = thread_ts
    return arguments
