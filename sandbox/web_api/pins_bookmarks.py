"""pins.* and bookmarks.*"""

from sandbox import messages, wire
from sandbox.model import Channel, Json, Message
from sandbox.web_api.registry import ApiError, Call, method


def _pin_target(call: Call) -> tuple[Channel, Message]:
    channel = call.channel()
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    return channel, call.message(channel, call.required("timestamp", "no_item_specified"))


@method("pins.add", "pins:write")
def pins_add(call: Call) -> Json:
    _, message = _pin_target(call)
    if message.pinned:
        raise ApiError("already_pinned")
    message.pinned = True
    messages.show(call.ws, message)
    return {}


@method("pins.remove", "pins:write")
def pins_remove(call: Call) -> Json:
    _, message = _pin_target(call)
    if not message.pinned:
        raise ApiError("no_pin")
    message.pinned = False
    messages.show(call.ws, message)
    return {}


@method("pins.list", "pins:read")
def pins_list(call: Call) -> Json:
    channel = call.channel()
    pinned = [m for m in channel.messages.values() if m.pinned]
    return {"items": [{"type": "message", "channel": channel.id, "message": wire.message(call.ws, m)} for m in pinned]}


@method("bookmarks.add", "bookmarks:write")
def bookmarks_add(call: Call) -> Json:
    channel = call.channel("channel_id")
    if call.required("type") != "link":
        raise ApiError("invalid_bookmark_type")
    bookmark = {
        "id": call.ws.ids.new("Bk"),
        "channel_id": channel.id,
        "title": call.required("title"),
        "link": call.required("link", "invalid_link"),
        "emoji": call.text("emoji"),
        "type": "link",
        "date_created": int(call.ws.clock.now()),
    }
    channel.bookmarks.append(bookmark)
    call.ws.notice("channels")
    return {"bookmark": bookmark}


@method("bookmarks.list", "bookmarks:read")
def bookmarks_list(call: Call) -> Json:
    return {"bookmarks": call.channel("channel_id").bookmarks}


@method("bookmarks.remove", "bookmarks:write")
def bookmarks_remove(call: Call) -> Json:
    channel = call.channel("channel_id")
    kept = [b for b in channel.bookmarks if b["id"] != call.text("bookmark_id")]
    if len(kept) == len(channel.bookmarks):
        raise ApiError("not_found")
    channel.bookmarks = kept
    call.ws.notice("channels")
    return {}
