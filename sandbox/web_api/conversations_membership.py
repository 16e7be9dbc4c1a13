"""conversations.*: joining, inviting, leaving, archiving."""

from sandbox import events, wire
from sandbox.membership import add_member, remove_member
from sandbox.model import Channel, Json
from sandbox.web_api.registry import ApiError, Call, method


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.is_member(channel):
        return {"channel": wire.channel(call.ws, channel), "warning": "already_in_channel"}
    add_member(call.ws, channel, call.ws.app.bot_user_id)
    return {"channel": wire.channel(call.ws, channel)}


@method("conversations.invite", "channels:manage", "groups:write", "channels:write.invites")
def invite(call: Call) -> Json:
    channel = call.channel()
    users = [u for u in call.text("users").replace(" ", "").split(",") if u]
    if not users:
        raise ApiError("no_user")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    problem = next((e for e in (_invite_problem(call, channel, u) for u in users) if e), None)
    if problem:
        raise ApiError(problem)
    for user in users:
        add_member(call.ws, channel, user, call.ws.app.bot_user_id)
    return {"channel": wire.channel(call.ws, channel)}


def _invite_problem(call: Call, channel: Channel, user: str) -> str | None:
    if user not in call.ws.people:
        return "user_not_found"
    if user == call.ws.app.bot_user_id:
        return "cant_invite_self"
    return "already_in_channel" if user in channel.members else None


@method("conversations.leave", "channels:manage", "groups:write")
def leave(call: Call) -> Json:
    channel = call.channel()
    if not call.is_member(channel):
        return {"not_in_channel": True}
    remove_member(call.ws, channel, call.ws.app.bot_user_id)
    return {}


@method("conversations.archive", "channels:manage", "groups:write")
def archive(call: Call) -> Json:
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("already_archived")
    if channel.is_general:
        raise ApiError("cant_archive_general")
    channel.is_archived = True
    events.channel_archived(call.ws, channel, call.ws.app.bot_user_id)
    call.ws.notice("channels")
    return {}
