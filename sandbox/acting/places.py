"""Finds the people, channels, messages and elements that an act concerns, as its person sees them."""

from dataclasses import dataclass

from sandbox.acting.errors import ActingError
from sandbox.blockkit.check import elements_of
from sandbox.model import Channel, Json, Message, Person, View
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class Place:
    """Where an element stands: in a message, or in a modal or App Home."""

    user: str
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        if self.view is not None:
            return self.view.body["blocks"]
        if self.message is None:
            return []
        nested = [block for a in self.message.attachments for block in a.get("blocks", [])]
        return [*self.message.blocks, *nested]


def person_for(ws: Workspace, key: str) -> Person:
    found = ws.person(key)
    if found is None:
        raise ActingError(f"There is nobody called {key} in this workspace.")
    return found


def channel_for(ws: Workspace, user: str, key: str) -> Channel:
    """A channel that `user` can see; `@bot` or a person's own id mean the direct message with the app."""
    person = person_for(ws, user)
    named = person.id if key in ("@bot", "dm", ws.app.bot_user_id) else key
    found = ws.channel(named)
    if found is None or not ws.can_see(person.id, found):
        raise ActingError(f"There is no conversation {key} that {person.real_name} can see.")
    return found


def message_for(ws: Workspace, user: str, channel: str, ts: str) -> Message:
    person, place = person_for(ws, user), channel_for(ws, user, channel)
    found = place.find(ts)
    if found is None or found.tombstone or found.visible_to not in (None, person.id):
        raise ActingError("This message is no longer there.")
    return found


def view_for(ws: Workspace, user: str, key: str) -> View:
    """A view by its id; `home` means the person's App Home, `modal` the modal on top."""
    person = person_for(ws, user)
    if key == "home":
        found = ws.homes.get(person.id)
    elif key == "modal":
        ids = ws.modal_stacks.get(person.id, [])
        found = ws.views[ids[-1]] if ids else None
    else:
        found = ws.views.get(key)
    if found is None or found.user != person.id:
        raise ActingError("This form is no longer open.")
    return found


def element_in(
    place: Place, action_id: str | None, block_id: str | None = None, value: str | None = None
) -> tuple[Json, Json]:
    """The block and element with this action id; `block_id` or a button's `value` tells equal ones apart."""
    found = [
        (block, element)
        for block in place.blocks
        for element, _ in elements_of([block])
        if element.get("action_id") == action_id and block_id in (None, block["block_id"])
    ]
    if len(found) > 1 and value is not None:
        found = [pair for pair in found if pair[1].get("value") == value] or found
    if not found:
        offered = sorted({e.get("action_id", "") for b in place.blocks for e, _ in elements_of([b])})
        raise ActingError(f"There is no {action_id} here; there is {', '.join(offered) or 'nothing to use'}.")
    return found[0]
