"""The form in which a customer gathers changes: what waits already, what is asked for, what it would cost, and more."""

from collections.abc import Sequence

from bot.packed_wishes import packed
from bot.replies import Block, View
from bot.views.blocks import actions, button, field, modal, option, plain, safe, section, text_input
from bot.views.proposal_changes import AMENDMENT, Wishes, pending_words, size_of
from bot.views.proposal_turns import budget_words
from bot.views.proposal_versions import open_button
from bot.views.proposal_wishes import NameOf, by_author, wish_words
from bot.views.proposal_words import effect_words
from domain.errors import InvalidInput
from domain.proposal_changes import LONGEST_WORDS, Wanted
from domain.proposal_wishes import MOST_ITEMS

#: What Slack keeps with a form.
METADATA = 3_000
REPLACE = "replace"
#: Waiting wishes that a form lists, with up to two blocks each.
LISTED = 10
#: What can be asked for in the form, with the word on its button.
KINDS = {
    "line": "A line",
    "service": "Another service",
    "term": "The term",
    "billing": "The billing",
    "words": "In words",
}


def changes_form(
    wishes: Wishes, name_of: NameOf, metadata: dict[str, object], problem: str = "", said: str = ""
) -> View:
    """What is asked for so far, what it would cost, and buttons for more. `problem` is why it cannot be so; `said`
    stands above: what happened."""
    kept = with_wishes({**metadata, "r": [each.item.id for each in wishes.pending]}, wishes.wanted)
    about = (
        f"Ask for an amendment of {wishes.view.number}. {AMENDMENT}"
        if wishes.amends
        else f"Ask for changes of version {wishes.version} of {wishes.view.number}. CEC answers each of them."
    )
    blocks = [*([section(f"*{said}*")] if said else []), section(about), *_unread(wishes)]
    blocks += [*_waiting(wishes, name_of), *_wanted(wishes, name_of)]
    if problem:
        blocks.append(section(f"*{safe(problem)}*"))
    elif wishes.price and not wishes.amends:
        budget = budget_words(wishes.view, wishes.price.over_ceiling)
        blocks.append(section(f"With these changes: {effect_words(wishes.price.changes)} {budget}".strip()))
    blocks += _choice(wishes, name_of)
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
    if wishes.price and not wishes.amends:
        blocks.append({"type": "context", "elements": [plain(wishes.price.notice)]})
    return modal("proposal.request", "Ask for a change", blocks, "Send to CEC", kept, close="Cancel")


def _unread(wishes: Wishes) -> list[Block]:
    if wishes.seen:
        return []
    return [
        section(f"You have not opened version {wishes.version} yet: read it first.", open_button(wishes.view.number))
    ]


def _waiting(wishes: Wishes, name_of: NameOf) -> list[Block]:
    """What waits for CEC's answer, by whom; each can be taken back."""
    view = wishes.view
    waiting, offer = (view.request.waiting if view.request else ()), view.asked_of
    if not waiting or offer is None:
        return []
    blocks = [section("*Waits for CEC's answer:*")]
    place = 0
    for head, items in by_author(view, waiting[:LISTED], wishes.zone):
        blocks.append(section(head))
        for item in items:
            place += 1
            value = {"number": view.number, "i": item.id}
            label = f"Take back what waits: {place}"
            back = button("Take back", f"proposal.take_back:{place}", value, label=label)
            blocks.append(section(wish_words(item.wanted, offer, name_of), back))
    more = len(waiting) - LISTED
    return [*blocks, *([section(f"And {more} more.")] if more > 0 else [])]


def _wanted(wishes: Wishes, name_of: NameOf) -> list[Block]:
    offer = wishes.view.base_offer
    blocks: list[Block] = []
    for place, each in enumerate(wishes.wanted[:MOST_ITEMS] if offer else ()):
        out = button("Take out", f"proposal.untake:{place}", str(place), label=f"Take out change {place + 1}")
        blocks.append(section(f"{place + 1}. {wish_words(each, offer, name_of)}", out))  # pyright: ignore[reportArgumentType]
    return blocks


def _choice(wishes: Wishes, name_of: NameOf) -> list[Block]:
    """Whether what colleagues asked for is replaced."""
    if not wishes.pending:
        return []
    box = {
        "type": "checkboxes",
        "action_id": "value",
        "options": [option("Replace it with mine", REPLACE)],
    }
    hint = "To leave it, take your own change out above."
    return [
        section(pending_words(wishes, name_of)),
        field(REPLACE, "What is asked for already", box, optional=True, hint=hint),
    ]


def with_wishes(metadata: dict[str, object], wanted: Sequence[Wanted]) -> dict[str, object]:
    """What the form keeps. Raises InvalidInput for more than Slack keeps with one."""
    kept = {**metadata, "w": packed(wanted)}
    if size_of(kept) > METADATA:
        raise InvalidInput("wish", "Send these changes first, then ask for more: they join the same request.")
    return kept
