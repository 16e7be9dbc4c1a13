"""What alerts say: words for every kind, whatever is known."""

from dataclasses import replace
from typing import Any

import pytest

from bot.replies import Reply
from bot.views.alert_buttons import doing_buttons
from bot.views.alert_lists import AlertQuestion, pack
from bot.views.alert_words import HEADS, SAYS
from bot.views.alerts import alert_blocks, alert_text
from domain.alerts import AlertKind
from services import Services
from services.alert_cards import AlertCard
from tests.blockkit import check_reply
from tests.bot.alerts import PRESENTED, the_alert
from tests.bot.saying import ZONE


@pytest.fixture(scope="module")
def card(services: Services) -> AlertCard:
    return the_alert(services)


def test_every_kind_has_a_name_and_words() -> None:
    assert set(HEADS) == set(AlertKind)
    assert set(SAYS) == set(AlertKind)


_FACTS: dict[str, Any] = {
    "number": PRESENTED, "title": "A <b> title", "first_contact": "f-1", "name": "Nina", "organization_name": "X & Y",
    "by": "Maria", "said": "Robert is now the technical lead", "count": 2, "text": "40 laptops", "reminded": 2,
    "state": "requested", "version": 3, "reason": "Too dear", "valid_until": "2026-12-01", "place": "CEC signer",
    "signers": "Ann, Bob", "amount": "$5.00", "on": "2026-11-01", "reference": "R-1", "instalment": 1, "open": "$4.00",
    "due_on": "2026-11-01", "task": "k", "task_title": "Kickoff", "side": "customer", "meeting": "m-1",
    "meeting_title": "Review", "kind": "review", "starts_at": "2026-11-02T15:00:00+00:00", "missing": "Ann",
    "past": False, "words": "Ill", "asked_by": "Maria", "every": "monthly", "item": "i-1", "owner": "Ann",
    "ends_on": "2026-12-01", "days_left": 29, "value": "10.00", "value_next": "11.00", "value_change": "1.00",
    "prices_final": False, "withdrawn": 0, "used": None, "performance": None, "successor": "SLA-2027-0099",
    "successor_stage": "proposal", "wish": None, "person": "Ann", "roles": "signer", "error": "is_archived",
    "staff_channel": False, "request": "REQ-1001", "service_name": "Service desk", "priority": "high",
    "measure": "Time until it works", "target": "at most 4 hours", "due_at": "2026-11-02T15:00:00+00:00",
    "outage": "o-1", "told_at": "2026-11-02T15:00:00+00:00",
    "report": "r-1", "report_kind": "Monthly report", "period": "October 2026",
    "sent_at": "2026-11-02T15:00:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize("kind", list(AlertKind))
@pytest.mark.parametrize("sparse", [False, True], ids=["all facts", "few facts"])
def test_every_kind_is_said_within_slacks_limits(card: AlertCard, kind: AlertKind, sparse: bool) -> None:
    optional = ("by", "reason", "valid_until", "signers", "reference", "words", "asked_by", "missing", "successor")
    facts = {name: None if sparse and name in optional else value for name, value in _FACTS.items()}
    one = replace(card, alert=replace(card.alert, wanted=replace(card.alert.wanted, kind=kind, facts=facts)))
    reply = Reply(alert_text(one, ZONE), alert_blocks(one, ZONE, back=pack(AlertQuestion())))
    check_reply(reply)
    assert HEADS[kind] in reply.text
    assert "None" not in reply.text
    assert "<b>" not in reply.text
    assert doing_buttons(one.alert) or kind is AlertKind.DELIVERY_FAILED
