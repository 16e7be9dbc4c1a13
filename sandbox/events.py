"""Tells the app, in Slack's event shapes, what happened in the workspace.

An event goes out only when the app subscribed to it, and for channels only when the bot is a member.
"""

from sandbox import wire
from sandbox.delivery.envelopes import Envelope
from sandbox.model import CHANNEL_TYPE, SCOPE_FAMILY, AssistantThread, Channel, Json, Message
from sandbox.workspace import Workspace

MESSAGE_EVENT = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


def emit(ws: Workspace, event: Json, channel: Channel | None = None) -> str:
    """Send `event` to the app. Returns its event id."""
    event_id = ws.ids.new("Ev")
    payload = {
        "token": ws.app.verification_token,
        "team_id": ws.team.id,
        "context_team_id": ws.team.id,
        "context_enterprise_id": None,
        "api_app_id": ws.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(ws.clock.now()),
        "authorizations": [_authorization(ws)],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": f"4-{ws.ids.secret(40)}",
    }
    ws.deliver(Envelope("events_api", payload))
    return event_id


def _authorization(ws: Workspace) -> Json:
    return {
        "enterprise_id": None,
        "team_id": ws.team.id,
        "user_id": ws.app.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }


def _wants(ws: Workspace, name: str, channel: Channel | None = None) -> bool:
    if name not in ws.app.events:
        return False
    return channel is None or ws.app.bot_user_id in channel.members


def message_posted(ws: Workspace, channel: Channel, message: Message) -> None:
    """The `message` event, and `app_mention` beside it when the text names the bot."""
    if message.visible_to is not None:
        return
    shown = wire.message(ws, message, with_metadata=True)
    place = {"channel": channel.id, "event_ts": message.ts}
    if _wants(ws, MESSAGE_EVENT[channel.kind], channel):
        emit(ws, {**shown, **place, "channel_type": CHANNEL_TYPE[channel.kind]}, channel)
    mentioned = f"<@{ws.app.bot_user_id}" in message.text and not message.by_app
    if mentioned and channel.kind != "im" and _wants(ws, "app_mention", channel):
        emit(ws, {**shown, **place, "type": "app_mention"}, channel)


def message_changed(ws: Workspace, channel: Channel, message: Message, before: Json) -> None:
    if not _wants(ws, MESSAGE_EVENT[channel.kind], channel):
        return
    ts = ws.clock.ts()
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": wire.message(ws, message, with_metadata=True),
        "previous_message": before,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPE[channel.kind],
        "ts": ts,
        "event_ts": ts,
    }
    emit(ws, event, channel)


def message_deleted(ws: Workspace, channel: Channel, before: Json) -> None:
    if not _wants(ws, MESSAGE_EVENT[channel.kind], channel):
        return
    ts = ws.clock.ts()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before["ts"],
        "previous_message": before,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPE[channel.kind],
        "ts": ts,
        "event_ts": ts,
    }
    emit(ws, event, channel)


def reaction(ws: Workspace, channel: Channel, message: Message, user: str, name: str, added: bool) -> None:
    kind = "reaction_added" if added else "reaction_removed"
    if not _wants(ws, kind, channel):
        return
    item = {"type": "message", "channel": channel.id, "ts": message.ts}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
    emit(ws, {**event, "event_ts": ws.clock.ts()}, channel)


def member_joined(ws: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    if not _wants(ws, "member_joined_channel", channel):
        return
    event: Json = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "private" else "C",
        "team": ws.people[user].team_id,
        "event_ts": ws.clock.ts(),
    }
    emit(ws, event | ({"inviter": inviter} if inviter else {}), channel)


def member_left(ws: Workspace, channel: Channel, user: str) -> None:
    """Sent also when it is the bot that left, which is then no member any more."""
    if not _wants(ws, "member_left_channel") or ws.app.bot_user_id not in (*channel.members, user):
        return
    event: Json = {
        "type": "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "private" else "C",
        "team": ws.people[user].team_id,
        "event_ts": ws.clock.ts(),
    }
    emit(ws, event, channel)


def channel_shared(ws: Workspace, channel: Channel, team: str) -> None:
    """`channel_shared` or `channel_unshared`, by what the channel now is; `team` is the other workspace."""
    if channel.is_ext_shared and _wants(ws, "channel_shared"):
        event = {"type": "channel_shared", "connected_team_id": team, "channel": channel.id}
        emit(ws, {**event, "event_ts": ws.clock.ts()}, channel)
    elif not channel.is_ext_shared and _wants(ws, "channel_unshared"):
        event = {"type": "channel_unshared", "previously_connected_team_id": team, "channel": channel.id}
        emit(ws, {**event, "is_ext_shared": False, "event_ts": ws.clock.ts()}, channel)


def channel_archived(ws: Workspace, channel: Channel, user: str) -> None:
    """`channel_archive` or `channel_unarchive` (`group_...` for private channels)."""
    family = "channel" if SCOPE_FAMILY[channel.kind] == "channels" else "group"
    kind = f"{family}_archive" if channel.is_archived else f"{family}_unarchive"
    if _wants(ws, kind):
        emit(ws, {"type": kind, "channel": channel.id, "user": user, "event_ts": ws.clock.ts()}, channel)


def person_changed(ws: Workspace, user: str, joined: bool = False) -> None:
    """`team_join` for a new person, `user_change` for one whose profile changed."""
    kind = "team_join" if joined else "user_change"
    if _wants(ws, kind):
        shown = wire.user(ws, ws.people[user])
        emit(ws, {"type": kind, "user": shown, "cache_ts": int(ws.clock.now()), "event_ts": ws.clock.ts()})


def home_opened(ws: Workspace, user: str, tab: str) -> None:
    if not _wants(ws, "app_home_opened"):
        return
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": ws.direct_message(user).id,
        "tab": tab,
        "event_ts": ws.clock.ts(),
    }
    if tab == "home" and user in ws.homes:
        event["view"] = wire.view(ws, ws.homes[user])
    emit(ws, event)


def assistant_thread(ws: Workspace, thread: AssistantThread, changed: bool = False) -> None:
    kind = "assistant_thread_context_changed" if changed else "assistant_thread_started"
    if not _wants(ws, kind):
        return
    described = {
        "user_id": thread.user,
        "context": thread.context,
        "channel_id": thread.channel,
        "thread_ts": thread.ts,
    }
    emit(ws, {"type": kind, "assistant_thread": described, "event_ts": ws.clock.ts()})
