"""The form in which a customer asks for changes of a proposal."""

import json
from typing import Any

import pytest

from bot.handlers import proposal_changes, proposal_wish_forms, proposals
from domain.people import Side
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    WordsWanted,
)
from sandbox.blockkit.check import check_view
from services import Services
from tests.blockkit import button
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, updated
from tests.bot.proposals import LAPTOP, VPN, card, next_version, pressed, seen_by


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposals, proposal_changes, proposal_wish_forms)


class Form:
    """The form as it is open for Maria; each step shows its next state."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        pressed(desk, "U0MARIA", button(card(desk.routes.services), "Ask for a change: version 2 of SLA-2027-0031"))
        self.view = opened(desk)

    def click(self, action_id: str, value: Any = "", **more: Any) -> None:
        view = {**self.view, "id": "V1", "hash": "h", "type": "modal", **more}
        self.desk.click("U0MARIA", {"action_id": action_id, "value": value}, view=view)
        self.view = self.desk.slack.all("views.update")[-1]["view"]
        check_view(self.view)

    def choose(self, action_id: str, value: str) -> None:
        view = {**self.view, "id": "V1", "hash": "h", "type": "modal"}
        chosen = {"type": "static_select", "action_id": action_id, "selected_option": {"value": value}}
        self.desk.click("U0MARIA", chosen, view=view)
        self.view = self.desk.slack.all("views.update")[-1]["view"]
        check_view(self.view)

    def submit(self, **values: Any) -> dict[str, Any]:
        entered = {key.replace("__", "|"): value for key, value in values.items()}
        body = json.loads(self.desk.submit("U0MARIA", self.view, entered).body or "{}")
        if "view" in body:
            self.view = body["view"]
            check_view(self.view)
        return body

    def add(self, kind: str, **values: Any) -> dict[str, Any]:
        self.click(f"proposal.wish:{kind}", kind)
        return self.submit(**values)

    @property
    def said(self) -> str:
        return json.dumps(self.view["blocks"], ensure_ascii=False)


def test_changes_are_gathered_priced_together_and_sent_once(desk: Desk) -> None:
    form = Form(desk)
    form.click("proposal.wish:line", "line")
    form.choose("proposal.wish_line", VPN)
    form.submit(quantity="150", target__availability="99.95", remove=[])
    form.add("service", service="tablet", quantity="12")
    form.add("term", start="2027-01-01", end="2027-12-31")
    form.add("billing", billing="yearly arrears")
    form.add("words", words="A <later> kickoff")
    assert "Remote access VPN: 150 users instead of 180 users" in form.said
    assert "for the term instead of $267,174.00" in form.said
    form.click("proposal.untake:3", "3")
    assert "The term" not in form.said.partition("Add one more")[0]
    for _ in range(2):
        form.submit(note="Before the season")
    assert "Sent to CEC" in updated(desk)
    request = seen_by(desk.routes.services, "maria").request
    assert request
    kinds = [type(item.wanted) for item in request.items]
    assert kinds == [QuantityWanted, TargetWanted, ServiceWanted, BillingWanted, WordsWanted]
    assert request.note == "Before the season"


def test_a_line_is_removed_in_its_form(desk: Desk) -> None:
    form = Form(desk)
    form.click("proposal.wish:line", "line")
    form.choose("proposal.wish_line", LAPTOP)
    view = form.submit(quantity="180", remove=["remove"])["view"]
    assert "Remove Managed laptop" in json.dumps(view)
    form.submit(note="")
    request = seen_by(desk.routes.services, "maria").request
    assert request
    assert [item.wanted for item in request.items] == [RemovalWanted(LAPTOP)]


@pytest.mark.parametrize(
    ("kind", "values", "field", "said"),
    [
        ("service", {"service": "tablet", "quantity": "0"}, "quantity", "1"),
        ("service", {"service": "tablet", "quantity": "many"}, "quantity", "digits"),
        ("service", {"service": "unicorn", "quantity": "5"}, "service", "no service"),
        ("service", {"service": "mailbox", "quantity": "5"}, "service", "already"),
        ("term", {"start": "2026-10-01", "end": "2027-12-31"}, "start", "has passed"),
        ("term", {"start": "2027-06-01", "end": "2027-05-01"}, "end", "before it starts"),
        ("term", {"start": "2031-01-01", "end": "2031-06-30"}, "start", "FY2031"),
        ("billing", {"billing": "daily"}, "billing", "Choose"),
        ("words", {"words": "  "}, "words", "Say in words"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    desk: Desk, kind: str, values: dict[str, Any], field: str, said: str
) -> None:
    errors = Form(desk).add(kind, **values)["errors"]
    assert said in errors[field]


def test_a_line_that_is_left_as_it_is_adds_nothing_and_a_target_is_checked_at_its_field(desk: Desk) -> None:
    form = Form(desk)
    form.click("proposal.wish:line", "line")
    form.choose("proposal.wish_line", VPN)
    assert "Nothing is changed yet" in form.submit(quantity="180", remove=[])["errors"]["quantity"]
    for target, said in (("101", "from 0 to 100"), ("high", "in digits")):
        errors = form.submit(quantity="170", target__availability=target, remove=[])["errors"]
        assert said in errors["target|availability"]


def test_a_form_with_the_id_of_somebody_elses_form_is_not_sent(desk: Desk) -> None:
    form = Form(desk)
    form.add("service", service="tablet", quantity="12")
    form.view["private_metadata"] = form.view["private_metadata"].replace("U0MARIA-", "U0LINH-")
    form.submit(note="")
    assert "no longer works" in desk.slack.sent[-1][1]["text"]
    assert seen_by(desk.routes.services, "maria").turn is Side.CUSTOMER


def test_an_empty_form_is_not_sent(desk: Desk) -> None:
    assert "Say what should be changed" in Form(desk).submit(note="")["errors"]["note"]


def test_the_note_is_kept_while_another_form_is_open(desk: Desk) -> None:
    form = Form(desk)
    form.click("proposal.wish:words", "words", state={"values": {"note": {"value": {"value": "Because <of> spring"}}}})
    form.click("proposal.wish:back", "back")
    assert "Because <of> spring" in form.said


def test_an_old_form_says_that_another_version_is_there(desk: Desk) -> None:
    form = Form(desk)
    form.add("service", service="tablet", quantity="12")
    next_version(desk.routes.services)
    assert "Version 3 is the current one" in form.submit(note="")["errors"]["note"]
    ask = button(card(desk.routes.services), "Ask for a change: version 3 of SLA-2027-0031")
    next_version(desk.routes.services, 100)
    assert "Version 4 is on the table now" in pressed(desk, "U0MARIA", ask)


def test_a_forged_button_changes_nothing(desk: Desk) -> None:
    card(desk.routes.services)
    for broken in ("", '{"number": "SLA-2027-0031", "ver": 2, "w": [["q", 1, 2]]}', '{"number": "SLA-2027-0031"}'):
        said = pressed(desk, "U0MARIA", {"action_id": "proposal.send", "value": broken})
        assert said
    assert seen_by(desk.routes.services, "maria").turn is Side.CUSTOMER
