"""The form in which a customer asks for changes of a proposal."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.handlers import proposal_changes, proposal_wish_forms, proposals
from bot.replies import Reply
from bot.views.proposals import ask_for_change
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
from tests.blockkit import button, words
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, updated
from tests.bot.proposals import LAPTOP, VPN, asked_by, card, next_version, pressed, seen_by


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposals, proposal_changes, proposal_wish_forms)


class Form:
    """The form as it is open for Maria, or another person; each step shows its next state."""

    def __init__(self, desk: Desk, user: str = "U0MARIA", asks: Mapping[str, Any] | None = None) -> None:
        self.desk, self.user = desk, user
        asks = asks or button(card(desk.routes.services), "Ask for a change: version 2 of SLA-2027-0031")
        pressed(desk, user, asks)
        self.view = opened(desk)

    def click(self, action_id: str, value: Any = "", **more: Any) -> None:
        view = {**self.view, "id": "V1", "hash": "h", "type": "modal", **more}
        self.desk.click(self.user, {"action_id": action_id, "value": value}, view=view)
        self.view = self.desk.slack.all("views.update")[-1]["view"]
        check_view(self.view)

    def choose(self, action_id: str, value: str) -> None:
        view = {**self.view, "id": "V1", "hash": "h", "type": "modal"}
        chosen = {"type": "static_select", "action_id": action_id, "selected_option": {"value": value}}
        self.desk.click(self.user, chosen, view=view)
        self.view = self.desk.slack.all("views.update")[-1]["view"]
        check_view(self.view)

    def submit(self, **values: Any) -> dict[str, Any]:
        entered = {key.replace("__", "|"): value for key, value in values.items()}
        body = json.loads(self.desk.submit(self.user, self.view, entered).body or "{}")
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
    pressed(desk, "U0MARIA", ask)
    said = "\n".join(words(opened(desk)["blocks"]))
    assert "Version 4 took the place of version 3: 1 line changed." in said
    assert "Ask for changes of version 4" in said
    assert "You have not opened version 4 yet" in said


def test_what_waits_stands_in_the_form_under_who_asked_and_is_taken_back_there(desk: Desk) -> None:
    asked_by(desk, "linh", QuantityWanted(VPN, 150))
    form = Form(desk)
    assert "Waits for CEC" in form.said
    assert "Linh Tran, " in form.said
    assert "Remote access VPN: 150 users instead of 180 users" in form.said
    back = button(Reply("", form.view["blocks"]), "Take back what waits: 1")
    form.click(back["action_id"], back["value"])
    assert "It is taken back. Nothing that you asked for waits any more. CEC is told." in form.said
    assert seen_by(desk.routes.services, "maria").turn is Side.CUSTOMER


def test_in_the_form_a_colleagues_wish_is_replaced_only_by_choice(desk: Desk) -> None:
    asked_by(desk, "linh", QuantityWanted(VPN, 150))
    form = Form(desk)
    form.click("proposal.wish:line", "line")
    form.choose("proposal.wish_line", VPN)
    form.submit(quantity="140", remove=[])
    assert "asked for already" in form.said
    assert "take out your own change" in form.submit(note="", replace=[])["errors"]["replace"]
    form.submit(note="", replace=["replace"])
    request = seen_by(desk.routes.services, "maria").request
    assert request
    assert [item.wanted for item in request.items] == [QuantityWanted(VPN, 140)]


def test_a_forged_button_changes_nothing(desk: Desk) -> None:
    card(desk.routes.services)
    for broken in ("", '{"number": "SLA-2027-0031", "ver": 2, "w": [["q", 1, 2]]}', '{"number": "SLA-2027-0031"}'):
        said = pressed(desk, "U0MARIA", {"action_id": "proposal.send", "value": broken})
        assert said
    assert seen_by(desk.routes.services, "maria").turn is Side.CUSTOMER


def test_a_day_in_words_is_the_one_from_which_an_amendment_counts(desk: Desk) -> None:
    services = desk.routes.services
    asks = ask_for_change(seen_by(services, "beatriz", "SLA-2026-0019"))
    form = Form(desk, "U0BEATRIZ", asks)
    form.add("words", words="All of this from March 1, 2027")
    assert "The amendment: count from March 1, 2027" in form.said
    said = form.add("words", words="From March 1, 2037")
    assert "Give a day from November 2, 2026 to " in said["errors"]["words"]
