"""Changes of a draft that staff ask for in words: each opens the form for it, filled in."""

from dataclasses import replace

from bot.context import Click, Turn
from bot.handlers.agreement_replies import told
from bot.handlers.elsewhere import Question, answer_about
from bot.handlers.proposal_refusals import refusal
from bot.handlers.proposal_staff import draft_of, kept_of, number_of
from bot.handlers.proposal_versions import spoken_of
from bot.handlers.proposals import for_side, no_proposal
from bot.packed_wishes import packed, unpacked
from bot.replies import Block, Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.blocks import actions, button, clip, read_value, safe, section
from bot.views.proposal_staff_forms import add_form, custom_form, line_form, remove_form, terms_form
from bot.views.proposal_versions import open_button
from bot.views.proposal_wishes import names_of, wish_words
from bot.wishes_said import Heard, wishes_said
from domain.errors import Conflict
from domain.fiscal import Period
from domain.permissions import Action
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WordsWanted,
)
from domain.proposal_edits import Draft, with_target
from domain.proposal_lines import ProposalLine
from domain.proposal_states import Move
from domain.proposal_terms import Terms
from domain.stages import Stage
from services.access import require
from services.proposal_cards import DraftCard, ProposalView

#: Changes of one sentence that get a button each.
MOST = 10
#: A button's value holds 2,000 characters.
LONGEST_WORDS = 1_500


def change_draft(turn: Turn) -> Reply:
    """What a colleague asks to be changed in the working draft."""
    question = Question("request_change", Stage.PROPOSAL, _asked, keeps_words=True)
    return told(turn.asker, lambda: answer_about(turn, question))


def _asked(turn: Turn, number: str) -> Reply:
    try:
        view = turn.services.proposals.view(turn.actor, number)
    except Conflict as error:  # no proposal yet
        return no_proposal(turn.asker, turn.services, number, turn.memory, error)
    if view.draft is None or Move.EDIT not in view.moves:
        return refusal(view, turn.memory, safe(view.why))
    heard = wishes_said(turn, view.draft.draft.offer, "the draft")
    if not heard.wanted and not heard.open:
        return for_side(
            turn.asker, turn.services, number, turn.memory, said="What should be changed? The lines are below."
        )
    return _forms_offered(turn, view, view.draft, heard)


def _forms_offered(turn: Turn, view: ProposalView, draft: DraftCard, heard: Heard) -> Reply:
    name_of = names_of(turn.services.catalog.current().catalog)
    blocks: list[Block] = [section("\n".join(heard.open))] if heard.open else []
    lines = list(heard.open)
    for place, wanted in enumerate(heard.wanted[:MOST]):
        words = wish_words(wanted, draft.draft.offer, name_of)
        value = {"number": view.number, "v": draft.revision, "w": packed([_short(wanted)])}
        opened = button("Open the form", f"proposal.fill:{place}", value, label=f"Open the form: change {place + 1}")
        blocks.append(section(words, opened))
        lines.append(words)
    head = f"In the draft of {view.number}. Nothing is changed yet: each form is filled in as you said."
    memory = spoken_of(turn.memory, view.number, view.organization.key)
    return Reply(
        text="\n".join([head, *lines]),
        blocks=[section(head), *blocks, actions([open_button(view.number)])],
        about=frozenset({view.organization.key}),
        memory=memory,
    )


def _short(wanted: Wanted) -> Wanted:
    return WordsWanted(clip(wanted.text, LONGEST_WORDS)) if isinstance(wanted, WordsWanted) else wanted


def filled(click: Click) -> Outcome:
    """The form of a change, as the draft is now and with what was said."""
    require(click.actor, Action.EDIT_PROPOSAL)
    value = read_value(click.value)
    wanted = unpacked(value.get("w"))
    view = click.services.proposals.view(click.actor, number_of(value))
    draft = draft_of(view)
    if len(wanted) != 1:
        return Reply(STALE, private=True)
    kept = {**kept_of(click), "v": draft.revision}
    return Modal(_form(click, wanted[0], draft.draft, view.amendment > 0, kept))


def _form(click: Click, wanted: Wanted, draft: Draft, amended: bool, kept: dict[str, object]) -> View:
    match wanted:
        case QuantityWanted(line_id, quantity):
            line = replace(draft.offer.line(line_id), quantity=quantity)
            return _line_form(line, {**kept, "l": line_id})
        case TargetWanted(line_id, metric, target):
            line = with_target(draft.offer.line(line_id), metric, target)
            return _line_form(line, {**kept, "l": line_id})
        case RemovalWanted(line_id):
            return remove_form(draft.offer.line(line_id), {**kept, "l": line_id})
        case ServiceWanted(key, quantity):
            service = click.services.catalog.current().catalog.service(key)
            return add_form(str(kept["number"]), kept, (service.name, key), quantity)
        case TermWanted() | BillingWanted() | WordsWanted():
            return terms_form(_terms(draft.terms, wanted, amended), amended, kept)


def _line_form(line: ProposalLine, kept: dict[str, object]) -> View:
    return custom_form(line, kept) if line.custom else line_form(line, kept)


def _terms(terms: Terms, wanted: TermWanted | BillingWanted | WordsWanted, amended: bool) -> Terms:
    match wanted:
        case TermWanted(start, end) if amended:
            period = Period(terms.period.start, max(terms.period.start, end or terms.period.end))
            return replace(terms, period=period, effective_on=start or terms.effective_on)
        case TermWanted(start, end):
            first = start or terms.period.start
            return replace(terms, period=Period(first, max(first, end or terms.period.end)))
        case BillingWanted(frequency, billed_in, own_dates):
            return replace(terms, billing=frequency, billed_in=billed_in, own_dates=own_dates)
        case WordsWanted(text):
            return replace(terms, special="\n\n".join(part for part in (terms.special, text) if part))


def register(routes: Routes) -> None:
    routes.action("proposal.fill", filled)
