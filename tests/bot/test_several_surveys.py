"""Several surveys run at the same time: which one is meant, and whose question is answered."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation import Conversation
from bot.handlers import survey_pressed, surveys
from domain.survey_responses import ResponseState
from services import Services
from tests.bot.desk import Desk, Table, a_desk, who
from tests.bot.saying import AT, a_turn
from tests.bot.surveys import NUMBER, SURVEY, started
from tests.surveys import a_response

FATIMA = "U0FATIMA"
#: Another agreement of APHIS.
ANOTHER = "SLA-2027-0044"
OTHERS = ("ars", "0022"), ("fs", "0048"), ("ars", "0018"), ("fs", "0038"), ("fs", "0026"), ("ars", "0046")


def begin(services: Services, organization: str, count: str, minutes: int = 1) -> None:
    """Another survey runs, and moved some minutes later than those of the sample."""
    moved = AT + timedelta(minutes=minutes)
    made = a_response(SURVEY, id=f"r-{count}", agreement=f"a-2027-{count}", organization=organization, moved_at=moved)
    with services.surveys.context.unit_of_work() as work:
        work.survey_responses.add(made)
        work.commit()


def submit(services: Services, count: str) -> None:
    with services.surveys.context.unit_of_work() as work:
        before = work.survey_responses.get(f"r-{count}")
        submitted = {"state": ResponseState.SUBMITTED, "submitted_at": AT, "revision": before.revision + 1}
        work.survey_responses.save(before, replace(before, **submitted))
        work.commit()


@pytest.fixture
def running(fresh_services: Services) -> Services:
    """APHIS's survey, and six of others that moved after it."""
    started(fresh_services)
    for minutes, (organization, count) in enumerate(OTHERS, start=1):
        begin(fresh_services, organization, count, minutes)
    return fresh_services


def pressed(desk: Desk, action: str, **value: object) -> str:
    """The text of what is said after a button."""
    desk.click(FATIMA, {"action_id": action, "value": json.dumps(value)}, channel={"id": "D1"})
    return str(desk.slack.sent[-1][1]["text"])


def people_of(services: Services, number: str) -> str:
    given = services.surveys.view(who(services, FATIMA).actor, number).response.answers.get("people")
    return str(given.value) if given else ""


def test_the_survey_of_a_customer_is_found_however_many_others_moved_since(running: Services) -> None:
    named = ("organization", "APHIS", "aphis")
    text = "how far is the survey of APHIS"
    turn = a_turn(running, text, "survey_progress", named, asker=who(running, "U0JAMES"))
    reply = surveys.survey_progress(turn)
    assert reply.memory is not None
    assert reply.memory.agreement == NUMBER


def test_the_open_survey_is_found_however_many_were_submitted_since(fresh_services: Services) -> None:
    started(fresh_services)
    for minutes, count in enumerate(("0044", "0029", "0016", "0022", "0018"), start=1):
        begin(fresh_services, "aphis", count, minutes)
        submit(fresh_services, count)
    text = "how far is our survey"
    reply = surveys.survey_progress(a_turn(fresh_services, text, "survey_progress", asker=who(fresh_services, FATIMA)))
    assert reply.memory is not None
    assert reply.memory.agreement == NUMBER


def test_a_change_of_another_survey_is_kept_there_and_the_question_that_waited_is_asked_of_its_own(
    fresh_services: Services,
) -> None:
    started(fresh_services)
    begin(fresh_services, "aphis", "0044")
    desk = a_desk(fresh_services, surveys, survey_pressed)
    assert "How many people work for you?" in pressed(desk, "survey.talk", n=ANOTHER)
    said = pressed(desk, "survey.apply", n=NUMBER, q="remote", v="12")
    assert "Noted: 12 people." in said
    assert "How many people work for you?" in said
    conversation = Conversation(fresh_services, Table())  # pyright: ignore[reportArgumentType]
    conversation.answer(who(fresh_services, FATIMA, "D1", desk.slack), "777")
    assert (people_of(fresh_services, ANOTHER), people_of(fresh_services, NUMBER)) == ("777", "")


def test_a_change_is_kept_although_the_survey_that_waited_was_submitted_meanwhile(fresh_services: Services) -> None:
    started(fresh_services)
    begin(fresh_services, "aphis", "0044")
    desk = a_desk(fresh_services, surveys, survey_pressed)
    pressed(desk, "survey.talk", n=ANOTHER)
    submit(fresh_services, "0044")
    assert "Noted: 777 people." in pressed(desk, "survey.apply", n=NUMBER, q="people", v="777")
    assert people_of(fresh_services, NUMBER) == "777"
