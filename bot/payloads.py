"""Reads Slack's interaction payloads: what was pressed, chosen and entered."""

from collections.abc import Mapping
from typing import Any

from bot.views.blocks import read_value

_SINGLE = (
    *("value", "selected_date", "selected_time", "selected_date_time"),
    *("selected_user", "selected_conversation"),
)


def action_value(action: Mapping[str, Any]) -> Any:
    """What an element carries: a button's value, what was chosen, a date, text."""
    for name in _SINGLE:
        if action.get(name) is not None:
            return action[name]
    chosen = action.get("selected_option")
    if chosen:
        return chosen["value"]
    if "selected_options" in action:
        return [each["value"] for each in action["selected_options"]]
    return action.get("files") or action.get("selected_users")


def entered(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Block id -> what was entered; None where nothing was."""
    return {block_id: action_value(next(iter(inputs.values()))) for block_id, inputs in values.items() if inputs}


def standing(view: Mapping[str, Any]) -> dict[str, Any]:
    """Block id -> what stood in an input of a form when it was shown, in the shape of `entered`."""
    inputs = {b["block_id"]: b["element"] for b in view.get("blocks", []) if b.get("type") == "input"}
    return {block_id: _initial(element) for block_id, element in inputs.items()}


def _initial(element: Mapping[str, Any]) -> Any:
    for name in ("initial_value", "initial_date", "initial_time", "initial_user", "initial_conversation"):
        if element.get(name) is not None:
            return element[name]
    if element.get("initial_option"):
        return element["initial_option"]["value"]
    chosen = element.get("initial_options")
    return [each["value"] for each in chosen] if chosen else None


def origin(view: Mapping[str, Any]) -> dict[str, str]:
    """The container of the message that the modal was opened from, where its handler kept it (`Click.origin`)."""
    at = read_value(view.get("private_metadata") or "").get("at")
    return {str(k): v for k, v in at.items() if isinstance(v, str)} if isinstance(at, dict) else {}


def reference(body: Mapping[str, Any]) -> str:
    """What a person can name when they report that something went wrong."""
    return str(body.get("trigger_id") or (body.get("view") or {}).get("id") or "")[:40]
