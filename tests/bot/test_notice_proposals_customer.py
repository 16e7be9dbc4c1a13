"""What customers are told of their proposal, as it is posted."""

import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from domain.proposal_changes import Answer, Decision, QuantityWanted, RemovalWanted
from services import Services
from tests.blockkit import check_reply, shown
from tests.bot.desk import FakeSlack
from tests.bot.proposals import LAPTOP, MAILBOX, NRCS, YES, answered, card, next_version, person
from tests.bot.saying import AT

FACTS = {"number": NRCS, "side": "customer", "by": "James <O>", "version": 2, "amendment": 0, "at": AT.isoformat()}


def told(services: Services, what: str, to: str = "U0MARIA", **facts: str | int | None) -> str:
    slack, kind = FakeSlack(), NoticeKind.PROPOSAL_CHANGED
    notice = Notice("key", kind, Destination(slack_user_id=to), {**FACTS, "what": what, **facts})
    SENDERS[kind](Outgoing(notice, "D1", None), slack, services)
    posted = slack.all("chat.postMessage")
    if not posted:
        return ""
    reply = Reply(posted[0]["text"], posted[0]["blocks"])
    check_reply(reply)
    return f"{reply.text}\n{shown(reply)}"


def test_a_presented_version_is_told_with_its_total_and_what_is_new(fresh_services: Services) -> None:
    card(fresh_services)
    next_version(fresh_services, 150)
    said = told(
        fresh_services, "presented", version=3, total="$230,094.00", valid_until="2026-11-30", text="As <you> asked"
    )
    assert "Here is version 3 of the proposal for SLA-2027-0031, $230,094.00 for the whole term." in said
    assert "your organization's turn until November 30, 2026" in said
    assert "As &lt;you&gt; asked" in said
    assert "Since you looked at version 2: 1 line changed" in said
    assert "Within your budget" in said
    assert "Open the proposal" in said


def test_who_never_looked_is_told_of_a_version_without_what_is_new(fresh_services: Services) -> None:
    said = told(fresh_services, "presented", to="U0ROBERT", total="$230,094.00")
    assert "Here is version 2 of the proposal for SLA-2027-0031" in said
    assert "Since you looked" not in said


def test_answers_are_told_point_by_point(fresh_services: Services) -> None:
    card(fresh_services)
    maria = person(fresh_services, "maria")
    wanted = [QuantityWanted(LAPTOP, 150), RemovalWanted(MAILBOX)]
    fresh_services.proposals.request_changes(maria, NRCS, 2, wanted)
    answered(fresh_services, YES, Answer(Decision.DECLINED, "Needed for VPN."))
    said = told(fresh_services, "answered")
    assert "150 laptops instead of 180 laptops. Accepted." in said
    assert "Remove Cloud mailbox. Declined. Reason: Needed for VPN." in said
    assert "CEC prepares another version" in said


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("withdrawn", "CEC withdrew version 2"),
        ("paused", "paused the negotiation"),
        ("resumed", "goes on"),
        ("expired", "has run out"),
        ("agreed", "Both sides accepted version 2"),
        ("sent_back", "A signer declined version 2"),
        ("in_force", "All have signed version 2"),
        ("replaced", "asked CEC for something else in the place of your wish in the proposal for SLA-2027-0031"),
        ("unaccepted", "so your acceptance does not count any more"),
        ("stands_again", "It is your turn again: accept version 2"),
        ("amendment", "CEC prepares"),
    ],
)
def test_every_other_turn_is_told_with_its_reason(fresh_services: Services, what: str, words: str) -> None:
    said = told(fresh_services, what, text="<Because>")
    assert words in said
    assert "<Because>" not in said


def test_who_may_not_see_it_any_more_is_told_nothing(fresh_services: Services) -> None:
    assert told(fresh_services, "presented", to="U0FATIMA") == ""


def test_that_it_goes_on_is_told_with_how_long_it_can_be_accepted(fresh_services: Services) -> None:
    said = told(fresh_services, "resumed", turn="customer", valid_until="2026-12-03")
    assert "You can accept version 2 until December 3, 2026." in said
