"""Steps that staff take a proposal through in Slack: present, accept, withdraw, pause, resume, amend."""

import json

import pytest

from bot.handlers import proposal_staff, proposal_staff_lines, proposal_staff_steps
from bot.replies import Reply
from domain.proposal_states import NegotiationState
from services import Services
from tests.blockkit import button, shown, words
from tests.bot.desk import Desk, FakeSlack, a_command, a_desk
from tests.bot.needs import press, updated
from tests.bot.proposals_of_staff import NRCS, RMA, RUNNING, card, form, line_choice, person, send, view

STATE = NegotiationState


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposal_staff, proposal_staff_lines, proposal_staff_steps)


def _changed(desk: Desk, number: str = NRCS) -> None:
    send(desk, form(desk, line_choice(card(desk.routes.services, number), 1, "Change")), quantity="20")


# -- presented ---------------------------------------------------------------------------------------------------


def test_before_it_goes_the_total_and_what_changed_are_shown(desk: Desk) -> None:
    services = desk.routes.services
    _changed(desk)
    opened = form(desk, button(card(services), "Present to customer"))
    said = "\n".join(words(opened["blocks"]))
    draft = view(services).draft
    assert draft
    assert f"*${draft.total:,.2f}* for the term" in said
    assert "Changed since version 2" in said
    assert "20 laptops instead of 180 laptops" in said
    assert send(desk, opened, note="As agreed on Monday", valid_until="2026-11-20") == {}
    after = view(services)
    assert after.current
    assert (after.current.version.number, after.current.version.note) == (3, "As agreed on Monday")
    assert "Version 3 is presented to the customer." in updated(desk)


def test_a_form_that_is_sent_twice_presents_once(desk: Desk) -> None:
    _changed(desk)
    opened = form(desk, button(card(desk.routes.services), "Present to customer"))
    send(desk, opened)
    assert "says the same as version 3" in send(desk, opened)["note"]


def test_what_changes_nothing_has_no_button_to_present_and_an_old_one_says_why(desk: Desk) -> None:
    services = desk.routes.services
    _changed(desk)
    old = button(card(services), "Present to customer")
    send(desk, form(desk, old))
    with pytest.raises(AssertionError):
        button(card(services), "Present to customer")
    forms = len(desk.slack.all("views.open"))
    press(desk, "U0JAMES", old)
    assert "says the same as version 3. Change something first." in desk.slack.sent[-1][1]["text"]
    assert len(desk.slack.all("views.open")) == forms


def test_a_day_that_has_passed_stands_at_its_field(desk: Desk) -> None:
    _changed(desk)
    errors = send(desk, form(desk, button(card(desk.routes.services), "Present to customer")), valid_until="2026-10-01")
    assert "has passed" in errors["valid_until"]


def test_the_first_version_says_that_it_is_the_first(desk: Desk) -> None:
    opened = form(desk, button(card(desk.routes.services, RMA), "Present to customer"))
    assert "It is the first version, with 2 lines." in "\n".join(words(opened["blocks"]))
    assert send(desk, opened) == {}
    assert "Version 1 is presented" in updated(desk)


# -- accepted ----------------------------------------------------------------------------------------------------


def test_staff_accept_the_exact_version_that_they_were_shown(desk: Desk) -> None:
    services = desk.routes.services
    maria = person(services, "maria")
    services.proposals.look(maria, NRCS, 2)
    services.proposals.accept(maria, NRCS, 2)
    opened = form(desk, button(card(services), "Accept for CEC"))
    assert opened["submit"]["text"] == "Accept version 2"
    assert "180 laptops" in "\n".join(words(opened["blocks"]))
    for _ in range(2):
        send(desk, opened)
    assert view(services).state is STATE.AGREED
    assert "Both sides accepted version 2. Its documents are made to be signed." in updated(desk)


