# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Changes of agreements that run; signatures that come or are declined; notices of what is rolled back."""

from datetime import date

import pytest

from domain.agreement_contacts import remove_contact
from domain.errors import Conflict, InvalidInput
from domain.notices import NoticeKind
from domain.people import Role, Side
from domain.proposal_changes import ServiceWanted, TermWanted
from domain.proposal_edits import LineEdit
from domain.proposal_states import Move, NegotiationState
from domain.stages import Stage
from services.proposal_presenting import present_in
from services.proposal_steps import return_to_negotiation, take_effect
from tests.services.office import Office
from tests.services.proposal_steps import (
    NRCS,
    RUNNING,
    agreed,
    change_quantity,
    present,
    request,
    revision,
    told,
    view,
    without_service,
)


def status(office: Office, number: str = RUNNING):
    return office.services.agreements.status(office.actor("priya"), number)


def amend(office: Office, quantity: int = 20) -> None:
    """FNS wants more platform units; Priya leads."""
    office.services.proposals.start_amendment(office.actor("priya"), RUNNING, "Two more systems join.")
    change_quantity(office, quantity, "platform_hosting", RUNNING)


def signed(office: Office, number: str = RUNNING) -> None:
    current = view(office, "priya", number).current.version.number
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(number)
        assert agreement
        take_effect(work, office.services.proposals.context, office.actor("priya"), agreement, current)
        work.commit()


def declined(office: Office, number: str) -> None:
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(number)
        assert agreement
        context = office.services.proposals.context
        return_to_negotiation(work, context, office.actor("claire"), agreement, "The authority is missing.")
        work.commit()


def test_what_was_paid_once_for_a_removed_line_stays_paid(office: Office):
    priya, drafts = office.actor("priya"), office.services.proposal_drafts
    office.services.proposals.start_amendment(priya, RUNNING, "Fewer services.")
    fees = {line.id: line.paid_once for line in view(office, "priya", RUNNING).draft.draft.lines if line.paid_once}
    before, removed = status(office).paid_once, next(iter(fees))
    assert before == sum(fees.values())
    drafts.remove_line(priya, RUNNING, removed, revision(office, RUNNING))
    present(office, RUNNING)
    agreed(office, RUNNING, "beatriz", "priya")
    signed(office)
    after = status(office)
    assert len(after.lines) == len(view(office, "priya", RUNNING).current.version.lines)
    assert after.paid_once == before == view(office, "priya", RUNNING).current.paid_once


def test_an_amendment_is_negotiated_while_the_agreement_runs_unchanged(office: Office):
    before = status(office)
    amend(office)
    seen = present(office, RUNNING)
    assert (seen.amendment, seen.current.version.number, seen.current.version.amendment) == (1, 2, 1)
    after = status(office)
    assert (after.stage, after.lines, after.term) == (Stage.OPERATIONS, before.lines, before.term)
    assert told(office) == [("U0BEATRIZ", "amendment"), ("U0BEATRIZ", "presented")]


def test_it_takes_effect_when_all_signed_and_the_history_says_so(office: Office):
    amend(office)
    present(office, RUNNING)
    assert agreed(office, RUNNING, "beatriz", "priya").state is NegotiationState.AGREED
    assert {line.service: line.quantity for line in status(office).lines}["platform_hosting"] == 12
    signed(office)
    signed(office)
    after = status(office)
    assert {line.service: line.quantity for line in after.lines}["platform_hosting"] == 20
    assert after.stage is Stage.OPERATIONS
    assert after.history[0].words == "changed it by amendment 1, version 2"
    assert view(office, "priya", RUNNING).state is NegotiationState.IN_FORCE
    assert [v.version.amendment for v in office.services.proposals.versions(office.actor("beatriz"), RUNNING)] == [0, 1]


def test_the_customer_negotiates_it_as_the_first_agreement(office: Office):
    amend(office)
    present(office, RUNNING)
    seen = request(office, ServiceWanted("tablet", 3), who="beatriz", number=RUNNING)
    assert (seen.state, seen.turn) == (NegotiationState.REQUESTED, Side.CEC)
    with pytest.raises(InvalidInput, match="can't count from"):
        request(office, TermWanted(start=date(2030, 12, 1)), who="beatriz", number=RUNNING)


def test_what_runs_already_goes_on_though_the_catalog_offers_it_no_more(office: Office):
    without_service(office, "managed_database")
    amend(office)
    assert view(office, "priya", RUNNING).draft.withdrawn == ()
    assert present(office, RUNNING).current.version.number == 2


def test_an_amendment_that_changes_nothing_is_not_presented(office: Office):
    office.services.proposals.start_amendment(office.actor("priya"), RUNNING, "Two more systems join.")
    assert view(office, "priya", RUNNING).draft.same_as == 1
    with pytest.raises(Conflict, match="says the same as version 1"):
        present(office, RUNNING)


