"""Prices that differ from the catalog's, the terms, and a draft that is discarded, in Slack."""

import pytest

from bot.handlers import proposal_staff, proposal_staff_lines
from domain.proposal_terms import BillingFrequency
from services import Services
from tests.blockkit import button
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import press, updated
from tests.bot.proposals_of_staff import card, form, line_choice, send, view


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
