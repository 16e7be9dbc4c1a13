"""What both sides are told of a survey, as it is posted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from bot.slack import SlackRefused
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import OPERATOR, Actor
from domain.survey_conditions import Is
from services import Services
from tests.blockkit import check_reply
from tests.bot.desk import FakeSlack
from tests.surveys import HOSTING, PEOPLE, a_survey

FS = "SLA-2027-0038"
STAFF, ERIK = Destination(staff=True), Destination(slack_user_id="U0ERIK")
RAW: dict[str, object] = {
    "staff": "40",
    "laptops": "30",
    "field": "yes",
    "field_notes": "Boise *and* <!channel>",
    "size": "small",
    "uses": [],
}


def erik(services: Services) -> Actor:
    return services.directory.actor("U0ERIK")


@pytest.fixture
def office(fresh_services: Services) -> Services:
    """The Forest Service has answered everything that is required."""
    fresh_services.surveys.import_survey(OPERATOR, a_survey())
    fresh_services.surveys.start(erik(fresh_services), FS)
    fresh_services.surveys.answer(erik(fresh_services), FS, RAW, 100)
    return fresh_services


class SlackWithFiles(FakeSlack):
    """With files by id: their sizes in bytes, as Slack tells them. Any other file was deleted."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.sizes = sizes

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        if method != "files.info":
            return super()._answer(method, arguments)
        if arguments["file"] not in self.sizes:
            raise SlackRefused(method, "file_deleted")
        name, size = f"{arguments['file']}.pdf", self.sizes[arguments["file"]]
        return {"file": {"name": name, "size": size, "url_private_download": f"https://files.example.com/{name}"}}

    def _download(self, address: str, largest: int) -> bytes:
        return address.encode()


def posted(
    services: Services,
    kind: NoticeKind,
    to: Destination,
    *,
    slack: FakeSlack | None = None,
    **more: str | int | None,
) -> tuple[str, FakeSlack]:
    slack = slack or FakeSlack()
    facts: dict[str, Any] = {"number": FS, "by": "A & B", "organization_name": "Forest Service", **more}
    facts["side"] = "cec" if to.staff else "customer"
    SENDERS[kind](Outgoing(Notice("key", kind, to, facts), "D1", None), slack, services)
    messages = slack.all("chat.postMessage")
    if not messages:
        return "", slack
    check_reply(Reply(messages[0]["text"], messages[0]["blocks"]))
    return messages[0]["text"], slack


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        (NoticeKind.SURVEY_STARTED, {}, f"A &amp; B opened the survey of {FS}"),
        (NoticeKind.SURVEY_ASSIGNED, {"section_title": "<Hosting>"}, "to answer “&lt;Hosting&gt;”"),
        (NoticeKind.SURVEY_REMINDER, {"sections": "Hosting"}, "has not moved for some days. Yours to answer: Hosting."),
        (NoticeKind.SURVEY_REMINDER, {"sections": None}, "has not moved for some days.\n"),
        (NoticeKind.SURVEY_REOPENED, {"reason": "<Sites>"}, "opened the survey of SLA-2027-0038 again: &lt;Sites&gt;"),
        (NoticeKind.SURVEY_SUBMITTED, {}, "A &amp; B submitted the survey"),
    ],
)
def test_a_person_is_told_what_happened_with_the_way_into_the_survey(
    office: Services, kind: NoticeKind, more: dict[str, str], said: str
) -> None:
    text, slack = posted(office, kind, ERIK, slack=None, **more)
    assert said in text
    assert "survey." in str(slack.all("chat.postMessage")[0]["blocks"])


@pytest.mark.parametrize("who", ["U0MARIA", "U0STRANGER"])
def test_who_may_not_see_it_any_more_is_told_nothing(office: Services, who: str) -> None:
    assert posted(office, NoticeKind.SURVEY_STARTED, Destination(slack_user_id=who))[0] == ""


def test_nobody_is_reminded_of_what_was_submitted_while_the_reminder_waited(office: Services) -> None:
    office.surveys.submit(erik(office), FS)
    assert posted(office, NoticeKind.SURVEY_REMINDER, ERIK)[0] == ""


