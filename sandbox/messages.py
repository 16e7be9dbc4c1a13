"""Posting, changing and deleting messages: one path for people and for the app."""

from sandbox import events, wire
from sandbox.model import Channel, Json, Message
from sandbox.typed_text import as_rich_text
from sandbox.workspace import Workspace


def post(ws: Workspace, message: Message) -> Message:
    """Add a new message to its channel, tell the app and the open pages."""
    channel = ws.channels[message.channel]
    _store(channel, message)
    events.message_posted(ws, channel, message)
    show(ws, message)
    _end_assistant_status(ws, message)
    return message


def say(
    ws: Workspace,
    user: str,
    channel: Channel,
    text: str,
    thread_ts: str | None = None,
    files: list[str] | None = None,
) -> Message:
    """A person's message; `text` is in Slack's encoded form."""
    message = Message(
        channel=channel.id,
        ts=ws.clock.ts(),
        user=user,
        text=text,
        blocks=[as_rich_text(text, ws.ids.new("", 5))] if text else [],
        thread_ts=thread_ts,
        client_msg_id=ws.ids.uuid(),
        files=files or [],
        subtype="file_share" if files else None,
    )
    channel.read_to[user] = message.ts
    return post(ws, message)


def notice(ws: Workspace, channel: Channel, user: str, subtype: str, text: str) -> Message:
    """A line that Slack itself writes, such as "joined the channel"."""
    return post(ws, Message(channel=channel.id, ts=ws.clock.ts(), user=user, text=text, subtype=subtype))


def change(ws: Workspace, message: Message, editor: str, **changes: object) -> None:
    """Replace the named fields of a message. `editor` is who did it."""
    before = wire.message(ws, message, with_metadata=True)
    for name, value in changes.items():
        setattr(message, name, value)
    message.edited_by, message.edited_ts = editor, ws.clock.ts()
    channel = ws.channels[message.channel]
    if message.visible_to is None:
        events.message_changed(ws, channel, message, before)
    show(ws, message)


def delete(ws: Workspace, message: Message) -> None:
    """Delete a message; a parent that has replies leaves a tombstone, as in Slack."""
    channel = ws.channels[message.channel]
    before = wire.message(ws, message, with_metadata=True)
    if message.visible_to is not None:
        channel.ephemerals.pop(message.ts, None)
    elif channel.replies.get(message.ts):
        message.tombstone = True
    else:
        _forget(channel, message)
    if message.visible_to is None:
        events.message_deleted(ws, channel, before)
    audience = ws.audience_of(channel, message)
    ws.notice("message_deleted", audience, channel=channel.id, ts=message.ts, thread_ts=message.thread_ts)
    _show_parent(ws, channel, message)


def show(ws: Workspace, message: Message) -> None:
    """Tell the open pages about a new or changed message."""
    channel = ws.channels[message.channel]
    shown = wire.message(ws, message) | ({"broadcast": True} if message.broadcast else {})
    ws.notice("message", ws.audience_of(channel, message), channel=channel.id, message=shown)
    _show_parent(ws, channel, message)


def conversation(channel: Channel, oldest_first: bool = True) -> list[Message]:
    """What stands in the channel itself: everything but thread replies that were not broadcast."""
    top = [m for m in channel.messages.values() if not m.is_reply or m.broadcast]
    return top if oldest_first else top[::-1]


def thread(channel: Channel, ts: str) -> list[Message]:
    """A parent and its replies, oldest first; empty when there is no such message."""
    parent = channel.messages.get(ts)
    if parent is None:
        return []
    return [parent, *(channel.messages[reply] for reply in channel.replies.get(ts, []))]


def _store(channel: Channel, message: Message) -> None:
    if message.visible_to is not None:
        channel.ephemerals[message.ts] = message
        return
    channel.messages[message.ts] = message
    if message.is_reply and message.thread_ts:
        channel.replies.setdefault(message.thread_ts, []).append(message.ts)


def _forget(channel: Channel, message: Message) -> None:
    channel.messages.pop(message.ts, None)
    siblings = channel.replies.get(message.thread_ts or "", [])
    if message.ts in siblings:
        siblings.remove(message.ts)


def _show_parent(ws: Workspace, channel: Channel, message: Message) -> None:
    parent = channel.messages.get(message.thread_ts or "") if message.is_reply else None
    if parent is not None:
        ws.notice("message", ws.audience_of(channel), channel=channel.id, message=wire.message(ws, parent))


def _end_assistant_status(ws: Workspace, message: Message) -> None:
    """The assistant's status disappears as soon as the app answers in the thread."""
    thread_seen = ws.assistant_threads.get((message.channel, message.thread_ts or ""))
    if thread_seen is not None and message.by_app and thread_seen.status:
        thread_seen.status = ""
        show_assistant_thread(ws, message.channel, thread_seen.ts)


def show_assistant_thread(ws: Workspace, channel: str, ts: str) -> None:
    found = ws.assistant_threads[(channel, ts)]
    ws.notice("assistant", [found.user], thread=assistant_thread_shown(found))


def assistant_thread_shown(found: object) -> Json:
    return dict(vars(found))
