"""CEC's staff change a startup plan in Slack."""

import json
from typing import Any

import pytest

from bot.handlers import startup, startup_plan, startup_work
from domain.startup_plans import TaskState
from services import Services
from tests.blockkit import button
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, press, updated
from tests.bot.startup import ARS, MOVE, card, menu_choice, plan, task


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, startup, startup_plan, startup_work)


def values(**changes: Any) -> dict[str, Any]:
    entered = {"title": "Open the firewall", "role": "cec technical_specialist", "due_on": "2026-11-09"}
    return {
        **entered,
        "required": "yes",
        "instructions": "",
        "depends_on": [MOVE],
        "reason": "The backup needs it.",
        **changes,
    }


def add_form(desk: Desk) -> dict[str, Any]:
    press(desk, "U0JAMES", button(plan(desk.routes.services, "U0JAMES"), f"Add a task to {ARS}"))
    return opened(desk)


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]


def test_a_task_is_added_once_however_often_the_form_is_sent(desk: Desk) -> None:
    form = add_form(desk)
    desk.submit("U0JAMES", form, values())
    desk.submit("U0JAMES", form, values())
    assert "Open the firewall" in updated(desk)
    assert "Depends on: Move the systems and test them (open)" in updated(desk)
    cards = desk.routes.services.startup.view(desk.routes.services.directory.actor("U0JAMES"), ARS, size=50).tasks
    assert [each.title for each in cards.items].count("Open the firewall") == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": " "}, "title", "Say in a few words what is to be done."),
        ({"due_on": "2026-11-08"}, "due_on", "is not a business day"),
        ({"due_on": "2026-10-01"}, "due_on", "has passed"),
        ({"due_on": None}, "due_on", "Choose the day"),
        ({"role": "cec budget_officer"}, "role", "Choose:"),
        ({"reason": ""}, "reason", "Say why the plan is changed."),
        ({"depends_on": ["gone"]}, "depends_on", "not in the plan any more"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk: Desk, changes: dict[str, Any], field: str, sentence: str) -> None:
    assert sentence in errors(desk.submit("U0JAMES", add_form(desk), values(**changes)))[field]


def test_a_task_is_changed_with_what_it_is_filled_in(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", menu_choice(card(services, "U0JAMES", MOVE), "Change the task"))
    form = opened(desk)
    filled = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert filled["title"]["initial_value"] == "Move the systems and test them"
    assert filled["due_on"]["initial_date"] == "2026-11-02"
    assert filled["role"]["initial_option"]["value"] == "customer technical_lead"
    desk.submit("U0JAMES", form, values(title="Move all systems", role="customer technical_lead", depends_on=[]))
    assert "The task is changed. Who has it is told." in updated(desk)
    assert task(services, MOVE).card.title == "Move all systems"


def test_a_task_that_somebody_changed_meanwhile_stays(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", menu_choice(card(services, "U0JAMES", MOVE), "It is not needed"))
    services.startup.check_off(services.directory.actor("U0PETER"), ARS, MOVE, task(services, MOVE).card.revision)
    answer = desk.submit("U0JAMES", opened(desk), {"reason": "They stay where they are."})
    assert "Someone changed this task" in errors(answer)["reason"]
    assert task(services, MOVE).card.state is TaskState.DONE


def test_a_task_is_not_needed_or_removed_with_a_reason(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", menu_choice(card(services, "U0JAMES", MOVE), "It is not needed"))
    desk.submit("U0JAMES", opened(desk), {"reason": "They stay where they are."})
    assert "Not needed, says James Okafor" in updated(desk)
    press(desk, "U0JAMES", menu_choice(card(services, "U0JAMES", MOVE), "Remove the task"))
    desk.submit("U0JAMES", opened(desk), {"reason": "Nobody asks for it."})
    assert "The task is removed." in updated(desk)
    assert "12 tasks" in updated(desk)


def test_customers_do_not_change_the_plan(desk: Desk) -> None:
    stolen = menu_choice(card(desk.routes.services, "U0JAMES", MOVE), "Remove the task")
    press(desk, "U0PETER", stolen)
    assert "That is for CEC staff" in desk.slack.all("chat.postMessage")[-1]["text"]
    press(desk, "U0PETER", {"action_id": "startup.add", "value": json.dumps({"number": ARS})})
    assert "That is for CEC staff" in desk.slack.all("chat.postMessage")[-1]["text"]
