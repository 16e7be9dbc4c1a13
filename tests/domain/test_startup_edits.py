"""Staff adjust the plan of one agreement."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.people import Role, Side
from domain.startup_edits import TaskContent, add_task, change_task, content_of, remove_task
from domain.startup_plans import StartupPlan
from domain.startup_work import check_off, confirm, reassign
from tests.builders import NOON
from tests.startup_plans import MONDAY, a_plan, a_template, definitions

FRIDAY = date(2026, 11, 6)
CONTENT = TaskContent("Order badges", Side.CUSTOMER, Role.SECURITY_OFFICER, FRIDAY)


def added(plan: StartupPlan, key: str = "t-9", **changes: Any) -> StartupPlan:
    return add_task(plan, key, replace(CONTENT, **changes), "New building.", MONDAY, NOON, "staff")[0]


def changed(plan: StartupPlan, key: str, **changes: Any) -> StartupPlan:
    content = replace(content_of(plan.task(key)), **changes)
    return change_task(plan, key, content, "They asked.", MONDAY, NOON, "staff")[0]


def ready() -> StartupPlan:
    plan = a_plan()
    for key in ("kickoff", "accounts"):
        plan, _ = check_off(plan, key, NOON, "someone")
    return confirm(plan, Side.CUSTOMER, NOON, "someone")[0]


def test_a_task_is_added_once_with_its_reason_in_the_history():
    plan, (change,) = add_task(a_plan(), "t-9", CONTENT, "New building.", MONDAY, NOON, "staff")
    assert plan.task("t-9").title == "Order badges"
    assert (change.subject_id, change.field, change.note) == ("sp-1/t-9", "added", "New building.")
    assert add_task(plan, "t-9", CONTENT, "Again.", MONDAY, NOON, "staff") == (plan, ())


def test_a_required_task_that_is_added_takes_the_confirmations_back():
    assert added(ready()).confirmations == ()
    assert added(ready(), required=False).confirmations != ()


def test_a_task_that_becomes_required_takes_the_confirmations_back():
    assert changed(ready(), "feedback", required=True).confirmations == ()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("title", " ", "what is to be done"),
        ("title", "x" * 76, "up to 75"),
        ("instructions", "x" * 2001, "up to 2,000"),
        ("role", Role.SML, "the customer has no SML"),
        ("due_on", date(2026, 11, 1), "has passed"),
        ("due_on", date(2026, 11, 11), "not a business day. Choose another, such as November 12, 2026"),
        ("due_on", date(2029, 11, 12), "too late"),
        ("depends_on", ("nothing",), "not in the plan any more"),
        ("depends_on", ("t-9",), "wait for each other: “this task” waits for “this task”"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(field: str, value: object, why: str):
    with pytest.raises(InvalidInput, match=why) as refused:
        added(a_plan(), "t-9", **{field: value})
    assert refused.value.field == field


def test_a_reason_is_needed_for_every_adjustment():
    plan = a_plan()
    with pytest.raises(InvalidInput, match="why the plan is changed"):
        add_task(plan, "t-9", CONTENT, "", MONDAY, NOON, "staff")
    with pytest.raises(InvalidInput, match="why the plan is changed"):
        change_task(plan, "kickoff", replace(content_of(plan.task("kickoff")), title="Meet"), "", MONDAY, NOON, "s")
    with pytest.raises(InvalidInput, match="why the plan is changed"):
        remove_task(plan, "kickoff", "", NOON, "staff")


def test_only_what_changed_is_in_the_history():
    plan = a_plan()
    content = replace(content_of(plan.task("kickoff")), title="Meet", due_on=FRIDAY)
    _, changes = change_task(plan, "kickoff", content, "They asked.", MONDAY, NOON, "staff")
    assert [(c.field, c.old, c.new) for c in changes] == [
        ("title", "Kickoff", "Meet"),
        ("due_on", "2026-11-04", "2026-11-06"),
    ]
    same = content_of(plan.task("kickoff"))
    assert change_task(plan, "kickoff", same, "They asked.", MONDAY, NOON, "staff") == (plan, ())


def test_a_day_that_has_passed_may_stay_while_something_else_is_changed():
    plan = a_plan()
    later = plan.task("kickoff").due_on + timedelta(days=30)
    content = replace(content_of(plan.task("kickoff")), title="Meet")
    after, _ = change_task(plan, "kickoff", content, "Late.", later, NOON, "staff")
    assert after.task("kickoff").title == "Meet"


def test_a_task_of_another_side_leaves_the_person_to_whom_it_was_given():
    plan, _ = reassign(a_plan(), "accounts", "p-1", NOON, "staff")
    assert changed(plan, "accounts", title="Name users").task("accounts").owner == "p-1"
    assert changed(plan, "accounts", side=Side.CEC, role=Role.SML).task("accounts").owner is None


def test_tasks_that_would_wait_for_each_other_are_refused():
    with pytest.raises(InvalidInput, match="“Kickoff” waits for “Accounts” waits for “Kickoff”"):
        changed(a_plan(), "kickoff", depends_on=("accounts",))


def test_what_depends_on_a_removed_task_depends_on_what_that_one_depended_on():
    plan = a_plan(a_template("a"), a_template("b", depends_on=("a",)), a_template("c", depends_on=("b",)))
    after, (change,) = remove_task(plan, "b", "Not here.", NOON, "staff")
    assert after.task("c").depends_on == ("a",)
    assert (change.field, change.old, change.note) == ("removed", "B", "Not here.")


@given(definitions(), st.data())
def test_however_tasks_are_removed_the_others_have_an_order(tasks: tuple[Any, ...], data: st.DataObject):
    plan = a_plan(*tasks)
    while plan.tasks:
        plan, _ = remove_task(plan, data.draw(st.sampled_from(plan.tasks)).key, "why", NOON, "staff")
        assert len(plan.order) == len(plan.tasks)