def test_staff_get_the_answers_the_open_questions_the_services_and_the_files(office: Services) -> None:
    office.surveys.submit(erik(office), FS)
    text, slack = posted(office, NoticeKind.SURVEY_SUBMITTED, STAFF)
    assert "A &amp; B submitted the survey of SLA-2027-0038, Forest Service." in text
    assert "What about laptops? 30" in text
    assert "&lt;!channel&gt;" in text
    assert "Left open, none of them required:\n• What about budget?" in text
    assert f"Recommended for {FS}" in text
    blocks = str(slack.all("chat.postMessage")[0]["blocks"])
    assert "survey.recommended" in blocks
    assert "survey.make_proposal" in blocks
    (upload,) = slack.all("files.upload")
    assert sorted(name.rpartition(".")[2] for name in upload["files"]) == ["pdf", "xlsx"]


def test_staff_see_the_answers_that_the_survey_marks_first_and_nothing_left_open_where_all_is_answered(
    fresh_services: Services,
) -> None:
    matters = replace(PEOPLE, questions=(replace(PEOPLE.questions[0], matters=True), *PEOPLE.questions[1:]))
    hosting = replace(HOSTING, questions=HOSTING.questions[:2])
    fresh_services.surveys.import_survey(OPERATOR, a_survey(2, (matters, hosting)))
    fresh_services.surveys.start(erik(fresh_services), FS)
    fresh_services.surveys.answer(erik(fresh_services), FS, RAW, 100)
    fresh_services.surveys.submit(erik(fresh_services), FS)
    text, _ = posted(fresh_services, NoticeKind.SURVEY_SUBMITTED, STAFF)
    assert "What about staff? 40" in text
    assert "What about laptops?" not in text
    assert "Every question has an answer." in text


def a_file(file_id: str) -> dict[str, Any]:
    return {"id": file_id, "name": f"{file_id}.pdf", "size": 5, "kind": "pdf"}


def test_files_that_were_given_as_answers_are_copied_into_the_staffs_thread(office: Services) -> None:
    office.surveys.answer(erik(office), FS, {"plans": [a_file("F1"), a_file("F2")]}, 100)
    office.surveys.submit(erik(office), FS)
    slack = SlackWithFiles({"F1": 5, "F2": 5})
    posted(office, NoticeKind.SURVEY_SUBMITTED, STAFF, slack=slack)
    _, *copies = slack.all("files.upload")
    assert [copy["files"] for copy in copies] == [
        {f"{name}.pdf": f"https://files.example.com/{name}.pdf".encode()} for name in ("F1", "F2")
    ]
    assert "F1.pdf, given as an answer to: What about plans?" in copies[0]["text"]
    assert {copy["thread_ts"] for copy in copies} == {slack.all("files.upload")[0]["thread_ts"]}
    assert copies[0]["thread_ts"]


def test_a_file_that_is_too_large_or_gone_is_told_in_the_thread(office: Services) -> None:
    office.surveys.answer(erik(office), FS, {"plans": [a_file("F1"), a_file("F2"), a_file("F3")]}, 100)
    office.surveys.submit(erik(office), FS)
    slack = SlackWithFiles({"F1": 26_000_000, "F3": 5})
    posted(office, NoticeKind.SURVEY_SUBMITTED, STAFF, slack=slack)
    _, *told = slack.all("chat.postMessage")
    assert [each["text"] for each in told] == [
        "The file F1.pdf could not be carried over: it is larger than 25 MB.",
        "The file F2.pdf could not be carried over: it is not there any more.",
    ]
    assert all(each["thread_ts"] for each in told)
    assert [list(each["files"]) for each in slack.all("files.upload")[1:]] == [["F3.pdf"]]


def test_files_of_questions_that_are_hidden_stay_where_they_are(office: Services) -> None:
    hidden = tuple(replace(q, when=Is("size", ("large",))) if q.key == "plans" else q for q in HOSTING.questions)
    office.surveys.answer(erik(office), FS, {"plans": [a_file("F1")]}, 100)
    office.surveys.import_survey(OPERATOR, a_survey(2, (PEOPLE, replace(HOSTING, questions=hidden))))
    office.surveys.carry_over(erik(office), FS)
    office.surveys.submit(erik(office), FS)
    slack = SlackWithFiles({"F1": 5})
    posted(office, NoticeKind.SURVEY_SUBMITTED, STAFF, slack=slack)
    assert len(slack.all("files.upload")) == 1
