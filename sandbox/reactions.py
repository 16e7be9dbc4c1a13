"""Emoji reactions on messages, by people and by the app."""

from sandbox import events, messages
from sandbox.model import Message
from sandbox.workspace import Workspace


def add(ws: Workspace, message: Message, user: str, name: str) -> bool:
    """Add a reaction. False when this user has reacted so already."""
    users = message.reactions.setdefault(name, [])
    if user in users:
        return False
    users.append(user)
    _tell(ws, message, user, name, added=True)
    return True


def remove(ws: Workspace, message: Message, user: str, name: str) -> bool:
    """Take a reaction back. False when there was none."""
    users = message.reactions.get(name, [])
    if user not in users:
        return False
    users.remove(user)
    if not users:
        del message.reactions[name]
    _tell(ws, message, user, name, added=False)
    return True


def _tell(ws: Workspace, message: Message, user: str, name: str, added: bool) -> None:
    events.reaction(ws, ws.channels[message.channel], message, user, name, added)
    messages.show(ws, message)
