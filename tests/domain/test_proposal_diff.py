from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.fiscal import Period
from domain.proposal_diff import LineField, apply, diff
from domain.proposal_edits import LineEdit, change_line, move_line, remove_line, set_terms
from domain.proposal_terms import BillingFrequency
from domain.proposal_versions import Offer
from domain.proposal_words import said, said_with_total
from tests.proposals import TERM, a_draft, find, offers

BEFORE = a_draft(("laptop", 40), ("phone", 20), ("server", 2))


@given(offers(), offers())
def test_a_difference_leads_from_one_offer_to_the_other(before: Offer, after: Offer) -> None:
    assert apply(diff(before, after), before) == after


@given(offers(), offers())
def test_its_money_is_the_difference_of_the_totals_and_every_cent_has_a_cause(before: Offer, after: Offer) -> None:
    found = diff(before, after)
    assert found.money.effect == after.total - before.total
    assert all(found.effects[line.id] == line.total(after.terms.period) for line in found.added)
    assert all(found.effects[line.id] == -line.total(before.terms.period) for line in found.removed)
    assert sum(found.effects.values(), found.term_effect) == found.money.effect


@given(offers())
def test_between_an_offer_and_itself_nothing_differs(offer: Offer) -> None:
    assert diff(offer, offer).is_empty
    assert said(diff(offer, offer)) == "nothing"


@given(offers(), st.randoms())
def test_lines_in_another_order_are_reordered_and_cost_the_same(offer: Offer, random: object) -> None:
    turned = replace(offer, lines=offer.lines[::-1])
    found = diff(offer, turned)
    assert found.reordered == (len(offer.lines) > 1)
    assert (found.added, found.removed, found.changed, found.money.effect) == ((), (), (), 0)


def test_lines_that_are_added_removed_and_changed_are_told_apart() -> None:
    after = change_line(remove_line(BEFORE, "phone"), "laptop", LineEdit(quantity=60, notes="in May"), find)
    found = diff(BEFORE.offer, after.offer)
    assert [line.id for line in found.removed] == ["phone"]
    (laptops,) = found.changed
    assert set(laptops.fields) == {LineField.QUANTITY, LineField.PRICE, LineField.NOTES}
    assert found.effects[laptops.after.id] == Decimal("1400.00")  # 60 at 90 instead of 40 at 100
    assert diff(after.offer, BEFORE.offer).added == found.removed


def test_another_term_has_an_effect_on_lines_that_did_not_change() -> None:
    shorter = set_terms(BEFORE, replace(BEFORE.terms, period=Period(TERM.start, date(2027, 5, 31))), find)
    found = diff(BEFORE.offer, shorter.offer)
    assert (found.changed, found.changed_terms) == ((), ("period",))
    assert found.term_effect == found.money.effect == Decimal("-7300.00")


def test_what_changed_is_said_in_short_words() -> None:
    after = move_line(change_line(remove_line(BEFORE, "phone"), "laptop", LineEdit(quantity=1), find), "server", 1)
    after = replace(after, terms=replace(after.terms, billing=BillingFrequency.YEARLY))
    assert said(diff(BEFORE.offer, after.offer)) == (
        "Phone removed; Laptop: 40 laptops to 1 laptop; the billing; the order of the lines"
    )
    assert said_with_total(diff(BEFORE.offer, after.offer)).endswith("instead of $14,675.00 for the term")


def test_many_changes_are_counted_after_the_first_ones() -> None:
    empty = Offer((), BEFORE.terms)
    many = Offer(tuple(replace(BEFORE.lines[0], id=f"l{n}") for n in range(9)), BEFORE.terms)
    assert said(diff(empty, many)).endswith("; and 5 more")
