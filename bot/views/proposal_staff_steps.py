"""The forms that take a proposal on: presenting it, accepting it for CEC, withdrawing, pausing, amending."""

from dataclasses import dataclass

from bot.replies import Block, View
from bot.views.blocks import context, field, modal, safe, section, text_input
from bot.views.proposal_staff_sheet import Sheet, sheet_of, warnings
from bot.views.proposal_words import (
    amendment_words,
    ceiling_words,
    change_lines,
    effect_words,
    line_facts,
    line_head,
    sums_words,
    terms_lines,
)
from bot.views.sections import sections
from bot.views.text import plural
from domain.proposal_checks import LONGEST_TEXT
from domain.proposal_diff import OfferDiff
from services.proposal_cards import ProposalView

#: Of what changed and of the lines, so many stand in a form; the card and the versions show all.
SHOWN = 40


@dataclass(frozen=True)
class Step:
    """A step that needs a reason: the form's title, what it says, what its button says, and the label of the reason."""

    title: str
    says: str
    does: str
    label: str


STEPS: dict[str, Step] = {
    "withdraw": Step(
        "Withdraw the version",
        "The version on the table can't be accepted any more. The customer is told, with your reason.",
        "Withdraw",
        "Why",
    ),
    "withdraw_amendment": Step(
        "End the amendment",
        "This ends the amendment; the agreement goes on as it is. The customer is told, with your reason.",
        "Withdraw",
        "Why",
    ),
    "pause": Step(
        "Pause the negotiation",
        "Nobody can change or accept anything until CEC resumes it. The customer is told, with your reason.",
        "Pause",
        "Why",
    ),
    "amend": Step(
        "Start an amendment",
        "The agreement goes on as it is until the amendment is accepted and signed. The customer is told.",
        "Start",
        "What it is about",
    ),
    "no_amendment": Step(
        "Answer without amendment",
        "No amendment is started, and the agreement goes on as it is. The customer reads your answer.",
        "Send the answer",
        "Your answer",
    ),
}


def reason_form(step: str, number: str, metadata: object) -> View:
    known = STEPS[step]
    blocks = [
        section(f"{number}: {known.says}"),
        field("reason", known.label, text_input(multiline=True, max_length=LONGEST_TEXT)),
    ]
    return modal(
        f"proposal.{'withdraw' if step == 'withdraw_amendment' else step}",
        known.title,
        blocks,
        known.does,
        metadata,
        close="Go back",
    )


def present_form(view: ProposalView, metadata: object) -> View:
    """The total and what changed since the last version, before it goes to the customer."""
    sheet = sheet_of(view)
    changes = sheet.draft.changes if sheet.draft else None
    picker: Block = {"type": "datepicker", "action_id": "value"}
    blocks = [
        section(f"*{view.number}* for {safe(view.organization.name)}: {_money(sheet)}"),
        *([section("\n".join(found))] if (found := warnings(sheet)) else []),
        *_since(sheet.base, changes, len(sheet.offer.lines)),
        field(
            "note",
            "Note to the customer",
            text_input(multiline=True, max_length=LONGEST_TEXT),
            optional=True,
            hint="What is new, in a few words.",
        ),
        field(
            "valid_until",
            "It can be accepted until",
            picker,
            optional=True,
            hint="Without a day it is the office's usual time, at the latest the day from which it counts.",
        ),
        *([context(view.notice)] if view.notice else []),
    ]
    return modal("proposal.present", "Present to customer", blocks, "Present", metadata, close="Go back")


def confirm_form(view: ProposalView, metadata: object) -> View:
    """The exact version that CEC accepts: its total, lines and terms."""
    sheet = sheet_of_version(view)
    number = view.current.version.number if view.current else 0
    lines = [
        f"*{line_head(cost.line, place)}*\n{line_facts(cost)}" for place, cost in enumerate(sheet.offer.line_costs, 1)
    ]
    blocks = [
        section(f"*{view.number}, version {number}*: {_money(sheet)}"),
        section("The customer accepted this version. Once CEC accepts it, its documents are made and signed."),
        *sections(_first(lines, "line"), "\n\n"),
        *sections(terms_lines(sheet.offer.terms)),
        *([context(view.notice)] if view.notice else []),
    ]
    return modal("proposal.confirm", "Accept for CEC", blocks, f"Accept version {number}", metadata, close="Go back")


def sheet_of_version(view: ProposalView) -> Sheet:
    """The version on the table, whatever staff have drafted since."""
    card = view.current
    if card is None:
        raise ValueError("there is no version on the table")
    return Sheet(view, card.version.offer, card.total, card.annual_amount, card.paid_once, card.over_ceiling)


def _money(sheet: Sheet) -> str:
    budget = ceiling_words(sheet.view.ceiling, sheet.over_ceiling)
    sums = sums_words(sheet.total, sheet.annual_amount, sheet.paid_once, sheet.term)
    return " ".join(part for part in (sums, amendment_words(sheet.offer), budget) if part)


def _since(number: int | None, changes: OfferDiff | None, lines: int) -> list[Block]:
    if number is None or changes is None:
        return [section(f"It is the first version, with {plural(lines, 'line')}.")]
    if changes.is_empty:
        return [section(f"It says the same as version {number}.")]
    told = [f"*Changed since version {number}.* {effect_words(changes)}", *_first(change_lines(changes), "change")]
    return sections(told)


def _first(lines: list[str], what: str) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], f"And {plural(more, f'more {what}')}."] if more > 0 else lines
