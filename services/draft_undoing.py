"""Edits of a working draft that can be undone, the last one first."""

from dataclasses import dataclass

from domain.draft_steps import DraftStep
from domain.errors import Conflict
from domain.permissions import Action, Actor
from domain.proposals import Moved, Negotiation, edited
from services.context import Context
from services.proposal_cards import ProposalView
from services.proposal_parts import negotiable
from services.proposal_seen import draft_as_seen
from services.proposal_steps import keep
from services.proposal_views import view_of
from storage.unit_of_work import UnitOfWork

_NOTHING = "There is no edit of this draft that can be undone."


@dataclass(frozen=True)
class Undone:
    """`words` say what was undone."""

    view: ProposalView
    words: str


def keep_edit(work: UnitOfWork, before: Negotiation, moved: Moved, words: str = "") -> Negotiation:
    """As `proposal_steps.keep`, for an edit of the draft that can be undone. `words` say what it changed, where the
    history says it otherwise."""
    after, change = moved
    draft, words = before.draft, words or change.new or ""
    work.draft_steps.add(
        DraftStep(
            *(after.agreement, after.amendment, after.draft.revision, words),
            lines=draft.lines,
            terms=draft.terms,
            catalog_version=draft.catalog_version,
        )
    )
    return keep(work, moved)


def undo_in(work: UnitOfWork, context: Context, actor: Actor, number: str, seen: int) -> Undone:
    """Take back the last edit. Raises Conflict, with who did what, when the draft was changed after it was seen."""
    agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
    draft_as_seen(work, negotiation, seen)
    step = work.draft_steps.find(agreement.id, negotiation.amendment, seen)
    if step is None:
        raise Conflict(_NOTHING)
    words = f"undone: {step.words}"
    moved = edited(negotiation, step.undone(negotiation.draft), words, context.clock(), actor.id)
    saved = keep(work, moved)
    work.draft_steps.take_back(step, saved.draft.revision)
    return Undone(view_of(work, actor, agreement, saved), step.words)
