"""Answers of needs that several handlers give: the needs of an agreement, and where a form's answer is shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.context import Asker, Click, Submission
from bot.forms import text_of
from bot.handlers.agreement_replies import reader_of
from bot.replies import Modal, Outcome, Reply
from bot.views.blocks import read_value
from bot.views.needs import PAGE, done_sentence, needs_blocks, needs_text
from bot.views.reading import as_modal
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


def after_form(submission: Submission, reply: Reply) -> Outcome:
    """In the place of the message whose button opened the form; in a modal where it was none (Home, a shortcut)."""
    at = submitted(submission).get("at") or {}
    if not at.get("channel_id"):
        return Modal(as_modal(reply), update=True)
    from_message = "message_ts" in at
    return replace(reply, replace=from_message, private=not submission.asker.place.direct and not from_message)


def submitted(submission: Submission) -> dict[str, Any]:
    """What the form keeps: ids, what was seen, and where it was opened."""
    return read_value(submission.metadata)


def is_own_form(submission: Submission) -> bool:
    """Whether the form's id was given to who sends it (`form_id`)."""
    return text_of(submitted(submission), "id").startswith(f"{submission.asker.slack_user_id}-")


def number_in(values: Mapping[str, Any], key: str = "p") -> int:
    """A whole number of a button or form; zero where it is none."""
    found = values.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10_000_000_000 else 0


def quantity_in(values: Mapping[str, Any]) -> int | None:
    """The quantity entered. Raises InvalidInput for what is no whole number."""
    text = str(values.get("quantity") or "").strip().replace(",", "")
    if not text:
        return None
    if not text.removeprefix("-").isdecimal() or len(text) > 15:
        raise InvalidInput("quantity", "Give the quantity in digits, for example 40.")
    return int(text)
