"""Something does not work, and it is not said what."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.handlers.support_reports import report_issue
from bot.plain_requests import plain_intent
from bot.replies import Reply
from domain.permissions import Actor
from services import Services
from tests.blockkit import button, check_reply
from tests.bot.saying import Named, a_turn, an_asker, understood, value_of
from tests.bot.sentences import unsure

VPN = ("service", "VPN", "remote_access_vpn")
DESKTOPS = ("service", "desktops", "managed_desktop")


def reported(services: Services, actor: Actor | None, text: str, *named: Named) -> Reply:
    reply = report_issue(a_turn(services, text, "report_issue", *named, asker=an_asker(actor)))
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


@pytest.mark.parametrize("who", ["james", "stranger"])
def test_a_report_of_no_service_offers_a_person_first_and_asks_which(
    services: Services, james: Actor, who: str
) -> None:
    actor = {"james": james}.get(who)
    reply = reported(services, actor, "the printers are dead since 9")
    assert reply.text.startswith("Shall a person at CEC take this from here? Or tell me which service has the problem")
    first = reply.blocks[-1]["elements"][0]
    assert (first["text"]["text"], first["style"]) == ("Talk to a person", "primary")
    assert "printers are dead" in button(reply, "Talk to a person")["value"]
    assert "SLA-" not in reply.text


def test_where_nothing_runs_the_contact_for_help_is_told(fresh_services: Services, maria: Actor) -> None:
    end = fresh_services.agreements.status(maria, "SLA-2027-0041").term.end
    later = replace(fresh_services.support_requests.context, clock=lambda: datetime.combine(end, time(), UTC))
    use_cases = replace(fresh_services.support_requests, context=later)
    services = replace(fresh_services, support_requests=use_cases)
    assert "Get help with this service now" in reported(services, maria, "the VPN is down", VPN).text


def test_staff_who_name_an_organization_see_its_agreements(services: Services, james: Actor) -> None:
    assert "SLA-" in reported(services, james, "all is down at ARS", ("organization", "ARS", "ars")).text


@pytest.fixture
def told(said: Any) -> Any:
    known = said.conversation.understander.known
    known["nothing works"] = understood("nothing works", "report_issue")
    known["the desktops"] = understood("the desktops", "describe_service", DESKTOPS)
    return said


def test_the_service_can_be_named_then_and_the_words_before_are_kept(told: Any, maria: Actor) -> None:
    assert told("nothing works", maria).text.startswith("Which of your services has the problem?")
    reply = told("the desktops", maria)
    assert "I can open a support request about Managed desktop of SLA-2026-0007" in reply.text
    assert value_of(button(reply, "Open a support request"))["w"] == "nothing works"


def test_a_thing_that_is_no_service_is_asked_about_again(told: Any, maria: Actor) -> None:
    told.conversation.understander.known["the printers"] = unsure("the printers", ("change_answer", 0.3))
    told("nothing works", maria)
    assert told("the printers", maria).text.startswith("Which of your services has the problem?")


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "expected"),
    [
        ("everything is down, when will it be fixed?", "request_status", 0.95, "report_issue"),
        ("Zoom keeps crashing", "out_of_scope", 0.55, "report_issue"),
        ("the elevator is broken", "out_of_scope", 0.99, None),
        ("is my ticket still open", "request_status", 0.95, None),
    ],
)
def test_what_does_not_work_is_a_report(
    services: Services, text: str, intent: str, confidence: float, expected: str | None
) -> None:
    assert plain_intent(a_turn(services, text, intent, confidence=confidence)) == expected


def test_a_yes_asks_for_the_person_with_the_words_of_the_report(
    told: Any, fresh_services: Services, james: Actor
) -> None:
    told("nothing works", james)
    told("yes", james)
    own = fresh_services.handoffs.own(james)
    assert own is not None
    assert own.handoff.topic == "nothing works"
