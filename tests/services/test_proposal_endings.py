# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Proposals that are withdrawn, paused, expired or closed."""

from datetime import timedelta

import pytest

from domain.errors import Conflict, InvalidInput
from domain.people import Side
from domain.proposal_changes import Answer, Decision, RemovalWanted
from domain.proposal_states import Move, NegotiationState
from tests.services.office import Office
from tests.services.proposal_steps import (
    NRCS,
    accept,
    change_quantity,
    days_later,
    line_of,
    present,
    request,
    told,
    turn,
    view,
)


def test_a_withdrawn_version_is_cecs_turn_and_is_presented_anew(office: Office):
    withdrawn = office.services.proposals.withdraw(office.actor("james"), NRCS, "The price was wrong.").view
    assert (withdrawn.state, withdrawn.turn, turn(office)) == (NegotiationState.WITHDRAWN, Side.CEC, Side.CEC)
    assert withdrawn.why.endswith("Reason: The price was wrong.")
    assert told(office) == [("U0MARIA", "withdrawn")]
    with pytest.raises(Conflict, match="withdrew"):
        accept(office, "maria")
    assert present(office).current.version.number == 3


def test_wishes_about_a_withdrawn_version_are_answered_by_that_and_new_ones_are_about_the_next(office: Office):
    request(office)
    office.services.proposals.withdraw(office.actor("james"), NRCS, "The price was wrong.")
    (refused,) = view(office, "maria").request.items
    assert refused.answer == Answer(Decision.DECLINED, "CEC withdrew this version.")
    change_quantity(office, 20)
    present(office)
    wanted = RemovalWanted(line_of(office, "mailbox"))
    asked = request(office, wanted).request
    assert (asked.version, [item.wanted for item in asked.items]) == (3, [wanted])


def test_a_version_that_was_presented_meanwhile_is_not_withdrawn_with_the_one_before(office: Office):
    change_quantity(office, 20)
    present(office)
    with pytest.raises(Conflict, match="Version 3 was presented meanwhile"):
        office.services.proposals.withdraw(office.actor("james"), NRCS, "The price was wrong.", 2)
    assert view(office, "maria").state is NegotiationState.PRESENTED


def test_a_paused_negotiation_goes_on_where_it_was(office: Office):
    proposals, james = office.services.proposals, office.actor("james")
    assert proposals.pause(james, NRCS, "Until the budget is known.").view.turn is None
    with pytest.raises(Conflict, match="paused"):
        request(office)
    before = view(office, "maria").valid_until
    resumed = proposals.resume(james, NRCS).view
    assert (resumed.state, resumed.valid_until) == (NegotiationState.PRESENTED, before)


def test_a_version_whose_time_ran_out_during_a_pause_can_be_accepted_for_the_usual_days(office: Office):
    proposals, james = office.services.proposals, office.actor("james")
    proposals.pause(james, NRCS, "Until the budget is known.")
    days_later(office, 25)
    today = office.clock().date()
    resumed = proposals.resume(james, NRCS).view
    assert resumed.valid_until == min(today + timedelta(days=30), resumed.current.version.terms.period.start) > today
    assert proposals.expire_due() == 0
    (notice,) = [each for each in office.notices() if each.facts.get("what") == "resumed"]
    assert notice.facts["valid_until"] == resumed.valid_until.isoformat()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1_001])
def test_withdrawing_takes_a_reason(office: Office, reason: str):
    with pytest.raises(InvalidInput):
        office.services.proposals.withdraw(office.actor("james"), NRCS, reason)


def test_what_is_not_accepted_in_time_expires_once_and_both_sides_are_told(office: Office):
    assert office.services.proposals.expire_due() == 0
    days_later(office, 25)
    assert (office.services.proposals.expire_due(), office.services.proposals.expire_due()) == (1, 0)
    assert (view(office, "maria").state, turn(office)) == (NegotiationState.EXPIRED, Side.CEC)
    assert sorted(told(office)) == [("U0JAMES", "expired"), ("U0MARIA", "expired")]


def test_an_expired_version_can_be_asked_for_or_presented_again(office: Office):
    days_later(office, 25)
    office.services.proposals.expire_due()
    assert Move.REQUEST in view(office, "maria").moves
    assert present(office).state is NegotiationState.PRESENTED


def test_a_closed_agreement_allows_nothing_and_never_expires(office: Office):
    office.services.agreements.close(office.actor("james"), NRCS, "Not wanted any more")
    assert view(office, "maria").moves == view(office, "james").moves == frozenset()
    with pytest.raises(Conflict, match="is closed"):
        present(office)
    days_later(office, 25)
    assert office.services.proposals.expire_due() == 0
