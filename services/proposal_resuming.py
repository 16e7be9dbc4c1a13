"""A paused negotiation goes on."""

from datetime import date

from domain import proposals as rules
from domain.agreements import Agreement
from domain.people import Side
from domain.permissions import Action, Actor
from domain.proposal_dates import last_day_of_validity
from domain.proposals import Negotiation
from services.context import Context
from services.proposal_cards import ProposalMoved
from services.proposal_notices import tell
from services.proposal_parts import current_version, negotiable
from services.proposal_steps import keep, rest
from services.proposal_views import view_of
from services.settings_table import PROPOSAL_DAYS, office_day, value_of
from storage.unit_of_work import UnitOfWork


def resume_in(work: UnitOfWork, context: Context, actor: Actor, number: str) -> ProposalMoved:
    agreement, negotiation = negotiable(work, actor, number, Action.EDIT_PROPOSAL)
    now = context.clock()
    valid_until = _valid_until(work, agreement, negotiation, office_day(work, context))
    after = keep(work, rules.resumed(negotiation, valid_until, now, actor.id))
    agreement = rest(work, agreement, after, now)
    told = tell(work, actor, agreement, after, "resumed", now, (Side.CUSTOMER,))
    return ProposalMoved(view_of(work, actor, agreement, after), told)


def _valid_until(work: UnitOfWork, agreement: Agreement, negotiation: Negotiation, today: date) -> date | None:
    """The usual days from today where the time ran out during the pause. What should have begun by now runs out."""
    version, last = current_version(work, agreement, negotiation), negotiation.valid_until
    if version is None or last is None or last >= today or version.offer.days.start < today:
        return last
    days = int(value_of(work, PROPOSAL_DAYS))
    return last_day_of_validity(None, version.terms, today, days, amended=version.amendment > 0)
