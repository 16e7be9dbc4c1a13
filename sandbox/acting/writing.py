"""A person writes: messages, edits, deletions, reactions, files, and joins channels."""

from sandbox import events, files, membership, messages, reactions
from sandbox.acting.errors import ActingError
from sandbox.acting.places import channel_for, message_for, person_for
from sandbox.model import Message
from sandbox.typed_text import encode
from sandbox.web_api.content import LONGEST_TEXT
from sandbox.workspace import Workspace


def say(
    ws: Workspace,
    user: str,
    channel: str,
    text: str,
    thread_ts: str | None = None,
    upload: list[str] | None = None,
) -> Message:
    """Post what `user` typed. `upload` names files already added. Raises ActingError."""
    person, place = person_for(ws, user), channel_for(ws, user, channel)
    if place.is_archived:
        raise ActingError("This channel is archived. Nobody can write here any more.")
    if place.kind != "im" and person.id not in place.members:
        raise ActingError(f"Join #{place.name} to write here.")
    if not text.strip() and not upload:
        raise ActingError("Write something first.")
    _check_length(text)
    if thread_ts is not None and thread_ts not in place.messages:
        raise ActingError("This thread is no longer there.")
    return messages.say(ws, person.id, place, encode(ws, text.strip()), thread_ts, upload)


def edit(ws: Workspace, user: str, channel: str, ts: str, text: str) -> None:
    message = _own(ws, user, channel, ts)
    _check_length(text)
    encoded = encode(ws, text.strip())
    blocks = [messages.as_rich_text(encoded, ws.ids.new("", 5))]
    messages.change(ws, message, message.user, text=encoded, blocks=blocks)


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise ActingError(f"A message can have {LONGEST_TEXT:,} characters; this one has {len(text):,}.")


def delete(ws: Workspace, user: str, channel: str, ts: str) -> None:
    messages.delete(ws, _own(ws, user, channel, ts))


def dismiss(ws: Workspace, user: str, channel: str, ts: str) -> None:
    """Remove an ephemeral message from the reader's own view; the app is not told."""
    message = message_for(ws, user, channel, ts)
    if message.visible_to != person_for(ws, user).id:
        raise ActingError("Only messages that just you can see can be dismissed.")
    messages.delete(ws, message)


def _own(ws: Workspace, user: str, channel: str, ts: str) -> Message:
    message = message_for(ws, user, channel, ts)
    if message.by_app or message.user != person_for(ws, user).id:
        raise ActingError("Only your own messages can be changed.")
    return message


def react(ws: Workspace, user: str, channel: str, ts: str, name: str) -> None:
    """Add a reaction, or take it back when it is there already."""
    person, message = person_for(ws, user), message_for(ws, user, channel, ts)
    if not reactions.add(ws, message, person.id, name):
        reactions.remove(ws, message, person.id, name)


def upload(
    ws: Workspace,
    user: str,
    channel: str,
    name: str,
    content: bytes,
    text: str = "",
    thread_ts: str | None = None,
) -> Message:
    """Share a file, with a comment or without."""
    person, place = person_for(ws, user), channel_for(ws, user, channel)
    if not content:
        raise ActingError(f"{name} is empty. Choose a file with content.")
    file = files.add(ws, name, content, person.id)
    file.channels.append(place.id)
    return say(ws, person.id, place.id, text, thread_ts, [file.id])


def add_file(ws: Workspace, user: str, name: str, content: bytes) -> str:
    """Upload a file for a form's file input. Returns its id."""
    return files.add(ws, name, content, person_for(ws, user).id).id


def join(ws: Workspace, user: str, channel: str, newcomer: str | None = None) -> None:
    """`user` joins a channel, or adds `newcomer` (a person or the app) to it."""
    place = channel_for(ws, user, channel)
    joining = person_for(ws, newcomer or user)
    if joining.id in place.members:
        raise ActingError(f"{joining.real_name} is in #{place.name} already.")
    if newcomer and person_for(ws, user).id not in place.members:
        raise ActingError(f"Join #{place.name} before you add somebody.")
    membership.add_member(ws, place, joining.id, person_for(ws, user).id if newcomer else None)


def leave(ws: Workspace, user: str, channel: str, who: str | None = None) -> None:
    """`user` leaves a channel, or removes `who` (a person or the app) from it."""
    place, leaving = channel_for(ws, user, channel), person_for(ws, who or user)
    if leaving.id not in place.members or place.kind == "im":
        raise ActingError(f"{leaving.real_name} is not in #{place.name}.")
    membership.remove_member(ws, place, leaving.id)


def share(ws: Workspace, user: str, channel: str, shared: bool, team: str = "T0OTHER") -> None:
    """Share a channel with another workspace, or end it."""
    place = channel_for(ws, user, channel)
    if place.kind == "im" or place.is_ext_shared == shared:
        raise ActingError("Nothing to change: the channel is so already, or cannot be shared.")
    place.is_ext_shared = shared
    events.channel_shared(ws, place, team)
    ws.notice("channels")


def archive(ws: Workspace, user: str, channel: str, archived: bool = True) -> None:
    """Archive a channel, or bring it back."""
    place = channel_for(ws, user, channel)
    if place.kind == "im" or place.is_general:
        raise ActingError("This conversation cannot be archived.")
    place.is_archived = archived
    events.channel_archived(ws, place, person_for(ws, user).id)
    ws.notice("channels")


def mark_read(ws: Workspace, user: str, channel: str, ts: str) -> None:
    person, place = person_for(ws, user), channel_for(ws, user, channel)
    place.read_to[person.id] = max(ts, place.read_to.get(person.id, ""))
