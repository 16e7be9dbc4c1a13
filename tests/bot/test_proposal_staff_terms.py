"""Prices that differ from the catalog's, the terms, and a draft that is discarded, in Slack."""

from dataclasses import replace

import pytest

from bot.handlers import proposal_accepting, proposal_staff, proposal_staff_lines
from bot.replies import Reply
from domain.proposal_terms import BillingFrequency
from services import Services
from services.memory import Memory
from tests.blockkit import button
from tests.bot.desk import Desk, a_desk, who
from tests.bot.needs import press, updated
from tests.bot.proposals_of_staff import NRCS, card, form, line_choice, send, view
from tests.bot.saying import a_turn


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposal_staff, proposal_staff_lines)


# -- prices ------------------------------------------------------------------------------------------------------


def test_a_price_far_from_the_catalogs_waits_for_a_second_person(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, line_choice(card(services), 1, "Set the price"))
    assert "reason" in send(desk, opened, unit_price="100.00", reason="")
    assert send(desk, opened, unit_price="100.00", reason="Older models") == {}
    assert "A second person of CEC must approve the price of Managed laptop" in updated(desk)
    with pytest.raises(AssertionError):
        button(card(services), "Approve the price")
    approve = button(card(services, user="U0PRIYA"), "Approve the price")
    press(desk, "U0JAMES", approve)
    assert "You set this price yourself" in desk.slack.sent[-1][1]["text"]
    press(desk, "U0PRIYA", approve)
    assert "The price is approved." in updated(desk)
    assert "must approve" not in updated(desk)


def test_while_a_price_waits_nothing_can_be_presented_and_who_set_it_reads_why(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, line_choice(card(services), 1, "Set the price"))
    send(desk, opened, unit_price="100.00", reason="Older models")
    with pytest.raises(AssertionError):
        button(card(services), "Present to customer")
    waits = "The price of Managed laptop must be approved by a second person of CEC first."
    assert f"{waits} You set it yourself." in _approving(services, "U0JAMES")
    assert f"{waits} To agree with it, press “Approve the price”." in _approving(services, "U0PRIYA")


def test_a_price_that_stays_as_it_was_is_not_said_to_be_set(desk: Desk) -> None:
    send(desk, form(desk, line_choice(card(desk.routes.services), 1, "Set the price")))
    assert "Nothing was changed." in updated(desk)
    assert "The price is set." not in updated(desk)


def test_who_wants_to_accept_for_cec_too_early_reads_what_is_waited_for_once(fresh_services: Services) -> None:
    said = _approving(fresh_services, "U0JAMES")
    assert said.startswith("There is nothing to accept for CEC now.")
    assert said.count(view(fresh_services).why) == 1


def _approving(services: Services, user: str) -> str:
    turn = a_turn(services, "approve the price", "accept_proposal", asker=who(services, user))
    reply = proposal_accepting.accept_proposal(replace(turn, memory=Memory(agreement=NRCS)))
    assert isinstance(reply, Reply)
    return reply.text


# -- terms -------------------------------------------------------------------------------------------------------


def test_terms_are_changed_in_one_form(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, button(card(services), "Terms"))
    changes = {"billing": "own_dates", "own_dates": "2027-01-15\n2027-06-15", "payment_days": "45", "special": "A & B"}
    assert send(desk, opened, **changes) == {}
    terms = view(services).draft.draft.terms  # pyright: ignore[reportOptionalMemberAccess]
    assert (terms.billing, len(terms.own_dates), terms.payment_days) == (BillingFrequency.OWN_DATES, 2, 45)
    assert "A &amp; B" in updated(desk)
    assert "On January 15, 2027; June 15, 2027" in updated(desk)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("start", "2020-01-01"),
        ("end", "2020-01-01"),
        ("own_dates", "January"),
        ("payment_days", "400"),
        ("cancellation_days", "soon"),
    ],
)
def test_what_is_wrong_with_the_terms_stands_at_its_field(desk: Desk, field: str, given: str) -> None:
    errors = send(desk, form(desk, button(card(desk.routes.services), "Terms")), **{field: given})
    assert list(errors) == [field]


def test_special_terms_of_any_length_survive_the_form(desk: Desk) -> None:
    services = desk.routes.services
    opened = form(desk, button(card(services), "Terms"))
    long = "word " * 599 + "w"
    assert send(desk, opened, special=long) == {}
    draft = view(services).draft
    assert draft
    assert draft.draft.terms.special == long


def test_a_draft_is_discarded(desk: Desk) -> None:
    services = desk.routes.services
    send(desk, form(desk, line_choice(card(services), 1, "Remove")))
    press(desk, "U0JAMES", button(card(services), "Discard the draft"))
    assert "It says the same as version 2" in updated(desk)
    assert any(line.name == "Managed laptop" for line in view(services).draft.draft.lines)  # pyright: ignore
