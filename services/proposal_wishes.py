"""What customers ask to be changed in the version that is on the table."""

from collections.abc import Sequence

from domain import proposals as rules
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.permissions import Action, Actor
from domain.proposal_answers import declined_by_withdrawal
from domain.proposal_changes import LONGEST_WORDS, ChangeRequest, Wanted, WishItem, add_items, all_wished
from domain.proposal_checks import checked_text
from domain.proposal_diff import diff
from domain.proposal_states import Move
from domain.proposal_versions import ProposalVersion
from domain.proposal_words import said_with_total
from domain.proposals import Negotiation
from services.context import Context
from services.proposal_cards import ProposalMoved
from services.proposal_notices import other_side, tell
from services.proposal_parts import as_draft, current_version, negotiable, pricing_for
from services.proposal_seen import version_as_seen
from services.proposal_steps import keep, taken_back
from services.proposal_views import view_of
from storage.unit_of_work import UnitOfWork


def current_for_customer(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> ProposalVersion:
    """The version that changes can be asked of. Raises Conflict, saying what is waited for, where none can."""
    rules.require_move(negotiation, Move.REQUEST)
    current = current_version(work, agreement, negotiation)
    if current is None:
        raise Conflict(negotiation.why)
    return current


def request_in(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    number: str,
    version: int,
    wanted: Sequence[Wanted],
    note: str,
    request_id: str | None,
) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.REQUEST_CHANGES)
    form = request_id or context.new_id()
    items = tuple(WishItem(f"{form}-{place}", each) for place, each in enumerate(wanted, start=1))
    if _was_sent(work, agreement, items):
        return ProposalMoved(view_of(work, actor, agreement, negotiation))
    current = current_for_customer(work, agreement, negotiation)
    version_as_seen(work, actor, agreement, current, version)
    draft = as_draft(current)
    pricing = pricing_for(work, context, agreement, negotiation, draft)
    after = all_wished(draft, items, pricing, waiting_wishes(work, agreement))
    request = _request(work, context, actor, agreement, current, form, items, checked_text("note", note, LONGEST_WORDS))
    work.proposals.save_request(request)
    now = context.clock()
    words = said_with_total(diff(current.offer, after.offer))
    asked = keep(work, rules.requested(negotiation, now, actor.id, words))
    agreement = taken_back(work, context, actor, agreement, asked, "The customer asked for changes.")
    told = tell(work, actor, agreement, asked, "requested", now, other_side(actor), current, text=words)
    return ProposalMoved(view_of(work, actor, agreement, asked), told)


def waiting_wishes(work: UnitOfWork, agreement: Agreement) -> tuple[WishItem, ...]:
    """Those that CEC has not answered yet."""
    waiting = work.proposals.open_request(agreement.id)
    return tuple(item for item in waiting.items if item.answer is None) if waiting else ()


def withdraw_wishes(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement) -> None:
    """The version that they are about is withdrawn: the next wishes are about another one."""
    waiting = work.proposals.open_request(agreement.id)
    if waiting:
        work.proposals.save_request(declined_by_withdrawal(waiting, context.clock(), actor.id))


def _request(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    agreement: Agreement,
    current: ProposalVersion,
    form: str,
    items: tuple[WishItem, ...],
    note: str,
) -> ChangeRequest:
    """A new one, or the open one with more wishes."""
    waiting = work.proposals.open_request(agreement.id)
    if waiting:
        return add_items(waiting, items, note)
    organization, now = agreement.organization, context.clock()
    return ChangeRequest(form, agreement.id, organization, current.number, items, now, actor.id, note)


def _was_sent(work: UnitOfWork, agreement: Agreement, items: Sequence[WishItem]) -> bool:
    known = {item.id for request in work.proposals.requests(agreement.id) for item in request.items}
    return any(item.id in known for item in items)
