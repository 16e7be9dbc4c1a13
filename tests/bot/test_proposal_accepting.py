"""The customer accepts a version, and sets the budget."""

from decimal import Decimal

import pytest

from bot.handlers import proposal_accepting, proposal_budget, proposal_changes, proposals
from bot.handlers.endings import request_change
from bot.handlers.proposal_accepting import accept_proposal
from bot.replies import Reply
from domain.people import Side
from domain.proposal_states import NegotiationState
from services import Services
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, updated
from tests.bot.proposals import NRCS, card, next_version, person, pressed, seen_by
from tests.bot.saying import a_turn, an_asker


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposals, proposal_accepting, proposal_budget, proposal_changes)


def said(services: Services, text: str, who: str = "maria", intent: str = "accept_proposal") -> Reply:
    handler = accept_proposal if intent == "accept_proposal" else request_change
    reply = handler(a_turn(services, text, intent, asker=an_asker(person(services, who))))
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


# -- accepted ----------------------------------------------------------------------------------------------------


def test_words_accept_nothing_but_show_the_version_with_its_total_and_button(fresh_services: Services) -> None:
    reply = said(fresh_services, "we agree to version 2")
    assert reply.text.startswith("Nothing is accepted yet. To accept version 2 for $267,174.00, press the button.")
    asks = button(reply, "Accept version 2 of SLA-2027-0031")["confirm"]["text"]["text"]
    assert "version 2 of SLA-2027-0031: $267,174.00 for the whole term" in asks
    assert seen_by(fresh_services, "maria").turn is Side.CUSTOMER


def test_another_version_than_the_current_one_is_said_to_be_another(fresh_services: Services) -> None:
    assert "Version 1 is not the current one: version 2 is." in said(fresh_services, "we accept version 1").text


def test_it_is_accepted_by_the_button_and_a_double_click_changes_nothing(desk: Desk) -> None:
    services = desk.routes.services
    accept = button(card(services), "Accept version 2 of SLA-2027-0031")
    for _ in range(2):
        pressed(desk, "U0MARIA", accept)
        assert "Version 2 is accepted for $267,174.00. CEC confirms it next." in updated(desk)
    assert seen_by(services, "maria").state is NegotiationState.CUSTOMER_ACCEPTED


def test_a_stale_acceptance_is_told_what_happened_meanwhile(desk: Desk) -> None:
    services = desk.routes.services
    accept = button(card(services), "Accept version 2 of SLA-2027-0031")
    next_version(services, 150)
    told = pressed(desk, "U0MARIA", accept)
    assert "Version 3 is the current one, not version 2" in told
    assert "180 laptops to 150 laptops" in told
    assert "proposal.open" in str(desk.slack.sent[-1][1]["blocks"])
    assert seen_by(services, "maria").state is NegotiationState.PRESENTED


def test_a_version_that_was_withdrawn_is_accepted_no_more(desk: Desk) -> None:
    services = desk.routes.services
    accept = button(card(services), "Accept version 2 of SLA-2027-0031")
    services.proposals.withdraw(person(services, "james"), NRCS, "A price is <wrong>.")
    assert "CEC withdrew the current version" in pressed(desk, "U0MARIA", accept)
    assert "A price is &lt;wrong&gt;." in shown(card(services))


def test_only_the_program_manager_accepts(desk: Desk) -> None:
    accept = button(card(desk.routes.services), "Accept version 2 of SLA-2027-0031")
    assert "program manager" in pressed(desk, "U0LINH", accept)
    reply = said(desk.routes.services, "we accept", "linh")
    assert "The customer's program manager of this agreement accepts" in reply.text
    assert "Accept version 2" not in shown(reply)


def test_what_is_accepted_already_is_told(fresh_services: Services) -> None:
    assert "The customer accepted the current version." in said(fresh_services, "we accept", "fatima").text


def test_staff_who_accept_in_words_get_their_draft_with_its_buttons(fresh_services: Services) -> None:
    turn = a_turn(
        fresh_services,
        "we accept SLA-2027-0029",
        "accept_proposal",
        ("agreement_number", "SLA-2027-0029", "SLA-2027-0029"),
        asker=an_asker(person(fresh_services, "priya")),
    )
    reply = accept_proposal(turn)
    assert isinstance(reply, Reply)
    assert reply.text.startswith("Nothing is accepted yet: press “Accept for CEC”.")
    assert button(reply, "Accept for CEC")


# -- the budget --------------------------------------------------------------------------------------------------


def test_a_budget_in_words_is_compared_and_set_by_a_button(desk: Desk) -> None:
    services = desk.routes.services
    reply = said(services, "our budget is 250k", intent="request_change")
    assert "Set the budget of SLA-2027-0031 to $250,000.00 for the whole term?" in reply.text
    assert "Version 2 costs $267,174.00: $17,174.00 over it." in reply.text
    assert seen_by(services, "maria").ceiling == Decimal(320_000)
    for _ in range(2):
        pressed(desk, "U0MARIA", button(reply, "Set the budget"))
        assert "Your budget is $250,000.00." in updated(desk)
    assert "$17,174.00 over your budget" in updated(desk)
    back = said(services, "remove our budget", intent="request_change")
    pressed(desk, "U0MARIA", button(back, "Take it back"))
    assert seen_by(services, "maria").ceiling is None


def test_the_form_of_the_budget_says_what_is_wrong_at_its_field(desk: Desk) -> None:
    services = desk.routes.services
    pressed(desk, "U0MARIA", button(card(services), "Change the budget of SLA-2027-0031"))
    form = opened(desk)
    for wrong, says in (("much", "in digits"), ("0", "above 0"), ("-5", "above 0"), ("1.005", "whole cents")):
        assert says in str(desk.submit("U0MARIA", form, {"ceiling": wrong}).body)
    desk.submit("U0MARIA", form, {"ceiling": "$300,000"})
    assert seen_by(services, "maria").ceiling == Decimal(300_000)
    desk.submit("U0MARIA", form, {"ceiling": ""})
    assert seen_by(services, "maria").ceiling is None


def test_who_has_nothing_to_do_with_money_sets_no_budget(desk: Desk) -> None:
    reply = said(desk.routes.services, "our budget is 250k", "robert", "request_change")
    assert "budget is set by" in reply.text
    forged = {"action_id": "proposal.set_budget", "value": '{"number": "SLA-2027-0031", "c": "1"}'}
    assert "budget is set by" in pressed(desk, "U0ROBERT", forged)
