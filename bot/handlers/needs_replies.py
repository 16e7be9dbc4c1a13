"""Answers of needs that several handlers give: the needs of an agreement."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.context import Asker, Click, Submission
from bot.handlers.agreement_replies import reader_of
from bot.replies import Reply
from bot.views.needs import PAGE, done_sentence, needs_blocks, needs_text
from domain.errors import InvalidInput
from services.memory import Memory
from services.needs_cards import NeedsChanged, NeedsView


def needs_reply(asker: Asker, view: NeedsView, memory: Memory, page: int = 0, done: str = "") -> Reply:
    reader = reader_of(asker)
    shown = min(max(page, 0), max(len(view.lines) - 1, 0) // PAGE)
    return Reply(
        text=needs_text(view, reader, shown, done),
        blocks=needs_blocks(view, reader, shown, done),
        about=frozenset({view.organization.key}),
        memory=replace(memory, agreement=view.number, organization=view.organization.key),
    )


def changed_reply(asked: Click | Submission, changed: NeedsChanged, said: str, page: int = 0) -> Reply:
    """The needs as they are now, in the place of those before."""
    reply = needs_reply(asked.asker, changed.view, asked.memory, page, done_sentence(changed, said))
    return replace(reply, replace=True)


def quantity_in(values: Mapping[str, Any]) -> int | None:
    """The quantity entered. Raises InvalidInput for what is no whole number."""
    text = str(values.get("quantity") or "").strip().replace(",", "")
    if not text:
        return None
    if not text.removeprefix("-").isdecimal() or len(text) > 15:
        raise InvalidInput("quantity", "Give the quantity in digits, for example 40.")
    return int(text)
