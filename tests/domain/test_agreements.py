from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement_contacts import remove_contact, set_contact
from domain.agreement_proposal import draft
from domain.agreements import advance, close, is_met, missing, move_on, next_requirement, record
from domain.errors import Conflict, InvalidInput
from domain.people import Contact, Role, Side
from domain.stages import REQUIREMENTS, SEQUENCE, SERVICES_RUN, Stage, requirements_of, stage_after
from tests.builders import NOON, a_line, an_agreement, complete

LATER = NOON + timedelta(days=3)


def test_the_ten_steps_have_the_fixed_keys() -> None:
    assert [stage.value for stage in Stage] == [
        "exchange_contacts", "understand_needs", "survey", "proposal", "agreement_funding", "startup", "operations",
        "reports", "meetings", "renewal",
    ]  # fmt: skip


def test_every_sequential_step_has_something_that_it_needs_and_an_owner() -> None:
    for stage in SEQUENCE:
        assert requirements_of(stage), stage


def test_requirement_keys_are_unique() -> None:
    keys = [requirement.key for requirement in REQUIREMENTS]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("stage", SEQUENCE[:-1])
def test_an_agreement_moves_on_when_everything_is_recorded(stage: Stage) -> None:
    moved, change = advance(complete(an_agreement(stage)), LATER, "dana")
    assert moved.stage is stage_after(stage)
    assert moved.stage_since == LATER
    assert (change.field, change.old, change.new, change.at, change.by) == ("stage", stage, moved.stage, LATER, "dana")


@pytest.mark.parametrize("stage", SEQUENCE[:-1])
def test_an_agreement_stays_while_anything_is_missing_and_says_what(stage: Stage) -> None:
    agreement = an_agreement(stage)
    with pytest.raises(Conflict) as refused:
        advance(agreement, LATER, "dana")
    for requirement in missing(agreement):
        assert requirement.missing in str(refused.value)


def test_an_agreement_ends_with_its_last_step() -> None:
    with pytest.raises(Conflict, match="no further step"):
        advance(complete(an_agreement(Stage.RENEWAL)), LATER, "dana")


@given(st.lists(st.sampled_from([r.key for r in REQUIREMENTS] + ["advance"] * 6), max_size=60))
def test_services_never_run_without_all_signatures_and_funds(actions: list[str]) -> None:
    agreement = an_agreement(Stage.PROPOSAL)
    for action in actions:
        try:
            if action == "advance":
                agreement, _ = advance(agreement, NOON, "anyone")
            else:
                agreement, _ = record(agreement, action, NOON, "anyone")
        except (Conflict, InvalidInput):
            continue
    if agreement.stage in SERVICES_RUN or agreement.stage is Stage.STARTUP:
        assert all(is_met(agreement, r) for r in requirements_of(Stage.AGREEMENT_FUNDING))


def test_something_is_recorded_once() -> None:
    agreement, _ = record(an_agreement(Stage.SURVEY), "survey_submitted", NOON, "maria")
    with pytest.raises(Conflict, match="already recorded"):
        record(agreement, "survey_submitted", LATER, "maria")


@pytest.mark.parametrize("requirement", ["funds_confirmed", "nonsense", "customer_program_manager", ""])
def test_only_what_the_current_step_needs_can_be_recorded(requirement: str) -> None:
    with pytest.raises(InvalidInput):
        record(an_agreement(Stage.SURVEY), requirement, NOON, "maria")


def test_the_next_thing_is_the_first_one_missing() -> None:
    agreement = an_agreement(Stage.UNDERSTAND_NEEDS)
    first = next_requirement(agreement)
    assert first is not None
    assert (first.key, first.side) == ("needs_recorded", Side.CEC)
    agreement, _ = record(agreement, "needs_recorded", LATER, "dana")
    second = next_requirement(agreement)
    assert second is not None
    assert second.side is Side.CUSTOMER
    assert agreement.waiting_since == LATER


def test_nobody_is_waited_for_in_operations_or_when_closed() -> None:
    assert next_requirement(an_agreement(Stage.OPERATIONS)) is None
    closed, _ = close(an_agreement(Stage.SURVEY), LATER, "dana", "The office was merged.")
    assert next_requirement(closed) is None
    with pytest.raises(Conflict):
        close(closed, LATER, "dana", "again")


def test_a_contact_is_named_once_for_a_role_and_fills_what_the_step_needs() -> None:
    contact = Contact("maria", Side.CUSTOMER, Role.PROGRAM_MANAGER)
    agreement, change = set_contact(an_agreement(), contact, NOON, "dana")
    assert "customer_program_manager" not in {r.key for r in missing(agreement)}
    assert agreement.holder_of(Side.CUSTOMER, Role.PROGRAM_MANAGER) == "maria"
    assert "maria" in (change.new or "")
    with pytest.raises(Conflict):
        set_contact(agreement, contact, NOON, "dana")


def test_the_steps_of_onboarding_are_left_as_soon_as_nothing_is_missing() -> None:
    moved, changes = move_on(complete(an_agreement(Stage.SURVEY)), LATER, "dana")
    assert (moved.stage, [change.new for change in changes]) == (Stage.PROPOSAL, [Stage.PROPOSAL])
    assert move_on(an_agreement(Stage.SURVEY), LATER, "dana") == (an_agreement(Stage.SURVEY), ())


def test_an_agreement_does_not_move_on_while_a_contact_of_an_earlier_step_is_missing_again() -> None:
    budget = Contact("customer-budget_officer", Side.CUSTOMER, Role.BUDGET_OFFICER)
    without, _ = remove_contact(complete(an_agreement(Stage.SURVEY)), budget, NOON, "dana")
    assert move_on(without, LATER, "dana") == (without, ())
    again, _ = set_contact(without, budget, LATER, "dana")
    assert move_on(again, LATER, "dana")[0].stage is Stage.PROPOSAL


def test_the_first_lines_are_put_into_an_empty_proposal_once() -> None:
    drafted, change = draft(an_agreement(Stage.PROPOSAL, lines=()), (a_line(),), 3, LATER, "dana")
    assert (drafted.lines, drafted.catalog_version) == ((a_line(),), 3)
    assert (change.field, change.new, change.by) == ("draft", "Managed laptop", "dana")
    with pytest.raises(Conflict, match="services in its draft already"):
        draft(drafted, (a_line(),), 3, LATER, "dana")


@pytest.mark.parametrize("stage", [Stage.SURVEY, Stage.AGREEMENT_FUNDING])
def test_first_lines_belong_to_the_proposal(stage: Stage) -> None:
    with pytest.raises(Conflict, match="not at the step of the proposal"):
        draft(an_agreement(stage, lines=()), (a_line(),), 3, LATER, "dana")
