"""How an amendment of an agreement that runs begins."""

from domain import proposals as rules
from domain.errors import Conflict
from domain.permissions import Action, Actor
from services.context import Context
from services.proposal_cards import ProposalMoved
from services.proposal_notices import other_side, tell
from services.proposal_parts import AMENDED, as_amendment, keep_adopted_version, negotiable
from services.proposal_steps import keep
from services.proposal_views import view_of
from services.proposal_wishes import carried_over
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork


def start_amendment_in(work: UnitOfWork, context: Context, actor: Actor, number: str, reason: str) -> ProposalMoved:
    agreement, last = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
    if agreement.stage not in AMENDED:
        raise Conflict(f"{agreement.number} is not running yet, or its term is over: change its proposal.")
    keep_adopted_version(work, agreement, last)
    base = work.proposals.version(agreement.id, work.proposals.in_force(agreement.id) or last.current or 1)
    now = context.clock()
    if last.revision == 0:
        work.proposals.save(last)
    negotiation = keep(work, rules.amended(last, as_amendment(base, office_day(work, context)), reason, now, actor.id))
    negotiation = carried_over(work, context, actor, negotiation)
    about = negotiation.purpose
    told = tell(work, actor, agreement, negotiation, "amendment", now, other_side(actor), text=about)
    return ProposalMoved(view_of(work, actor, agreement, negotiation), told)
