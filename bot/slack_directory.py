"""Who the people and channels of the workspace are, as Slack tells it; believed for some minutes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TTLCache
from slack_sdk import WebClient

from bot.slack_calls import SlackCalls

#: How long what Slack told about people and channels is believed, in seconds. Events make it forget sooner.
BELIEVED_FOR = 600


@dataclass(frozen=True)
class Profile:
    """A person as Slack knows them. `email` is lower case, empty where the scope is missing, the person hides it, or
    has not confirmed to Slack that it is theirs."""

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


class SlackDirectory(SlackCalls):
    def __init__(self, client: WebClient) -> None:
        super().__init__(client)
        self._lock = threading.Lock()
        self._profiles: TTLCache[str, Profile] = TTLCache(50_000, BELIEVED_FOR)
        self._channels: TTLCache[str, ChannelFacts] = TTLCache(10_000, BELIEVED_FOR)
        self._members: TTLCache[str, tuple[str, ...]] = TTLCache(1_000, BELIEVED_FOR)
        self._direct: TTLCache[str, str] = TTLCache(50_000, BELIEVED_FOR)

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
        confirmed = user.get("is_email_confirmed") is not False
        foreign = bool(user.get("is_stranger")) or user.get("team_id") not in (None, self.identity().get("team_id"))
        return Profile(
            id=user_id,
            name=profile.get("real_name") or user.get("real_name") or user.get("name") or user_id,
            email=(profile.get("email") or "").strip().lower() if confirmed else "",
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
