"""News of contacts and of steps reached, as they are delivered."""

import pytest

from bot.notice_contacts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import FakeSlack


def test_changed_contacts_are_told_with_the_card_of_the_person(services: Services) -> None:
    slack = FakeSlack()
    facts = {
        "number": "SLA-2027-0031",
        "by": "Maria <b>",
        "said": "Linh Tran is now budget officer.",
        "person": "p-linh",
    }
    notice = Notice("n", NoticeKind.CONTACTS_CHANGED, Destination(slack_user_id="U0JAMES"), facts)
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    sent = slack.all("chat.postMessage")[0]
    reply = Reply(sent["text"], sent["blocks"])
    check_reply(reply)
    assert "Maria &lt;b&gt; changed this." in reply.text
    assert "linh.tran@nrcs.example.gov" in shown(reply)
    assert button(reply, "Save as vCard")


def test_a_step_that_was_reached_is_told(services: Services) -> None:
    slack = FakeSlack()
    facts = {"number": "SLA-2027-0053", "stage": "understand_needs"}
    notice = Notice("n", NoticeKind.STEP_REACHED, Destination(slack_user_id="U0INGRID"), facts)
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    sent = slack.all("chat.postMessage")[0]
    assert sent["text"] == "SLA-2027-0053 has reached step 2 of 10, Understanding your needs."


@pytest.mark.parametrize(("user", "leads_there"), [("U0INGRID", True), ("U0PRIYA", False)])
def test_the_customer_gets_from_the_step_of_the_survey_into_it(
    services: Services, user: str, leads_there: bool
) -> None:
    slack = FakeSlack()
    notice = Notice(
        "n", NoticeKind.STEP_REACHED, Destination(slack_user_id=user), {"number": "SLA-2027-0053", "stage": "survey"}
    )
    SENDERS[notice.kind](Outgoing(notice, "D1", None), slack, services)
    assert ("Go to the survey" in str(slack.all("chat.postMessage")[0]["blocks"])) is leads_there


@pytest.mark.parametrize("kind", [NoticeKind.CONTACTS_CHANGED, NoticeKind.STEP_REACHED])
@pytest.mark.parametrize("reader", ["U0ERIK", "U0NINA"])
def test_who_may_no_longer_see_it_when_it_is_delivered_is_told_nothing(
    services: Services, kind: NoticeKind, reader: str
) -> None:
    slack = FakeSlack()
    facts = {"number": "SLA-2027-0031", "by": "Maria", "said": "Linh left.", "person": "p-linh", "stage": "survey"}
    SENDERS[kind](Outgoing(Notice("n", kind, Destination(slack_user_id=reader), facts), "D1", None), slack, services)
    assert slack.sent == []
