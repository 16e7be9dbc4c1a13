"""Startup tasks worked on in Slack: checked off, blocked, opened again, given, commented; go-live."""

import json
from typing import Any

import pytest

from bot.handlers import startup, startup_work
from bot.replies import Reply
from domain.stages import Stage
from domain.startup_plans import TaskState
from services import Services
from services.startup_cards import TaskFilter
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, press, updated
from tests.bot.startup import APHIS, ARS, BLOCKED, KICKOFF, MOVE, REVIEW, card, plan, task


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, startup, startup_work)


def state(desk: Desk, key: str) -> TaskState:
    return task(desk.routes.services, key).card.state


def now_shown(desk: Desk) -> Reply:
    last = desk.slack.all("chat.update")[-1]
    return Reply(last["text"], last["blocks"])


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]


def test_a_task_is_checked_off_and_a_double_click_changes_nothing(desk: Desk) -> None:
    press_it = button(card(desk.routes.services, "U0PETER", MOVE), "Check off: Move the systems and test them")
    press(desk, "U0PETER", press_it)
    assert "The task is done. Now “Check the services before they go live” can begin." in updated(desk)
    assert state(desk, MOVE) is TaskState.DONE
    press(desk, "U0PETER", press_it)
    assert "Nothing was changed: this was done before." in updated(desk)


def test_from_a_list_the_list_is_shown_again(desk: Desk) -> None:
    reply = plan(desk.routes.services, "U0PETER", shown=TaskFilter.MINE)
    press(desk, "U0PETER", button(reply, "Check off: Move the systems and test them"))
    said = updated(desk)
    assert "“Move the systems and test them” is done." in said
    assert "My tasks: 1" in said


def test_what_should_be_done_first_is_asked_about(desk: Desk) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES", REVIEW), "Check off"))
    assert "depends on others" in updated(desk)
    assert "Check the services before they go live: open" in updated(desk)
    assert state(desk, REVIEW) is TaskState.OPEN
    press(desk, "U0JAMES", button(now_shown(desk), "Check off all the same"))
    assert state(desk, REVIEW) is TaskState.DONE


def test_an_old_button_shows_what_is_the_case_now(desk: Desk) -> None:
    services = desk.routes.services
    old = button(card(services, "U0PETER", MOVE), "Check off")
    james = services.directory.actor("U0JAMES")
    services.startup.block(james, ARS, MOVE, task(services, MOVE).card.revision, "The host is full.")
    press(desk, "U0PETER", old)
    assert "Someone changed this task after you opened it. It is blocked now by James Okafor." in updated(desk)
    assert state(desk, MOVE) is TaskState.BLOCKED
    press(desk, "U0PETER", button(now_shown(desk), "Check off"))
    assert state(desk, MOVE) is TaskState.DONE


def test_a_task_is_blocked_with_a_reason_and_unblocked(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0PETER", button(card(services, "U0PETER", MOVE), "It is blocked"))
    form = opened(desk)
    assert "Say what is in the way." in errors(desk.submit("U0PETER", form, {"reason": " "}))["reason"]
    desk.submit("U0PETER", form, {"reason": "The landlord <does not> *answer*"})
    assert "The task is blocked. Both sides are told." in updated(desk)
    assert "The landlord &lt;does not&gt;" in updated(desk)
    press(desk, "U0PETER", button(now_shown(desk), "Not blocked any more"))
    assert state(desk, MOVE) is TaskState.OPEN


def test_a_done_task_is_opened_again_with_a_reason(desk: Desk) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES", KICKOFF), "Open again"))
    desk.submit("U0JAMES", opened(desk), {"reason": "The security office was not there."})
    assert "The task is open again." in updated(desk)
    assert state(desk, KICKOFF) is TaskState.OPEN


def test_a_task_is_given_to_someone_and_back_to_the_role(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0PETER", button(card(services, "U0PETER", MOVE), "Give to someone"))
    desk.submit("U0PETER", opened(desk), {"person": "p-amara"})
    assert "Amara Diallo, given to them by name" in updated(desk)
    press(desk, "U0PETER", button(now_shown(desk), "Give to someone"))
    desk.submit("U0PETER", opened(desk), {"person": "-"})
    assert "Yours, as technical lead" in updated(desk)


def test_a_task_is_not_given_to_who_has_no_role(desk: Desk) -> None:
    press(desk, "U0PETER", button(card(desk.routes.services, "U0PETER", MOVE), "Give to someone"))
    answer = desk.submit("U0PETER", opened(desk), {"person": "p-maria"})
    assert "Choose one of the customer's people" in errors(answer)["person"]


def test_a_comment_is_written_by_the_other_side_too(desk: Desk) -> None:
    press(desk, "U0PETER", button(card(desk.routes.services, "U0PETER", BLOCKED), "Comment"))
    desk.submit("U0PETER", opened(desk), {"text": "It is approved."})
    assert "Your comment is there." in updated(desk)
    assert "It is approved." in updated(desk)


def test_both_sides_confirm_go_live(desk: Desk) -> None:
    services = desk.routes.services
    confirm = button(plan(services, "U0FATIMA", APHIS), "Confirm go-live")
    press(desk, "U0FATIMA", confirm)
    assert "You confirmed go-live for your organization." in updated(desk)
    press(desk, "U0FATIMA", confirm)
    assert "Nothing was changed: go-live was confirmed for your organization before." in updated(desk)
    press(desk, "U0PRIYA", button(plan(services, "U0PRIYA", APHIS), "Confirm go-live"))
    assert f"Both sides have confirmed. The services of {APHIS} run now." in updated(desk)
    assert services.agreements.status(services.directory.actor("U0PRIYA"), APHIS).stage is Stage.OPERATIONS


def test_go_live_is_not_confirmed_over_a_plan_that_changed(desk: Desk) -> None:
    services = desk.routes.services
    confirm = button(plan(services, "U0FATIMA", APHIS), "Confirm go-live")
    services.startup.comment(services.directory.actor("U0PRIYA"), APHIS, KICKOFF, "Wait.")
    press(desk, "U0FATIMA", confirm)
    assert "The plan changed after you opened it." in updated(desk)


def test_who_may_not_work_on_it_is_told_why(desk: Desk) -> None:
    stolen = button(card(desk.routes.services, "U0JAMES", BLOCKED), "Check off")
    press(desk, "U0PETER", stolen)
    said = desk.slack.all("chat.postMessage")[-1]["text"]
    assert "tasks of CEC for CEC staff" in said
    assert state(desk, BLOCKED) is TaskState.BLOCKED


def test_a_forged_button_or_form_changes_nothing(desk: Desk) -> None:
    press(desk, "U0PETER", {"action_id": "startup.form:nonsense", "value": '{"number":"SLA-2027-0018","k":"kickoff"}'})
    assert "older message" in desk.slack.all("chat.postMessage")[-1]["text"]
    press(desk, "U0PETER", {"action_id": "startup.done:x", "value": "[]"})
    assert "no such agreement" in desk.slack.all("chat.postMessage")[-1]["text"].lower()


def test_everything_is_said_in_words(desk: Desk) -> None:
    said = shown(card(desk.routes.services, "U0JAMES", BLOCKED))
    assert not any(ord(letter) > 0x2FFF for letter in said)
