"""Personal links to the pages. Such a link is for one person, so a message for several has a button instead, which
gives a link to whoever presses it."""

from bot.replies import Block
from bot.views.blocks import actions, button, read_value, section

OPEN_ONLINE = "online.open"
_LASTS = "It signs you in once and works for 15 minutes. It is for you alone."


def online_button(path: str = "/", text: str = "Open online") -> Block:
    return button(text, OPEN_ONLINE, {"path": path})


def path_of(value: str) -> str:
    return str(read_value(value).get("path") or "/")


def link_text(link: str) -> str:
    return f"Your personal link: {link}\n{_LASTS}"


def link_blocks(link: str) -> list[Block]:
    return [section(f"Your personal link is ready. {_LASTS}"), actions([button("Open the page", "link", url=link)])]
