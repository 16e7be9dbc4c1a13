"""First contact in Slack as who asks sees it: the form, and what is told."""

from typing import Any

import pytest

from bot.handlers import first_contacts, home
from bot.replies import FieldErrors, Modal, Reply
from bot.routes import STALE
from domain.errors import NotAllowed
from services import Services
from tests.blockkit import button, check_reply, words
from tests.bot.desk import FakeSlack, a_command, a_desk, who
from tests.bot.first_contacts import OMAR, filled, form, send
from tests.bot.saying import a_click


def test_the_form_asks_a_stranger_for_what_slack_does_not_tell(services: Services) -> None:
    names = [block["block_id"] for block in form(services)["blocks"] if block["type"] == "input"]
    assert names == ["organization", "wish", "role", "fiscal_year", "title", "phone"]
    assert "email" in filled(form(services, email=""))
    assert filled(form(services, "U0OMAR", OMAR))["organization"] == "Natural Resources Conservation Service"


def test_a_customer_is_not_asked_for_the_organization(services: Services) -> None:
    assert "organization" not in filled(form(services, "U0MARIA", ""))


def test_a_stranger_waits_and_is_told_so(fresh_services: Services) -> None:
    outcome = send(fresh_services, form(fresh_services))
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    assert "Your request for Economic Research Service has been waiting for CEC staff since" in outcome.text
    again = first_contacts.start(a_click(fresh_services, {"action_id": "first.start"}, who(fresh_services, "U0NINA")))
    assert isinstance(again, Reply)
    view = home.view_for(who(fresh_services, "U0NINA"), fresh_services)
    assert "has been waiting for CEC staff since" in "\n".join(words(view["blocks"]))


def test_who_belongs_to_a_customer_can_name_contacts_at_once(fresh_services: Services) -> None:
    outcome = send(fresh_services, form(fresh_services, "U0OMAR", OMAR), "U0OMAR", OMAR, organization="NRCS")
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    assert "is open for you" in outcome.text
    assert button(outcome, "Name contacts")


def test_the_same_form_sent_twice_counts_once(fresh_services: Services) -> None:
    view = form(fresh_services)
    assert send(fresh_services, view) == send(fresh_services, view)
    assert len(fresh_services.first_contacts.waiting(who(fresh_services, "U0JAMES").actor)) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"wish": None}, "wish"),
        ({"organization": "N" * 300}, "organization"),
        ({"role": "sml"}, "role"),
        ({"role": "king"}, "role"),
        ({"fiscal_year": "1999"}, "fiscal_year"),
        ({"phone": "call me"}, "phone"),
    ],
)
def test_what_is_wrong_stands_at_its_field(services: Services, typed: dict[str, Any], field: str) -> None:
    outcome = send(services, form(services), **typed)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]


def test_a_form_of_someone_else_is_stale(services: Services) -> None:
    outcome = send(services, form(services), "U0OMAR", OMAR)
    assert isinstance(outcome, Reply)
    assert outcome.text == STALE


def test_the_command_opens_the_form_and_staff_are_told_that_it_is_not_for_them(services: Services) -> None:
    assert isinstance(
        first_contacts.command(a_command(services, "U0NINA", "C0GENERAL", "start", "", FakeSlack())), Modal
    )
    with pytest.raises(NotAllowed, match="for customers"):
        first_contacts.command(a_command(services, "U0JAMES", "C0GENERAL", "start", "", FakeSlack()))


def test_a_form_that_expired_is_told(services: Services) -> None:
    desk = a_desk(services, first_contacts, slack=FakeSlack(refuse={"views.open": "expired_trigger_id"}))
    desk.click("U0NINA", {"action_id": "first.start"}, channel={"id": "DU0NINA"}, container={"channel_id": "DU0NINA"})
    assert "That took too long to open" in desk.slack.all("chat.postMessage")[0]["text"]
