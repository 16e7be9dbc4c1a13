"""News of renewals and extensions, as they are delivered."""

from typing import Any

import pytest

from bot.notice_renewals import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import FakeSlack
from tests.bot.saying import value_of

CHANGED: dict[str, Any] = {
    "number": "SLA-2026-0011",
    "title": "Voice <b>",
    "by": "James & Co",
    "text": "",
    "end": "2026-12-17",
    "successor": None,
    "start": None,
    "side": "customer",
}
STARTED = {"what": "started", "successor": "SLA-2026-0007", "start": "2026-12-18", "number": "SLA-2026-0007"}
COMING: dict[str, Any] = {
    "number": "SLA-2026-0011",
    "title": "Voice",
    "ends_on": "2026-12-17",
    "value": "131718.00",
    "value_next": "134640.00",
    "prices_final": False,
}
EXTENSION: dict[str, Any] = {**CHANGED, "new_end": "2027-01-31", "approved_by": "Karen <i>"}


def said(services: Services, kind: NoticeKind, facts: dict[str, Any], reader: str = "U0ERIK") -> Reply | None:
    slack = FakeSlack()
    SENDERS[kind](Outgoing(Notice("n", kind, Destination(slack_user_id=reader), facts), "D1", None), slack, services)
    sent = slack.all("chat.postMessage")
    return Reply(sent[0]["text"], sent[0]["blocks"]) if sent else None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"what": "not_renewing", "text": "They move."}, "is not renewed. Services end on December 17, 2026. Reason:"),
        ({"what": "taken_back"}, "took back that"),
        ({"what": "ended"}, "ended on December 17, 2026 and nothing follows it"),
        ({"what": "over"}, "It is closed, as was decided."),
        ({"what": "taken_over", "successor": "SLA-2026-0011"}, "SLA-2026-0011 goes on in place of"),
    ],
)
def test_what_happened_to_a_renewal_is_told(services: Services, facts: dict[str, Any], words: str) -> None:
    reply = said(services, NoticeKind.RENEWAL_CHANGED, {**CHANGED, **facts})
    assert reply
    check_reply(reply)
    assert words in reply.text
    assert "Voice &lt;b&gt;" in reply.text
    assert button(reply, "Open the agreement")


@pytest.mark.parametrize(("reader", "side", "asked"), [("U0MARIA", "customer", True), ("U0JAMES", "cec", False)])
def test_a_renewal_that_was_begun_asks_the_customer_to_confirm_the_contacts(
    services: Services, reader: str, side: str, asked: bool
) -> None:
    reply = said(services, NoticeKind.RENEWAL_CHANGED, {**CHANGED, **STARTED, "side": side}, reader)
    assert reply
    assert "SLA-2026-0007. Its term begins on December 18, 2026." in reply.text
    assert ("Please confirm your contacts there." in reply.text) is asked


def test_the_customer_learns_what_the_next_term_would_cost(services: Services) -> None:
    reply = said(services, NoticeKind.RENEWAL_COMING, COMING)
    assert reply
    check_reply(reply)
    assert "$131,718.00 now and $134,640.00 in the next term, with illustrative prices." in shown(reply)
    assert "The prices of the next year are not final." in reply.text


def test_the_wish_takes_the_place_of_the_reminder(services: Services) -> None:
    reply = said(services, NoticeKind.RENEWAL_COMING, COMING)
    assert reply
    assert "stay" not in value_of(button(reply, "We want to renew: SLA-2026-0011"))


def test_an_extension_tells_the_term_of_what_follows(services: Services) -> None:
    days = {"was_from": "2026-12-18", "was_until": "2027-12-17", "is_from": "2027-02-01", "is_until": "2027-12-17"}
    reply = said(services, NoticeKind.EXTENSION_CHANGED, {**EXTENSION, "what": "asked", "following": "SLA-1", **days})
    assert reply
    moves = "SLA-1, which follows it, begins on February 1, 2027 instead of December 18, 2026"
    assert f"{moves} and still ends on December 17, 2027." in shown(reply)


@pytest.mark.parametrize("what", ["asked", "confirmed", "in_force", "declined", "withdrawn"])
def test_what_happened_to_an_extension_is_told(services: Services, what: str) -> None:
    reply = said(services, NoticeKind.EXTENSION_CHANGED, {**EXTENSION, "what": what})
    assert reply
    check_reply(reply)
    assert "until January 31, 2027" in reply.text


@pytest.mark.parametrize("reader", ["U0MARIA", "U0NINA"])
@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (NoticeKind.RENEWAL_CHANGED, {**CHANGED, "what": "ended"}),
        (NoticeKind.RENEWAL_COMING, COMING),
        (NoticeKind.EXTENSION_CHANGED, {**EXTENSION, "what": "asked"}),
    ],
)
def test_who_may_not_see_it_is_told_nothing(
    services: Services, kind: NoticeKind, facts: dict[str, Any], reader: str
) -> None:
    assert said(services, kind, facts, reader) is None
