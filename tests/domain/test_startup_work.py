"""The tasks of a startup plan as people work on them, and go-live."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreements import is_met, missing, move_on, record
from domain.errors import Conflict, InvalidInput, NotFound
from domain.people import Side
from domain.stages import BY_KEY, SERVICES_RUN, Stage
from domain.startup_plans import StartupPlan, TaskState, freed
from domain.startup_work import (
    CONFIRMED,
    LONGEST_WORDS,
    TASKS_DONE,
    Changed,
    block,
    check_off,
    comment,
    confirm,
    must_be_changeable,
    not_needed,
    reassign,
    reopen,
    settle,
    unblock,
)
from tests.builders import NOON, an_agreement
from tests.startup_plans import a_plan

BY = "someone"


def done(plan: StartupPlan, *keys: str) -> StartupPlan:
    for key in keys:
        plan, _ = check_off(plan, key, NOON, BY)
    return plan


def test_a_task_is_checked_off_when_what_it_depends_on_is_done():
    plan = a_plan()
    with pytest.raises(Conflict, match="depends on others that are not done: Kickoff"):
        check_off(plan, "accounts", NOON, BY)
    assert done(plan, "kickoff", "accounts").task("accounts").state is TaskState.DONE


def test_it_can_be_checked_off_anyway_and_the_history_says_before_what():
    plan, (change,) = check_off(a_plan(), "accounts", NOON, BY, anyway=True)
    assert plan.task("accounts").state is TaskState.DONE
    assert (change.field, change.old, change.new, change.note) == ("state", "open", "done", "before Kickoff")


def test_what_is_not_needed_holds_up_nothing_and_is_left_out_of_the_progress():
    plan, _ = not_needed(a_plan(), "kickoff", "We know each other.", NOON, BY)
    assert (plan.progress.done, plan.progress.total) == (0, 2)
    assert done(plan, "accounts").progress.percent == 50


def test_checking_off_tells_which_tasks_can_begin():
    plan = a_plan()
    assert [task.key for task in freed(plan, done(plan, "kickoff"))] == ["accounts"]
    assert freed(plan, done(plan, "feedback")) == ()


@pytest.mark.parametrize(
    "action",
    [
        lambda plan: check_off(plan, "kickoff", NOON, BY),
        lambda plan: block(plan, "kickoff", "No badge.", NOON, BY),
        lambda plan: not_needed(plan, "kickoff", "Known.", NOON, BY),
        lambda plan: reassign(plan, "kickoff", "p-1", NOON, BY),
    ],
)
def test_doing_it_again_changes_nothing(action: Callable[[StartupPlan], Changed]):
    plan, changes = action(a_plan())
    assert len(changes) == 1
    assert action(plan) == (plan, ())


def test_a_block_needs_a_reason_and_is_lifted():
    with pytest.raises(InvalidInput, match="Say what is in the way"):
        block(a_plan(), "kickoff", "  ", NOON, BY)
    plan, _ = block(a_plan(), "kickoff", "No room.", NOON, BY)
    assert (plan.task("kickoff").state, plan.task("kickoff").reason) == (TaskState.BLOCKED, "No room.")
    plan, _ = unblock(plan, "kickoff", NOON, BY)
    assert (plan.task("kickoff").state, plan.task("kickoff").reason) == (TaskState.OPEN, "")


def test_what_is_done_cannot_be_blocked_or_unblocked():
    plan = done(a_plan(), "kickoff")
    with pytest.raises(Conflict, match="done already"):
        block(plan, "kickoff", "No room.", NOON, BY)
    with pytest.raises(Conflict, match="nothing is in its way"):
        unblock(plan, "kickoff", NOON, BY)


def test_comments_are_kept_in_order_and_empty_or_endless_ones_refused():
    plan, _ = comment(a_plan(), "kickoff", " When? ", NOON, BY)
    plan, _ = comment(plan, "kickoff", "On Friday.", NOON, "p-2")
    assert [(said.by, said.text) for said in plan.task("kickoff").comments] == [(BY, "When?"), ("p-2", "On Friday.")]
    for text, why in (("", "Write a comment"), ("x" * (LONGEST_WORDS + 1), "2,001 characters")):
        with pytest.raises(InvalidInput, match=why):
            comment(plan, "kickoff", text, NOON, BY)


def test_a_task_that_is_not_in_the_plan_is_not_found():
    with pytest.raises(NotFound, match="may have been removed"):
        check_off(a_plan(), "gone", NOON, BY)


def test_go_live_is_confirmed_only_when_every_required_task_is_settled():
    plan = done(a_plan(), "kickoff")
    with pytest.raises(Conflict, match=r"cannot go live yet\. Not done: Accounts"):
        confirm(plan, Side.CEC, NOON, BY)
    confirmed, _ = confirm(done(plan, "accounts"), Side.CEC, NOON, BY)
    assert confirmed.confirmation_of(Side.CEC)
    assert confirm(confirmed, Side.CEC, NOON, "p-2") == (confirmed, ())


def test_services_run_when_both_sides_confirmed():
    agreement, plan = an_agreement(Stage.STARTUP), done(a_plan(), "kickoff", "accounts")
    for side in Side:
        assert move_on(settle(agreement, plan, NOON, BY)[0], NOON, BY)[0].stage is Stage.STARTUP
        plan, _ = confirm(plan, side, NOON, BY)
    assert move_on(settle(agreement, plan, NOON, BY)[0], NOON, BY)[0].stage is Stage.OPERATIONS


def test_reopening_a_required_task_takes_the_confirmations_and_records_back():
    plan, _ = confirm(done(a_plan(), "kickoff", "accounts"), Side.CUSTOMER, NOON, BY)
    agreement, _ = settle(an_agreement(Stage.STARTUP), plan, NOON, BY)
    assert is_met(agreement, BY_KEY[TASKS_DONE])
    reopened, changes = reopen(plan, "accounts", "Two accounts are missing.", NOON, BY)
    assert reopened.confirmations == ()
    assert [change.field for change in changes] == ["state", "go_live"]
    agreement, voided = settle(agreement, reopened, NOON, BY)
    assert {requirement.key for requirement in missing(agreement)} == {TASKS_DONE, *CONFIRMED.values()}
    assert [change.old for change in voided] == [TASKS_DONE, CONFIRMED[Side.CUSTOMER]]


def test_reopening_what_is_not_required_leaves_the_confirmations():
    plan, _ = confirm(done(a_plan(), "kickoff", "accounts", "feedback"), Side.CUSTOMER, NOON, BY)
    reopened, _ = reopen(plan, "feedback", "More came.", NOON, BY)
    assert reopened.confirmation_of(Side.CUSTOMER)


def test_once_services_run_only_what_is_not_required_can_be_done():
    plan = a_plan()
    running = an_agreement(Stage.OPERATIONS)
    must_be_changeable(running, plan.task("feedback"))
    with pytest.raises(Conflict, match="run already"):
        must_be_changeable(running, plan.task("kickoff"))
    closed = an_agreement(Stage.STARTUP, closed_at=NOON)
    with pytest.raises(Conflict, match="is closed"):
        must_be_changeable(closed, plan.task("feedback"))


ACTIONS: dict[str, Callable[[StartupPlan, str], Changed]] = {
    "check_off": lambda plan, key: check_off(plan, key, NOON, BY, anyway=True),
    "not_needed": lambda plan, key: not_needed(plan, key, "why", NOON, BY),
    "block": lambda plan, key: block(plan, key, "why", NOON, BY),
    "unblock": lambda plan, key: unblock(plan, key, NOON, BY),
    "reopen": lambda plan, key: reopen(plan, key, "why", NOON, BY),
    "confirm_cec": lambda plan, _: confirm(plan, Side.CEC, NOON, BY),
    "confirm_customer": lambda plan, _: confirm(plan, Side.CUSTOMER, NOON, BY),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.sampled_from(("kickoff", "accounts", "feedback")))))
def test_no_sequence_of_actions_reaches_operations_with_a_required_task_open(steps: list[tuple[str, str]]):
    agreement, plan = an_agreement(Stage.STARTUP), a_plan()
    for action, key in steps:
        try:
            plan, _ = ACTIONS[action](plan, key)
        except Conflict:
            continue
        agreement, _ = settle(agreement, plan, NOON, BY)
        agreement, _ = move_on(agreement, NOON, BY)
        assert 0 <= plan.progress.percent <= 100
        assert plan.ready or not plan.confirmations
        if agreement.stage in SERVICES_RUN:
            assert plan.ready
            assert {each.side for each in plan.confirmations} == set(Side)
            break


@pytest.mark.parametrize("requirement", [TASKS_DONE, *CONFIRMED.values()])
def test_nobody_notes_by_hand_that_tasks_are_done_or_go_live_is_confirmed(requirement: str):
    with pytest.raises(InvalidInput, match="goes live when its tasks are done and both sides confirm it"):
        record(an_agreement(Stage.STARTUP), requirement, NOON, BY)
