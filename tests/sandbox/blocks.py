"""Builders of Block Kit for the sandbox's tests, with sizes to choose."""

from typing import Any

type Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Go", action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "1", text: str = "One", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(kind: str = "static_select", action_id: str = "choose", **more: Any) -> Json:
    return {"type": kind, "action_id": action_id, **more}


def field(element: Json, block_id: str = "b", label: str = "Label", **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def text_input(action_id: str = "a", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    defaults = {"title": plain("Title"), "submit": plain("Send"), "callback_id": "form"}
    return {"type": "modal", "blocks": list(blocks), **defaults, **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}
