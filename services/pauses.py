"""Who paused a negotiation, since when, and why."""

from domain.agreements import Agreement
from domain.proposal_states import NegotiationState
from services.agreement_cards import Pause
from services.cards import people_cards
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 50


def pause_of(work: UnitOfWork, agreement: Agreement) -> Pause | None:
    """None while nothing of the agreement is paused; the pause of its amendment counts too."""
    negotiation = work.proposals.find(agreement.id)
    if negotiation is None or negotiation.state is not NegotiationState.PAUSED:
        return None
    changes = work.history.of("proposal", agreement.id, HISTORY_READ)
    by = next((each.by for each in changes if each.field == NegotiationState.PAUSED), "")
    people = people_cards(work, {by} - {""})
    return Pause(people[by].name if by in people else "CEC", negotiation.since, negotiation.reason)
