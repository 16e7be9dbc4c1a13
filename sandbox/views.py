"""Modals and App Homes: the stack of at most three, triggers that live three seconds, hashes."""

from sandbox import wire
from sandbox.blockkit import give_ids
from sandbox.blockkit.check import elements_of
from sandbox.model import Json, Trigger, View
from sandbox.view_state import first_values
from sandbox.workspace import Workspace

TRIGGER_SECONDS = 3.0
DEEPEST_STACK = 3


class ViewProblem(Exception):
    """The view cannot be shown; the text is Slack's error name."""


def new_trigger(ws: Workspace, user: str, view_id: str | None = None) -> str:
    """A trigger id for what `user` just did, from inside the modal `view_id` when there was one."""
    trigger_id = f"{ws.ids.secret(13)}.{ws.ids.secret(12)}.{ws.ids.secret(32)}"
    ws.triggers[trigger_id] = Trigger(trigger_id, user, ws.clock.now() + TRIGGER_SECONDS, view_id)
    return trigger_id


def use_trigger(ws: Workspace, trigger_id: str) -> Trigger:
    trigger = ws.triggers.get(trigger_id)
    if trigger is None:
        raise ViewProblem("invalid_trigger_id")
    if trigger.used:
        raise ViewProblem("exchanged_trigger_id")
    if ws.clock.now() > trigger.expires:
        raise ViewProblem("expired_trigger_id")
    trigger.used = True
    return trigger


def stack(ws: Workspace, user: str) -> list[View]:
    """This person's open modals, the one on top last."""
    return [ws.views[view_id] for view_id in ws.modal_stacks.get(user, [])]


def open_modal(ws: Workspace, user: str, body: Json) -> View:
    """Show a modal as the only one of this person's stack."""
    _check_external_id(ws, body, None)
    _drop(ws, ws.modal_stacks.get(user, []))
    view = _new(ws, user, body)
    ws.modal_stacks[user] = [view.id]
    show_modals(ws, user)
    return view


def push_modal(ws: Workspace, user: str, body: Json) -> View:
    """Put a modal on top of this person's stack."""
    ids = ws.modal_stacks.get(user, [])
    if not ids:
        raise ViewProblem("not_found")
    if len(ids) >= DEEPEST_STACK:
        raise ViewProblem("push_limit_reached")
    _check_external_id(ws, body, None)
    view = _new(ws, user, body, previous=ws.views[ids[-1]])
    ids.append(view.id)
    show_modals(ws, user)
    return view


def update_view(ws: Workspace, view: View, body: Json, seen_hash: str = "") -> View:
    """Replace a view's content, keeping what was entered in blocks that stay."""
    if seen_hash and seen_hash != view.hash:
        raise ViewProblem("hash_conflict")
    _check_external_id(ws, body, view)
    view.body = _prepared(ws, body)
    view.hash = _new_hash(ws)
    view.values = _kept_values(view)
    _show(ws, view)
    return view


def publish_home(ws: Workspace, user: str, body: Json, seen_hash: str = "") -> View:
    current = ws.homes.get(user)
    if current is not None:
        return update_view(ws, current, body, seen_hash)
    if seen_hash:
        raise ViewProblem("hash_conflict")
    view = _new(ws, user, body)
    ws.homes[user] = view
    _show(ws, view)
    return view


def find(ws: Workspace, view_id: str, external_id: str) -> View:
    """The view with this id or, failing one, this external id."""
    if view_id:
        found = ws.views.get(view_id)
    else:
        found = next((v for v in ws.views.values() if v.body.get("external_id") == external_id), None)
    if found is None:
        raise ViewProblem("not_found")
    return found


def close_top(ws: Workspace, user: str) -> None:
    """Close the modal on top; the one below comes to the front."""
    ids = ws.modal_stacks.get(user, [])
    _drop(ws, ids[-1:])
    del ids[-1:]
    show_modals(ws, user)


def clear(ws: Workspace, user: str) -> None:
    """Close all modals of this person."""
    _drop(ws, ws.modal_stacks.pop(user, []))
    show_modals(ws, user)


def show_modals(ws: Workspace, user: str) -> None:
    ws.notice("modals", [user], views=[wire.view(ws, view) for view in stack(ws, user)])


def _show(ws: Workspace, view: View) -> None:
    if view.type == "modal":
        show_modals(ws, view.user)
    else:
        ws.notice("home", [view.user], view=wire.view(ws, view))


def _new(ws: Workspace, user: str, body: Json, previous: View | None = None) -> View:
    view_id = ws.ids.new("V")
    view = View(
        id=view_id,
        user=user,
        type=body["type"],
        body=_prepared(ws, body),
        hash=_new_hash(ws),
        root_id=previous.root_id if previous else view_id,
        previous_id=previous.id if previous else None,
    )
    view.values = first_values(view.body["blocks"])
    ws.views[view_id] = view
    return view


def _prepared(ws: Workspace, body: Json) -> Json:
    give_ids(body["blocks"], lambda: ws.ids.new("", 5))
    return body


def _new_hash(ws: Workspace) -> str:
    return f"{int(ws.clock.now())}.{ws.ids.secret(8)}"


def _kept_values(view: View) -> Json:
    values = first_values(view.body["blocks"])
    for block in view.body["blocks"]:
        for element, _ in elements_of([block]):
            kept = view.values.get(block["block_id"], {}).get(element.get("action_id"))
            if kept is not None and kept.get("type") == element["type"]:
                values.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return values


def _drop(ws: Workspace, ids: list[str]) -> None:
    for view_id in ids:
        ws.views.pop(view_id, None)


def _check_external_id(ws: Workspace, body: Json, owner: View | None) -> None:
    external_id = body.get("external_id")
    if external_id and any(v is not owner and v.body.get("external_id") == external_id for v in ws.views.values()):
        raise ViewProblem("duplicate_external_id")
