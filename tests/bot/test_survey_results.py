"""What the answers recommend and the first proposal made of it, through Bolt."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.handlers import survey_results, surveys
from domain.permissions import OPERATOR
from domain.surveys import Quantity, Rule
from services import Services
from tests.bot.desk import Desk, a_desk, who
from tests.bot.surveys import NUMBER, SURVEY

FATIMA, JAMES = "U0FATIMA", "U0JAMES"
RAW: dict[str, object] = {
    "people": "300",
    "remote": "12",
    "has_sites": "no",
    "hours": "office",
    "tools": ["mail"],
    "contact": {"name": "Hannah Weiss", "email": "hannah.weiss@aphis.example.gov"},
}
HOURS = Rule("project_management", Quantity(Decimal(480)), "A project manager for half a year.")


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    """The survey is submitted, and the agreement holds the lines that it was opened with."""
    recommendations = (*SURVEY.recommendations, HOURS)
    fresh_services.surveys.import_survey(OPERATOR, replace(SURVEY, version=2, recommendations=recommendations))
    fatima = who(fresh_services, FATIMA).actor
    fresh_services.surveys.start(fatima, NUMBER)
    fresh_services.surveys.answer(fatima, NUMBER, RAW, 1000)
    fresh_services.surveys.submit(fatima, NUMBER)
    return a_desk(fresh_services, surveys, survey_results)


def said(desk: Desk, user: str, action: str, **value: Any) -> tuple[str, str]:
    """Text and blocks of the message that a button brings."""
    sent = json.dumps({"n": NUMBER, **value})
    desk.click(user, {"action_id": action, "value": sent}, channel={"id": "D1"})
    message = desk.slack.all("chat.postMessage")[-1]
    return message["text"], json.dumps(message.get("blocks", ()))


def test_services_are_told_with_what_is_paid_each_year_and_what_once(desk: Desk) -> None:
    text, blocks = said(desk, FATIMA, "survey.recommended")
    lines = text.splitlines()
    assert "2 services" in lines[0]
    management = next(line for line in lines if "Project management" in line)
    assert management.endswith(" once")
    assert "a year" not in management
    assert any("300 laptops, Managed laptop" in line and "a year" in line for line in lines)
    assert "Illustrative" in text
    assert "survey.make_proposal" not in blocks


def test_other_lines_are_named_and_replaced_only_by_a_second_button(desk: Desk) -> None:
    text, blocks = said(desk, JAMES, "survey.make_proposal")
    assert "already" in text
    assert "Nothing was changed" in text
    assert "survey.make_proposal:again" in blocks
    assert "stands, with 2 lines" in said(desk, JAMES, "survey.make_proposal", replace=True)[0]


def test_an_old_button_changes_nothing_where_the_draft_is_as_recommended(desk: Desk) -> None:
    said(desk, JAMES, "survey.make_proposal", replace=True)
    text, blocks = said(desk, JAMES, "survey.make_proposal", replace=True)
    assert "has the recommended services in its draft already. Nothing was changed." in text
    assert "survey.make_proposal:again" not in blocks


def test_a_customer_who_forges_the_button_is_refused(desk: Desk) -> None:
    before = desk.routes.services.agreements.status(who(desk.routes.services, JAMES).actor, NUMBER).lines
    said(desk, FATIMA, "survey.make_proposal", replace=True)
    assert desk.routes.services.agreements.status(who(desk.routes.services, JAMES).actor, NUMBER).lines == before


def test_an_old_button_to_reopen_tells_that_it_is_open_already(desk: Desk) -> None:
    services = desk.routes.services
    services.surveys.reopen(who(services, JAMES).actor, NUMBER, "The number of people changed.")
    assert "This survey is open already." in said(desk, JAMES, "survey.reopen")[0]
