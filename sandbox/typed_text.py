"""What a person types, in Slack's encoded form and as the rich text block that Slack adds to it."""

import re

from sandbox.model import Json
from sandbox.workspace import Workspace

TYPED = re.compile(
    r"<(?P<entity>[@#][UWC][A-Z0-9]+)(?:\|[^>]*)?>"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|(?<![\w/])@(?P<everyone>channel|here|everyone)\b"
    r"|(?<![\w/])@(?P<handle>[a-z0-9][a-z0-9._-]*[a-z0-9])"
    r"|(?<![\w/])#(?P<channel>[a-z0-9][a-z0-9_-]*)"
    r"|(?P<escape>[&<>])"
)
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
ENCODED = re.compile(r"<(?P<body>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


def encode(ws: Workspace, typed: str, with_names: bool = False) -> str:
    """Turn typed text into Slack's form: mentions, channels and addresses in angle brackets, the rest escaped.

    `with_names` adds the handle to mentions (`<@U1|ana>`), as Slack does in the text of commands.
    """

    def replace(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        value = match[kind]
        if kind == "entity":
            return f"<{value}>"
        if kind == "url":
            return f"<{value.replace('&', '&amp;')}>"
        if kind == "escape":
            return ESCAPES[value]
        return _named(ws, kind, value, match[0], with_names)

    return TYPED.sub(replace, typed)


def _named(ws: Workspace, kind: str, value: str, whole: str, with_names: bool) -> str:
    if kind == "everyone":
        return f"<!{value}>"
    if kind == "handle":
        person = next((p for p in ws.people.values() if p.name == value), None)
        label = f"|{value}" if with_names else ""
        return f"<@{person.id}{label}>" if person else whole
    found = next((c for c in ws.channels.values() if c.name == value and c.kind == "public"), None)
    return f"<#{found.id}|{found.name}>" if found else whole


def decode(text: str) -> str:
    """Undo Slack's three escapes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_rich_text(text: str, block_id: str) -> Json:
    """The `rich_text` block that Slack adds to what a person wrote."""
    elements: list[Json] = []
    position = 0
    for match in ENCODED.finditer(text):
        _plain(elements, text[position : match.start()])
        elements.append(_reference(match["body"], match["label"]))
        position = match.end()
    _plain(elements, text[position:])
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _plain(elements: list[Json], text: str) -> None:
    if text:
        elements.append({"type": "text", "text": decode(text)})


def _reference(body: str, label: str | None) -> Json:
    match body[0]:
        case "@":
            return {"type": "user", "user_id": body[1:]}
        case "#":
            return {"type": "channel", "channel_id": body[1:]}
        case "!":
            return {"type": "broadcast", "range": body[1:]}
        case _:
            link = {"type": "link", "url": decode(body)}
            return {**link, "text": decode(label)} if label else link
