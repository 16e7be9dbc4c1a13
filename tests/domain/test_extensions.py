"""Extensions of terms, and decisions about renewals."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import Conflict, InvalidInput
from domain.extensions import Extension, ExtensionState, asked, confirm, decline, withdraw
from domain.people import Side
from domain.renewal_decisions import Renewal, ask, refuse, take_back, tell_customer_from
from tests.builders import NOON, TERM

TODAY = date(2027, 9, 1)
RENEWAL = Renewal("a-1", "nrcs")


def an_extension(**changes: Any) -> Extension:
    made = Extension(
        id="e-1",
        agreement="a-1",
        organization="nrcs",
        end=TERM.end,
        new_end=TERM.end + timedelta(days=61),
        reason="The renewal waits for funds.",
        approved_by="Karen Boyd, director",
        asked_at=NOON,
        asked_by="staff",
    )
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"new_end": TERM.end}, "new_end"),
        ({"new_end": TERM.end + timedelta(days=367)}, "new_end"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2_001}, "reason"),
        ({"approved_by": ""}, "approved_by"),
        ({"approved_by": "x" * 201}, "approved_by"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(changes: dict[str, Any], field: str):
    with pytest.raises(InvalidInput) as refused:
        asked(an_extension(**changes), TERM, TODAY)
    assert refused.value.field == field


def test_a_day_that_has_passed_is_refused():
    with pytest.raises(InvalidInput, match="has passed"):
        asked(an_extension(), TERM, date(2028, 1, 1))


def test_it_is_in_force_when_both_sides_confirmed_it_and_not_before():
    first = confirm(an_extension(), Side.CEC, NOON, "staff")
    assert first
    assert (first[0].state, first[0].waits_for()) == (ExtensionState.ASKED, (Side.CUSTOMER,))
    assert confirm(first[0], Side.CEC, NOON, "other") is None
    second = confirm(first[0], Side.CUSTOMER, NOON, "p-1")
    assert second
    assert (second[0].state, second[0].agreed, second[0].waits_for()) == (ExtensionState.IN_FORCE, True, ())


@pytest.mark.parametrize(("settle", "state"), [(decline, "declined"), (withdraw, "withdrawn")])
def test_what_was_settled_stays_so(settle: Any, state: str):
    after, change = settle(an_extension(), "No money.", NOON, "p-1")
    assert (after.state, after.note, change.note) == (state, "No money.", "No money.")
    with pytest.raises(Conflict, match=state):
        confirm(after, Side.CEC, NOON, "staff")
    with pytest.raises(Conflict, match=state):
        decline(after, "Again.", NOON, "p-1")


def test_a_reason_is_needed_to_decline():
    with pytest.raises(InvalidInput):
        decline(an_extension(), "  ", NOON, "p-1")


def test_a_decision_against_a_renewal_needs_a_reason_and_can_be_taken_back():
    with pytest.raises(InvalidInput):
        refuse(RENEWAL, " ", NOON, "staff")
    refused, _ = refuse(RENEWAL, "They buy elsewhere.", NOON, "staff")
    assert refused.refused
    with pytest.raises(Conflict, match="They buy elsewhere"):
        refuse(refused, "Again.", NOON, "staff")
    with pytest.raises(Conflict, match="They buy elsewhere"):
        ask(refused, "", NOON, "p-1")
    assert take_back(refused, NOON, "staff")[0] == RENEWAL
    with pytest.raises(Conflict):
        take_back(RENEWAL, NOON, "staff")


def test_the_wish_is_said_once():
    wished, change = ask(RENEWAL, " For 50 more. ", NOON, "p-1")
    assert (wished.wish, change.new) == ("For 50 more.", "For 50 more.")
    with pytest.raises(Conflict):
        ask(wished, "", NOON, "p-1")


@pytest.mark.parametrize("days", [-1, 401])
def test_days_before_which_nobody_tells_a_customer_are_refused(days: int):
    with pytest.raises(InvalidInput):
        tell_customer_from(RENEWAL, days, NOON, "staff")
