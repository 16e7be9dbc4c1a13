"""Many lines in as few sections as they need, none of them cut."""

from collections.abc import Iterable

from bot.replies import Block
from bot.views.blocks import section

#: A section holds 3,000 characters.
FULL = 2900


def sections(lines: Iterable[str], gap: str = "\n") -> list[Block]:
    """The lines in their order, as many in a section as fit."""
    gathered: list[str] = []
    for line in lines:
        if gathered and len(gathered[-1]) + len(gap) + len(line) <= FULL:
            gathered[-1] += gap + line
        else:
            gathered.append(line)
    return [section(text) for text in gathered]
