"""A person fills in, sends and closes modals."""

from sandbox import views, wire
from sandbox.acting import answers, payloads
from sandbox.acting.errors import ActingError
from sandbox.acting.places import Place, element_in, view_for
from sandbox.delivery.envelopes import Envelope
from sandbox.model import Json, View
from sandbox.view_state import as_state, input_errors
from sandbox.workspace import Workspace


def fill(ws: Workspace, view: View, state: Json) -> None:
    """Enter values. `state` is `{block_id: {action_id: value}}`, or `{action_id: value}` for short."""
    place = Place(view.user, view=view)
    block_ids = {block["block_id"] for block in view.body["blocks"]}
    for key, given in state.items():
        named = given if key in block_ids and isinstance(given, dict) else {key: given}
        for action_id, value in named.items():
            block, element = element_in(place, action_id, key if key in block_ids else None)
            try:
                entered = as_state(element, value)
            except ValueError as problem:
                raise ActingError(str(problem)) from None
            if element["type"] == "file_input":  # Slack tells the app the files themselves, not only their ids
                entered = {**entered, "files": [_file(ws, each, view.user) for each in entered["files"]]}
            view.values.setdefault(block["block_id"], {})[action_id] = entered


def _file(ws: Workspace, given: str | Json, user: str) -> Json:
    """A file of one's own, by its id. The app may read it from now on, though it is shared nowhere."""
    if isinstance(given, dict):
        return given
    file = ws.files.get(given)
    if file is None or file.user != user:
        raise ActingError(f"There is no file {given}.")
    file.in_form = True
    return wire.file(ws, file)


def submit(ws: Workspace, user: str, view_id: str, state: Json | None = None) -> Envelope:
    """Send a modal. Missing or malformed fields are refused before the app hears of it, as in Slack's client."""
    view = view_for(ws, user, view_id)
    if view.type != "modal" or ws.modal_stacks.get(view.user, [])[-1:] != [view.id]:
        raise ActingError("Only the form on top can be sent.")
    fill(ws, view, state or {})
    errors = input_errors(view.body["blocks"], view.values)
    on_answer = answers.to_submission(ws, view.id)
    envelope = Envelope("interactive", payloads.view_submission(ws, view), True, on_answer)
    if errors:
        envelope.outcome.set_result({"ok": False, "errors": errors})
    else:
        ws.deliver(envelope)
    return envelope


def close(ws: Workspace, user: str, view_id: str, whole_stack: bool = False) -> None:
    """Close a modal, or with `whole_stack` all of them; the app hears of those that asked for it."""
    view = view_for(ws, user, view_id)
    closing = views.stack(ws, view.user) if whole_stack else [view]
    for each in reversed(closing):
        if each.body.get("notify_on_close"):
            ws.deliver(Envelope("interactive", payloads.view_closed(ws, each, whole_stack)))
    if whole_stack or view.body.get("clear_on_close"):
        views.clear(ws, view.user)
    else:
        views.close_top(ws, view.user)
