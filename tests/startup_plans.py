"""Startup definitions and plans for tests: builders with defaults, and strategies."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from domain.agreements import Agreement
from domain.people import ROLES_OF, Role, Side
from domain.stages import Stage
from domain.startup import TaskTemplate, chosen
from domain.startup_plans import StartupPlan, made
from tests.builders import NOON, a_line, an_agreement

MONDAY = date(2026, 11, 2)
CATEGORIES = {"managed_laptop": "seat_services", "mailbox": "collaboration", "tablet": "mobility"}
LINES = tuple(a_line(service=key, name=key.replace("_", " ").capitalize()) for key in CATEGORIES)


def a_template(key: str = "kickoff", **changes: Any) -> TaskTemplate:
    made = TaskTemplate(key, key.replace("_", " ").capitalize(), Side.CEC, Role.SML, offset=0, duration=2)
    return replace(made, **changes)


def a_plan(*templates: TaskTemplate, agreement: Agreement | None = None) -> StartupPlan:
    """Begun on Monday, November 2, 2026. Without templates: kick-off, then accounts by the customer, then a survey."""
    tasks = templates or (
        a_template(),
        a_template("accounts", side=Side.CUSTOMER, role=Role.TECHNICAL_LEAD, offset=2, depends_on=("kickoff",)),
        a_template("feedback", offset=4, required=False),
    )
    at_startup = agreement or an_agreement(Stage.STARTUP)
    plan, _ = made("sp-1", at_startup, chosen(tasks, at_startup.lines, CATEGORIES), 1, MONDAY, NOON)
    return plan


@st.composite
def definitions(draw: st.DrawFn) -> tuple[TaskTemplate, ...]:
    """Templates without circles, in any order."""
    count = draw(st.integers(1, 9))
    keys = [f"task_{number}" for number in range(count)]
    tasks = [draw(_templates(key, keys[:place])) for place, key in enumerate(keys)]
    return tuple(draw(st.permutations(tasks)))


@st.composite
def _templates(draw: st.DrawFn, key: str, earlier: list[str]) -> TaskTemplate:
    side = draw(st.sampled_from(Side))
    return TaskTemplate(
        key=key,
        title=key,
        side=side,
        role=draw(st.sampled_from(ROLES_OF[side])),
        offset=draw(st.integers(0, 250)),
        duration=draw(st.integers(1, 250)),
        depends_on=tuple(draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3))) if earlier else (),
        required=draw(st.booleans()),
        services=tuple(draw(st.lists(st.sampled_from(list(CATEGORIES)), unique=True, max_size=1))),
        categories=tuple(draw(st.lists(st.sampled_from(list(CATEGORIES.values())), unique=True, max_size=1))),
        custom=draw(st.booleans()),
    )
