# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""The customer of a running agreement asks for an amendment, and CEC starts one with it, or answers."""

import pytest

from domain.errors import Conflict, InvalidInput
from domain.proposal_changes import Answer, Decision, QuantityWanted, ServiceWanted, WordsWanted
from domain.proposal_states import Move, NegotiationState
from domain.stages import Stage
from services.agreement_cards import Whose
from services.proposal_cards import ProposalView
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, RUNNING, line_of, present, request, revision, told, view

S = NegotiationState


def asked(office: Office) -> ProposalView:
    """FNS needs more, and says why."""
    wanted = (QuantityWanted(line_of(office, "platform_hosting", RUNNING), 20), WordsWanted("A second site joins."))
    proposals, version = office.services.proposals, view(office, "beatriz", RUNNING).base.number
    return proposals.request_changes(office.actor("beatriz"), RUNNING, version, wanted, "Two more systems.").view


def test_what_is_asked_for_reaches_cec_and_what_runs_stays(office: Office):
    before = office.services.agreements.status(office.actor("priya"), RUNNING)
    seen = asked(office)
    assert (seen.state, [item.answer for item in seen.request.items]) == (S.IN_FORCE, [None, None])
    assert told(office) == [("U0PRIYA", "amendment_asked")]
    (notice,) = office.notices()
    said = "12 applications to 20 applications; “A second site joins.”"
    assert str(notice.facts["text"]).partition(": ")[2] == said
    assert notice.facts["note"] == "Two more systems."
    after = office.services.agreements.status(office.actor("priya"), RUNNING)
    assert (after.stage, after.lines, after.term) == (Stage.OPERATIONS, before.lines, before.term)


def test_what_is_asked_for_waits_for_cec_where_one_looks_for_what_is_next(office: Office):
    agreements, priya = office.services.agreements, office.actor("priya")
    before = [each.number for each in agreements.next_steps(priya).items]
    asked(office)
    (todo,) = [each for each in agreements.next_steps(priya).items if each.number == RUNNING]
    assert RUNNING not in before
    assert (todo.whose, todo.turn.since) == (Whose.YOURS, office.clock())
    assert todo.turn.action == "start an amendment with what the customer asks for, or answer without one"
    assert RUNNING in [each.number for each in agreements.next_steps(office.actor("dana")).items]
    assert agreements.next_step(office.actor("beatriz"), RUNNING).whose is Whose.OTHER_SIDE
    office.services.proposals.answer_without_amendment(priya, RUNNING, "Not this year.")
    assert agreements.next_step(priya, RUNNING).whose is Whose.NOBODY


def test_what_is_asked_for_after_an_amendment_was_ended_waits_too(office: Office):
    proposals, priya = office.services.proposals, office.actor("priya")
    proposals.start_amendment(priya, RUNNING, "Two more systems join.")
    proposals.withdraw(priya, RUNNING, "Not this year.")
    asked(office)
    assert office.services.agreements.next_step(priya, RUNNING).whose is Whose.YOURS


def test_an_amendment_begins_with_what_was_asked_for(office: Office):
    asked(office)
    proposals, priya = office.services.proposals, office.actor("priya")
    seen = proposals.start_amendment(priya, RUNNING, "Two more systems join.").view
    assert (seen.state, seen.amendment, len(seen.request.waiting)) == (S.REQUESTED, 1, 2)
    answers = {item.id: Answer(Decision.ACCEPTED) for item in seen.request.items}
    seen = proposals.answer_request(priya, RUNNING, answers, revision(office, RUNNING)).view
    assert (seen.state, seen.draft.draft.terms.special) == (S.DRAFTING, "A second site joins.")
    assert {line.service: line.quantity for line in seen.draft.draft.lines}["platform_hosting"] == 20
    assert present(office, RUNNING).current.version.number == 2


def test_when_nothing_is_granted_the_amendment_stays_a_draft(office: Office):
    asked(office)
    proposals, priya = office.services.proposals, office.actor("priya")
    seen = proposals.start_amendment(priya, RUNNING, "Two more systems join.").view
    answers = {item.id: Answer(Decision.DECLINED, "Not this year.") for item in seen.request.items}
    assert proposals.answer_request(priya, RUNNING, answers, revision(office, RUNNING)).view.state is S.DRAFTING


def test_the_customer_adds_to_what_waits_in_the_amendment(office: Office):
    asked(office)
    office.services.proposals.start_amendment(office.actor("priya"), RUNNING, "Two more systems join.")
    beatriz = office.actor("beatriz")
    seen = office.services.proposals.request_changes(beatriz, RUNNING, 1, [ServiceWanted("tablet", 3)]).view
    assert (seen.state, len(seen.request.items)) == (S.REQUESTED, 3)


def test_it_is_answered_without_an_amendment(office: Office):
    asked(office)
    proposals, priya = office.services.proposals, office.actor("priya")
    with pytest.raises(InvalidInput):
        proposals.answer_without_amendment(priya, RUNNING, " ")
    seen = proposals.answer_without_amendment(priya, RUNNING, "The room is full until March.").view
    assert (seen.state, seen.request.waiting) == (S.IN_FORCE, ())
    assert told(office)[-1] == ("U0BEATRIZ", "answered")
    with pytest.raises(Conflict, match="Nothing"):
        proposals.answer_without_amendment(priya, RUNNING, "Again.")


def test_it_is_taken_back_and_what_runs_goes_on(office: Office):
    (first, second) = asked(office).request.items
    proposals, beatriz = office.services.proposals, office.actor("beatriz")
    proposals.take_back_wish(beatriz, RUNNING, first.id)
    seen = proposals.take_back_wish(beatriz, RUNNING, second.id).view
    assert (seen.state, seen.request) == (S.IN_FORCE, None)


def test_after_an_amendment_that_was_withdrawn_another_one_is_asked_for(office: Office):
    proposals, priya = office.services.proposals, office.actor("priya")
    proposals.start_amendment(priya, RUNNING, "Two more systems join.")
    proposals.withdraw(priya, RUNNING, "Not needed any more.")
    assert view(office, "beatriz", RUNNING).base.number == 1
    asked(office)
    assert Move.TAKE_BACK in view(office, "beatriz", RUNNING).moves
    assert proposals.start_amendment(priya, RUNNING, "Now they join.").view.state is S.REQUESTED


def test_before_an_agreement_runs_its_proposal_is_changed_instead(office: Office):
    assert request(office).state is S.REQUESTED
    assert Move.ASK_AMENDMENT not in view(office, "maria", NRCS).moves
