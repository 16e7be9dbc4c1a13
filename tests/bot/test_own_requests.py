"""A request that waits for staff, in Slack: shown where someone would start, changed, withdrawn; what comes after."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import first_contacts, surveys, talk
from bot.intents import INTENTS
from bot.replies import Modal, Reply
from domain.errors import NotFound
from services import Services
from tests.blockkit import button, check_modal, check_reply, shown
from tests.bot.desk import FakeSlack, a_command, who
from tests.bot.first_contacts import OMAR, VALUES, asked, filled, form, opened, pressed, send
from tests.bot.saying import a_click, a_turn, submitted


def request_form(services: Services, first_id: str, user: str = "U0NINA") -> Mapping[str, Any]:
    outcome = pressed(services, first_contacts.change_form, first_id, user)
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def replied(services: Services, handler: Any, intent: str) -> Reply:
    """What Nina is told."""
    reply = handler(a_turn(services, "please", intent, asker=who(services, "U0NINA")))
    check_reply(reply)
    return reply


def pressed_withdraw(services: Services, first_id: str, slack: FakeSlack, in_home: bool = False) -> Reply:
    click = a_click(services, {"action_id": "x", "value": json.dumps({"id": first_id})}, who(services, "U0NINA"))
    outcome = first_contacts.withdraw(slack, replace(click, in_home=in_home))
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    return outcome


def test_a_request_that_waits_is_shown_wherever_someone_would_start(fresh_services: Services) -> None:
    asked(fresh_services)
    nina = who(fresh_services, "U0NINA")
    replies = [
        first_contacts.start(a_click(fresh_services, {"action_id": "first.start"}, nina)),
        first_contacts.command(a_command(fresh_services, "U0NINA", "C0GENERAL", "start", "", FakeSlack())),
        first_contacts.start_reply(nina, fresh_services),
        replied(fresh_services, talk.greet, "greet"),
        replied(fresh_services, surveys.start_survey, "start_survey"),
    ]
    for reply in replies:
        assert isinstance(reply, Reply)
        check_reply(reply)
        assert "has been waiting for CEC staff since" in reply.text
        assert "&lt;phones&gt;" in shown(reply)
        assert button(reply, "Change request")
        assert button(reply, "Withdraw request")
        assert "Start with CEC" not in shown(reply)


def test_the_form_to_change_a_request_holds_what_was_asked(fresh_services: Services) -> None:
    view = request_form(fresh_services, asked(fresh_services))
    assert (filled(view)["wish"], filled(view)["organization"]) == (VALUES["wish"], VALUES["organization"])
    outcome = first_contacts.changed(
        submitted(fresh_services, view, filled(view, wish="60 tablets"), who(fresh_services, "U0NINA"))
    )
    assert isinstance(outcome, Reply)
    assert "Your request is changed, and CEC staff are told." in outcome.text
    assert "60 tablets" in outcome.text


def test_a_withdrawn_request_gives_way_to_the_start(fresh_services: Services) -> None:
    first_id, slack = asked(fresh_services), FakeSlack()
    for _ in range(2):  # a double click
        reply = pressed_withdraw(fresh_services, first_id, slack)
        assert reply.replace
        assert button(reply, "Start with CEC")
    assert isinstance(first_contacts.start_reply(who(fresh_services, "U0NINA"), fresh_services), Reply)
    with pytest.raises(NotFound, match="CEC staff have decided about this request already, or you withdrew it"):
        request_form(fresh_services, first_id)


def test_home_is_shown_anew_after_a_request_was_withdrawn_there(fresh_services: Services) -> None:
    slack = FakeSlack()
    assert not pressed_withdraw(fresh_services, asked(fresh_services), slack, in_home=True).replace
    assert len(slack.all("views.publish")) == 1


def test_after_the_approval_the_agreement_is_shown(fresh_services: Services) -> None:
    opened(fresh_services)
    reply = first_contacts.command(a_command(fresh_services, "U0NINA", "C0GENERAL", "start", "", FakeSlack()))
    assert isinstance(reply, Reply)
    assert "Your organization has 1 open agreement with CEC: SLA-2027-" in reply.text
    assert button(reply, "New agreement")


@pytest.mark.parametrize("intent", ["start_survey", "view_proposal", "next_step", "view_report"])
def test_a_stranger_who_asks_for_what_customers_do_is_offered_the_start(services: Services, intent: str) -> None:
    assert button(replied(services, INTENTS[intent], intent), "Start with CEC")


def test_an_address_that_is_not_confirmed_to_slack_vouches_for_nothing() -> None:
    class Unconfirmed(FakeSlack):
        def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
            answer = super()._answer(method, arguments)
            if method != "users.info":
                return answer
            user = {**answer["user"], "profile": {"email": "omar@nrcs.example.gov"}, "is_email_confirmed": False}
            return {"user": user}

    assert Unconfirmed().profile("U0OMAR").email == ""


def test_who_changes_it_to_the_own_organization_is_told_that_the_agreement_is_open(fresh_services: Services) -> None:
    omar = replace(who(fresh_services, "U0OMAR"), email=OMAR)
    send(fresh_services, form(fresh_services, "U0OMAR", OMAR), "U0OMAR", OMAR)
    waits = fresh_services.own_requests.waiting(omar.actor)
    assert waits is not None
    view = request_form(fresh_services, waits.first.id, "U0OMAR")
    reply = first_contacts.changed(submitted(fresh_services, view, filled(view, organization="NRCS"), omar))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert "is open for you" in reply.text
    assert button(reply, "Name contacts")
