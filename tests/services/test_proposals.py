# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import date

import pytest

from domain.errors import Conflict, InvalidInput, NotFound
from domain.notices import NoticeKind
from domain.people import Side
from domain.proposal_states import Move, NegotiationState
from domain.stages import Stage
from tests.services.office import AT, CATALOG, Office
from tests.services.proposal_steps import (
    NRCS,
    RMA,
    accept,
    change_quantity,
    days_later,
    line_of,
    look,
    present,
    revision,
    stage,
    told,
    turn,
    view,
    without_service,
)

# -- reading -----------------------------------------------------------------------------------------------------


def test_a_customer_sees_the_money_the_lines_and_whose_turn_it_is_since_when(reading: Office):
    seen = view(reading, "maria")
    assert (seen.state, seen.turn, seen.current.version.number) == (NegotiationState.PRESENTED, Side.CUSTOMER, 2)
    assert seen.since == seen.current.version.made_at
    assert seen.current.total == seen.current.version.total > seen.current.annual_amount
    assert seen.draft is None
    assert seen.moves == {Move.REQUEST, Move.ACCEPT}
    assert seen.notice == CATALOG.notice
    assert "accept it or ask" in seen.why


def test_a_customer_sees_what_changed_since_their_last_look_until_they_look_again(office: Office):
    (laptops,) = view(office, "maria").changes.changed
    assert (laptops.before.quantity, laptops.after.quantity) == (200, 180)
    assert view(office, "robert").changes is None  # he never looked before
    look(office, "maria")
    assert (view(office, "maria").seen, view(office, "maria").changes) == (2, None)


def test_looking_at_an_older_version_afterwards_forgets_nothing(office: Office):
    look(office, "maria")
    office.services.proposals.look(office.actor("maria"), NRCS, 1)
    assert view(office, "maria").seen == 2


def test_any_two_versions_are_compared_either_way(reading: Office):
    maria, proposals = reading.actor("maria"), reading.services.proposals
    forth, back = (proposals.compare(maria, NRCS, *pair).changes for pair in ((1, 2), (2, 1)))
    first, second = proposals.versions(maria, NRCS)
    assert forth.money.effect == second.total - first.total == -back.money.effect
    assert proposals.version(maria, NRCS, 1) == first
    with pytest.raises(NotFound, match="no version 7"):
        proposals.compare(maria, NRCS, 1, 7)


def test_staff_see_their_draft_too(reading: Office):
    draft = view(reading, "james").draft
    assert (draft.changes.is_empty, draft.unapproved, draft.withdrawn, draft.outdated) == (True, (), (), ())
    assert view(reading, "priya", RMA).current is None


def test_before_the_survey_is_submitted_there_is_no_proposal(reading: Office):
    with pytest.raises(Conflict, match="no proposal yet"):
        view(reading, "maria", "SLA-2027-0041")


def test_every_sample_agreement_has_a_consistent_proposal(reading: Office):
    with reading.storage.reading() as work:
        agreements = list(work.whole_tables.agreements())
    states = {NegotiationState.AGREED: {Stage.AGREEMENT_FUNDING}}
    for agreement in agreements:
        if agreement.stage in (Stage.EXCHANGE_CONTACTS, Stage.UNDERSTAND_NEEDS, Stage.SURVEY):
            continue
        seen = view(reading, "james", agreement.number)
        if seen.current:
            assert tuple(line.agreed for line in seen.current.version.lines) == agreement.lines
            assert seen.current.version.terms.period == agreement.term
            assert seen.current.version.made_at <= AT
        assert agreement.stage in states.get(seen.state, {agreement.stage})
        if agreement.stage in (Stage.STARTUP, Stage.OPERATIONS, Stage.RENEWAL):
            assert seen.state is NegotiationState.IN_FORCE


# -- presenting --------------------------------------------------------------------------------------------------


def test_the_first_version_makes_it_the_customers_turn_and_both_hear_of_it(office: Office):
    seen = present(office, RMA, note="As we talked about on Monday.")
    assert (seen.current.version.number, seen.state, seen.turn) == (1, NegotiationState.PRESENTED, Side.CUSTOMER)
    assert (turn(office, RMA), seen.valid_until) == (Side.CUSTOMER, date(2026, 12, 2))
    assert told(office) == [("U0INGRID", "presented")]
    (documents,) = (n for n in office.notices() if n.kind is NoticeKind.DOCUMENTS_WANTED)
    assert documents.facts == {"number": RMA, "version": 1, "agreed": False}


