"""First contacts for tests of the bot: Nina, a stranger, asks; staff get it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.handlers import first_contacts
from bot.notice_contacts import SENDERS
from bot.outgoing import Outgoing
from bot.replies import Modal, Outcome, Reply
from domain.notices import Destination, Notice, NoticeKind
from domain.organizations import Organization
from services import Services
from tests.blockkit import check_modal
from tests.bot.desk import FakeSlack, who
from tests.bot.saying import AT, a_click, submitted

NINA, OMAR = "nina.petrova@ers.example.gov", "omar.siddiqui@nrcs.example.gov"
VALUES = {
    "organization": "Economic Research Service", "email": None, "wish": "40 laptops & <phones>",
    "role": "program_manager", "fiscal_year": "2027", "title": "Analyst", "phone": None,
}  # fmt: skip
ERS = Organization("ers", "Economic Research Service", "ERS")


def form(services: Services, user: str = "U0NINA", email: str = NINA, seconds: int = 0) -> Mapping[str, Any]:
    """Each form is opened at another instant, as people do."""
    asker = replace(who(services, user), email=email, at=AT + timedelta(seconds=seconds))
    outcome = first_contacts.start(a_click(services, {"action_id": "first.start"}, asker))
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def send(services: Services, view: Mapping[str, Any], user: str = "U0NINA", email: str = NINA, **typed: Any) -> Outcome:
    asker = replace(who(services, user), email=email)
    return first_contacts.sent(submitted(services, view, {**VALUES, **typed}, asker))


def asked(services: Services) -> str:
    """Nina asked; the id of her request."""
    outcome = send(services, form(services))
    assert isinstance(outcome, Reply)
    return services.first_contacts.waiting(who(services, "U0JAMES").actor)[0].first.id


def pressed(services: Services, handler: Any, first_id: str, user: str = "U0JAMES") -> Outcome:
    return handler(a_click(services, {"action_id": "x", "value": json.dumps({"id": first_id})}, who(services, user)))


def staff_form(services: Services, handler: Any, first_id: str) -> Mapping[str, Any]:
    outcome = pressed(services, handler, first_id)
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def filled(view: Mapping[str, Any], **typed: Any) -> dict[str, Any]:
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    known = {
        name: e.get("initial_value") or e.get("initial_users") or e.get("initial_option", {}).get("value")
        for name, e in inputs.items()
    }
    return {**known, **typed}


def staff_sends(services: Services, handler: Any, view: Mapping[str, Any], **typed: Any) -> Outcome:
    return handler(submitted(services, view, filled(view, **typed), who(services, "U0JAMES")))


def opened(services: Services) -> str:
    """Nina's request, approved."""
    first_id = asked(services)
    services.first_contacts.approve(who(services, "U0JAMES").actor, first_id, ERS)
    return first_id


def delivered(services: Services, kind: NoticeKind, first_id: str, to: str = "", **facts: Any) -> FakeSlack:
    """In the staff channel, or in the direct messages of `to`."""
    slack = FakeSlack()
    told = {"first_contact": first_id, "by": "James Okafor", "organization_name": "ERS", **facts}
    place = Destination(slack_user_id=to) if to else Destination(staff=True)
    SENDERS[kind](Outgoing(Notice("n", kind, place, told), "D1" if to else "C0STAFF", None), slack, services)
    return slack
