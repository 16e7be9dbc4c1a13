"""Which startup tasks an agreement gets, and when they are due."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreements import AgreementLine
from domain.business_days import is_business_day
from domain.circles import circle, in_order, way
from domain.people import Contact, Role, Side
from domain.stages import Stage
from domain.startup import TaskTemplate, chosen
from domain.startup_plans import TaskState, owner_of
from domain.startup_work import check_off
from tests.builders import NOON, a_line, an_agreement
from tests.startup_plans import CATEGORIES, LINES, a_plan, a_template, definitions

CUSTOM = a_line(service="l-7", name="Drone mapping")


@pytest.mark.parametrize(
    ("task", "lines"),
    [
        (a_template(), ()),
        (a_template(services=("tablet", "mailbox")), ("Mailbox", "Tablet")),
        (a_template(categories=("seat_services",)), ("Managed laptop",)),
        (a_template(categories=("seat_services",), services=("tablet",)), ("Managed laptop", "Tablet")),
        (a_template(custom=True), ("Drone mapping",)),
    ],
)
def test_a_task_is_for_every_agreement_or_for_those_with_its_services(task: TaskTemplate, lines: tuple[str, ...]):
    (found,) = chosen([task], (*LINES, CUSTOM), CATEGORIES)
    assert found.lines == lines


def test_a_task_for_other_services_is_left_out():
    assert chosen([a_template(services=("tablet",))], [CUSTOM], CATEGORIES) == ()


def test_a_dependency_reaches_through_a_task_that_is_left_out():
    tasks = [
        a_template("first"),
        a_template("middle", services=("mailbox",), depends_on=("first",)),
        a_template("last", depends_on=("middle",)),
    ]
    (_, last) = chosen(tasks, [CUSTOM], CATEGORIES)
    assert last.depends_on == ("first",)


def test_tasks_are_due_on_business_days_after_the_start_of_the_step():
    plan = a_plan(a_template(offset=0, duration=2), a_template("later", offset=5, duration=3))
    # Monday the 2nd and 8 business days, of which Veterans Day is none.
    assert [task.due_on for task in plan.tasks] == [date(2026, 11, 4), date(2026, 11, 13)]


@given(definitions(), st.lists(st.sampled_from((*LINES, CUSTOM)), unique=True))
def test_every_plan_has_an_order_in_which_every_task_can_be_done(
    tasks: tuple[TaskTemplate, ...], lines: list[AgreementLine]
):
    plan = a_plan(*tasks, agreement=an_agreement(Stage.STARTUP, lines=tuple(lines)))
    order = plan.order
    assert sorted(order) == sorted(task.key for task in plan.tasks)
    for key in order:
        assert 0 <= plan.progress.percent <= 100
        plan, _ = check_off(plan, key, NOON, "someone")
    assert plan.ready
    assert plan.progress.percent == 100
    assert all(is_business_day(task.due_on) and task.state is TaskState.DONE for task in plan.tasks)


def test_a_circle_is_found_and_named():
    waits_for = {"a": ("b",), "b": ("c", "d"), "c": ("a",), "d": ()}
    assert circle(waits_for, "a") == ("a", "b", "c", "a")
    assert circle(waits_for, "d") == ()
    assert circle({"a": ("a",)}, "a") == ("a", "a")
    assert way(waits_for, "b", "a") == ("b", "c", "a")
    assert in_order(waits_for) == ("d",)


def test_a_task_belongs_to_who_it_was_given_to_else_to_who_has_the_role_or_leads():
    lead = Contact("p-lead", Side.CUSTOMER, Role.TECHNICAL_LEAD)
    other = Contact("p-other", Side.CUSTOMER, Role.BUDGET_OFFICER)
    agreement = an_agreement(Stage.STARTUP, contacts=(lead, other))
    plan = a_plan(a_template(side=Side.CUSTOMER, role=Role.TECHNICAL_LEAD))
    (task,) = plan.tasks
    assert owner_of(agreement, task) == "p-lead"
    assert owner_of(agreement, replace(task, owner="p-other")) == "p-other"
    assert owner_of(agreement, replace(task, owner="p-left")) == "p-lead"
    vacant = replace(task, role=Role.SECURITY_OFFICER)
    assert owner_of(agreement, vacant) is None
    manager = Contact("p-manager", Side.CUSTOMER, Role.PROGRAM_MANAGER)
    assert owner_of(replace(agreement, contacts=(*agreement.contacts, manager)), vacant) == "p-manager"
