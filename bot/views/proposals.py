"""The proposal as the customer sees it: money, whose turn it is, what is new, then every line and the terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.replies import Block
from bot.views.agreement_documents import FORMATS, documents_button
from bot.views.blocks import actions, button, clip, confirmation, context, header, safe, section
from bot.views.proposal_turns import budget_words, turn_sentence
from bot.views.proposal_versions import (
    compare_button,
    line_blocks,
    lines_text,
    pages_of,
    turn_buttons,
)
from bot.views.proposal_wishes import NameOf, answer_words, by_author, wish_words
from bot.views.proposal_words import (
    amendment_words,
    change_lines,
    changes_counted,
    effect_words,
    sums_words,
    terms_lines,
)
from bot.views.sections import sections
from bot.views.talk import PERSON, ask_button, quoted
from bot.views.text import bullets, money
from bot.views.tracker import Reader
from domain.agreement_documents import DocumentFormat, DocumentKind
from domain.proposal_changes import WishItem
from domain.proposal_states import Move
from domain.proposal_versions import Offer
from services.agreement_document_cards import DocumentCard
from services.proposal_cards import ProposalView, VersionCard

#: What is new and what was asked for are shown so far; the rest has a button of its own.
NEWS, WISHES, FILES = 10, 10, 8
LONGEST_MESSAGE = 39_000
_READ = (DocumentFormat.PDF, DocumentFormat.DOCX)


@dataclass(frozen=True)
class Shown:
    """What is shown to `reader`: a page of the lines; `asked_of` is what the last request asked to change, None where
    it is settled. `said` stands above: what was done."""

    view: ProposalView
    reader: Reader
    name_of: NameOf
    asked_of: Offer | None = None
    page: int = 0
    said: str = ""


def proposal_text(shown: Shown) -> str:
    """Everything that the blocks say."""
    view = shown.view
    parts = [shown.said, f"{view.number}, {safe(view.title)}.", *_head(shown), *_news(view), *_wishes(shown)]
    if view.current:
        offer = view.current.version.offer
        parts += [*lines_text(offer, shown.page), *terms_lines(offer.terms), view.notice]
    return clip("\n".join(part for part in parts if part).replace("*", ""), LONGEST_MESSAGE)


def proposal_blocks(shown: Shown, files: Sequence[Block]) -> list[Block]:
    """A page of the version on the table, with what the reader can do about it. `files` are buttons of documents."""
    view, page = shown.view, shown.page
    blocks = [header(_title(view))]
    blocks += [section(f"*{shown.said}*")] if shown.said else []
    blocks += sections([*_head(shown), safe(view.title)])
    blocks += [*sections(_news(view)), *sections(_wishes(shown))]
    blocks += [actions(first, "proposal.first")] if (first := _first_row(view)) else []
    if view.current:
        offer, number = view.current.version.offer, view.number
        blocks += line_blocks(offer, page)
        turns = turn_buttons("proposal.turn", {"number": number}, page, pages_of(offer), f"lines of {number}")
        blocks += [actions(turns, "proposal.lines")] if turns else []
        blocks += sections(terms_lines(offer.terms))
    if view.current and files:
        blocks += [section(f"Documents of version {view.current.version.number}:"), actions(files, "proposal.files")]
    blocks.append(actions(_others(view), "proposal.others"))
    return [*blocks, context(safe(view.notice))] if view.notice else blocks


def _title(view: ProposalView) -> str:
    what = f"Amendment {view.amendment}" if view.amendment else "Proposal"
    return f"{view.number}: {what}{f', version {view.current.version.number}' if view.current else ''}"


# -- the money and whose turn it is ------------------------------------------------------------------------------


def _head(shown: Shown) -> list[str]:
    view = shown.view
    parts: list[str] = []
    if view.current:
        card, version = view.current, view.current.version
        sums = sums_words(card.total, card.annual_amount, card.paid_once, version.terms.period)
        words = (sums, amendment_words(version.offer), budget_words(view, card.over_ceiling))
        parts.append(" ".join(part for part in words if part))
    if view.purpose:
        parts.append(f"The amendment is about: {quoted(view.purpose, 1_000)}")
    parts.append(turn_sentence(view, shown.reader))
    if view.current and view.current.version.note:
        parts.append(f"CEC says: “{quoted(view.current.version.note, 1_000)}”")
    return parts


# -- what is new, and what was asked for -------------------------------------------------------------------------


def _news(view: ProposalView) -> list[str]:
    """What changed since the reader's last look."""
    if view.changes is None:
        return []
    lines = change_lines(view.changes)
    shown = bullets(lines[:NEWS])
    more = f"\nAnd {len(lines) - NEWS} more: press “What changed”." if len(lines) > NEWS else ""
    head = f"*Since you looked at version {view.seen}*: {changes_counted(view.changes)}. {effect_words(view.changes)}"
    return [f"{head}\n{shown}{more}"]


