"""What the checker of startup tasks finds, and that plans from what it passes can be done."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.people import Role, Side
from domain.stages import Stage
from domain.startup import StartupDefinition
from domain.startup_work import check_off
from services.data_files import Reading
from services.startup_files import read_startup
from tests.builders import NOON, a_line, an_agreement
from tests.services.office import CATALOG
from tests.startup_plans import a_plan

VALID = """\
tasks:
  - key: kickoff
    title: Hold the kick-off
    side: cec
    role: sml
    offset: 0
    duration: 3
    instructions: Invite everybody.
  - key: list_of_seats
    title: Send the list
    side: customer
    role: technical_lead
    offset: 2
    duration: 5
    depends_on: [kickoff]
    categories: [seat_services]
    required: no
  - key: rollout
    title: Roll out
    side: cec
    role: technical_specialist
    offset: 5
    duration: 10
    depends_on: [list_of_seats, kickoff]
    services: [managed_laptop]
"""


@pytest.fixture
def check(tmp_path: Path):
    def read(text: str) -> Reading[StartupDefinition]:
        file = tmp_path / "tasks.yaml"
        file.write_text(text, encoding="utf-8")
        return read_startup(file, CATALOG)

    return read


ONE_FAULT = {
    "an unknown key at the top": ("tasks:", "taks: []\ntasks:", "“taks”", "Did you mean “tasks”?"),
    "an unknown key of a task": ("required: no", "requird: no", "“requird”", "Did you mean “required”?"),
    "a key that cannot be used": ("key: rollout", "key: Roll-Out", "“Roll-Out” cannot be used", "small letters"),
    "a key that stands twice": ("key: rollout", "key: kickoff", "already used by task kickoff", "Change"),
    "an unknown side": ("side: customer", "side: agency", "“agency” is not a side", "cec, customer"),
    "an unknown role": ("role: technical_lead", "role: tech_lead", "no role of the customer", "technical_lead"),
    "a role of the other side": (
        "role: sml",
        "role: budget_officer",
        "no role of CEC “budget_officer”",
        "finance_officer",
    ),
    "an offset that is none": ("offset: 2", "offset: soon", "“soon” is not a whole number", "digits"),
    "a negative offset": ("offset: 2", "offset: -2", "“-2” is not a whole number", "digits"),
    "an absurd offset": ("offset: 5", "offset: 5000", "the offset is 5,000 days", "0 to 250 business days"),
    "no duration": ("duration: 10", "duration: 0", "the duration is 0 days", "1 to 250 business days"),
    "an unknown dependency": ("[kickoff]", "[kick_off]", "no task “kick_off”", "Did you mean “kickoff”?"),
    "a dependency twice": ("[list_of_seats, kickoff]", "[kickoff, kickoff]", "stands twice", "Remove one"),
    "an empty list": ("[kickoff]", "[]", "“depends_on” is an empty list", "at least one"),
    "an unknown service": ("[managed_laptop]", "[manged_laptop]", "no service “manged_laptop”", "managed_laptop"),
    "an unknown category": ("[seat_services]", "[seats]", "no category “seats”", "seat_services"),
    "neither yes nor no": ("required: no", "required: maybe", "“required” is “maybe”", "Write yes or no"),
    "a task before what it depends on": (
        "offset: 5\n    duration: 10",
        "offset: 1\n    duration: 2",
        "is due 3",
        "Raise",
    ),
    "a title that is too long": ("Roll out", "x" * 76, "76 characters long", "Shorten it to 75"),
    "instructions that are too long": ("Invite everybody.", "x" * 2001, "2,001 characters", "2,000"),
}


@pytest.mark.parametrize(("old", "new", "message", "what_to_do"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_each_fault_is_told_with_its_line_and_what_to_do(check, old: str, new: str, message: str, what_to_do: str):
    problems = check(VALID.replace(old, new, 1)).problems
    (told,) = (problem for problem in problems if message in problem.message)
    assert told.line == VALID[: VALID.index(old)].count("\n") + 1
    assert what_to_do in told.what_to_do


def test_a_missing_key_is_told_at_its_task(check):
    (told,) = check(VALID.replace("    title: Hold the kick-off\n", "")).problems
    assert (told.line, told.message) == (2, "task kickoff: the key “title” is missing.")


def test_a_circle_is_told_at_each_of_its_tasks_with_the_way_round(check):
    problems = check(VALID.replace("instructions: Invite everybody.", "depends_on: [rollout]")).problems
    assert [problem.line for problem in problems] == [8, 15, 24]
    assert "task kickoff: the tasks wait for each other: “kickoff” waits for “rollout” waits for “kickoff”" in str(
        problems[0]
    )


@pytest.mark.parametrize("text", ["tasks: []", "tasks: 3", "tasks:\n  - kickoff", "- a", "", "tasks: [{", "\x00"])
def test_what_is_no_list_of_tasks_is_told(check, text: str):
    found = check(text)
    assert found.value is None
    assert found.problems


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    found = read_startup(tmp_path / "none.yaml", CATALOG)
    assert "cannot be read" in found.problems[0].message
    with pytest.raises(InvalidInput):
        found.required()


def test_a_valid_file_is_read(check):
    definition = check(VALID).required()
    seats = definition.tasks[1]
    assert (seats.side, seats.role, seats.due_after) == (Side.CUSTOMER, Role.TECHNICAL_LEAD, 7)
    assert (seats.depends_on, seats.categories, seats.required) == (("kickoff",), ("seat_services",), False)
    assert definition.tasks[0].is_general


def test_every_service_of_the_sample_has_a_task_of_its_own():
    definition = read_startup(Path(__file__).parents[2] / "startup" / "tasks.yaml", CATALOG).required()
    for service in CATALOG.services:
        assert any(task.fits(service.key, service.category) for task in definition.tasks), service.key
    assert any(task.fits("l-1", None) for task in definition.tasks)


KEYS = tuple(f"task_{number}" for number in range(6))
TASKS = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.integers(1, 20),
        st.lists(st.sampled_from(KEYS), unique=True, max_size=2),
        st.sampled_from(["", "services: [managed_laptop]", "categories: [collaboration]", "custom: yes"]),
        st.sampled_from(["yes", "no"]),
    ),
    min_size=1,
    max_size=len(KEYS),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TASKS, st.sampled_from(["managed_laptop", "mailbox", "l-1"]))
def test_a_plan_from_any_file_that_passes_has_an_order_in_which_every_task_can_be_done(
    check, tasks: list[tuple[int, int, list[str], str, str]], service: str
):
    lines = ["tasks:"]
    for key, (offset, duration, depends_on, fits, required) in zip(KEYS, tasks, strict=False):
        lines += [f"  - key: {key}", f"    title: {key}", "    side: cec", "    role: sml"]
        lines += [f"    offset: {offset}", f"    duration: {duration}", f"    required: {required}"]
        lines += [f"    depends_on: [{', '.join(depends_on)}]"] * bool(depends_on) + [f"    {fits}"] * bool(fits)
    definition = check("\n".join(lines)).value
    if definition is None:
        return
    plan = a_plan(*definition.tasks, agreement=an_agreement(Stage.STARTUP, lines=(a_line(service=service),)))
    assert len(plan.order) == len(plan.tasks)
    for key in plan.order:
        plan, _ = check_off(plan, key, NOON, "someone")
    assert plan.ready
