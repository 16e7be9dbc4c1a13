"""conversations.*: what channels there are and what they are called."""

import re

from sandbox import wire
from sandbox.model import Channel, Json
from sandbox.web_api.registry import ApiError, Call, method, page_of

NAME = re.compile(r"[a-z0-9_\-\u00c0-\uffff]{1,80}")
TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
READ_SCOPE = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}


@method("conversations.list", "channels:read", "groups:read", "im:read", "mpim:read")
def conversations_list(call: Call) -> Json:
    wanted = [w.strip() for w in call.text("types", "public_channel").split(",")]
    if any(w not in TYPES for w in wanted):
        raise ApiError("invalid_types")
    kinds = {TYPES[w] for w in wanted}
    for kind in sorted(kinds):
        call.need(READ_SCOPE[kind])
    hidden_archived = call.flag("exclude_archived")
    found = [
        c
        for c in call.ws.channels.values()
        if c.kind in kinds and (c.kind == "public" or call.is_member(c)) and not (hidden_archived and c.is_archived)
    ]
    page, metadata = page_of(call, found)
    return {"channels": [wire.channel(call.ws, c) for c in page], "response_metadata": metadata}


@method("conversations.info")
def info(call: Call) -> Json:
    channel = call.channel()
    call.need_for(channel, "read")
    shown = wire.channel(call.ws, channel)
    if not call.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


@method("conversations.members")
def members(call: Call) -> Json:
    channel = call.channel()
    call.need_for(channel, "read")
    page, metadata = page_of(call, channel.members)
    return {"members": page, "response_metadata": metadata}


@method("conversations.open", "im:write", "mpim:write")
def conversations_open(call: Call) -> Json:
    users = [u for u in call.text("users").replace(" ", "").split(",") if u]
    if len(users) != 1:
        raise ApiError("users_list_not_supplied" if not users else "method_not_supported_for_channel_type")
    if users[0] not in call.ws.people:
        raise ApiError("user_not_found")
    if users[0] == call.ws.app.bot_user_id:
        raise ApiError("cannot_dm_bot")
    if call.ws.people[users[0]].deleted:
        raise ApiError("user_disabled")
    channel = call.ws.direct_message(users[0])
    if call.flag("return_im"):
        return {"channel": wire.channel(call.ws, channel)}
    return {"channel": {"id": channel.id}}


@method("conversations.create", "channels:manage", "groups:write")
def create(call: Call) -> Json:
    name = call.required("name", "invalid_name_required").removeprefix("#")
    if not NAME.fullmatch(name):
        raise ApiError("invalid_name_specials")
    if any(c.name == name for c in call.ws.channels.values()):
        raise ApiError("name_taken")
    bot = call.ws.app.bot_user_id
    channel = Channel(
        id=call.ws.ids.new("C"),
        name=name,
        kind="private" if call.flag("is_private") else "public",
        creator=bot,
        created=int(call.ws.clock.now()),
        members=[bot],
    )
    call.ws.channels[channel.id] = channel
    call.ws.notice("channels")
    return {"channel": wire.channel(call.ws, channel)}


@method("conversations.setTopic", "channels:manage", "groups:write", "channels:write.topic", "groups:write.topic")
def set_topic(call: Call) -> Json:
    channel = _own_channel(call)
    channel.topic = call.text("topic")[:250]
    call.ws.notice("channels")
    return {"channel": wire.channel(call.ws, channel)}


@method("conversations.setPurpose", "channels:manage", "groups:write")
def set_purpose(call: Call) -> Json:
    channel = _own_channel(call)
    channel.purpose = call.text("purpose")[:250]
    call.ws.notice("channels")
    return {"channel": wire.channel(call.ws, channel)}


def _own_channel(call: Call) -> Channel:
    """A channel that the bot is in and that is open; direct messages have no topic."""
    channel = call.channel()
    if channel.kind == "im":
        raise ApiError("method_not_supported_for_channel_type")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel
