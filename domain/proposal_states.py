"""The states of a negotiation: whose turn it is in each, what can be done in it, and what is waited for.

    drafting ----present----> presented --accept--> customer_accepted --confirm--> agreed --take_effect--> in_force
       ^  ^                   |   |   ^                     |                         |
       |  +--answer (changes)-+   |   +--answer (declined)--+ request                 |
       |                  request v                                                   |
       |                     requested                                                |
       +------------------------------- a signer declines (send_back) ----------------+

Besides: withdraw, expire, pause and resume; the customer takes back what was asked for. What is in force is amended by
a negotiation of its own, for which the customer may ask.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.people import Side


class NegotiationState(StrEnum):
    DRAFTING = "drafting"
    PRESENTED = "presented"
    REQUESTED = "requested"
    CUSTOMER_ACCEPTED = "customer_accepted"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    PAUSED = "paused"


class Move(StrEnum):
    """What can be done in a negotiation."""

    EDIT = "edit"
    PRESENT = "present"
    REQUEST = "request"
    TAKE_BACK = "take_back"
    ASK_AMENDMENT = "ask_amendment"
    ANSWER = "answer"
    ACCEPT = "accept"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    PAUSE = "pause"
    RESUME = "resume"
    EXPIRE = "expire"
    SEND_BACK = "send_back"
    TAKE_EFFECT = "take_effect"
    AMEND = "amend"


_S = NegotiationState
_BEFORE_AGREEMENT = frozenset({_S.DRAFTING, _S.PRESENTED, _S.REQUESTED, _S.CUSTOMER_ACCEPTED, _S.WITHDRAWN, _S.EXPIRED})

#: In which states each move can be made. A closed agreement allows none.
MOVES: Mapping[Move, frozenset[NegotiationState]] = {
    Move.EDIT: _BEFORE_AGREEMENT,
    Move.PRESENT: _BEFORE_AGREEMENT - {_S.REQUESTED},
    Move.REQUEST: frozenset({_S.PRESENTED, _S.REQUESTED, _S.CUSTOMER_ACCEPTED, _S.EXPIRED}),
    Move.TAKE_BACK: frozenset({_S.REQUESTED, _S.IN_FORCE}),
    Move.ASK_AMENDMENT: frozenset({_S.IN_FORCE}),
    Move.ANSWER: frozenset({_S.REQUESTED}),
    Move.ACCEPT: frozenset({_S.PRESENTED}),
    Move.CONFIRM: frozenset({_S.CUSTOMER_ACCEPTED}),
    Move.WITHDRAW: _BEFORE_AGREEMENT - {_S.WITHDRAWN},
    Move.PAUSE: _BEFORE_AGREEMENT,
    Move.RESUME: frozenset({_S.PAUSED}),
    Move.EXPIRE: frozenset({_S.PRESENTED}),
    Move.SEND_BACK: frozenset({_S.AGREED}),
    Move.TAKE_EFFECT: frozenset({_S.AGREED}),
    Move.AMEND: frozenset({_S.IN_FORCE}),
}

#: Whose turn it is; None where nobody negotiates at the moment.
TURN: Mapping[NegotiationState, Side | None] = {
    _S.DRAFTING: Side.CEC,
    _S.PRESENTED: Side.CUSTOMER,
    _S.REQUESTED: Side.CEC,
    _S.CUSTOMER_ACCEPTED: Side.CEC,
    _S.AGREED: None,
    _S.IN_FORCE: None,
    _S.WITHDRAWN: Side.CEC,
    _S.EXPIRED: Side.CEC,
    _S.PAUSED: None,
}

WHY: Mapping[NegotiationState, str] = {
    _S.DRAFTING: "CEC is preparing the next version. The customer is told when it is ready.",
    _S.PRESENTED: "The current version is with the customer, who can accept it or ask for changes.",
    _S.REQUESTED: "The customer asked for changes. CEC answers them next.",
    _S.CUSTOMER_ACCEPTED: "The customer accepted the current version. CEC confirms it next.",
    _S.AGREED: "Both sides accepted the current version. It is being signed; a signer who declines opens it again.",
    _S.IN_FORCE: "This version is in force. It is changed by an amendment.",
    _S.WITHDRAWN: "CEC withdrew the current version and presents another one.",
    _S.EXPIRED: "The current version was not accepted in time. CEC presents another one, or the customer asks for it.",
    _S.PAUSED: "The negotiation is paused. It goes on when CEC resumes it.",
}
