"""Slack's Web API as the assistant uses it: messages, views and channels, with people (`bot/slack_directory.py`), files
(`bot/slack_files.py`) and what can go wrong (`bot/slack_calls.py`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.replies import Block, View
from bot.slack_calls import SlackError, SlackRefused, SlackUnreachable, log, make_client
from bot.slack_directory import ChannelFacts, Profile, SlackDirectory
from bot.slack_files import SlackFiles

__all__ = ["ChannelFacts", "Profile", "Slack", "SlackError", "SlackRefused", "SlackUnreachable", "make_client"]

#: How far back a message is looked for after a crash, in pages of 200.
PAGES_LOOKED_THROUGH = 10
#: So many of the latest messages of a conversation are looked at for those that have to change.
LATEST = 50
#: The key of an outgoing message stands in its metadata, so that a retry finds what was already posted.
EVENT_TYPE = "cec_message"


class Slack(SlackDirectory, SlackFiles):
    """All that leaves for Slack, and all that is asked of it, goes through here. Safe to use from several threads."""

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
            arguments["metadata"] = _keyed(key)
        return self.call("chat.postMessage", unfurl_links=False, unfurl_media=False, **arguments)["ts"]

    def posted(self, channel_id: str, thread_ts: str | None, key: str) -> str | None:
        """The timestamp of the message with this key, if it was posted already (asked after a crash only)."""
        for message in self._history(channel_id, thread_ts):
            if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                return message["ts"]
        return None

    def keyed(self, channel_id: str, beginning: str) -> list[str]:
        """The timestamps of our latest messages in a channel whose key begins so, the latest first."""
        arguments: dict[str, Any] = {"channel": channel_id, "limit": LATEST, "include_all_metadata": True}
        page = self.call("conversations.history", **arguments)
        keys = ((m["ts"], m.get("metadata", {}).get("event_payload", {}).get("key")) for m in page.get("messages", ()))
        return [ts for ts, key in keys if str(key or "").startswith(beginning)]

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

    def update(self, channel_id: str, ts: str, text: str, blocks: Sequence[Block] = (), key: str | None = None) -> None:
        """`key` as in `post`; without one it stays as it was."""
        more = {"metadata": _keyed(key)} if key else {}
        self.call("chat.update", channel=channel_id, ts=ts, text=text, blocks=list(blocks), **more)

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
        except SlackError as error:
            log.info("no address of a message: %s", error)
            return ""

    def publish_home(self, user_id: str, view: View) -> None:
        self.call("views.publish", user_id=user_id, view=view)


def _keyed(key: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def _message(channel_id: str, text: str, blocks: Sequence[Block], thread_ts: str | None) -> dict[str, Any]:
    arguments: dict[str, Any] = {"channel": channel_id, "text": text}
    if blocks:
        arguments["blocks"] = list(blocks)
    if thread_ts:
        arguments["thread_ts"] = thread_ts
    return arguments
