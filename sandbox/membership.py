"""Joining and leaving a channel: one path for people and for the app."""

from sandbox import events, messages
from sandbox.model import Channel
from sandbox.workspace import Workspace


def add_member(ws: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    channel.members.append(user)
    messages.notice(ws, channel, user, "channel_join", f"<@{user}> has joined the channel")
    events.member_joined(ws, channel, user, inviter)
    ws.notice("channels")


def remove_member(ws: Workspace, channel: Channel, user: str) -> None:
    channel.members.remove(user)
    events.member_left(ws, channel, user)
    messages.notice(ws, channel, user, "channel_leave", f"<@{user}> has left the channel")
    ws.notice("channels")
