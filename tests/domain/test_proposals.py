from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import proposals as rules
from domain.errors import CecError, Conflict, InvalidInput
from domain.people import Side
from domain.proposal_states import MOVES, TURN, WHY, Move, NegotiationState
from domain.proposals import Moved, Negotiation
from tests.builders import NOON
from tests.proposals import TODAY, a_draft, a_negotiation

LATER = NOON + timedelta(days=1)
S = NegotiationState
Do = Callable[[Negotiation], Moved]

MADE: dict[Move, tuple[Do, NegotiationState | None]] = {
    Move.EDIT: (lambda n: rules.edited(n, a_draft(), "x", LATER, "staff"), None),
    Move.PRESENT: (lambda n: rules.presented(n, 2, date(2026, 12, 1), LATER, "staff", "new"), S.PRESENTED),
    Move.REQUEST: (lambda n: rules.requested(n, LATER, "p-1", "x"), S.REQUESTED),
    Move.TAKE_BACK: (lambda n: rules.wish_taken_back(n, LATER, "p-1", "x"), None),
    Move.ASK_AMENDMENT: (lambda n: rules.amendment_asked(n, LATER, "p-1", "x"), None),
    Move.ANSWER: (lambda n: rules.answered(n, True, LATER, "staff", "x"), S.DRAFTING),
    Move.ACCEPT: (lambda n: rules.accepted(n, Side.CUSTOMER, 1, TODAY, LATER, "p-1"), S.CUSTOMER_ACCEPTED),
    Move.CONFIRM: (lambda n: rules.accepted(n, Side.CEC, 1, TODAY, LATER, "staff"), S.AGREED),
    Move.WITHDRAW: (lambda n: rules.withdrawn(n, "wrong", LATER, "staff"), S.WITHDRAWN),
    Move.PAUSE: (lambda n: rules.paused(n, "wait", LATER, "staff"), S.PAUSED),
    Move.RESUME: (lambda n: rules.resumed(n, n.valid_until, LATER, "staff"), S.DRAFTING),
    Move.EXPIRE: (lambda n: rules.expired(n, LATER, "system"), S.EXPIRED),
    Move.SEND_BACK: (lambda n: rules.sent_back(n, "wrong", LATER, "p-1"), S.DRAFTING),
    Move.TAKE_EFFECT: (lambda n: rules.in_force(n, LATER, "system"), S.IN_FORCE),
    Move.AMEND: (lambda n: rules.amended(n, a_draft(), "More", LATER, "staff"), S.DRAFTING),
}


@pytest.mark.parametrize("state", S)
def test_every_state_has_a_way_forward_and_a_reason(state: NegotiationState) -> None:
    assert any(state in states for states in MOVES.values())
    assert WHY[state].endswith(".")
    assert state in TURN


@pytest.mark.parametrize("state", S)
def test_whose_turn_it_is_can_move_it_on(state: NegotiationState) -> None:
    of_side = {
        Side.CUSTOMER: {Move.REQUEST, Move.ACCEPT},
        Side.CEC: {Move.PRESENT, Move.ANSWER, Move.CONFIRM},
        None: {Move.RESUME, Move.TAKE_EFFECT, Move.SEND_BACK, Move.AMEND},
    }
    assert any(state in MOVES[move] for move in of_side[TURN[state]])


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", S)
def test_a_move_leads_where_it_should_or_says_what_is_waited_for(state: NegotiationState, move: Move) -> None:
    do, reached = MADE[move]
    before = a_negotiation(state, current=1)
    if state in MOVES[move]:
        after, change = do(before)
        assert after.state is (reached or state)
        assert (change.subject_type, change.subject_id, change.at) == ("proposal", "a-1", LATER)
        return
    with pytest.raises(Conflict) as refused:
        do(before)
    assert str(refused.value) == before.why


@given(st.lists(st.sampled_from(Move), max_size=40))
def test_no_sequence_of_moves_agrees_without_both_sides_on_the_same_version(moves: list[Move]) -> None:
    negotiation = a_negotiation()
    by_customer: int | None = None
    version = 0
    for move in moves:
        try:
            if move is Move.PRESENT:
                negotiation, _ = rules.presented(negotiation, version + 1, date(2026, 12, 1), LATER, "staff", "")
                version += 1
            elif move in (Move.ACCEPT, Move.CONFIRM):
                side = Side.CUSTOMER if move is Move.ACCEPT else Side.CEC
                negotiation, _ = rules.accepted(negotiation, side, version, TODAY, LATER, "x")
                by_customer = version if move is Move.ACCEPT else by_customer
            else:
                negotiation, _ = MADE[move][0](negotiation)
        except CecError:
            continue
        if move is Move.AMEND:
            by_customer = None
        if negotiation.state in (S.AGREED, S.IN_FORCE):
            assert by_customer == negotiation.current == version


def test_it_is_somebodys_turn_since_it_became_theirs() -> None:
    asked, _ = rules.requested(a_negotiation(S.PRESENTED), LATER, "p-1", "x")
    again, _ = rules.requested(asked, LATER + timedelta(days=2), "p-1", "y")
    assert (asked.since, again.since, asked.turn) == (LATER, LATER, Side.CEC)


def test_a_version_can_be_accepted_on_its_last_day_and_not_after_it() -> None:
    presented = a_negotiation(S.PRESENTED, valid_until=TODAY)
    assert rules.accepted(presented, Side.CUSTOMER, 1, TODAY, LATER, "p-1")[0].state is S.CUSTOMER_ACCEPTED
    with pytest.raises(Conflict, match="could be accepted until"):
        rules.accepted(presented, Side.CUSTOMER, 1, TODAY + timedelta(days=1), LATER, "p-1")


def test_when_all_is_declined_the_version_stands_again() -> None:
    after, _ = rules.answered(a_negotiation(S.REQUESTED), False, LATER, "staff", "1 declined")
    assert (after.state, after.current) == (S.PRESENTED, 1)


@pytest.mark.parametrize("state", sorted(MOVES[Move.PAUSE]))
def test_it_goes_on_where_it_was_paused_and_forgets_the_reason(state: NegotiationState) -> None:
    paused, _ = rules.paused(a_negotiation(state), "wait", LATER, "staff")
    assert paused.why.endswith("Reason: wait")
    resumed, _ = rules.resumed(paused, TODAY, LATER, "staff")
    assert (resumed.state, resumed.reason, resumed.valid_until) == (state, "", TODAY)


def test_an_amendment_takes_the_budget_along_and_starts_its_own_draft() -> None:
    last = a_negotiation(S.IN_FORCE, ceiling=Decimal("500.00"))
    following, change = rules.amended(last, a_draft(), " More phones ", LATER, "staff")
    assert (following.amendment, following.ceiling, following.current, change.new) == (1, Decimal("500.00"), None, "1")
    assert following.purpose == change.note == "More phones"
    ended, _ = rules.withdrawn(following, "not needed", LATER, "staff")
    assert rules.amended(ended, a_draft(), "More", LATER, "staff")[0].amendment == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1_001])
def test_reasons_are_asked_for(reason: str) -> None:
    with pytest.raises(InvalidInput):
        rules.withdrawn(a_negotiation(S.PRESENTED), reason, LATER, "staff")


def test_a_total_is_over_the_budget_by_the_difference() -> None:
    assert rules.over_ceiling(Decimal(120), Decimal(100)) == 20
    assert rules.over_ceiling(Decimal(100), Decimal(100)) is None
    assert rules.over_ceiling(Decimal(100), None) is None
