"""A reply that is read in a modal: what was asked on Home, or in another modal, so that the person stays there."""

from bot.replies import Block, Reply, View
from bot.views.blocks import modal, safe, section
from bot.views.sections import sections

TITLE = "CEC Concierge"


def as_modal(reply: Reply) -> View:
    """The reply's blocks under a title; its text where it has none."""
    blocks = [each for block in reply.blocks for each in _fit_for_modal(block)] or [section(reply.text)]
    return modal("reading", _title(blocks), blocks, metadata={"view": "reading"})


def _fit_for_modal(block: Block) -> list[Block]:
    """Slack takes tables in messages only: a row becomes a line."""
    if block["type"] != "table":
        return [block]
    return sections(", ".join(safe(cell["text"]) for cell in row if cell["text"]) for row in block["rows"][1:])


def _title(blocks: list[Block]) -> str:
    """The number or name that the header begins with."""
    heads = (block["text"]["text"].partition(":")[0] for block in blocks if block["type"] == "header")
    first = next(heads, TITLE)
    return first if len(first) <= 24 else TITLE
