"""A reply that is read in a modal: what was asked on Home, or in another modal, so that the person stays there."""

from bot.replies import Block, Reply, View
from bot.views.blocks import modal, section

TITLE = "CEC Concierge"


def as_modal(reply: Reply) -> View:
    """The reply's blocks under a title; its text where it has none."""
    blocks = list(reply.blocks) or [section(reply.text)]
    return modal("reading", _title(blocks), blocks, metadata={"view": "reading"})


def _title(blocks: list[Block]) -> str:
    """The number or name that the header begins with."""
    heads = (block["text"]["text"].partition(":")[0] for block in blocks if block["type"] == "header")
    first = next(heads, TITLE)
    return first if len(first) <= 24 else TITLE
