"""What CEC's staff decide about a customer's wishes, item by item."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from domain import proposals as rules
from domain.errors import Conflict, InvalidInput, NotFound
from domain.permissions import Action, Actor
from domain.proposal_answers import answer_item, with_answer
from domain.proposal_changes import Answer, ChangeRequest, Decision, Pricing
from domain.proposal_diff import diff
from domain.proposal_edits import Draft
from domain.proposal_states import Move
from domain.proposal_words import said
from services.context import Context
from services.proposal_cards import ProposalMoved
from services.proposal_notices import other_side, tell
from services.proposal_parts import current_version, negotiable
from services.proposal_pricing import pricing_for
from services.proposal_seen import draft_as_seen
from services.proposal_steps import keep, stands_again
from services.proposal_views import view_of
from storage.unit_of_work import UnitOfWork


def answer_in(
    work: UnitOfWork, context: Context, actor: Actor, number: str, answers: Mapping[str, Answer], seen: int
) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
    rules.require_move(negotiation, Move.ANSWER)
    request = work.proposals.open_request(agreement.id)
    if request is None:
        raise Conflict(negotiation.why)
    if not answers:
        raise InvalidInput("answers", "Decide about at least one of the wishes.")
    draft_as_seen(work, negotiation, seen)
    now = context.clock()
    for item_id, answer in answers.items():
        with _at_item(item_id):
            request = answer_item(request, item_id, answer, now, actor.id)
    draft = _with_answers(request, answers, negotiation.draft, pricing_for(work, context, agreement, negotiation))
    work.proposals.save_request(request)
    words = said(diff(negotiation.draft.offer, draft.offer))
    after, change = rules.edited(negotiation, draft, words, now, actor.id)
    if request.closed_at is None:
        saved = keep(work, (after, change))
        return ProposalMoved(view_of(work, actor, agreement, saved))
    closing = rules.answered(after, request.changes, now, actor.id, _counted(request))
    saved = keep(work, closing, change)
    if not request.changes:
        agreement = stands_again(work, context, actor, agreement, saved)
    version = current_version(work, agreement, saved)
    told = tell(work, actor, agreement, saved, "answered", now, other_side(actor), version, _counted(request))
    return ProposalMoved(view_of(work, actor, agreement, saved), told)


def _with_answers(request: ChangeRequest, answers: Mapping[str, Answer], draft: Draft, pricing: Pricing) -> Draft:
    for item in request.items:
        if item.id in answers:
            with _at_item(item.id, "counter" if answers[item.id].counter else "decision"):
                draft = with_answer(draft, item, pricing)
    return draft


@contextmanager
def _at_item(item_id: str, part: str = "") -> Generator[None]:
    """Of several answers, the field names the item too: "reason|ITEM". With `part` it is always that part."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(f"{part or error.field}|{item_id}", str(error)) from error
    except NotFound as error:
        raise InvalidInput(f"{part or 'decision'}|{item_id}", str(error)) from error


def _counted(request: ChangeRequest) -> str:
    """Such as "2 accepted, 1 declined"."""
    given = [item.answer.decision for item in request.items if item.answer]
    return ", ".join(f"{given.count(each)} {each.value}" for each in Decision if each in given)
