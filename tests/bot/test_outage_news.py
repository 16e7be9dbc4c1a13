"""Outages in Slack: followed by customers, announced and told of by CEC's people."""

import json
from typing import Any

import pytest

from bot.handlers.outages import command
from services import Services
from services.support_cards import OutageCard
from tests.blockkit import button, check_reply, elements
from tests.bot.desk import Desk, FakeSlack, a_command
from tests.bot.needs import opened, person, press, updated
from tests.bot.support import support_desk
from tests.bot.test_support import errors


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return support_desk(fresh_services)


def announced(services: Services) -> OutageCard:
    return services.outages.announce(person(services, "luis"), "managed_laptop", "Updates <fail>.")


def action(name: str, card: OutageCard) -> dict[str, Any]:
    return {"action_id": name, "value": json.dumps({"o": card.outage.id})}


def test_it_is_this_follows_it_and_opens_no_request(desk: Desk) -> None:
    services = desk.routes.services
    card, hannah = announced(services), person(services, "hannah")
    for _ in range(2):
        press(desk, "U0HANNAH", action("outages.same", card))
    assert "You hear of it here" in updated(desk)
    assert "Updates &lt;fail&gt;" in updated(desk)
    assert not services.support_requests.own(hannah).rows


def test_one_that_is_over_meanwhile_is_said_so(desk: Desk) -> None:
    services = desk.routes.services
    card = announced(services)
    services.outages.end(person(services, "luis"), card.outage.id, "All works.")
    press(desk, "U0HANNAH", action("outages.same", card))
    assert "This outage is over" in updated(desk)


def test_customers_without_the_service_and_strangers_see_nothing_of_it(desk: Desk) -> None:
    card = announced(desk.routes.services)
    for user in ("U0MARIA", "U0NINA"):
        for name in ("outages.open", "outages.same", "outages.form:update", "outages.form:announce"):
            press(desk, user, action(name, card))
    assert "Updates" not in json.dumps(desk.slack.sent)
    assert not desk.slack.all("views.open")


def test_staff_announce_tell_and_end_it_by_forms(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0LUIS", {"action_id": "outages.form:announce", "value": "{}"})
    view = opened(desk)
    assert errors(desk.submit("U0LUIS", view, {"service": "mailbox", "words": "", "place": None}))["words"]
    past = {"service": "mailbox", "words": "Mail is late", "expected_by": 1}
    assert "past" in errors(desk.submit("U0LUIS", view, past))["expected_by"]
    for _ in range(2):
        desk.submit("U0LUIS", view, {"service": "mailbox", "words": "Mail is late", "place": "Denver"})
    (card,) = services.outages.known_for(person(services, "luis"), "mailbox")
    press(desk, "U0LUIS", action("outages.form:update", card))
    news = opened(desk)
    desk.submit("U0LUIS", news, {"words": "A queue is full"})
    assert "1 customer is told" in updated(desk)
    assert "Someone else changed" in errors(desk.submit("U0LUIS", news, {"words": "Late"}))["words"]
    press(desk, "U0LUIS", action("outages.form:end", card))
    desk.submit("U0LUIS", opened(desk), {"words": "All works"})
    assert not services.outages.known_for(person(services, "luis"), "mailbox")


def test_the_list_shows_what_the_person_has(services: Services) -> None:
    for user, shows in (("U0LUIS", True), ("U0MARIA", False)):
        reply: Any = command(a_command(services, user, "D1", "outages", "", FakeSlack()))
        check_reply(reply)
        assert ("Dashboards" in reply.text) is shows
        assert any(each["text"]["text"].startswith("Announce") for each in elements(reply.blocks)) is shows
        assert not shows or button(reply, "Open")
