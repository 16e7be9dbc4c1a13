"""Whose turn it is in the amendment of an agreement that runs, and what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.people import Side
from domain.proposal_states import NegotiationState
from domain.stages import BY_KEY, Requirement

_S = NegotiationState


@dataclass(frozen=True)
class Amendment:
    """The latest amendment of an agreement (id), numbered from 1, and since when its state holds."""

    agreement: str
    number: int
    state: NegotiationState
    since: datetime


#: For each state in which somebody is waited for: the requirement that the same step of a first proposal has, and what
#: is to be done. One that was withdrawn is over.
_WAITS: Mapping[NegotiationState, tuple[str, str]] = {
    _S.DRAFTING: ("proposal_presented", "prepare amendment {} and send it to the customer"),
    _S.EXPIRED: ("proposal_presented", "present amendment {} again or withdraw it"),
    _S.REQUESTED: ("proposal_presented", "answer what the customer asks for in amendment {}"),
    _S.PRESENTED: ("proposal_accepted_customer", "read amendment {}, ask for changes or accept it"),
    _S.CUSTOMER_ACCEPTED: ("proposal_accepted_cec", "confirm amendment {}, which the customer accepted"),
}

#: While the customer asks for an amendment and none is negotiated.
ASKED: tuple[Requirement, str] = (
    BY_KEY["proposal_presented"],
    "start an amendment with what the customer asks for, or answer without one",
)

#: In which the latest negotiation is over, so that what the customer asks for waits for an amendment.
OVER: frozenset[NegotiationState] = frozenset({_S.IN_FORCE, _S.WITHDRAWN, _S.EXPIRED})

#: Somebody is waited for; while it is signed that is the next signer.
WAITING: frozenset[NegotiationState] = frozenset(_WAITS) | {_S.AGREED}


def waits_for(amendment: Amendment) -> tuple[Requirement, str] | None:
    """Who acts next, by the role of a requirement, and what they do; None while it is signed, or nobody is waited
    for."""
    found = _WAITS.get(amendment.state)
    return (BY_KEY[found[0]], found[1].format(amendment.number)) if found else None


def states_waiting_for(side: Side) -> frozenset[NegotiationState]:
    """While it is signed either side may be next."""
    return frozenset(state for state, (key, _) in _WAITS.items() if BY_KEY[key].side is side) | {_S.AGREED}
