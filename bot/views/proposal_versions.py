"""The versions of a proposal as both sides read them: the list, one of them, and any two compared."""

from collections.abc import Mapping, Sequence

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, context, field, header, modal, safe, section
from bot.views.menus import menu
from bot.views.proposal_words import (
    amendment_words,
    change_lines,
    effect_words,
    line_facts,
    line_head,
    sums_words,
    terms_lines,
)
from bot.views.sections import sections
from bot.views.text import instant, plural
from bot.views.tracker import Reader
from domain.proposal_versions import Offer
from services.proposal_cards import Comparison, ProposalView, VersionCard

#: Lines of one page, versions of one page, and changes of one page: a message has fifty blocks.
PAGE, LISTED, CHANGES = 12, 20, 60
LONGEST_MESSAGE = 39_000


# -- the list ----------------------------------------------------------------------------------------------------


def versions_text(view: ProposalView, found: Sequence[VersionCard], reader: Reader, page: int = 0) -> str:
    lines = [f"{view.number}, {safe(view.title)}: {plural(len(found), 'version')}."]
    lines += [_listed(view, card, reader) for card in _of_page(found, page)]
    return clip("\n".join(lines).replace("*", ""), LONGEST_MESSAGE)


def versions_blocks(view: ProposalView, found: Sequence[VersionCard], reader: Reader, page: int = 0) -> list[Block]:
    """The newest first, each to be read; any two can be compared."""
    number = view.number
    blocks = [header(f"{number}: Versions")]
    for card in _of_page(found, page):
        version = card.version.number
        value = {"number": number, "ver": version}
        read = button("Read", f"proposal.version:{version}", value, label=f"Read version {version} of {number}")
        blocks.append(section(_listed(view, card, reader), read))
    turns = turn_buttons("proposal.versions", {"number": number}, page, -(-len(found) // LISTED), "versions")
    row = [*turns, *([compare_button(number)] if len(found) > 1 else []), open_button(number)]
    return [*blocks, actions(row), *([context(safe(view.notice))] if view.notice else [])]


def _of_page(found: Sequence[VersionCard], page: int) -> list[VersionCard]:
    return list(reversed(found))[page * LISTED : (page + 1) * LISTED]


def _listed(view: ProposalView, card: VersionCard, reader: Reader) -> str:
    version = card.version
    money = sums_words(card.total, card.annual_amount, card.paid_once, version.terms.period)
    money = " ".join(part for part in (money, amendment_words(version.offer)) if part)
    amendment = f", amendment {version.amendment}" if version.amendment else ""
    made = f"{instant(version.made_at, reader.zone)}, {safe(card.made_by)}"
    note = f"\n{safe(version.note)}" if version.note else ""
    return f"*Version {version.number}*{amendment}{_standing(view, version.number)}: {money}\n{made}{note}"


def _standing(view: ProposalView, number: int) -> str:
    current = ["the current one"] if view.current and view.current.version.number == number else []
    marks = [*current, *(["in force"] if view.in_force == number else [])]
    return f" ({', '.join(marks)})" if marks else ""


# -- one of them -------------------------------------------------------------------------------------------------


def version_text(view: ProposalView, card: VersionCard, reader: Reader, page: int = 0) -> str:
    offer = card.version.offer
    parts = [f"{view.number}, {safe(view.title)}.", _listed(view, card, reader)]
    parts += [*lines_text(offer, page), *terms_lines(offer.terms), view.notice]
    return clip("\n".join(part for part in parts if part).replace("*", ""), LONGEST_MESSAGE)


def version_blocks(view: ProposalView, card: VersionCard, reader: Reader, page: int = 0) -> list[Block]:
    """Its money, a page of its lines, and its terms."""
    offer, version = card.version.offer, card.version.number
    blocks = [header(f"{view.number}: Version {version}"), *sections([_listed(view, card, reader)])]
    blocks += line_blocks(offer, page)
    value = {"number": view.number, "ver": version}
    turns = turn_buttons("proposal.version", value, page, pages_of(offer), f"lines of version {version}")
    blocks += [actions(turns, "proposal.lines")] if turns else []
    blocks += sections(terms_lines(offer.terms))
    listed = button("All versions", "proposal.versions", {"number": view.number}, label=f"Versions of {view.number}")
    blocks.append(actions([listed, open_button(view.number)]))
    return [*blocks, context(safe(view.notice))] if view.notice else blocks


def line_blocks(offer: Offer, page: int) -> list[Block]:
    """A page of the lines."""
    if not offer.lines:
        return [section("It has no lines.")]
    return [section(f"*{line_head(cost.line, place)}*\n{line_facts(cost)}") for place, cost in _lines(offer, page)]


def lines_text(offer: Offer, page: int) -> list[str]:
    """What `line_blocks` says."""
    return [f"{line_head(cost.line, place)}. {line_facts(cost)}" for place, cost in _lines(offer, page)]


def pages_of(offer: Offer) -> int:
    return max(1, -(-len(offer.line_costs) // PAGE))


def _lines(offer: Offer, page: int):
    shown = min(max(page, 0), pages_of(offer) - 1)
    return list(enumerate(offer.line_costs, start=1))[shown * PAGE : (shown + 1) * PAGE]


# -- two of them -------------------------------------------------------------------------------------------------


def compare_form(found: Sequence[VersionCard], before: int, after: int, metadata: object) -> View:
    choices = [(f"Version {card.version.number}", str(card.version.number)) for card in reversed(found)]
    blocks = [
        section("What changed from one version to another, and what it costs more or less."),
        field("before", "From", menu("value", "Version", choices, str(before))),
        field("after", "To", menu("value", "Version", choices, str(after))),
    ]
    return modal("proposal.compare", "Compare versions", blocks, "Compare", metadata)


def comparison_text(found: Comparison, page: int = 0, said: str = "") -> str:
    lines = [said, _title(found), effect_words(found.changes), *_changes(found, page)]
    return clip("\n".join(line for line in lines if line).replace("*", ""), LONGEST_MESSAGE)


def comparison_blocks(found: Comparison, page: int = 0, said: str = "") -> list[Block]:
    blocks = [header(f"{found.number}: Comparison"), *([section(f"*{said}*")] if said else [])]
    blocks += sections([f"*{_title(found)}*", effect_words(found.changes), *_changes(found, page)])
    pages = -(-len(change_lines(found.changes)) // CHANGES)
    value = {"number": found.number, "b": found.before, "a": found.after}
    turns = turn_buttons("proposal.changes", value, page, pages, "changes")
    return [*blocks, actions([*turns, compare_button(found.number), open_button(found.number)])]


def _title(found: Comparison) -> str:
    return f"{found.number}, from version {found.before} to version {found.after}"


def _changes(found: Comparison, page: int) -> list[str]:
    return change_lines(found.changes)[page * CHANGES : (page + 1) * CHANGES] or ["Nothing differs."]


# -- buttons -----------------------------------------------------------------------------------------------------


def turn_buttons(action_id: str, value: Mapping[str, object], page: int, pages: int, what: str) -> list[Block]:
    """To the page before and the next one, where there are any."""
    turns = [("Previous", page - 1)] * (page > 0) + [("Next", page + 1)] * (page < pages - 1)
    return [button(text, f"{action_id}:{text}", {**value, "p": to}, label=f"{text} {what}") for text, to in turns]


def compare_button(number: str) -> Block:
    return button("Compare versions", "proposal.compare", {"number": number}, label=f"Compare versions of {number}")


def open_button(number: str) -> Block:
    return button("Proposal", "proposal.open", {"number": number}, label=f"Proposal of {number}")
