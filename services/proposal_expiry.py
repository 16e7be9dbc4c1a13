"""Versions that were not accepted in time."""

from domain import proposals as rules
from domain.errors import Conflict
from domain.people import Side
from domain.permissions import OPERATOR
from domain.words import day_in_words
from services.context import Context
from services.proposal_notices import tell
from services.proposal_parts import current_version
from services.proposal_steps import keep, taken_back
from services.settings_table import office_day

AT_ONCE = 50


def expire_due(context: Context) -> int:
    """Each in a transaction of its own, so that one which somebody changes at the moment keeps no other one back."""
    with context.reading() as work:
        late = work.proposals.run_out(office_day(work, context), AT_ONCE)
    return sum(_expire(context, negotiation.agreement) for negotiation in late)


def _expire(context: Context, agreement_id: str) -> bool:
    try:
        with context.unit_of_work() as work:
            work.needs.hold(agreement_id)
            agreement, negotiation = work.agreements.get(agreement_id), work.proposals.find(agreement_id)
            day = office_day(work, context)
            if negotiation is None or negotiation.valid_until is None or negotiation.valid_until >= day:
                return False
            now = context.clock()
            after = keep(work, rules.expired(negotiation, now, OPERATOR.id))
            reason = f"It could be accepted until {day_in_words(negotiation.valid_until)}."
            agreement = taken_back(work, context, OPERATOR, agreement, after, reason)
            version = current_version(work, agreement, after)
            tell(work, OPERATOR, agreement, after, "expired", now, tuple(Side), version)
            work.commit()
            return True
    except Conflict:  # someone moved it on in this moment: the next run looks again
        return False