def test_a_version_never_changes_after_it_was_presented(office: Office):
    before = view(office, "maria").current
    change_quantity(office, 20)
    assert view(office, "maria").current == before
    assert office.services.proposals.version(office.actor("maria"), NRCS, 2) == before


def test_a_new_version_becomes_that_of_the_agreement(office: Office):
    change_quantity(office, 20)
    present(office)
    status = office.services.agreements.status(office.actor("maria"), NRCS)
    assert {line.service: line.quantity for line in status.lines}["managed_laptop"] == 20
    assert status.turn.requirement.key == "proposal_accepted_customer"


def test_the_same_draft_is_not_presented_twice(office: Office):
    with pytest.raises(Conflict, match="same as version 2"):
        present(office)


def test_an_empty_draft_is_not_presented(office: Office):
    james = office.actor("james")
    for service in ("case_management", "workflow_automation"):
        line = line_of(office, service, RMA)
        office.services.proposal_drafts.remove_line(james, RMA, line, revision(office, RMA))
    with pytest.raises(Conflict, match="no lines"):
        present(office, RMA)


@pytest.mark.parametrize(("day", "field"), [(date(2026, 11, 1), "valid_until"), (date(2028, 1, 1), "valid_until")])
def test_a_last_day_in_the_past_or_after_the_start_is_refused(office: Office, day: date, field: str):
    with pytest.raises(InvalidInput) as refused:
        present(office, RMA, valid_until=day)
    assert refused.value.field == field


def test_a_term_that_has_begun_meanwhile_is_not_presented(office: Office):
    days_later(office, 60)
    with pytest.raises(InvalidInput, match="has passed") as refused:
        present(office, RMA)
    assert refused.value.field == "start"


def test_a_service_that_was_withdrawn_is_neither_presented_nor_accepted(office: Office):
    without_service(office, "case_management")
    assert view(office, "priya", RMA).draft.withdrawn == ("Case management",)
    with pytest.raises(InvalidInput, match="withdrawn from the catalog"):
        present(office, RMA)
    without_service(office, "managed_laptop")
    look(office, "maria")
    with pytest.raises(Conflict, match="left the catalog"):
        accept(office, "maria")


# -- accepting ---------------------------------------------------------------------------------------------------


def test_both_sides_accept_the_same_version_and_the_agreement_moves_to_the_signatures(office: Office):
    waiting = accept(office, "maria")
    assert (waiting.state, waiting.turn, turn(office)) == (NegotiationState.CUSTOMER_ACCEPTED, Side.CEC, Side.CEC)
    assert accept(office, "james").state is NegotiationState.AGREED
    assert stage(office) is Stage.AGREEMENT_FUNDING
    wanted = [n.facts for n in office.notices() if n.kind is NoticeKind.DOCUMENTS_WANTED]
    assert wanted == [{"number": NRCS, "version": 2, "agreed": True}]
    assert [what for _, what in told(office)] == ["accepted", "agreed", "agreed"]


def test_accepting_again_changes_nothing(office: Office):
    accept(office, "maria")
    accept(office, "maria")
    assert [what for _, what in told(office)] == ["accepted"]


def test_a_version_that_was_not_opened_is_not_accepted(office: Office):
    with pytest.raises(Conflict, match="not opened version 2"):
        office.services.proposals.accept(office.actor("maria"), NRCS, 2)


def test_who_accepts_an_old_version_is_told_what_is_new(office: Office):
    version = look(office, "maria")
    change_quantity(office, 20)
    present(office)
    with pytest.raises(Conflict, match=r"Version 3 is the current one.*180 laptops to 20 laptops.*instead of \$"):
        office.services.proposals.accept(office.actor("maria"), NRCS, version)


def test_cec_does_not_confirm_before_the_customer_accepts(office: Office):
    with pytest.raises(Conflict, match="with the customer"):
        accept(office, "james")


def test_a_new_version_voids_what_was_accepted(office: Office):
    accept(office, "maria")
    change_quantity(office, 20)
    assert present(office).state is NegotiationState.PRESENTED
    status = office.services.agreements.status(office.actor("maria"), NRCS)
    assert status.turn.requirement.key == "proposal_accepted_customer"
    with pytest.raises(Conflict):
        accept(office, "james")


def test_after_its_last_day_a_version_is_not_accepted_also_before_the_schedule_ran(office: Office):
    days_later(office, 25)
    with pytest.raises(Conflict, match=r"could be accepted until \w+ \d+, 20\d\d\."):
        accept(office, "maria")