def test_one_amendment_at_a_time_and_a_withdrawn_one_makes_room(office: Office):
    proposals, priya = office.services.proposals, office.actor("priya")
    amend(office)
    with pytest.raises(Conflict, match="preparing"):
        proposals.start_amendment(priya, RUNNING, "Another")
    proposals.withdraw(priya, RUNNING, "Not needed any more.")
    assert Move.AMEND in view(office, "priya", RUNNING).moves
    again = proposals.start_amendment(priya, RUNNING, "Another").view
    assert (again.amendment, again.draft.draft.revision) == (2, 0)
    assert {line.service: line.quantity for line in again.draft.draft.lines}["platform_hosting"] == 12


def test_the_draft_of_a_second_amendment_is_put_back_to_what_is_in_force_and_not_to_what_was_withdrawn(office: Office):
    proposals, priya = office.services.proposals, office.actor("priya")
    amend(office)
    present(office, RUNNING)
    proposals.withdraw(priya, RUNNING, "Not needed any more.")
    proposals.start_amendment(priya, RUNNING, "Another")
    change_quantity(office, 30, "platform_hosting", RUNNING)
    seen = office.services.proposal_drafts.discard_draft(priya, RUNNING, revision(office, RUNNING))
    assert {line.service: line.quantity for line in seen.draft.draft.lines}["platform_hosting"] == 12
    assert (seen.current, seen.in_force) == (None, 1)


def test_only_what_runs_is_amended(office: Office):
    with pytest.raises(Conflict, match="change its proposal"):
        office.services.proposals.start_amendment(office.actor("james"), NRCS, "More")


def test_a_signer_who_declines_opens_the_negotiation_again(office: Office):
    agreed(office)
    declined(office, NRCS)
    seen = view(office, "james")
    assert (seen.state, seen.turn, status(office, NRCS).stage) == (NegotiationState.DRAFTING, Side.CEC, Stage.PROPOSAL)
    assert seen.why.endswith("Reason: The authority is missing.")
    assert {to for to, what in told(office) if what == "sent_back"} == {"U0JAMES", "U0MARIA"}
    assert present(office).current.version.number == 3
    assert agreed(office).state is NegotiationState.AGREED
    assert status(office, NRCS).stage is Stage.AGREEMENT_FUNDING


def test_a_signer_may_decline_also_while_the_agreement_waits_for_a_contact_who_left(office: Office):
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(NRCS)
        assert agreement
        coordinator = next(c for c in agreement.contacts if c.role is Role.AGREEMENTS_COORDINATOR)
        work.agreements.save(remove_contact(agreement, coordinator, office.clock(), "p-james")[0])
        work.commit()
    assert (agreed(office).state, status(office, NRCS).stage) == (NegotiationState.AGREED, Stage.PROPOSAL)
    declined(office, NRCS)
    assert view(office, "james").state is NegotiationState.DRAFTING
    assert status(office, NRCS).turn.requirement.key == "proposal_presented"


def test_a_declined_amendment_leaves_the_agreement_as_it_runs(office: Office):
    amend(office)
    present(office, RUNNING)
    agreed(office, RUNNING, "beatriz", "priya")
    declined(office, RUNNING)
    assert view(office, "priya", RUNNING).state is NegotiationState.DRAFTING
    assert status(office).stage is Stage.OPERATIONS


def test_a_version_takes_effect_only_when_both_sides_accepted_it(office: Office):
    amend(office)
    present(office, RUNNING)
    with pytest.raises(Conflict, match="with the customer"):
        signed(office)


def test_nothing_is_told_or_kept_of_what_is_rolled_back(office: Office):
    change_quantity(office, 20)
    seen = revision(office)
    before = view(office, "maria")

    with office.storage.unit_of_work() as work:
        context = office.services.proposals.context
        moved = present_in(work, context, office.actor("james"), NRCS, seen, "", None)
        assert moved.view.current.version.number == 3
    assert view(office, "maria") == before
    assert [n.kind for n in office.notices() if n.kind is NoticeKind.DOCUMENTS_WANTED] == []
    assert told(office) == []


def test_a_line_of_an_amendment_keeps_its_price_when_only_its_notes_change(office: Office):
    amend(office)
    draft = view(office, "priya", RUNNING).draft.draft
    line = next(line for line in draft.lines if line.service == "managed_database")
    after = office.services.proposal_drafts.change_line(
        office.actor("priya"), RUNNING, line.id, LineEdit(notes="For benefits"), draft.revision
    )
    assert after.draft.draft.offer.line(line.id).unit_price == line.unit_price
