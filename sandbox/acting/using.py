"""A person uses what the app offers: commands, shortcuts, buttons, selects, its home and assistant view.

Each act returns the envelope on its way; its `outcome` tells what the person sees in the end.
"""

from sandbox import events, messages
from sandbox.acting import answers, payloads
from sandbox.acting.errors import ActingError
from sandbox.acting.places import Place, channel_for, element_in, message_for, person_for, view_for
from sandbox.delivery.envelopes import Envelope
from sandbox.model import AssistantThread, Json, Message
from sandbox.typed_text import encode
from sandbox.view_state import FIELD, as_state, first_values, options_of
from sandbox.workspace import Workspace


def _send(ws: Workspace, envelope: Envelope) -> Envelope:
    ws.deliver(envelope)
    return envelope


def command(ws: Workspace, user: str, channel: str, name: str, text: str = "") -> Envelope:
    person, place = person_for(ws, user), channel_for(ws, user, channel)
    known = next((c for c in ws.app.commands if c.name == name), None)
    if known is None:
        raise ActingError(f"{name} is not a command of this workspace.")
    said = encode(ws, text.strip(), with_names=True) if known.should_escape else text.strip()
    payload = payloads.command(ws, person.id, place.id, name, said)
    answer = answers.to_command(ws, person.id, place.id)
    return _send(ws, Envelope("slash_commands", payload, accepts_response_payload=True, on_answer=answer))


def shortcut(ws: Workspace, user: str, callback_id: str, channel: str | None = None, ts: str | None = None) -> Envelope:
    """Use a global shortcut, or a message shortcut on the message `channel`, `ts`."""
    person = person_for(ws, user)
    known = next((s for s in ws.app.shortcuts if s.callback_id == callback_id), None)
    if known is None:
        raise ActingError(f"{callback_id} is not a shortcut of this workspace.")
    if known.type == "global":
        payload = payloads.global_shortcut(ws, person.id, callback_id)
    else:
        message = message_for(ws, person.id, channel or "", ts or "")
        payload = payloads.message_shortcut(ws, person.id, callback_id, message)
    return _send(ws, Envelope("interactive", payload, on_answer=answers.plain))


def place_of(ws: Workspace, user: str, channel: str | None, ts: str | None, view: str | None) -> Place:
    person = person_for(ws, user)
    if view:
        return Place(person.id, view=view_for(ws, user, view))
    return Place(person.id, message=message_for(ws, user, channel or "", ts or ""))


def act_on(
    ws: Workspace, place: Place, action_id: str, value: object = None, block_id: str | None = None
) -> Envelope | None:
    """Click a button or choose in a select. None when the element only keeps its value for later."""
    wanted = value if isinstance(value, str) else None
    block, element = element_in(place, action_id, block_id, wanted)
    action = _action(block, element, value)
    values = values_of(ws, place)
    if element["type"] in FIELD:
        entered = as_state(element, value)
        values.setdefault(block["block_id"], {})[action_id] = entered
        action |= entered
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
    payload = payloads.block_actions(ws, place, values, action)
    return _send(ws, Envelope("interactive", payload, on_answer=answers.plain))


def values_of(ws: Workspace, place: Place) -> Json:
    """What this person has entered in this place so far; changing it changes the state."""
    if place.view is not None:
        return place.view.values
    assert place.message is not None
    key = (place.user, place.message.channel, place.message.ts)
    first = first_values(place.blocks)
    kept = ws.message_values.get(key, {})
    ws.message_values[key] = {b: kept.get(b, v) for b, v in first.items()}
    return ws.message_values[key]


def _action(block: Json, element: Json, value: object) -> Json:
    action: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    copied = ("text", "value", "style", "url", "placeholder") if element["type"] == "button" else ("placeholder",)
    action |= {name: element[name] for name in copied if name in element}
    if element["type"] == "overflow":
        action["selected_option"] = _overflow_option(element, value)
    if element["type"] == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        action |= next((side for side in sides if side["value"] == value), sides[0])
    return action


def _overflow_option(element: Json, value: object) -> Json:
    found = next((o for o in options_of(element) if value in (o["value"], o["text"]["text"])), None)
    if found is None:
        raise ActingError(f"The menu does not offer {value}.")
    return found


def suggest(ws: Workspace, place: Place, action_id: str, typed: str, block_id: str | None = None) -> Envelope:
    """Ask the app for the options of an external select."""
    block, element = element_in(place, action_id, block_id)
    payload = payloads.block_suggestion(ws, place, block, element, typed)
    envelope = Envelope("interactive", payload, accepts_response_payload=True, on_answer=answers.options)
    return _send(ws, envelope)


def open_home(ws: Workspace, user: str, tab: str = "home") -> None:
    events.home_opened(ws, person_for(ws, user).id, tab)


def open_assistant(ws: Workspace, user: str, context_channel: str | None = None) -> AssistantThread:
    """Start a new assistant thread, as when a person opens the app's pane beside `context_channel`."""
    person = person_for(ws, user)
    if not ws.app.assistant:
        raise ActingError(f"{ws.app.name} has no assistant view.")
    place = ws.direct_message(person.id)
    root = Message(
        channel=place.id,
        ts=ws.clock.ts(),
        user=ws.app.bot_user_id,
        text="New Assistant Thread",
        subtype="assistant_app_thread",
        by_app=True,
    )
    root.thread_ts = root.ts
    place.messages[root.ts] = root
    thread = AssistantThread(person.id, place.id, root.ts, _context(ws, context_channel))
    ws.assistant_threads[(place.id, root.ts)] = thread
    events.assistant_thread(ws, thread)
    messages.show_assistant_thread(ws, place.id, root.ts)
    return thread


def change_context(ws: Workspace, user: str, thread_ts: str, channel: str) -> None:
    """The person looks at another channel while the assistant is open."""
    person = person_for(ws, user)
    thread = ws.assistant_threads.get((ws.direct_message(person.id).id, thread_ts))
    if thread is None:
        raise ActingError("This assistant conversation is no longer there.")
    context = _context(ws, channel)
    if context != thread.context:
        thread.context = context
        events.assistant_thread(ws, thread, changed=True)


def _context(ws: Workspace, channel: str | None) -> Json:
    found = ws.channel(channel) if channel else None
    if found is None or found.kind == "im":
        return {}
    return {"channel_id": found.id, "team_id": ws.team.id, "enterprise_id": None}