def _wishes(shown: Shown) -> list[str]:
    """What was asked for last by whom, with CEC's answers."""
    view, request, offer = shown.view, shown.view.request, shown.asked_of
    if request is None or offer is None:
        return []
    waiting = sum(item.answer is None for item in request.items)
    answered = (
        "CEC has answered"
        if not waiting
        else f"CEC has answered {len(request.items) - waiting} of {len(request.items)}"
    )
    what = "an amendment" if view.may_amend else f"changes of version {request.version}"
    parts = [f"*You asked for {what}*. {answered}:"]
    for head, items in by_author(view, request.items[:WISHES], shown.reader.zone):
        parts.append(f"{head}\n{bullets([_wish(item, offer, shown.name_of) for item in items])}")
    more = len(request.items) - WISHES
    return [*parts, *([f"And {more} more."] if more > 0 else [])]


def _wish(item: WishItem, offer: Offer, name_of: NameOf) -> str:
    answer = answer_words(item, offer, name_of)
    return f"{wish_words(item.wanted, offer, name_of)}{f'. *{answer}*' if answer else ''}"


# -- buttons -----------------------------------------------------------------------------------------------------


def _first_row(view: ProposalView) -> list[Block]:
    """What takes the negotiation on."""
    made = [accept_button(view, view.current)] if Move.ACCEPT in view.moves and view.current else []
    if not view.may_ask:
        return made
    value, label = {"number": view.number}, f"Take back a change: {view.number}"
    back = button("Take back a change", "proposal.ask:back", value, label=label)
    waits = view.request is not None and view.request.waiting
    return [*made, ask_for_change(view), *([back] if waits else [])]


def accept_button(view: ProposalView, card: VersionCard) -> Block:
    """It names the exact version and total twice: on itself and before it is done."""
    number = card.version.number
    text = f"You accept version {number} of {view.number}: {money(card.total)} for the whole term. CEC is told."
    return button(
        f"Accept version {number}",
        "proposal.accept",
        {"number": view.number, "ver": number},
        style="primary",
        label=f"Accept version {number} of {view.number}",
        confirm=confirmation(f"Accept version {number}?", text, "Accept"),
    )


def ask_for_change(view: ProposalView, text: str = "Ask for a change") -> Block:
    version = view.base.number if view.base else 0
    value = {"number": view.number, "ver": version}
    return button(text, "proposal.ask", value, label=f"{text}: version {version} of {view.number}")


def _others(view: ProposalView) -> list[Block]:
    number = view.number
    made: list[Block] = []
    if view.current and view.current.version.number > 1:
        value = {"number": number, "a": view.current.version.number, "b": _before(view)}
        made.append(button("What changed", "proposal.changes", value, label=f"What changed in version {value['a']}"))
        made.append(button("All versions", "proposal.versions", {"number": number}, label=f"All versions of {number}"))
        made.append(compare_button(number))
    if view.may_set_ceiling and view.current:
        text = "Change the budget" if view.ceiling is not None else "Set a budget"
        made.append(button(text, "proposal.budget", {"number": number}, label=f"{text} of {number}"))
    if view.current:
        made.append(documents_button(number))
    return [*made, agreement_button(number), ask_button(PERSON)]


def agreement_button(number: str) -> Block:
    return button("Open the agreement", "agreements.open", {"number": number}, label=f"Open the agreement {number}")


def file_buttons(cards: Iterable[DocumentCard], view: ProposalView) -> list[Block]:
    """The documents of the current version that people read: each sends its file to who presses it."""
    current = view.current.version.number if view.current else None
    read = [card for card in cards if card.version == current and card.format in _READ]
    read.sort(key=lambda card: (list(DocumentKind).index(card.kind), _READ.index(card.format)))
    return [
        button(
            f"{card.kind.label} ({FORMATS[card.format]})",
            f"documents.file:{card.id}",
            {"number": card.number, "d": card.id},
        )
        for card in read[:FILES]
    ]


def _before(view: ProposalView) -> int:
    """The version to compare the current one with: the one seen before it, else the one just before."""
    last = view.current.version.number if view.current else 1
    return view.seen if view.seen and view.seen < last else last - 1
