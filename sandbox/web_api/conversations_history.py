"""conversations.history, replies and mark."""

from sandbox import messages, wire
from sandbox.model import Channel, Json, Message
from sandbox.web_api.registry import ApiError, Call, method, page_of


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_for(channel, "history")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    return channel


def _within(call: Call, found: list[Message]) -> list[Message]:
    """Keep what lies between `oldest` and `latest`; the bounds count only with `inclusive`."""
    oldest, latest = call.text("oldest", "0") or "0", call.text("latest")
    if oldest == "0" and not latest:
        return found
    inclusive = call.flag("inclusive")
    try:
        low, high = float(oldest), float(latest) if latest else float("inf")
    except ValueError:
        raise ApiError("invalid_ts_latest" if latest else "invalid_ts_oldest") from None
    return [m for m in found if low < float(m.ts) < high or (inclusive and m.ts in (oldest, latest))]


@method("conversations.history")
def history(call: Call) -> Json:
    channel = _readable(call)
    found = _within(call, messages.conversation(channel, oldest_first=False))
    page, metadata = page_of(call, found)
    return _shown(call, page, metadata) | {"pin_count": sum(m.pinned for m in channel.messages.values())}


@method("conversations.replies")
def replies(call: Call) -> Json:
    channel = _readable(call)
    ts = call.required("ts", "thread_not_found")
    parent_ts = channel.messages[ts].thread_ts if ts in channel.messages and channel.messages[ts].is_reply else ts
    found = messages.thread(channel, parent_ts or ts)
    if not found:
        raise ApiError("thread_not_found")
    page, metadata = page_of(call, [found[0], *_within(call, found[1:])])
    return _shown(call, page, metadata)


def _shown(call: Call, page: list[Message], metadata: Json) -> Json:
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [wire.message(call.ws, m, with_metadata) for m in page],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


@method("conversations.mark", "channels:manage", "groups:write", "im:write")
def mark(call: Call) -> Json:
    channel = call.channel()
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    channel.read_to[call.ws.app.bot_user_id] = call.required("ts", "invalid_timestamp")
    return {}
