"""The customer confirms, corrects and declines needs in Slack."""

import json

import pytest

from bot.handlers import needs, needs_answers
from domain.needs import NeedContent, NeedState
from domain.stages import Stage
from services import Services
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import BACKUP, FS, LAPTOPS, TALK, card, opened, person, press, recorded, sent, updated


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, needs, needs_answers)


def test_lines_are_confirmed_one_by_one_until_the_agreement_moves_on(desk: Desk) -> None:
    services = desk.routes.services
    sent(services)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Confirm: line 1"))
    assert "1 waits for confirmation, 1 confirmed" in updated(desk)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Confirm: line 2"))
    assert "All needs are settled; SLA-2027-0048 is at step 3 of 10, Customer survey" in updated(desk)
    assert services.agreements.status(person(services, "erik"), FS).stage is Stage.SURVEY


def test_all_are_confirmed_at_once_and_a_double_click_changes_nothing(desk: Desk) -> None:
    services = desk.routes.services
    sent(services)
    confirm = button(card(services, "U0ERIK"), "Confirm all needs of SLA-2027-0048")
    press(desk, "U0ERIK", confirm)
    assert "All needs are settled" in updated(desk)
    press(desk, "U0ERIK", confirm)
    assert "Nothing was changed" in updated(desk)


def test_a_correction_goes_to_staff_who_take_it_over(desk: Desk) -> None:
    services = desk.routes.services
    sent(services, LAPTOPS)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Correct: line 1"))
    desk.submit("U0ERIK", opened(desk), {"text": "60 laptops", "quantity": "60"})
    assert "CEC staff have your correction" in updated(desk)
    reply = card(services, "U0JAMES")
    assert "Correction by Erik Lindqvist" in shown(reply)
    press(desk, "U0JAMES", button(reply, "Take over the correction of line 1"))
    (need,) = services.needs.view(person(services, "james"), FS).needs
    assert (need.state, need.content.text, need.content.quantity) == (NeedState.CONFIRMED, "60 laptops", 60)


def test_who_takes_a_correction_back_is_told_so_and_may_confirm_the_line(desk: Desk) -> None:
    services = desk.routes.services
    sent(services, LAPTOPS)
    for text, quantity in (("60 laptops", "60"), (LAPTOPS.text, "40")):
        press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Correct: line 1"))
        desk.submit("U0ERIK", opened(desk), {"text": text, "quantity": quantity})
    assert "Your correction is taken back, and CEC staff are told." in updated(desk)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Confirm: line 1"))
    assert "The line is confirmed." in updated(desk)


def test_a_correction_that_says_nothing_is_refused_at_its_field(desk: Desk) -> None:
    sent(desk.routes.services, LAPTOPS)
    press(desk, "U0ERIK", button(card(desk.routes.services, "U0ERIK"), "Correct: line 1"))
    answer = desk.submit("U0ERIK", opened(desk), {"text": " ", "quantity": "0"})
    assert "text" in json.loads(answer.body)["errors"] or "quantity" in json.loads(answer.body)["errors"]


def test_what_changed_since_it_was_shown_is_not_confirmed(desk: Desk) -> None:
    services = desk.routes.services
    (need,) = sent(services, LAPTOPS).needs
    old = button(card(services, "U0ERIK"), "Confirm: line 1")
    services.needs.edit(person(services, "james"), need.id, BACKUP, TALK, 1)
    press(desk, "U0ERIK", old)
    assert "It now says: “Maps backed up every night”" in desk.slack.sent[-1][1]["text"]


def test_a_line_that_was_forgotten_is_added_and_taken_over_by_staff(desk: Desk) -> None:
    services = desk.routes.services
    sent(services, LAPTOPS)
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Add a need to SLA-2027-0048"))
    form = opened(desk)
    for _ in range(2):  # a double click sends the same form twice
        desk.submit("U0ERIK", form, {"area": "voice_and_video", "text": "Radios <new>", "quantity": "12"})
    assert "added by the customer and with CEC" in updated(desk)
    reply = card(services, "U0JAMES")
    assert "1. Voice and video, 12: added by the customer and with CEC" in shown(reply)
    press(desk, "U0JAMES", button(reply, "Take over line 1, which the customer added"))
    added, _ = services.needs.view(person(services, "james"), FS).needs
    assert (added.state, added.content.quantity, added.author) == (NeedState.CONFIRMED, 12, "p-erik")


def test_an_added_line_without_area_or_words_is_refused_at_its_field(desk: Desk) -> None:
    sent(desk.routes.services, LAPTOPS)
    press(desk, "U0ERIK", button(card(desk.routes.services, "U0ERIK"), "Add a need to SLA-2027-0048"))
    answer = desk.submit("U0ERIK", opened(desk), {"area": "cooking", "text": "Radios"})
    assert "Choose the area" in json.loads(answer.body)["errors"]["area"]
    answer = desk.submit("U0ERIK", opened(desk), {"area": "voice_and_video", "text": " ", "quantity": "many"})
    assert "in digits" in json.loads(answer.body)["errors"]["quantity"]


def test_before_the_needs_are_sent_the_customer_adds_nothing(desk: Desk) -> None:
    recorded(desk.routes.services, LAPTOPS)
    for user in ("U0ERIK", "U0JAMES"):
        press(desk, user, {"action_id": "needs.add", "value": json.dumps({"number": FS})})
        assert "You can't add a need to SLA-2027-0048" in desk.slack.sent[-1][1]["text"]
    assert not desk.slack.all("views.open")


def test_the_correction_of_what_a_service_counts_says_in_which_unit(desk: Desk) -> None:
    services = desk.routes.services
    sent(services, NeedContent("storage_and_backup", "Backup of maps", "backup_storage", 15_000))
    press(desk, "U0ERIK", button(card(services, "U0ERIK"), "Correct: line 1"))
    form = opened(desk)
    assert "In GB." in json.dumps(form["blocks"])
    desk.submit("U0ERIK", form, {"text": "Backup of all maps", "quantity": "20000"})
    assert "Correction by Erik Lindqvist*, 20,000 GB" in updated(desk)
