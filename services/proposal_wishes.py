"""What customers ask to be changed in the version that is on the table, or by an amendment of what runs."""

from collections.abc import Collection, Sequence
from datetime import datetime

from domain import proposals as rules
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.permissions import Action, Actor
from domain.proposal_answers import all_declined, declined_by_withdrawal, taken_out
from domain.proposal_changes import LONGEST_WORDS, Asked, ChangeRequest, Wanted, WishItem, WordsWanted
from domain.proposal_checks import checked_text
from domain.proposal_diff import diff
from domain.proposal_states import Move
from domain.proposal_versions import ProposalVersion
from domain.proposal_wishes import add_items, all_wished
from domain.proposal_words import said_asked, said_wish
from domain.proposals import Negotiation
from services.access import agreement_for
from services.context import Context
from services.proposal_cards import ChangePrice, ProposalMoved
from services.proposal_colleagues import as_waiting, authors_replaced, pending, refuse_unseen
from services.proposal_notices import other_side, tell, tell_customers
from services.proposal_parts import amendable, asked_version, keep_adopted_version, negotiable, negotiation_of
from services.proposal_pricing import known_services, pricing_for, wished_draft
from services.proposal_seen import version_as_seen
from services.proposal_steps import keep, stands_again, taken_back
from services.proposal_views import view_of
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork


def current_for_customer(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation) -> ProposalVersion:
    """The version that changes can be asked of. Raises Conflict, saying what is waited for, where none can."""
    if not amendable(agreement, negotiation):
        rules.require_move(negotiation, Move.REQUEST)
    current = asked_version(work, agreement, negotiation)
    if current is None:
        raise Conflict(negotiation.why)
    return current


def price_in(work: UnitOfWork, context: Context, actor: Actor, number: str, wanted: Sequence[Wanted]) -> ChangePrice:
    agreement = agreement_for(work, actor, number, Action.READ_PROPOSAL)
    negotiation = negotiation_of(work, agreement)
    current = current_for_customer(work, agreement, negotiation)
    items = [WishItem(f"wish-{place}", each) for place, each in enumerate(wanted, start=1)]
    draft = wished_draft(work, context, agreement, negotiation, current)
    request = work.proposals.open_request(agreement.id)
    made = all_wished(
        draft, items, pricing_for(work, context, agreement, negotiation, draft), request.waiting if request else ()
    )
    changes = diff(draft.offer, made.after.offer)
    return ChangePrice(
        number=agreement.number,
        version=current.number,
        changes=changes,
        over_ceiling=rules.over_ceiling(changes.money.total_after, negotiation.ceiling),
        notice=work.catalog.current()[1].notice,
        pending=pending(work, actor, agreement, wanted),
        impossible=as_waiting(work, request, made.impossible) if request else (),
    )


def request_in(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    number: str,
    version: int,
    wanted: Sequence[Wanted],
    note: str,
    request_id: str | None,
    replaces: Collection[str],
) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.REQUEST_CHANGES)
    form, now = request_id or context.new_id(), context.clock()
    asked = Asked(actor.id, now, checked_text("note", note, LONGEST_WORDS))
    items = tuple(WishItem(f"{form}-{place}", each, asked=asked) for place, each in enumerate(wanted, start=1))
    if _was_sent(work, agreement, form, items):
        return ProposalMoved(view_of(work, actor, agreement, negotiation))
    current = current_for_customer(work, agreement, negotiation)
    version_as_seen(work, actor, agreement, current, version)
    refuse_unseen(pending(work, actor, agreement, wanted), replaces)
    draft = wished_draft(work, context, agreement, negotiation, current)
    pricing = pricing_for(work, context, agreement, negotiation, draft)
    made = all_wished(draft, items, pricing, waiting_wishes(work, agreement))
    amends = amendable(agreement, negotiation)
    # An amendment's price is what CEC offers in it: it counts from a day that is not known yet.
    changes = diff(made.before.offer, made.after.offer)
    words = said_asked(changes, wanted, with_total=not amends)
    replaced = authors_replaced(work, actor, agreement, wanted)
    _keep_request(work, agreement, current, form, items)
    tell_customers(work, actor, agreement, negotiation, "replaced", now, words, replaced)
    if amends:
        note = _beside(asked.note, wanted)
        return _amendment_asked(work, actor, agreement, negotiation, current, now, words, note)
    if negotiation.allows(Move.CONFIRM):
        tell_customers(work, actor, agreement, negotiation, "unaccepted", now, words)
    moved = keep(work, rules.requested(negotiation, now, actor.id, words))
    agreement = taken_back(work, context, actor, agreement, moved, "The customer asked for changes.")
    told = tell(work, actor, agreement, moved, "requested", now, other_side(actor), current, text=words)
    return ProposalMoved(view_of(work, actor, agreement, moved), told)


