"""The buttons below a proposal as CEC's staff see it."""

from bot.replies import Block
from bot.views.agreement_documents import documents_button
from bot.views.blocks import button, confirmation
from bot.views.proposal_staff_sheet import Sheet, says_the_same
from domain.proposal_states import Move
from services.proposal_cards import ProposalView


def rows(sheet: Sheet) -> tuple[list[Block], list[Block], list[Block]]:
    return _forward(sheet), _edits(sheet), _others(sheet)


def _forward(sheet: Sheet) -> list[Block]:
    """What takes the negotiation on."""
    view = sheet.view
    made: list[Block] = []
    if Move.ANSWER in view.moves:
        made.append(_button(view, "Answer the customer's request", "proposal.answer", style="primary"))
    if Move.CONFIRM in view.moves and view.current:
        made.append(_button(view, "Accept for CEC", "proposal.confirm", style="primary"))
    if Move.PRESENT in view.moves and not (view.draft and view.draft.unready):
        style = None if made or says_the_same(sheet) else "primary"
        made.append(_button(view, "Present to customer", "proposal.present", style=style))
    if Move.RESUME in view.moves:
        made.append(_button(view, "Resume", "proposal.resume", style="primary"))
    if asked := answer_amendment_row(view):
        made += asked
    elif Move.AMEND in view.moves:
        made.append(_button(view, "Start an amendment", "proposal.amend", style=None if made else "primary"))
    return made


def answer_amendment_row(view: ProposalView) -> list[Block]:
    """While a customer asks for an amendment: it is started with what was asked for, or answered without one."""
    if Move.AMEND not in view.moves or not (view.request and view.request.waiting):
        return []
    return [
        _button(view, "Start an amendment", "proposal.amend", style="primary"),
        _button(view, "Answer without one", "proposal.no_amendment"),
    ]


def _edits(sheet: Sheet) -> list[Block]:
    draft, view = sheet.draft, sheet.view
    if draft is None:
        return []
    made = [
        _button(view, "Add service", "proposal.add"),
        _button(view, "Add custom line", "proposal.custom"),
        _button(view, "Terms", "proposal.terms"),
    ]
    if draft.undo:
        made.append(_button(view, f"Undo: {draft.undo}", "proposal.undo"))
    if draft.outdated:
        made.append(_button(view, "Update the prices", "proposal.reprice"))
    if draft.changes and not draft.changes.is_empty:
        ask = confirmation("Discard the draft?", "It will say what the last version says.", "Discard it")
        made.append(_button(view, "Discard the draft", "proposal.discard", confirm=ask))
    return made


def _others(sheet: Sheet) -> list[Block]:
    view = sheet.view
    made: list[Block] = []
    if view.current or view.in_force:
        made.append(_button(view, "Versions", "proposal.versions"))
        made.append(documents_button(view.number))
    if Move.WITHDRAW in view.moves:
        made.append(_button(view, "Withdraw", "proposal.withdraw"))
    if Move.PAUSE in view.moves:
        made.append(_button(view, "Pause", "proposal.pause"))
    opened = button(
        "Open the agreement", "agreements.open", {"number": view.number}, label=f"Open the agreement {view.number}"
    )
    return [*made, opened]


def _button(
    view: ProposalView, text: str, action_id: str, style: str | None = None, confirm: Block | None = None
) -> Block:
    value = {"number": view.number, "v": view.draft.revision if view.draft else 0}
    label = f"{text}: proposal of {view.number}"
    return button(text, action_id, value, style=style, label=label, confirm=confirm)
