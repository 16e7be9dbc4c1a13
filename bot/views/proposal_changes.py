"""Changes that a customer asks for: what they would change and cost, before anything is sent, and the form for them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.packed_wishes import packed
from bot.replies import Block, View
from bot.views.blocks import (
    VALUE,
    actions,
    button,
    clip,
    context,
    field,
    header,
    modal,
    plain,
    safe,
    section,
    text_input,
)
from bot.views.proposal_versions import open_button
from bot.views.proposal_wishes import NameOf, wish_words
from bot.views.proposal_words import change_lines, effect_words
from bot.views.proposals import budget_words
from bot.views.sections import sections
from bot.views.text import bullets
from domain.errors import InvalidInput
from domain.proposal_changes import LONGEST_WORDS, MOST_ITEMS, Wanted, WordsWanted
from services.proposal_cards import ChangePrice, ProposalView

#: Changes that are shown one by one before they are sent.
SHOWN = 15
LONGEST_NOTE = 300
#: What Slack keeps with a form.
METADATA = 3_000
NOT_SENT = "Nothing is sent yet."
#: What can be asked for in the form, with the word on its button.
KINDS = {
    "line": "A line",
    "service": "Another service",
    "term": "The term",
    "billing": "The billing",
    "words": "In words",
}


@dataclass(frozen=True)
class Wishes:
    """What is to be sent: `id` makes it count once, `note` are the customer's own words, `price` what it would cost
    (None where nothing of it has a price), `open` what must still be told."""

    view: ProposalView
    wanted: tuple[Wanted, ...]
    id: str
    note: str = ""
    price: ChangePrice | None = None
    open: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        return self.view.current.version.number if self.view.current else 0

    @property
    def seen(self) -> bool:
        return (self.view.seen or 0) >= self.version


def button_value(wishes: Wishes) -> dict[str, object]:
    """What a button carries. Raises InvalidInput for more than it can hold."""
    value: dict[str, object] = {
        "number": wishes.view.number,
        "ver": wishes.version,
        "id": wishes.id,
        "w": packed(wishes.wanted),
        "note": clip(wishes.note, LONGEST_NOTE),
    }
    if _size(value) > VALUE:
        value["note"] = ""
    if _size(value) > VALUE:
        raise InvalidInput("wish", "That is more than one message can hold. Ask for fewer changes at once.")
    return value


def _size(value: object) -> int:
    return len(json.dumps(value, separators=(",", ":")))


# -- before it is sent -------------------------------------------------------------------------------------------


def wishes_text(wishes: Wishes, name_of: NameOf, said: str = "") -> str:
    """Everything that the blocks say."""
    notice = wishes.price.notice if wishes.price else ""
    parts = [said, f"{wishes.view.number}: {_title(wishes)}", *_paragraphs(wishes, name_of), notice]
    return "\n".join(part for part in parts if part).replace("*", "")


def wishes_blocks(wishes: Wishes, name_of: NameOf, said: str = "") -> list[Block]:
    """Money first, then what would change, then the way to send it."""
    blocks = [header(f"{wishes.view.number}: {_title(wishes)}")]
    blocks += [section(f"*{said}*")] if said else []
    blocks += sections(_paragraphs(wishes, name_of))
    blocks.append(actions(_buttons(wishes), "proposal.wishes"))
    return [*blocks, context(safe(wishes.price.notice))] if wishes.price else blocks


def _title(wishes: Wishes) -> str:
    return f"Changes of version {wishes.version}"


def _paragraphs(wishes: Wishes, name_of: NameOf) -> list[str]:
    parts: list[str] = []
    if wishes.price:
        budget = budget_words(wishes.view, wishes.price.over_ceiling)
        parts.append(f"With these changes: {effect_words(wishes.price.changes)} {budget}".strip())
        lines = change_lines(wishes.price.changes)
        parts.append(bullets(lines[:SHOWN]))
        parts += [f"And {len(lines) - SHOWN} more."] if len(lines) > SHOWN else []
    words = [each for each in wishes.wanted if isinstance(each, WordsWanted)]
    if words and wishes.view.current:
        offer = wishes.view.current.version.offer
        parts.append(
            f"CEC answers this without a price from me:\n{bullets([wish_words(w, offer, name_of) for w in words])}"
        )
    parts += [safe(each) for each in wishes.open]
    unread = "" if wishes.seen else f" You have not opened version {wishes.version} yet: open it before you send this."
    parts.append(f"{NOT_SENT}{unread}")
    return parts


def _buttons(wishes: Wishes) -> list[Block]:
    value, number = button_value(wishes), wishes.view.number
    send = button("Send to CEC", "proposal.send", value, style="primary", label=f"Send to CEC: the changes of {number}")
    change = button("Change something", "proposal.ask", value, label=f"Change something in the changes of {number}")
    cancel = button("Cancel", "proposal.cancel", {"number": number}, label=f"Cancel the changes of {number}")
    opened = [] if wishes.seen else [open_button(number)]
    return [*([send] if wishes.wanted else []), *opened, change, cancel]


# -- the form ----------------------------------------------------------------------------------------------------


def changes_form(wishes: Wishes, name_of: NameOf, metadata: dict[str, object], problem: str = "") -> View:
    """What is asked for so far, what it would cost, and buttons for more. `problem` is why it cannot be so."""
    kept = with_wishes(metadata, wishes.wanted)
    blocks = [
        section(f"Ask for changes of version {wishes.version} of {wishes.view.number}. CEC answers each of them.")
    ]
    offer = wishes.view.current.version.offer if wishes.view.current else None
    for place, each in enumerate(wishes.wanted[:MOST_ITEMS] if offer else ()):
        out = button("Take out", f"proposal.untake:{place}", str(place), label=f"Take out change {place + 1}")
        blocks.append(section(f"{place + 1}. {wish_words(each, offer, name_of)}", out))  # pyright: ignore[reportArgumentType]
    if problem:
        blocks.append(section(f"*{safe(problem)}*"))
    elif wishes.price:
        budget = budget_words(wishes.view, wishes.price.over_ceiling)
        blocks.append(section(f"With these changes: {effect_words(wishes.price.changes)} {budget}".strip()))
    blocks.append(section("Add a change of:" if not wishes.wanted else "Add one more change of:"))
    blocks.append(actions([button(text, f"proposal.wish:{kind}", kind) for kind, text in KINDS.items()]))
    blocks.append(
        field(
            "note",
            "Why, or anything to add",
            text_input(wishes.note, True, LONGEST_WORDS),
            optional=True,
            hint="CEC reads it with the changes.",
        )
    )
    if wishes.price:
        blocks.append({"type": "context", "elements": [plain(wishes.price.notice)]})
    return modal("proposal.request", "Ask for a change", blocks, "Send to CEC", kept, close="Cancel")


def with_wishes(metadata: dict[str, object], wanted: Sequence[Wanted]) -> dict[str, object]:
    """What the form keeps. Raises InvalidInput for more than Slack keeps with one."""
    kept = {**metadata, "w": packed(wanted)}
    if _size(kept) > METADATA:
        raise InvalidInput("wish", "Send these changes first, then ask for more: they join the same request.")
    return kept
