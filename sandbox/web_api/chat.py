"""chat.*"""

from sandbox import messages, wire
from sandbox.model import Channel, Json, Message
from sandbox.web_api.content import Content, read_content
from sandbox.web_api.registry import ApiError, Call, method

LONGEST_UPDATE = 4000
UPDATABLE = ("text", "blocks", "attachments", "metadata")
"""What chat.update replaces; a field that is not named stays as it was."""


def _postable(call: Call) -> Channel:
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_archived")
    if not call.is_member(channel) and not (channel.kind == "public" and "chat:write.public" in call.scopes):
        raise ApiError("not_in_channel")
    if channel.kind == "im" and call.ws.people[channel.creator].deleted:
        raise ApiError("user_is_deactivated" if call.method == "chat.postEphemeral" else "restricted_action")
    return channel


def app_message(call: Call, channel: Channel, content: Content) -> Message:
    """A message by the app, not yet posted."""
    custom = "chat:write.customize" in call.scopes
    icons = {key: call.text(f"icon_{key}") for key in ("emoji", "url") if call.text(f"icon_{key}")}
    return Message(
        channel=channel.id,
        ts=call.ws.clock.ts(),
        user=call.ws.app.bot_user_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=_thread(call, channel),
        by_app=True,
        username=call.text("username") or None if custom else None,
        icons=icons or None if custom else None,
    )


def _thread(call: Call, channel: Channel) -> str | None:
    ts = call.text("thread_ts")
    if not ts:
        return None
    parent = channel.messages.get(ts)
    if parent is None:
        raise ApiError("invalid_thread_ts" if not ts.replace(".", "", 1).isdigit() else "thread_not_found")
    if parent.subtype in ("channel_join", "tombstone"):
        raise ApiError("cannot_reply_to_message")
    return parent.thread_ts if parent.is_reply else ts


@method("chat.postMessage", "chat:write")
def post_message(call: Call) -> Json:
    channel = _postable(call)
    message = app_message(call, channel, read_content(call))
    message.broadcast = bool(message.thread_ts) and call.flag("reply_broadcast")
    messages.post(call.ws, message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": wire.message(call.ws, message, with_metadata=True),
    }


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(call: Call) -> Json:
    channel = _postable(call)
    user = call.user("user", "user_not_found")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    message = app_message(call, channel, read_content(call))
    message.visible_to = user
    messages.post(call.ws, message)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    channel = call.channel()
    message = _own_message(call, channel, "cant_update_message")
    content = read_content(call, longest=LONGEST_UPDATE)
    changes = {name: getattr(content, name) for name in UPDATABLE if name in call.args}
    messages.change(call.ws, message, call.ws.app.bot_user_id, **changes)
    shown = wire.message(call.ws, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    channel = call.channel()
    message = _own_message(call, channel, "cant_delete_message")
    messages.delete(call.ws, message)
    return {"channel": channel.id, "ts": message.ts}


def _own_message(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.message(channel, call.required("ts", "message_not_found"))
    if not message.by_app:
        raise ApiError(refusal)
    return message


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, call.required("message_ts", "message_not_found"))
    address = f"{call.ws.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}
