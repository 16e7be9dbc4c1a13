"""What the answers recommend and the first proposal made of it, through Bolt."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.handlers import survey_results, surveys
from bot.replies import Reply
from bot.views.survey_summary import submitted_sentence, summary_blocks, summary_text
from domain.permissions import OPERATOR
from domain.surveys import Quantity, Rule
from services import Services
from tests.blockkit import button, check_reply, shown, words
from tests.bot.desk import Desk, a_desk, who
from tests.bot.needs import opened, press
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


def summary(desk: Desk) -> Reply:
    """What staff were told when the survey was submitted."""
    services = desk.routes.services
    view = services.surveys.view(OPERATOR, NUMBER)
    recommended = services.surveys.recommendation(OPERATOR, NUMBER)
    said = submitted_sentence("Fatima Noor", NUMBER, "APHIS")
    return Reply(summary_text(view, recommended, said), summary_blocks(view, recommended, said))


def pressed_there(desk: Desk, name: str, card: Reply) -> Reply:
    """The card as it is after one of its buttons was pressed; nothing else may be said for it."""
    press(desk, JAMES, button(card, name), "C0STAFF")
    assert not desk.slack.all("chat.postMessage")
    return updated_reply(desk)


def updated_reply(desk: Desk) -> Reply:
    last = desk.slack.all("chat.update")[-1]
    reply = Reply(last["text"], last["blocks"])
    check_reply(reply)
    return reply


def test_services_are_told_with_what_is_paid_each_year_and_what_once(desk: Desk) -> None:
    press(desk, FATIMA, {"action_id": "survey.recommended", "value": json.dumps({"n": NUMBER})})
    blocks = opened(desk)["blocks"]
    lines = "\n".join(words(blocks)).replace("*", "").splitlines()
    assert "2 services" in lines[0]
    management = next(line for line in lines if "Project management" in line)
    assert management.endswith(" once")
    assert "a year" not in management
    assert any("300 laptops, Managed laptop" in line and "a year" in line for line in lines)
    assert "Illustrative" in lines[-2]
    assert "survey.make_proposal" not in json.dumps(blocks)
    assert not desk.slack.all("chat.postMessage")


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


def test_the_card_of_staff_tells_in_its_place_what_became_of_the_proposal(desk: Desk) -> None:
    lines = pressed_there(desk, "Make the first proposal", summary(desk))
    assert "submitted the survey of" in lines.text
    assert "already" in lines.text
    made = pressed_there(desk, "Replace them with the recommended ones", lines)
    assert "submitted the survey of" in made.text
    assert "stands, with 2 lines" in made.text
    assert "Make the first proposal" not in shown(made)
    assert "Replace them" not in shown(made)


def test_the_card_of_staff_follows_when_the_survey_is_opened_again(desk: Desk) -> None:
    card = summary(desk)
    press(desk, JAMES, button(card, "Reopen"), "C0STAFF")
    form = opened(desk)
    state = {"reason": {"value": {"type": "plain_text_input", "value": "The number of people changed."}}}
    sent = {"id": "V1", "hash": "h", **form, "state": {"values": state}}
    desk.dispatch({"type": "view_submission", "user": {"id": JAMES}, "team": {"id": "T1"}, "view": sent})
    after = updated_reply(desk)
    assert "The survey is open again, and the customer was told." in after.text
    for gone in ("Make the first proposal", "Reopen"):
        assert gone not in shown(after)
    for old in ("Make the first proposal", "Reopen"):
        assert "is open" in pressed_there(desk, old, card).text


def test_a_customer_who_forges_the_button_is_refused(desk: Desk) -> None:
    before = desk.routes.services.agreements.status(who(desk.routes.services, JAMES).actor, NUMBER).lines
    said(desk, FATIMA, "survey.make_proposal", replace=True)
    assert desk.routes.services.agreements.status(who(desk.routes.services, JAMES).actor, NUMBER).lines == before


def test_an_old_button_to_reopen_tells_that_it_is_open_already(desk: Desk) -> None:
    services = desk.routes.services
    services.surveys.reopen(who(services, JAMES).actor, NUMBER, "The number of people changed.")
    press(desk, JAMES, {"action_id": "survey.reopen", "value": json.dumps({"n": NUMBER})})
    assert "This survey is open already." in updated_reply(desk).text


def test_what_was_made_leads_to_the_draft(desk: Desk) -> None:
    for made in (pressed_there(desk, "Make the first proposal", summary(desk)),):
        opens = button(made, "Open the draft")
        assert (opens["action_id"], json.loads(opens["value"])) == ("proposal.open:draft", {"number": NUMBER})
    assert "proposal.open:draft" in said(desk, JAMES, "survey.make_proposal", replace=True)[1]
