"""What each side is told of needs, as it is posted."""

import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import check_reply, shown
from tests.bot.desk import FakeSlack
from tests.bot.needs import FS, LAPTOPS, person, recorded
from tests.bot.saying import AT


def told(services: Services, kind: NoticeKind, to: Destination, **facts: str) -> str:
    """What that notice says, as it is posted."""
    slack = FakeSlack()
    notice = Notice("key", kind, to, {"number": FS, "by": "Erik", "at": AT.isoformat(), "text": "<old>", **facts})
    SENDERS[kind](Outgoing(notice, "D1", None), slack, services)
    posted = slack.all("chat.postMessage")
    if not posted:
        return ""
    reply = Reply(posted[0]["text"], posted[0]["blocks"])
    check_reply(reply)
    return reply.text + shown(reply)


@pytest.mark.parametrize("what", ["sent", "added", "changed", "removed", "taken_over"])
def test_the_customer_is_told_with_the_lines_to_answer(fresh_services: Services, what: str) -> None:
    recorded(fresh_services, LAPTOPS)
    fresh_services.needs.complete(person(fresh_services, "james"), FS)
    kind = NoticeKind.NEEDS_SENT if what == "sent" else NoticeKind.NEEDS_CHANGED
    said = told(fresh_services, kind, Destination(slack_user_id="U0ERIK"), what=what)
    assert "Erik" in said
    assert "Confirm all" in said
    assert told(fresh_services, kind, Destination(slack_user_id="U0MARIA"), what=what) == ""


@pytest.mark.parametrize("what", ["corrected", "taken_back", "not_needed", "confirmed"])
def test_staff_are_told_in_person_or_in_their_channel(fresh_services: Services, what: str) -> None:
    recorded(fresh_services, LAPTOPS)
    for to in (Destination(slack_user_id="U0JAMES"), Destination(staff=True)):
        said = told(fresh_services, NoticeKind.NEEDS_ANSWERED, to, what=what, correction="new")
        assert "SLA-2027-0048: Needs" in said
        assert "Record a need" in said
