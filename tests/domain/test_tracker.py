from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement_contacts import set_contact
from domain.agreements import advance, close
from domain.people import Contact, Role, Side
from domain.stages import SEQUENCE, Stage
from domain.tracker import StepState, track
from tests.builders import NOON, an_agreement, complete

STAGES = st.sampled_from(SEQUENCE)


@given(STAGES)
def test_the_steps_before_are_done_the_present_one_is_current_the_rest_is_ahead(stage: Stage):
    states = {step.stage: step.state for step in track(an_agreement(stage), ())}
    place = SEQUENCE.index(stage)
    assert all(states[before] is StepState.DONE for before in SEQUENCE[:place])
    assert states[stage] is StepState.CURRENT
    assert all(states[after] is StepState.AHEAD for after in SEQUENCE[place + 1 :])


@given(STAGES)
def test_there_are_always_ten_steps_in_their_order(stage: Stage):
    steps = track(an_agreement(stage), ())
    assert [step.number for step in steps] == list(range(1, 11))
    assert [step.stage for step in steps] == list(Stage)


@pytest.mark.parametrize(
    ("stage", "reports", "meetings"),
    [
        (Stage.SURVEY, StepState.AHEAD, StepState.ONGOING),
        (Stage.OPERATIONS, StepState.ONGOING, StepState.ONGOING),
        (Stage.RENEWAL, StepState.ONGOING, StepState.ONGOING),
    ],
)
def test_meetings_go_on_at_any_time_and_reports_while_services_run(stage, reports, meetings):
    states = {step.stage: step.state for step in track(an_agreement(stage), ())}
    assert (states[Stage.REPORTS], states[Stage.MEETINGS]) == (reports, meetings)


def test_a_step_knows_when_and_by_whom_it_was_left():
    survey = complete(an_agreement(Stage.SURVEY))
    _, moved = advance(survey, NOON + timedelta(days=3), "p-james")
    proposal = replace(survey, stage=Stage.PROPOSAL, stage_since=moved.at)
    step = next(step for step in track(proposal, (moved,)) if step.stage is Stage.SURVEY)
    assert (step.done_at, step.done_by) == (NOON + timedelta(days=3), "p-james")


def test_without_a_history_the_last_record_tells_when_a_step_was_done():
    step = next(step for step in track(an_agreement(Stage.PROPOSAL), ()) if step.stage is Stage.SURVEY)
    assert (step.done_at, step.done_by) == (NOON + timedelta(hours=1), "someone")


def test_a_named_contact_shows_when_and_by_whom_it_was_named():
    agreement, change = set_contact(an_agreement(), Contact("p-1", Side.CEC, Role.SML), NOON, "p-dana")
    sml = track(agreement, (change,))[0].requirements[0]
    assert (sml.met, sml.at, sml.by) == (True, NOON, "p-dana")


def test_an_agreement_closed_before_its_end_stopped_where_it_was():
    closed, _ = close(an_agreement(Stage.PROPOSAL), NOON, "p-james", "no funds")
    states = {step.stage: step.state for step in track(closed, ())}
    assert states[Stage.PROPOSAL] is StepState.STOPPED
    assert states[Stage.AGREEMENT_FUNDING] is StepState.AHEAD
    assert states[Stage.MEETINGS] is StepState.DONE


def test_an_agreement_closed_after_its_renewal_has_all_steps_done():
    closed, _ = close(complete(an_agreement(Stage.RENEWAL)), NOON, "p-james", "followed by another")
    assert {step.state for step in track(closed, ())} == {StepState.DONE}
