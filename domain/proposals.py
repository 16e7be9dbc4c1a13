"""The negotiation of a proposal or of an amendment, moved by both sides through the states of `proposal_states`.

Every function returns the negotiation with what happened, or raises Conflict with a sentence that says what it waits
for.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from domain.errors import Conflict, InvalidInput
from domain.history import Change
from domain.money import cents, format_money
from domain.payments import PaymentSchedule
from domain.people import Side
from domain.proposal_checks import HIGHEST_PRICE, checked_text
from domain.proposal_edits import Draft
from domain.proposal_states import MOVES, TURN, WHY, Move, NegotiationState
from domain.words import day_in_words

_S = NegotiationState


@dataclass(frozen=True)
class Negotiation:
    """One for an agreement (`amendment` 0) and one for each amendment. `agreement` is an id.

    `since` is when it became whose turn it is. `current` is the number of the version that is on the table, None
    before the first. `ceiling` is the customer's budget for the whole term in USD. `reason` says why it was paused,
    withdrawn or sent back, `purpose` what an amendment is about. `schedule` is the one of the version that both sides
    accepted last, as they accepted it. `revision` counts saves.
    """

    agreement: str
    organization: str
    amendment: int
    state: NegotiationState
    since: datetime
    draft: Draft
    current: int | None = None
    valid_until: date | None = None
    ceiling: Decimal | None = None
    reason: str = ""
    paused_from: NegotiationState | None = None
    schedule: PaymentSchedule | None = None
    purpose: str = ""
    revision: int = 0

    @property
    def turn(self) -> Side | None:
        return TURN[self.state]

    @property
    def why(self) -> str:
        """What is waited for, in a sentence for both sides, with the reason where one was given."""
        return f"{WHY[self.state]} Reason: {self.reason}" if self.reason else WHY[self.state]

    def allows(self, move: Move) -> bool:
        return self.state in MOVES[move]


type Moved = tuple[Negotiation, Change]


def edited(negotiation: Negotiation, draft: Draft, words: str, at: datetime, by: str) -> Moved:
    """The working draft says something else; `words` say what. Whose turn it is stays."""
    require_move(negotiation, Move.EDIT)
    later = replace(draft, revision=negotiation.draft.revision + 1)
    return _changed(replace(negotiation, draft=later), "draft", words, at, by)


def presented(negotiation: Negotiation, number: int, valid_until: date, at: datetime, by: str, note: str) -> Moved:
    """Version `number`, made from the draft, is on the table. Earlier acceptances count no more."""
    require_move(negotiation, Move.PRESENT)
    after = replace(negotiation, current=number, valid_until=valid_until)
    return _moved(after, _S.PRESENTED, f"version {number}", at, by, note)


def requested(negotiation: Negotiation, at: datetime, by: str, words: str) -> Moved:
    """The customer asks for changes; what they accepted before counts no more."""
    require_move(negotiation, Move.REQUEST)
    return _moved(negotiation, _S.REQUESTED, words, at, by)


def answered(negotiation: Negotiation, changes: bool, at: datetime, by: str, words: str) -> Moved:
    """Every wish is answered: with `changes` a new version follows, without any the current one stands."""
    require_move(negotiation, Move.ANSWER)
    follows = changes or negotiation.current is None
    return _moved(negotiation, _S.DRAFTING if follows else _S.PRESENTED, words, at, by)


def wish_taken_back(negotiation: Negotiation, at: datetime, by: str, words: str) -> Moved:
    """The customer asks for one thing less; whose turn it is stays."""
    _require_amendable(negotiation, Move.TAKE_BACK)
    return _changed(negotiation, "wish_taken_back", words, at, by)


def request_withdrawn(negotiation: Negotiation, today: date, at: datetime, by: str, words: str) -> Moved:
    """The customer took back all that was asked for: what is on the table is theirs to accept, also where it was
    accepted before."""
    _require_amendable(negotiation, Move.TAKE_BACK)
    if negotiation.state is not _S.REQUESTED:
        return _changed(negotiation, "wish_taken_back", words, at, by)
    state = _S.DRAFTING if negotiation.current is None else _S.PRESENTED
    if state is _S.PRESENTED and negotiation.valid_until and today > negotiation.valid_until:
        state = _S.EXPIRED
    return _moved(negotiation, state, words, at, by)


def amendment_asked(negotiation: Negotiation, at: datetime, by: str, words: str) -> Moved:
    """The customer of a running agreement asks for an amendment, which CEC starts."""
    _require_amendable(negotiation, Move.ASK_AMENDMENT)
    return _changed(negotiation, "amendment_asked", words, at, by)


def amendment_declined(negotiation: Negotiation, reason: str, at: datetime, by: str) -> Moved:
    """CEC answers the wish for an amendment without one; what is in force stays."""
    return _changed(negotiation, "amendment_declined", "declined", at, by, reason.strip())


def wishes_carried_over(negotiation: Negotiation, at: datetime, by: str, words: str) -> Moved:
    """A new amendment begins with what the customer asked for: CEC answers it first."""
    require_move(negotiation, Move.EDIT)
    return _moved(negotiation, _S.REQUESTED, words, at, by)


def accepted(negotiation: Negotiation, side: Side, version: int, today: date, at: datetime, by: str) -> Moved:
    """The customer accepts first, then CEC confirms. Raises Conflict for a version that is not current or too old."""
    require_move(negotiation, Move.ACCEPT if side is Side.CUSTOMER else Move.CONFIRM)
    if version != negotiation.current:
        raise Conflict(f"Version {version} is not the current one any more. Open version {negotiation.current} first.")
    if side is Side.CEC:
        return _moved(negotiation, _S.AGREED, f"version {version}", at, by)
    if negotiation.valid_until and today > negotiation.valid_until:
        raise Conflict(
            f"Version {version} could be accepted until {day_in_words(negotiation.valid_until)}. "
            "Ask CEC to present it anew."
        )
    return _moved(negotiation, _S.CUSTOMER_ACCEPTED, f"version {version}", at, by)


def withdrawn(negotiation: Negotiation, reason: str, at: datetime, by: str) -> Moved:
    require_move(negotiation, Move.WITHDRAW)
    return _moved(negotiation, _S.WITHDRAWN, "withdrawn", at, by, _reason(reason))


def paused(negotiation: Negotiation, reason: str, at: datetime, by: str) -> Moved:
    require_move(negotiation, Move.PAUSE)
    return _moved(replace(negotiation, paused_from=negotiation.state), _S.PAUSED, "paused", at, by, _reason(reason))


def resumed(negotiation: Negotiation, valid_until: date | None, at: datetime, by: str) -> Moved:
    """It goes on where it was paused; what is on the table can be accepted until `valid_until`."""
    require_move(negotiation, Move.RESUME)
    went_on = negotiation.paused_from or _S.DRAFTING
    return _moved(replace(negotiation, paused_from=None, valid_until=valid_until), went_on, "resumed", at, by)


def expired(negotiation: Negotiation, at: datetime, by: str) -> Moved:
    require_move(negotiation, Move.EXPIRE)
    return _moved(negotiation, _S.EXPIRED, f"version {negotiation.current}", at, by)


def sent_back(negotiation: Negotiation, reason: str, at: datetime, by: str) -> Moved:
    """A signer declined: CEC makes another version."""
    require_move(negotiation, Move.SEND_BACK)
    return _moved(negotiation, _S.DRAFTING, "sent back", at, by, _reason(reason))


def in_force(negotiation: Negotiation, at: datetime, by: str) -> Moved:
    """All have signed."""
    require_move(negotiation, Move.TAKE_EFFECT)
    return _moved(negotiation, _S.IN_FORCE, f"version {negotiation.current}", at, by)


def amended(last: Negotiation, draft: Draft, purpose: str, at: datetime, by: str) -> Moved:
    """The next amendment, drafted from what is in force. One that was withdrawn or ran out makes room for another.
    `purpose` says what it is about. Raises InvalidInput without one."""
    _require_amendable(last, Move.AMEND)
    number, about = last.amendment + 1, checked_text("reason", purpose, wanted="Say what it is about.")
    parties = (last.agreement, last.organization)
    following = Negotiation(*parties, number, _S.DRAFTING, at, draft, ceiling=last.ceiling, purpose=about)
    return _changed(following, "amendment", str(number), at, by, about)


def with_ceiling(negotiation: Negotiation, ceiling: Decimal | None, at: datetime, by: str) -> Moved:
    """The most that the customer can spend in the whole term; None takes it back. Raises InvalidInput."""
    if ceiling is not None and not (ceiling.is_finite() and 0 < ceiling <= 100 * HIGHEST_PRICE):
        raise InvalidInput("ceiling", "Give the budget for the whole term in USD, above 0, such as 250,000.")
    if ceiling is not None and cents(ceiling) != ceiling:
        raise InvalidInput("ceiling", "Give the budget in whole cents, such as 250,000.00.")
    kept = None if ceiling is None else cents(ceiling)
    words = "no budget" if kept is None else f"a budget of {format_money(kept)}"
    return _changed(replace(negotiation, ceiling=kept), "ceiling", words, at, by)


def over_ceiling(total: Decimal, ceiling: Decimal | None) -> Decimal | None:
    """By how much a total exceeds the budget; None when it does not, or when there is none."""
    return total - ceiling if ceiling is not None and total > ceiling else None


def require_move(negotiation: Negotiation, move: Move) -> None:
    """Raises Conflict, saying what is waited for instead."""
    if not negotiation.allows(move):
        raise Conflict(negotiation.why)


def is_over(negotiation: Negotiation) -> bool:
    """Whether an amendment was withdrawn or ran out, and so makes room for another one."""
    return negotiation.amendment > 0 and negotiation.state in (_S.WITHDRAWN, _S.EXPIRED)


def _require_amendable(last: Negotiation, move: Move) -> None:
    if not is_over(last):
        require_move(last, move)


def _moved(
    negotiation: Negotiation, state: NegotiationState, words: str, at: datetime, by: str, note: str = ""
) -> Moved:
    """`note` is the reason where a state has one."""
    reason = note if state in (_S.WITHDRAWN, _S.PAUSED) or (state is _S.DRAFTING and note) else ""
    since = negotiation.since if state is negotiation.state else at
    return _changed(replace(negotiation, state=state, since=since, reason=reason), state.value, words, at, by, note)


def _changed(negotiation: Negotiation, field: str, words: str, at: datetime, by: str, note: str = "") -> Moved:
    subject = ("proposal", negotiation.agreement, negotiation.organization)
    return negotiation, Change(*subject, field, None, words, at, by, note)


def _reason(reason: str) -> str:
    return checked_text("reason", reason, wanted="Say why. The other side reads it.")
