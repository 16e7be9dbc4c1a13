"""What staff are told of a proposal, as it is posted."""

import pytest

from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from domain.proposal_changes import QuantityWanted
from services import Services
from tests.blockkit import button, check_reply
from tests.bot.desk import FakeSlack
from tests.bot.proposals_of_staff import NRCS, asked, line_of, person
from tests.bot.saying import AT

STAFF = Destination(slack_user_id="U0JAMES")


def told(services: Services, to: Destination = STAFF, **facts: object) -> Reply | None:
    slack = FakeSlack()
    usual = {"number": NRCS, "side": "cec", "by": "Maria <Lopez>", "version": 2, "amendment": 0, "at": AT.isoformat()}
    kind = NoticeKind.PROPOSAL_CHANGED
    SENDERS[kind](Outgoing(Notice("key", kind, to, {**usual, **facts}), "D1", None), slack, services)  # pyright: ignore
    posted = slack.all("chat.postMessage")
    if not posted:
        return None
    reply = Reply(posted[0]["text"], posted[0]["blocks"])
    check_reply(reply)
    return reply


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (
            "requested",
            "Maria &lt;Lopez&gt; asks for changes of version 2 of the proposal of SLA-2027-0031: fewer laptops",
        ),
        ("accepted", "accepted version 2 of the proposal of SLA-2027-0031, $9.00 for the term. It is CEC's turn"),
        ("agreed", "Both sides accepted version 2"),
        ("expired", "Version 2 of the proposal of SLA-2027-0031 was not accepted in time"),
        ("sent_back", "A signer declined version 2"),
        ("in_force", "All have signed version 2"),
        ("amendment_asked", "asks for an amendment of SLA-2027-0031: fewer laptops. Start one with it, or answer."),
        ("wish_taken_back", "took back what was asked to be changed in version 2"),
        ("ceiling", "the customer's budget of $320,000.00"),
    ],
)
def test_staff_are_told_what_happened_and_get_a_way_to_the_proposal(services: Services, what: str, words: str) -> None:
    for to in (STAFF, Destination(staff=True)):
        reply = told(services, to, what=what, text="fewer laptops", total="$9.00")
        assert reply
        assert words in reply.text
        assert button(reply, "Open the proposal")


def test_what_a_customer_wrote_beside_an_amendment_is_quoted_sentence_by_sentence(services: Services) -> None:
    note = "drop the desktops to 600\n<b> from March"
    reply = told(services, what="amendment_asked", text="640 desktops to 600 desktops", note=note)
    assert reply
    said = "640 desktops to 600 desktops. In the customer's words: “drop the desktops to 600” “&lt;b&gt; from March”. "
    assert f"asks for an amendment of SLA-2027-0031: {said}Start one with it, or answer." in reply.text


def test_what_is_asked_can_be_answered_from_the_notice_until_it_is(fresh_services: Services) -> None:
    asked(fresh_services, QuantityWanted(line_of(fresh_services, "managed_laptop"), 20))
    reply = told(fresh_services, what="requested", text="fewer laptops")
    assert reply
    assert button(reply, "Answer the customer's request")
    fresh_services.proposals.withdraw(person(fresh_services, "james"), NRCS, "Wrong")
    later = told(fresh_services, what="requested", text="fewer laptops")
    assert later
    with pytest.raises(AssertionError):
        button(later, "Answer the customer's request")
