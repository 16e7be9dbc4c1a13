"""What a person reads whose answers to the survey a colleague replaced."""

from typing import Any

import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import check_reply
from tests.bot.desk import FakeSlack, who
from tests.bot.surveys import NUMBER, started

FATIMA, JORGE = "U0FATIMA", "U0JORGE"


@pytest.fixture
def office(fresh_services: Services) -> Services:
    started(fresh_services)
    return fresh_services


def give(services: Services, user: str, **raw: object) -> None:
    services.surveys.answer(who(services, user).actor, NUMBER, raw, 10**6)


def told(services: Services, questions: str, to: str = FATIMA) -> Reply | None:
    """What this person is sent of answers (keys) that Jorge replaced."""
    slack = FakeSlack()
    facts: dict[str, Any] = {"number": NUMBER, "by": "Jorge Castillo", "questions": questions, "side": "customer"}
    notice = Notice("key", NoticeKind.SURVEY_REPLACED, Destination(slack_user_id=to), facts)
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    posted = slack.all("chat.postMessage")
    if not posted:
        return None
    (message,) = posted
    reply = Reply(message["text"], message["blocks"])
    check_reply(reply)
    return reply


def test_the_answer_now_stands_beside_ones_own_with_the_way_to_change_it(office: Services) -> None:
    give(office, FATIMA, people="40", remarks="Call <us> first.")
    give(office, JORGE, people="45", remarks="Call me")
    reply = told(office, "people remarks")
    assert reply is not None
    assert f"Jorge Castillo changed 2 answers of yours in the survey of {NUMBER}." in reply.text
    assert "How many people work for you? Now: 45 people. Yours was: 40 people." in reply.text
    assert "Yours was: Call &lt;us&gt; first." in reply.text
    assert "survey.change:people" in str(reply.blocks)


def test_an_answer_that_was_taken_back_is_told_as_such(office: Services) -> None:
    give(office, FATIMA, people="40")
    give(office, JORGE, people=None)
    reply = told(office, "people")
    assert reply is not None
    assert "changed an answer of yours" in reply.text
    assert "There is no answer now. Yours was: 40 people." in reply.text


def test_nothing_is_said_of_what_was_answered_anew_while_the_notice_waited(office: Services) -> None:
    give(office, FATIMA, people="40")
    give(office, JORGE, people="45")
    give(office, FATIMA, people="41")
    assert told(office, "people") is None


@pytest.mark.parametrize("who_reads", ["U0MARIA", "U0STRANGER"])
def test_who_may_not_see_the_survey_is_told_nothing(office: Services, who_reads: str) -> None:
    give(office, FATIMA, people="40")
    give(office, JORGE, people="45")
    assert told(office, "people", who_reads) is None
