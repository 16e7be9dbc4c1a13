"""The proposal as CEC's staff see it: money and whose turn first, then the lines of the draft with what to do."""

from bot.replies import Block
from bot.views.blocks import actions, button, clip, confirmation, context, header, option, safe, section, select
from bot.views.proposal_staff_answers import request_lines
from bot.views.proposal_staff_buttons import rows
from bot.views.proposal_staff_sheet import Sheet, sheet_of, top_words, warnings
from bot.views.proposal_wishes import NameOf
from bot.views.proposal_words import line_facts, line_head, terms_lines
from bot.views.sections import sections
from bot.views.tracker import Reader
from domain.proposal_costs import LineCost
from domain.proposal_lines import ProposalLine
from services.proposal_cards import ProposalView

#: Lines of one page: each has up to two blocks, a message has fifty.
PAGE = 12
LONGEST_MESSAGE = 39_000
CHANGE, PRICE, UP, DOWN, REMOVE = "change", "price", "up", "down", "remove"
_MENU = {CHANGE: "Change", PRICE: "Set the price", UP: "Move up", DOWN: "Move down", REMOVE: "Remove"}
_FOR_CUSTOM = frozenset({CHANGE, UP, DOWN, REMOVE})


def staff_text(view: ProposalView, reader: Reader, name_of: NameOf, page: int = 0, done: str = "") -> str:
    """Everything that the blocks say."""
    sheet = sheet_of(view)
    lines = [f"{line_head(cost.line, place)}. {line_facts(cost, levels=False)}" for place, cost in _shown(sheet, page)]
    head = [f"{view.number}, {safe(view.title)}, {safe(view.organization.name)}."]
    asked = request_lines(view, name_of, reader)
    parts = [
        done,
        *head,
        *top_words(sheet, reader),
        *asked,
        *warnings(sheet),
        *lines,
        *terms_lines(sheet.offer.terms),
        view.notice,
    ]
    return clip("\n".join(part for part in parts if part).replace("*", ""), LONGEST_MESSAGE)


def staff_blocks(view: ProposalView, reader: Reader, name_of: NameOf, page: int = 0, done: str = "") -> list[Block]:
    sheet = sheet_of(view)
    blocks = [header(f"{view.number}: Proposal")]
    blocks += [section(f"*{done}*")] if done else []
    blocks += [section(text) for text in top_words(sheet, reader)]
    blocks += sections(request_lines(view, name_of, reader))
    blocks += [section("\n".join(found))] if (found := warnings(sheet)) else []
    for place, cost in _shown(sheet, page):
        blocks += _line_blocks(sheet, place, cost, page, reader)
    if not sheet.offer.lines:
        blocks.append(section("There are no lines yet. Add a service to begin."))
    blocks += _page_row(sheet, page)
    blocks += sections(terms_lines(sheet.offer.terms))
    blocks += [actions(row, f"proposal.row{place}") for place, row in enumerate(rows(sheet)) if row]
    return [*blocks, context(view.notice)] if view.notice else blocks


# -- lines -------------------------------------------------------------------------------------------------------


def _shown(sheet: Sheet, page: int) -> list[tuple[int, LineCost]]:
    page = min(max(page, 0), _pages(sheet) - 1)
    return list(enumerate(sheet.lines, start=1))[page * PAGE : (page + 1) * PAGE]


def _pages(sheet: Sheet) -> int:
    return max(1, -(-len(sheet.lines) // PAGE))


def _line_blocks(sheet: Sheet, place: int, cost: LineCost, page: int, reader: Reader) -> list[Block]:
    draft, line = sheet.draft, cost.line
    text = f"*{line_head(line, place)}*\n{line_facts(cost, levels=False)}"
    if draft is None or cost.until:
        return [section(text)]
    value = {"number": sheet.view.number, "v": draft.revision, "p": page, "l": line.id}
    blocks = [section(text, _line_menu(sheet.view.number, draft.revision, page, place, line))]
    if line.id in draft.unapproved and line.override and line.override.by != reader.person_id:
        ask = confirmation(
            "Approve this price?", "You did not set it yourself, and you agree with its reason.", "Approve"
        )
        label = f"Approve the price of line {place}"
        approve = button("Approve the price", f"proposal.approve:{line.id}", value, label=label, confirm=ask)
        blocks.append(actions([approve]))
    return blocks


def _line_menu(number: str, revision: int, page: int, place: int, line: ProposalLine) -> Block:
    """What is done seldom stands in a menu, so that a phone shows the lines."""
    offered = {do: text for do, text in _MENU.items() if line.custom is None or do in _FOR_CUSTOM}
    options = [option(text, f"{do} {number} {revision} {page} {place} {line.id}") for do, text in offered.items()]
    return {"type": "overflow", "action_id": f"proposal.line:{line.id}", "options": options}


def _page_row(sheet: Sheet, page: int) -> list[Block]:
    if _pages(sheet) == 1:
        return []
    page = min(max(page, 0), _pages(sheet) - 1)
    number = sheet.view.number
    turns = [("Previous", page - 1)] * (page > 0) + [("Next", page + 1)] * (page < _pages(sheet) - 1)
    made = [
        button(text, f"proposal.page:{text}", {"number": number, "p": to}, label=f"{text} lines of {number}")
        for text, to in turns
    ]
    every = [option(_span(sheet, each), f"{number} {each}") for each in range(_pages(sheet))]
    return [actions([*made, select("proposal.page:to", "Lines", every, every[page])], "proposal.pages")]


def _span(sheet: Sheet, page: int) -> str:
    count = len(sheet.lines)
    return f"Lines {page * PAGE + 1} to {min((page + 1) * PAGE, count)} of {count}"
