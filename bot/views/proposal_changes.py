"""Changes that a customer asks for: what they would change and cost, before anything is sent, and the form for them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.packed_wishes import packed
from bot.replies import Block
from bot.views.blocks import (
    VALUE,
    actions,
    button,
    clip,
    context,
    header,
    safe,
    section,
)
from bot.views.proposal_turns import budget_words
from bot.views.proposal_versions import open_button
from bot.views.proposal_wishes import NameOf, waiting_words, wish_words
from bot.views.proposal_words import change_lines, effect_words
from bot.views.sections import sections
from bot.views.text import bullets
from domain.errors import InvalidInput
from domain.proposal_changes import Wanted, WordsWanted
from services.proposal_cards import ChangePrice, ProposalView, WaitingWish

#: Changes that are shown one by one before they are sent.
SHOWN = 15
LONGEST_NOTE = 300
NOT_SENT = "Nothing is sent yet."
AMENDMENT = "What runs stays as it is. CEC prepares an amendment with its price, and you accept it before it counts."


@dataclass(frozen=True)
class Wishes:
    """What is to be sent: `id` makes it count once, `zone` is the reader's, `note` are the customer's own words,
    `price` what it would cost (None where nothing of it has a price), `open` what must still be told."""

    view: ProposalView
    wanted: tuple[Wanted, ...]
    id: str
    zone: ZoneInfo
    note: str = ""
    price: ChangePrice | None = None
    open: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        return self.view.base.number if self.view.base else 0

    @property
    def amends(self) -> bool:
        return self.view.may_amend

    @property
    def seen(self) -> bool:
        """What runs was read when it was accepted; also what an amendment goes on from."""
        return self.view.current is None or self.amends or (self.view.seen or 0) >= self.version

    @property
    def pending(self) -> tuple[WaitingWish, ...]:
        """Colleagues' wishes that these would replace."""
        return self.price.pending if self.price else ()


def button_value(wishes: Wishes) -> dict[str, object]:
    """What a button carries. Raises InvalidInput for more than it can hold."""
    value: dict[str, object] = {
        "number": wishes.view.number,
        "ver": wishes.version,
        "id": wishes.id,
        "w": packed(wishes.wanted),
        "note": clip(wishes.note, LONGEST_NOTE),
        "r": [each.item.id for each in wishes.pending],
    }
    if size_of(value) > VALUE:
        value["note"] = ""
    if size_of(value) > VALUE:
        raise InvalidInput("wish", "That is more than one message can hold. Ask for fewer changes at once.")
    return value


def size_of(value: object) -> int:
    return len(json.dumps(value, separators=(",", ":")))


# -- before it is sent -------------------------------------------------------------------------------------------


def wishes_text(wishes: Wishes, name_of: NameOf, said: str = "") -> str:
    """Everything that the blocks say."""
    notice = wishes.price.notice if wishes.price and not wishes.amends else ""
    parts = [said, f"{wishes.view.number}: {_title(wishes)}", *_paragraphs(wishes, name_of), notice]
    return "\n".join(part for part in parts if part).replace("*", "")


def wishes_blocks(wishes: Wishes, name_of: NameOf, said: str = "") -> list[Block]:
    """Money first, then what would change, then the way to send it."""
    blocks = [header(f"{wishes.view.number}: {_title(wishes)}")]
    blocks += [section(f"*{said}*")] if said else []
    blocks += sections(_paragraphs(wishes, name_of))
    blocks.append(actions(_buttons(wishes), "proposal.wishes"))
    return [*blocks, context(safe(wishes.price.notice))] if wishes.price and not wishes.amends else blocks


def _title(wishes: Wishes) -> str:
    return "An amendment" if wishes.amends else f"Changes of version {wishes.version}"


def _paragraphs(wishes: Wishes, name_of: NameOf) -> list[str]:
    parts = _amended(wishes, name_of) if wishes.amends else _priced(wishes, name_of)
    parts += [safe(each) for each in wishes.open]
    if wishes.pending:
        parts.append(pending_words(wishes, name_of))
    if wishes.price and wishes.price.impossible:
        parts.append(_impossible_words(wishes, name_of, wishes.price.impossible))
    unread = "" if wishes.seen else f" You have not opened version {wishes.version} yet: open it before you send this."
    return [*parts, f"{NOT_SENT}{unread}"]


def _amended(wishes: Wishes, name_of: NameOf) -> list[str]:
    """What is asked for, without a price: an amendment counts from a day that CEC proposes in it."""
    offer = wishes.view.base_offer
    if offer is None or not wishes.wanted:
        return []
    return [f"You ask for:\n{bullets([wish_words(each, offer, name_of) for each in wishes.wanted[:SHOWN]])}", AMENDMENT]


def _priced(wishes: Wishes, name_of: NameOf) -> list[str]:
    parts: list[str] = []
    if wishes.price:
        budget = budget_words(wishes.view, wishes.price.over_ceiling)
        parts.append(f"With these changes: {effect_words(wishes.price.changes)} {budget}".strip())
        lines = change_lines(wishes.price.changes)
        parts.append(bullets(lines[:SHOWN]))
        parts += [f"And {len(lines) - SHOWN} more."] if len(lines) > SHOWN else []
    words = [each for each in wishes.wanted if isinstance(each, WordsWanted)]
    offer = wishes.view.base_offer
    if words and offer:
        parts.append(
            f"CEC answers this without a price from me:\n{bullets([wish_words(w, offer, name_of) for w in words])}"
        )
    return parts


def pending_words(wishes: Wishes, name_of: NameOf) -> str:
    """What colleagues asked about the same things, and that it is a choice."""
    offer, zone = wishes.view.base_offer, wishes.zone
    if offer is None:
        return ""
    listed = bullets([waiting_words(each, offer, name_of, zone) for each in wishes.pending])
    return f"*This is asked for already, and CEC has not answered it:*\n{listed}\nReplace it with yours, or leave it."


def _impossible_words(wishes: Wishes, name_of: NameOf, impossible: Sequence[WaitingWish]) -> str:
    offer = wishes.view.base_offer
    if offer is None:
        return ""
    listed = bullets([waiting_words(each, offer, name_of, wishes.zone) for each in impossible[:SHOWN]])
    return f"*This was asked for before and can't be done any more, so it is left out here:*\n{listed}"


def _buttons(wishes: Wishes) -> list[Block]:
    value, number = button_value(wishes), wishes.view.number
    what = "Replace it and send" if wishes.pending else "Send to CEC"
    send = button(what, "proposal.send", value, style="primary", label=f"{what}: the changes of {number}")
    leave = button("Leave it", "proposal.leave", value, label=f"Leave what is asked for already in {number}")
    change = button("Change something", "proposal.ask", value, label=f"Change something in the changes of {number}")
    cancel = button("Cancel", "proposal.cancel", {"number": number}, label=f"Cancel the changes of {number}")
    opened = [] if wishes.seen else [open_button(number)]
    sends = [send, *([leave] if wishes.pending else [])] if wishes.wanted else []
    return [*sends, *opened, change, cancel]
