"""Files: kept in memory, shared into channels by messages."""

import mimetypes

from sandbox.model import File
from sandbox.workspace import Workspace


def expect(ws: Workspace, name: str, size: int, user: str) -> File:
    """Announce a file of `size` bytes whose content follows."""
    file = File(
        id=ws.ids.new("F"),
        name=name,
        title=name,
        size=size,
        user=user,
        created=int(ws.clock.now()),
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
    )
    ws.files[file.id] = file
    return file


def add(ws: Workspace, name: str, content: bytes, user: str) -> File:
    """A file that a person uploads in one go."""
    file = expect(ws, name, len(content), user)
    file.content, file.complete = content, True
    return file


def bot_sees(ws: Workspace, file: File) -> bool:
    bot = ws.app.bot_user_id
    return file.user == bot or file.in_form or any(bot in ws.channels[c].members for c in file.channels)


def person_sees(ws: Workspace, file: File, user: str) -> bool:
    return file.user == user or any(ws.can_see(user, ws.channels[c]) for c in file.channels)
