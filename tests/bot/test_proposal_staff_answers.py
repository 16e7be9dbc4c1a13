"""A customer's request answered by staff in one form, wish by wish."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.handlers import proposal_staff, proposal_staff_answers
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    WordsWanted,
)
from domain.proposal_states import NegotiationState
from domain.proposal_terms import BillingFrequency, BillingTime
from sandbox.blockkit.check import check_view
from services import Services
from tests.blockkit import button, shown, words
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import updated
from tests.bot.proposals_of_staff import asked, card, form, line_of, send, standing, view


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposal_staff, proposal_staff_answers)


def opened(desk: Desk) -> dict[str, Any]:
    return form(desk, button(card(desk.routes.services), "Answer the customer's request"))


def decide(desk: Desk, view: dict[str, Any], decisions: dict[str, str]) -> dict[str, Any]:
    """Choose these decisions (by the id of the wish), as Slack tells of it: the form shows what else is asked."""
    state = {
        f"decision|{item}": {f"proposal.decide:{item}": {"type": "static_select", "selected_option": {"value": each}}}
        for item, each in decisions.items()
    }
    item, decision = list(decisions.items())[-1]
    action = {"type": "static_select", "action_id": f"proposal.decide:{item}", "selected_option": {"value": decision}}
    shown = {"id": "V1", "hash": "h", "type": "modal", **view, "state": {"values": state}}
    desk.click("U0JAMES", action, view=shown)
    changed = desk.slack.all("views.update")[-1]["view"]
    check_view(changed)
    return changed


def ids(services: Services) -> list[str]:
    request = view(services).request
    assert request
    return [item.id for item in request.items]


def test_the_card_says_who_asks_for_what(fresh_services: Services) -> None:
    asked(fresh_services, QuantityWanted(line_of(fresh_services, "managed_laptop"), 20))
    said = shown(card(fresh_services))
    assert "The customer asks for changes of version 2" in said
    assert "Maria Lopez, " in said
    assert "Managed laptop: 20 laptops instead of 180 laptops" in said
    assert "“Budget is short.”" in said
    assert "It is CEC's turn" in said


def test_one_form_takes_an_answer_for_each_wish(desk: Desk) -> None:
    services = desk.routes.services
    laptops, mailboxes = line_of(services, "managed_laptop"), line_of(services, "mailbox")
    asked(services, QuantityWanted(laptops, 20), RemovalWanted(mailboxes), TermWanted(start=date(2027, 1, 4)))
    first, second, third = ids(services)
    empty = opened(desk)
    assert "reason" not in "".join(standing(empty))
    chosen = decide(desk, empty, {first: "countered", second: "declined", third: "accepted"})
    inputs = set(standing(chosen))
    assert {f"counter|{first}", f"reason|{first}", f"reason|{second}"} <= inputs
    assert f"reason|{third}" not in inputs
    answers = {f"counter|{first}": "60", f"reason|{first}": "The tier needs 60", f"reason|{second}": "They are needed"}
    assert send(desk, chosen, **answers) == {}
    after = view(services)
    assert after.draft
    assert (after.state, after.draft.draft.offer.line(laptops).quantity) == (NegotiationState.DRAFTING, 60)
    assert after.draft.draft.terms.period.start == date(2027, 1, 4)
    assert "The customer has the answers. Present the next version" in updated(desk)
    assert "CEC is preparing the next version" in str(send(desk, chosen, **answers))  # sent twice


def test_every_kind_of_wish_can_be_countered_in_its_kind(desk: Desk) -> None:
    services = desk.routes.services
    line = line_of(services, "managed_laptop")
    current = view(services).current
    assert current
    metric = current.version.offer.line(line).metrics[0]
    asked(
        services,
        ServiceWanted("tablet", 5),
        TargetWanted(line, metric.key, Decimal("99")),
        TermWanted(start=date(2027, 1, 4)),
        BillingWanted(BillingFrequency.MONTHLY, BillingTime.ARREARS),
        WordsWanted("Bills go to Fort Worth."),
        RemovalWanted(line_of(services, "mailbox")),
    )
    wishes = ids(services)
    chosen = decide(desk, opened(desk), dict.fromkeys(wishes, "countered"))
    counters = ["3", "98.5", "2027-02-01", "quarterly arrears", "Bills go to Denver.", "90"]
    answers = {f"counter|{item}": given for item, given in zip(wishes, counters, strict=True)}
    reasons = {f"reason|{item}": "That is what we have" for item in wishes}
    assert send(desk, chosen, **answers, **reasons) == {}
    draft = view(services).draft
    assert draft
    terms = draft.draft.terms
    assert (terms.billing, terms.billed_in, terms.special) == ("quarterly", "arrears", "Bills go to Denver.")
    assert terms.period.start == date(2027, 2, 1)
    assert {each.service: each.quantity for each in draft.draft.lines}["tablet"] == 3


def test_what_is_missing_stands_at_each_field_at_once(desk: Desk) -> None:
    services = desk.routes.services
    line = line_of(services, "managed_laptop")
    asked(services, QuantityWanted(line, 20), ServiceWanted("tablet", 5))
    first, second = ids(services)
    chosen = decide(desk, opened(desk), {first: "declined", second: "countered"})
    errors = send(desk, chosen, **{f"reason|{first}": " ", f"reason|{second}": "Fewer", f"counter|{second}": "few"})
    assert set(errors) == {f"reason|{first}", f"counter|{second}"}
    errors = send(desk, chosen, **{f"reason|{first}": "No", f"reason|{second}": "Fewer", f"counter|{second}": "0"})
    assert list(errors) == [f"counter|{second}"]


def test_nothing_chosen_is_told_and_some_may_stay_open(desk: Desk) -> None:
    services = desk.routes.services
    asked(services, QuantityWanted(line_of(services, "managed_laptop"), 20), ServiceWanted("tablet", 5))
    first, _ = ids(services)
    form = opened(desk)
    assert "at least one" in str(send(desk, form))
    assert send(desk, decide(desk, form, {first: "accepted"})) == {}
    assert "The answers are kept. The customer is told once all are answered." in updated(desk)
    assert view(services).state is NegotiationState.REQUESTED
    assert "Managed laptop" not in "\n".join(words(opened(desk)["blocks"]))


def test_when_all_is_declined_the_version_stands(desk: Desk) -> None:
    services = desk.routes.services
    asked(services, QuantityWanted(line_of(services, "managed_laptop"), 20))
    (item,) = ids(services)
    send(desk, decide(desk, opened(desk), {item: "declined"}), **{f"reason|{item}": "They are needed"})
    assert "Version 2 stands, as nothing was changed." in updated(desk)


def test_of_many_wishes_the_form_holds_the_first_ones(desk: Desk) -> None:
    services = desk.routes.services
    asked(services, *(WordsWanted(f"Wish {place}") for place in range(40)))
    form = opened(desk)
    assert "The first 12 of 40 are here" in "\n".join(words(form["blocks"]))
    chosen = decide(desk, form, dict.fromkeys(ids(services)[:12], "countered"))
    assert len(chosen["blocks"]) <= 100
    assert len(json.dumps(chosen)) < 250_000
