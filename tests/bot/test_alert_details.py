"""What stands in the menu of an alert: why it was sent, to whom, and what happened since."""

import pytest

from bot.handlers import alerts
from domain.alerts import AlertKind
from services import Services
from tests.blockkit import words
from tests.bot.alerts import menu, now, shown_to, the_alert
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import person


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, alerts)


def test_why_it_was_sent_to_whom_and_what_happened_is_shown(desk: Desk) -> None:
    services = desk.routes.services
    card = the_alert(services)
    services.alerts.claim(person(services, "priya"), card.alert.id)
    said = "\n".join(words(menu(desk, card, "Why and to whom")["blocks"]))
    assert "James Okafor, by direct message:" in said
    assert "It goes to them first." in said
    assert "Priya Raman: <!date" in said
    assert "by claiming it." in said
    assert "Priya Raman claimed it." in said


def test_of_a_renewal_it_is_said_which_of_the_days_has_come_and_that_it_was_asked_for(desk: Desk) -> None:
    services = desk.routes.services
    card = the_alert(services, AlertKind.RENEWAL, "SLA-2026-0011")
    services.renewals.ask(person(services, "erik"), "SLA-2026-0011")
    said = "\n".join(words(menu(desk, now(services, card).card, "Why and to whom")["blocks"]))
    assert "*Why now*\nThe term ends within 60 days, which is one of the days that the office chose and" in said
    assert "the customer asked to renew." in said


def test_the_thing_itself_stands_beside_a_menu_of_what_is_done_seldom(desk: Desk) -> None:
    services = desk.routes.services
    card = the_alert(services, AlertKind.RENEWAL, "SLA-2026-0011")
    row = next(each for each in shown_to(services, "U0JAMES", card).blocks if each["type"] == "actions")
    assert len(row["elements"]) <= 5
