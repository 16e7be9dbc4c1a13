"""Block Kit pieces with Slack's limits kept: what is too long is cut at a word, never refused by Slack.

What a person typed enters mrkdwn only through `safe`. Limits: https://docs.slack.dev/reference/block-kit
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bot.replies import Block, View

SECTION_TEXT = 3000
FIELD_TEXT = 2000
BUTTON_TEXT = 75
OPTION_TEXT = 75
HEADER_TEXT = 150
VIEW_TITLE = 24
VALUE = 2000
BLOCKS_A_MESSAGE = 50
BLOCKS_A_VIEW = 100


def safe(text: str) -> str:
    """What someone typed, fit for mrkdwn: `&`, `<`, `>` escaped, so no mention, link or command can be made with it;
    formatting marks are set apart by a zero-width space, so that they show as typed."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "*_~`":
        text = text.replace(mark, f"\u200b{mark}\u200b")
    return text


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word with an ellipsis."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip() + "…"


def mrkdwn(text: str, limit: int = SECTION_TEXT) -> Block:
    return {"type": "mrkdwn", "text": clip(text, limit)}


def plain(text: str, limit: int = SECTION_TEXT) -> Block:
    return {"type": "plain_text", "text": clip(text, limit) or " ", "emoji": False}


def section(text: str, accessory: Block | None = None, block_id: str | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return _named(block, block_id)


def verbatim(text: str) -> Block:
    """What a person wrote, as they wrote it: nothing in it has an effect, and 3,000 characters fit in."""
    return {"type": "section", "text": plain(text)}


def fields(pairs: Iterable[tuple[str, str]]) -> Block:
    """Label and value, two columns; at most 10 pairs."""
    cells = [mrkdwn(f"*{label}*\n{value}", FIELD_TEXT) for label, value in pairs][:10]
    return {"type": "section", "fields": cells}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER_TEXT)}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def button(
    text: str,
    action_id: str,
    value: Any = "",
    style: str | None = None,
    url: str | None = None,
    label: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """`value` other than text is kept as JSON (`read_value` reads it). `label` is what a screen reader says."""
    element: Block = {"type": "button", "text": plain(text, BUTTON_TEXT), "action_id": action_id}
    packed = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    optional = {"value": packed, "style": style, "url": url, "accessibility_label": label and clip(label, 75)}
    element.update({name: given for name, given in optional.items() if given})
    if confirm:
        element["confirm"] = confirm
    return element


def confirmation(title: str, text: str, yes: str, no: str = "Go back") -> Block:
    return {"title": plain(title, 100), "text": plain(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}


def actions(elements: Sequence[Block], block_id: str | None = None) -> Block:
    """A row of at most 25 elements."""
    return _named({"type": "actions", "elements": list(elements)[:25]}, block_id)


def option(text: str, value: str, description: str | None = None) -> Block:
    made: Block = {"text": plain(text, OPTION_TEXT), "value": value}
    if description:
        made["description"] = plain(description, OPTION_TEXT)
    return made


def select(
    action_id: str,
    placeholder: str,
    options: Sequence[Block],
    initial: Block | None = None,
    kind: str = "static_select",
) -> Block:
    """A menu of at most 100 options."""
    element: Block = {
        "type": kind,
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "options": list(options)[:100],
    }
    if initial:
        element["initial_options" if kind.startswith("multi") else "initial_option"] = initial
    return element


def text_input(
    initial: str = "", multiline: bool = False, max_length: int = 3000, placeholder: str = "", action_id: str = "value"
) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": max_length,
    }
    if initial:
        element["initial_value"] = initial[:max_length]
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return element


def field(
    block_id: str, label: str, element: Block, optional: bool = False, hint: str = "", dispatch: bool = False
) -> Block:
    """An input of a modal; its value comes back under `block_id`."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    if dispatch:
        block["dispatch_action"] = True
    return block


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    submit: str | None = None,
    metadata: Any = "",
    close: str = "Close",
) -> View:
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, VIEW_TITLE),
        "close": plain(close, VIEW_TITLE),
        "blocks": list(blocks)[:BLOCKS_A_VIEW],
        "private_metadata": metadata if isinstance(metadata, str) else json.dumps(metadata, separators=(",", ":")),
    }
    if submit:
        view["submit"] = plain(submit, VIEW_TITLE)
    return view


def home(blocks: Sequence[Block]) -> View:
    return {"type": "home", "blocks": list(blocks)[:BLOCKS_A_VIEW]}


def read_value(value: str) -> dict[str, Any]:
    """A button's JSON value; an empty dict when it is none (old or forged)."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _named(block: Block, block_id: str | None) -> Block:
    if block_id:
        block["block_id"] = block_id
    return block