def _amendment_asked(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    negotiation: Negotiation,
    current: ProposalVersion,
    at: datetime,
    words: str,
    note: str,
) -> ProposalMoved:
    keep_adopted_version(work, agreement, negotiation)
    moved = keep(work, rules.amendment_asked(negotiation, at, actor.id, words))
    told = tell(work, actor, agreement, moved, "amendment_asked", at, other_side(actor), current, words, note)
    return ProposalMoved(view_of(work, actor, agreement, moved), told)


def _beside(note: str, wanted: Sequence[Wanted]) -> str:
    """The lines of a note that are no wish in words: those are quoted already."""
    quoted = {each.text for each in wanted if isinstance(each, WordsWanted)}
    return "\n".join(line for line in note.splitlines() if line.strip() not in quoted)


def take_back_in(work: UnitOfWork, context: Context, actor: Actor, number: str, item_id: str) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.REQUEST_CHANGES)
    waiting = work.proposals.open_request(agreement.id)
    if waiting is None:
        raise Conflict("Nothing that you asked for waits for an answer.")
    now, today = context.clock(), office_day(work, context)
    item, request = waiting.item(item_id), taken_out(waiting, item_id, now)
    version = work.proposals.version(agreement.id, request.version)
    draft = wished_draft(work, context, agreement, negotiation, version)
    words = said_wish(item.wanted, draft.offer, known_services(work, version))
    work.proposals.save_request(request)
    if request.closed_at is None:
        moved = keep(work, rules.wish_taken_back(negotiation, now, actor.id, words))
    elif request.changes:
        moved = keep(work, rules.answered(negotiation, True, now, actor.id, words))
    else:
        moved = keep(work, rules.request_withdrawn(negotiation, today, now, actor.id, words))
        if moved.allows(Move.ACCEPT):
            agreement = stands_again(work, context, actor, agreement, moved)
            tell_customers(work, actor, agreement, moved, "stands_again", now, words)
    told = tell(work, actor, agreement, moved, "wish_taken_back", now, other_side(actor), text=words)
    return ProposalMoved(view_of(work, actor, agreement, moved), told)


def answer_without_amendment_in(
    work: UnitOfWork, context: Context, actor: Actor, number: str, reason: str
) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
    waiting = work.proposals.open_request(agreement.id)
    if waiting is None or not amendable(agreement, negotiation):
        raise Conflict("Nothing that the customer asked for waits for this answer.")
    now = context.clock()
    work.proposals.save_request(all_declined(waiting, reason, now, actor.id))
    moved = keep(work, rules.amendment_declined(negotiation, reason, now, actor.id))
    told = tell(work, actor, agreement, moved, "answered", now, other_side(actor))
    return ProposalMoved(view_of(work, actor, agreement, moved), told)


def carried_over(work: UnitOfWork, context: Context, actor: Actor, negotiation: Negotiation) -> Negotiation:
    """A new amendment begins with the wishes that wait for one."""
    waiting = work.proposals.open_request(negotiation.agreement)
    if waiting is None:
        return negotiation
    words = f"{len(waiting.waiting)} asked for before"
    return keep(work, rules.wishes_carried_over(negotiation, context.clock(), actor.id, words))


def waiting_wishes(work: UnitOfWork, agreement: Agreement) -> tuple[WishItem, ...]:
    """Those that CEC has not answered yet."""
    waiting = work.proposals.open_request(agreement.id)
    return waiting.waiting if waiting else ()


def withdraw_wishes(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement) -> None:
    """The version that they are about is withdrawn: the next wishes are about another one."""
    waiting = work.proposals.open_request(agreement.id)
    if waiting:
        work.proposals.save_request(declined_by_withdrawal(waiting, context.clock(), actor.id))


def _keep_request(
    work: UnitOfWork, agreement: Agreement, current: ProposalVersion, form: str, items: tuple[WishItem, ...]
) -> None:
    """A new one, or the open one with more wishes."""
    waiting = work.proposals.open_request(agreement.id)
    if waiting:
        work.proposals.save_request(add_items(waiting, items))
        return
    first = next(item.asked for item in items if item.asked)
    about = (form, agreement.id, agreement.organization, current.number)
    work.proposals.save_request(ChangeRequest(*about, items, first.at, first.by, first.note))


def _was_sent(work: UnitOfWork, agreement: Agreement, form: str, items: Sequence[WishItem]) -> bool:
    """Also when what was sent is taken back by now."""
    ids = {item.id for item in items}
    sent = work.proposals.requests(agreement.id)
    return any(request.id == form or ids & {item.id for item in request.items} for request in sent)