def test_a_form_without_inputs_that_comes_too_late_says_so_with_a_way_to_look(desk: Desk) -> None:
    services = desk.routes.services
    maria = person(services, "maria")
    services.proposals.look(maria, NRCS, 2)
    services.proposals.accept(maria, NRCS, 2)
    opened = form(desk, button(card(services), "Accept for CEC"))
    services.proposals.withdraw(person(services, "james"), NRCS, "A mistake in it.")
    answer = json.loads(desk.submit("U0JAMES", opened, {}).body)
    assert answer["response_action"] == "update"
    assert "CEC withdrew the current version" in "\n".join(words(answer["view"]["blocks"]))
    assert button(Reply("", answer["view"]["blocks"]), f"Proposal of {NRCS}")


def test_the_button_to_accept_is_there_only_when_the_customer_accepted(fresh_services: Services) -> None:
    with pytest.raises(AssertionError):
        button(card(fresh_services), "Accept for CEC")


# -- with a reason -----------------------------------------------------------------------------------------------


def test_a_version_is_withdrawn_with_a_reason(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, button(card(services), "Withdraw"))
    assert "Say why" in send(desk, opened, reason="  ")["reason"]
    assert send(desk, opened, reason="A wrong <price>") == {}
    assert view(services).state is STATE.WITHDRAWN
    assert "Reason: A wrong &lt;price&gt;" in updated(desk)


def test_a_negotiation_is_paused_and_resumed(desk: Desk) -> None:
    services = desk.routes.services
    send(desk, form(desk, button(card(services), "Pause")), reason="Until the budget is known")
    assert "The negotiation is paused." in updated(desk)
    paused = card(services)
    with pytest.raises(AssertionError):
        button(paused, "Add service")
    resume = button(paused, "Resume")
    press(desk, "U0JAMES", resume)
    assert "The negotiation goes on. It can be accepted until" in updated(desk)
    assert view(services).state is STATE.PRESENTED
    press(desk, "U0JAMES", resume)
    assert "The current version is with the customer" in desk.slack.sent[-1][1]["text"]


def test_an_amendment_is_started_and_its_draft_is_edited(desk: Desk) -> None:
    services = desk.routes.services
    assert send(desk, form(desk, button(card(services, RUNNING), "Start an amendment")), reason="Five more") == {}
    assert "Amendment 1 is started, from the version in force." in updated(desk)
    reply = card(services, RUNNING)
    assert "Below is amendment 1, the draft, 3 lines. It says the same as version 1." in shown(reply)
    _changed(desk, RUNNING)
    said = "\n".join(words(form(desk, button(card(services, RUNNING), "Present to customer"))["blocks"]))
    assert "Changed since version 1" in said
    reply = card(services, RUNNING)
    terms = form(desk, button(reply, "Terms"))
    assert "start" not in {block.get("block_id") for block in terms["blocks"]}
    said = "\n".join(words(form(desk, button(reply, "Withdraw"))["blocks"]))
    assert "This ends the amendment" in said


def test_customers_get_none_of_these_forms(desk: Desk) -> None:
    _changed(desk)
    reply = card(desk.routes.services)
    forms = len(desk.slack.all("views.open"))
    for name in ("Present to customer", "Withdraw", "Pause"):
        press(desk, "U0MARIA", button(reply, name))
    assert len(desk.slack.all("views.open")) == forms


# -- the command -------------------------------------------------------------------------------------------------


def test_the_command_shows_the_proposal_of_a_number(fresh_services: Services) -> None:
    command = a_command(fresh_services, "U0JAMES", "D1", "proposal", NRCS, FakeSlack())
    assert "SLA-2027-0031" in proposal_staff_steps.command(command).text  # pyright: ignore


def test_without_a_number_the_command_offers_those_at_the_proposal(fresh_services: Services) -> None:
    command = a_command(fresh_services, "U0JAMES", "D1", "proposal", "", FakeSlack())
    reply = proposal_staff_steps.command(command)
    assert "step 4" in reply.text  # pyright: ignore
    assert NRCS in reply.text  # pyright: ignore
