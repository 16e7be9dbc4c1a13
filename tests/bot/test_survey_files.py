"""The files of a survey on their way to Slack."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.handlers import survey_files as handler
from bot.notice_documents import attach_survey_files, survey_files
from bot.outgoing import Outgoing
from bot.slack import SlackUnreachable
from bot.views.blocks import button
from documents.files import document_file
from domain.errors import CecError, Conflict, NotFound
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Actor
from services import Services
from tests.bot.desk import FakeSlack, a_desk

FILES = (document_file("SLA-1-survey", "pdf", b"%PDF"), document_file("SLA-1-survey", "xlsx", b"PK"))
NAMES = {file.name: file.content for file in FILES}


@dataclass
class Documents:
    """In the place of `SurveyDocumentUseCases`."""

    refusal: CecError | None = None
    asked: list[tuple[Actor, str]] = field(default_factory=list[tuple[Actor, str]])

    def documents(self, actor: Actor, number: str) -> Any:
        self.asked.append((actor, number))
        if self.refusal:
            raise self.refusal
        return FILES

    def send(self, actor: Actor, number: str) -> None:
        self.documents(actor, number)


class Crashed(FakeSlack):
    """A workspace in which an earlier try got as far as `there`: the message, and files of these names."""

    def __init__(self, there: tuple[str, ...]) -> None:
        super().__init__()
        self.there = there

    def _answer(self, method: str, arguments: Any) -> Any:
        if method in ("conversations.history", "conversations.replies"):
            key = {"event_payload": {"key": "k"}}
            said = {"ts": "1.0", "metadata": key}
            return {"messages": [said, {"ts": "2.0", "bot_id": "B1", "files": [{"name": n} for n in self.there]}]}
        return super()._answer(method, arguments)


def an_office(services: Services, refusal: CecError | None = None) -> tuple[Services, Documents]:
    documents = Documents(refusal)
    return replace(services, survey_documents=documents), documents  # pyright: ignore[reportArgumentType]


def outgoing(again: bool = False) -> Outgoing:
    facts = {"number": "SLA-1", "slack_user_id": "U0MARIA"}
    return Outgoing(Notice("k", NoticeKind.SURVEY_FILES, Destination(), facts), "DU0MARIA", None, again)


def test_who_asks_gets_a_message_and_both_files(services: Services, maria: Actor) -> None:
    office, documents = an_office(services)
    slack = FakeSlack()
    survey_files(outgoing(), slack, office)
    assert [actor.id for actor, _ in documents.asked] == [maria.id]
    assert "SLA-1" in slack.all("chat.postMessage")[0]["text"]
    assert slack.all("files.upload") == [{"channel": "DU0MARIA", "files": NAMES, "thread_ts": None, "text": ""}]


@pytest.mark.parametrize("refusal", [NotFound("There is <no> such thing."), Conflict("It is not submitted yet.")])
def test_who_may_not_have_them_any_more_is_told_why(services: Services, refusal: CecError) -> None:
    slack = FakeSlack()
    survey_files(outgoing(), slack, an_office(services, refusal)[0])
    assert slack.all("files.upload") == []
    assert slack.all("chat.postMessage")[0]["text"] == str(refusal).replace("<", "&lt;").replace(">", "&gt;")


def test_staff_get_them_in_the_thread_of_their_notice(services: Services) -> None:
    slack = FakeSlack()
    attach_survey_files(outgoing(), slack, an_office(services)[0], "17.0")
    upload = slack.all("files.upload")[0]
    assert (upload["thread_ts"], upload["files"]) == ("17.0", NAMES)
    assert slack.all("chat.postMessage") == []


def test_staff_get_nothing_when_the_survey_was_opened_again_meanwhile(services: Services) -> None:
    slack = FakeSlack()
    attach_survey_files(outgoing(), slack, an_office(services, Conflict("Not submitted."))[0], "17.0")
    assert slack.sent == []


@pytest.mark.parametrize(
    ("there", "missing"), [((), set(NAMES)), (tuple(NAMES), set()), (("SLA-1-survey.pdf",), {"SLA-1-survey.xlsx"})]
)
def test_after_a_crash_only_what_is_missing_is_sent(
    services: Services, there: tuple[str, ...], missing: set[str]
) -> None:
    slack = Crashed(there)
    survey_files(outgoing(again=True), slack, an_office(services)[0])
    assert slack.all("chat.postMessage") == []
    assert {name for upload in slack.all("files.upload") for name in upload["files"]} == missing


def test_while_slack_is_away_the_notice_is_tried_again(services: Services) -> None:
    with pytest.raises(SlackUnreachable):
        survey_files(outgoing(), FakeSlack(down=True), an_office(services)[0])


def test_the_button_asks_for_the_files_and_says_where_they_come(services: Services, maria: Actor) -> None:
    office, documents = an_office(services)
    desk = a_desk(office, handler)
    pressed = button("Download the answers", "survey.download", {"n": "SLA-1"})
    desk.click("U0MARIA", pressed, channel={"id": "DU0MARIA"}, message={"ts": "1.0"})
    assert [(actor.id, number) for actor, number in documents.asked] == [(maria.id, "SLA-1")]
    assert "direct messages" in desk.slack.all("chat.postMessage")[0]["text"]
