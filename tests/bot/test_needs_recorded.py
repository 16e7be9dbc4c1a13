"""Staff record, change, remove and send needs in Slack."""

import json
from typing import Any

import pytest

from bot.handlers import needs, needs_answers
from bot.replies import Reply
from services import Services
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import BACKUP, FS, LAPTOPS, TALK, card, line_menu, opened, person, press, recorded, updated, values


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, needs, needs_answers)


def test_a_need_is_recorded_by_the_form(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), "Record a need"))
    form = opened(desk)
    for _ in range(2):  # a double click sends the same form twice
        desk.submit("U0JAMES", form, values())
    (need,) = services.needs.view(person(services, "james"), FS).needs
    assert (need.content.quantity, need.source, need.author) == (40, TALK, "p-james")
    assert "1. End-user support, Managed laptop, 40 laptops" in updated(desk)


@pytest.mark.parametrize(
    ("changes", "block", "sentence"),
    [
        ({"text": "  "}, "text", "Say in a sentence"),
        ({"text": "x" * 3_001}, "text", "Make it shorter"),
        ({"quantity": "0"}, "quantity", "1 or more"),
        ({"quantity": "-1"}, "quantity", "1 or more"),
        ({"quantity": "many"}, "quantity", "in digits"),
        ({"service": "unicorn"}, "service", "no service"),
        ({"area": "cooking"}, "area", "Choose the area"),
        ({"source": "gossip"}, "source", "Choose where"),
    ],
)
def test_bad_input_is_said_at_its_field(desk: Desk, changes: dict[str, Any], block: str, sentence: str) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), "Record a need"))
    answer = desk.submit("U0JAMES", opened(desk), values(**changes))
    assert sentence in json.loads(answer.body)["errors"][block]
    assert not services.needs.view(person(services, "james"), FS).needs


def test_a_form_of_someone_else_records_nothing(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), "Record a need"))
    desk.submit("U0PRIYA", opened(desk), values())
    assert not services.needs.view(person(services, "james"), FS).needs


def test_a_customer_gets_no_form(desk: Desk) -> None:
    press(desk, "U0ERIK", {"action_id": "needs.record", "value": json.dumps({"number": FS})})
    assert not desk.slack.all("views.open")
    assert "That is for CEC staff" in desk.slack.sent[-1][1]["text"]


def test_a_line_is_changed_and_removed_from_its_menu(desk: Desk) -> None:
    services = desk.routes.services
    recorded(services, LAPTOPS)
    press(desk, "U0JAMES", line_menu(services, "Edit"))
    desk.submit("U0JAMES", opened(desk), values(text="45 laptops", quantity="45"))
    assert "45 laptops" in updated(desk)
    press(desk, "U0JAMES", line_menu(services, "History"))
    assert "quantity from “40” to “45”" in shown(Reply("x", opened(desk)["blocks"]))
    press(desk, "U0JAMES", line_menu(services, "Remove"))
    desk.submit("U0JAMES", opened(desk), {})
    assert "No needs are recorded yet" in updated(desk)


def test_a_form_that_was_overtaken_says_so_and_keeps_what_was_typed(desk: Desk) -> None:
    services = desk.routes.services
    (need,) = recorded(services, LAPTOPS).needs
    press(desk, "U0JAMES", line_menu(services, "Edit"))
    services.needs.edit(person(services, "priya"), need.id, BACKUP, TALK, 1)
    answer = desk.submit("U0JAMES", opened(desk), values())
    assert "It now says: “Maps backed up every night”" in json.loads(answer.body)["errors"]["area"]


def test_needs_are_sent_with_one_press(desk: Desk) -> None:
    services = desk.routes.services
    recorded(services)
    for said in ("The needs are sent to the customer.", "Nothing was changed"):
        press(desk, "U0JAMES", {"action_id": "needs.complete", "value": json.dumps({"number": FS})})
        assert said in updated(desk)


@pytest.mark.parametrize("value", ["", "{}", "nonsense", '{"n": "n-0"}', '{"n": 7, "v": "x"}'])
@pytest.mark.parametrize("action", ["confirm", "decline", "correct", "take_over", "line", "open", "complete"])
def test_forged_values_change_nothing_and_are_answered(desk: Desk, action: str, value: str) -> None:
    services = desk.routes.services
    before = recorded(services)
    for user in ("U0MARIA", "U0ERIK"):
        answer = desk.click(user, {"action_id": f"needs.{action}", "value": value}, channel={"id": "D1"})
        assert answer.status == 200
    assert desk.slack.all("chat.postMessage")
    assert services.needs.view(person(services, "james"), FS) == before
