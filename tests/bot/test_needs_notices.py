"""What each side is told of needs and of meetings about them, as it is posted."""

import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import check_reply, shown
from tests.bot.desk import FakeSlack
from tests.bot.needs import FS, LAPTOPS, person, proposed, recorded
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


def test_both_sides_are_told_of_a_meeting_in_their_own_time(fresh_services: Services) -> None:
    proposed(fresh_services)
    said = told(fresh_services, NoticeKind.NEEDS_MEETING, Destination(slack_user_id="U0ERIK"), meeting="m-1")
    assert "8:00 AM MST" in said  # Erik is in Denver
    assert "(Mountain Time)" in said
    fresh_services.needs_meetings.cancel(person(fresh_services, "james"), "m-1", "Fire season")
    said = told(fresh_services, NoticeKind.NEEDS_MEETING, Destination(staff=True), meeting="m-1")
    assert "cancelled it: “Fire season”" in said
    assert "Propose a meeting" in said
    assert "Eastern Time" not in said  # in a channel everyone reads it in their own time
    assert told(fresh_services, NoticeKind.NEEDS_MEETING, Destination(slack_user_id="U0MARIA"), meeting="m-1") == ""
