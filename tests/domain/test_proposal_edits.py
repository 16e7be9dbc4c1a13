# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog import Charge
from domain.errors import CecError, Conflict, InvalidInput, NotFound
from domain.fiscal import Period
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WishItem,
    WordsWanted,
    wished,
)
from domain.proposal_dates import checked_terms, last_day_of_validity
from domain.proposal_edits import (
    CustomLine,
    LineEdit,
    add_custom_line,
    add_line,
    change_line,
    move_line,
    remove_line,
    set_terms,
)
from domain.proposal_prices import OverrideLimit, approve_override, needs_approval, override_limit, override_price
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from domain.proposal_wishes import all_wished
from tests.proposals import PRICING, TERM, TODAY, UPTIME, a_draft, a_service, find

DRAFT = a_draft(("laptop", 40), ("phone", 20))
TENTH = OverrideLimit(percent=Decimal(10))


def laptop(draft=DRAFT):
    return draft.offer.line("laptop")


@pytest.mark.parametrize(("quantity", "price"), [(1, 100), (49, 100), (50, 90), (1_000_000, 90)])
def test_the_whole_quantity_decides_the_price(quantity: int, price: int) -> None:
    assert laptop(change_line(DRAFT, "laptop", LineEdit(quantity=quantity), find)).unit_price == price


def test_the_price_of_the_year_in_which_the_term_starts_holds_for_all_of_it() -> None:
    later = set_terms(DRAFT, Terms(Period(date(2027, 10, 1), date(2029, 9, 30))), find)
    assert laptop(later).unit_price == 110
    assert laptop(later).amount(later.terms.period) == 2 * 40 * 110


def test_a_year_without_prices_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(InvalidInput, match=r"no price for FY2029\. Prices are there for FY2027 and FY2028"):
        set_terms(DRAFT, Terms(Period(date(2028, 10, 1), date(2029, 9, 30))), find)


def test_the_same_service_does_not_stand_twice() -> None:
    with pytest.raises(InvalidInput, match="40 laptops"):
        add_line(DRAFT, "l-9", a_service(), 5)


@pytest.mark.parametrize(
    ("place", "order"), [(1, ["phone", "laptop"]), (2, ["laptop", "phone"]), (99, ["laptop", "phone"])]
)
def test_a_line_moves_to_its_place(place: int, order: list[str]) -> None:
    assert [line.id for line in move_line(DRAFT, "phone", place).lines] == order


def hours(charge: Charge) -> CustomLine:
    return CustomLine("Training", 10, "hour", "hours", Decimal(100), Decimal(0), "Q-1", "Asked for.", charge)


@pytest.mark.parametrize(("ran", "wanted"), [(Charge.PER_UNIT, Charge.PER_YEAR), (Charge.PER_YEAR, Charge.PER_UNIT)])
def test_what_runs_is_not_charged_in_another_way_so_nothing_that_was_bought_is_lost(ran: Charge, wanted: Charge):
    first = add_custom_line(DRAFT, "hours", hours(ran))
    assert change_line(first, "hours", LineEdit(custom=hours(wanted)), find).offer.line("hours").charge is wanted
    amendment = replace(first, amends=first.offer)
    with pytest.raises(InvalidInput, match=r"runs already\. Keep that, and add a new line") as refused:
        change_line(amendment, "hours", LineEdit(custom=hours(wanted)), find)
    assert refused.value.field == "charge"
    more = replace(hours(ran), quantity=20)
    assert change_line(amendment, "hours", LineEdit(custom=more), find).offer.line("hours").quantity == 20


def test_a_proposal_has_up_to_five_hundred_lines() -> None:
    full = replace(DRAFT, lines=tuple(replace(laptop(), id=f"l{n}", service=f"s{n}") for n in range(500)))
    with pytest.raises(Conflict, match="500 lines"):
        add_line(full, "l-9", a_service("server"), 5)


# -- overrides ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("price", "waits"), [(90, False), ("89.99", True), (110, False), ("110.01", True)])
def test_beyond_the_limit_in_percent_a_price_waits_for_a_second_person(price: object, waits: bool) -> None:
    line = laptop(override_price(DRAFT, "laptop", Decimal(str(price)), "why", "staff"))
    assert needs_approval(line, TERM, TENTH) is waits


def test_beyond_the_limit_in_usd_it_waits_by_what_the_term_costs_more_or_less() -> None:
    line = laptop(override_price(DRAFT, "laptop", Decimal(90), "why", "staff"))
    assert not needs_approval(line, TERM, OverrideLimit(amount=Decimal(400)))
    assert needs_approval(line, TERM, OverrideLimit(amount=Decimal("399.99")))
    assert not needs_approval(laptop(), TERM, OverrideLimit(amount=Decimal(0)))


def test_nobody_approves_their_own_price() -> None:
    cheaper = override_price(DRAFT, "laptop", Decimal(50), "why", "staff")
    with pytest.raises(Conflict, match="yourself"):
        approve_override(cheaper, "laptop", "staff")
    assert not needs_approval(laptop(approve_override(cheaper, "laptop", "other")), TERM, TENTH)
    with pytest.raises(Conflict, match="nothing to approve"):
        approve_override(DRAFT, "laptop", "other")


def test_an_approval_ends_with_another_quantity_or_term_and_the_price_stays() -> None:
    agreed = approve_override(override_price(DRAFT, "laptop", Decimal(50), "why", "staff"), "laptop", "other")
    longer = Terms(Period(TERM.start, TERM.end + timedelta(days=90)))
    for changed in (
        change_line(agreed, "laptop", LineEdit(quantity=60), find),
        set_terms(agreed, longer, find),
        override_price(agreed, "laptop", Decimal(40), "why", "staff"),
    ):
        assert needs_approval(laptop(changed), TERM, TENTH)
    assert laptop(change_line(agreed, "laptop", LineEdit(quantity=60), find)).override.list_price == 90
    assert not needs_approval(laptop(change_line(agreed, "laptop", LineEdit(notes="x"), find)), TERM, TENTH)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("10 %", TENTH),
        ("7.5%", OverrideLimit(percent=Decimal("7.5"))),
        ("5,000 USD", OverrideLimit(amount=Decimal(5000))),
        ("$1,000.50", OverrideLimit(amount=Decimal("1000.50"))),
    ],
)
def test_a_limit_is_read_as_people_write_it(text: str, limit: OverrideLimit) -> None:
    assert override_limit(text) == limit


# -- terms -------------------------------------------------------------------------------------------------------


def test_own_days_of_billing_are_put_in_order_and_dropped_where_they_do_not_count() -> None:
    days = (date(2027, 3, 1), date(2026, 12, 1), date(2027, 3, 1))
    own = checked_terms(Terms(TERM, BillingFrequency.OWN_DATES, own_dates=days), TODAY)
    assert own.own_dates == (date(2026, 12, 1), date(2027, 3, 1))
    assert checked_terms(Terms(TERM, own_dates=days), TODAY).own_dates == ()


def test_an_amendment_keeps_the_start_and_may_end_otherwise() -> None:
    running = Period(date(2026, 1, 1), date(2026, 12, 31))
    longer = Terms(Period(running.start, date(2027, 6, 30)))
    assert checked_terms(longer, TODAY, running) == longer
    for wrong in (Period(date(2026, 2, 1), running.end), Period(running.start, date(2026, 11, 1))):
        with pytest.raises(InvalidInput):
            checked_terms(Terms(wrong), TODAY, running)


@pytest.mark.parametrize(
    "dates", [(), tuple(TERM.start + timedelta(n) for n in range(121)), (TERM.end + timedelta(days=1),)]
)
def test_own_days_of_billing_are_some_but_not_too_many_and_within_the_term(dates: tuple[date, ...]) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_terms(Terms(TERM, BillingFrequency.OWN_DATES, own_dates=dates), TODAY)
    assert refused.value.field == "own_dates"


@given(st.integers(0, 400), st.integers(1, 366))
def test_the_usual_validity_is_never_past_nor_after_the_start(ahead: int, days: int) -> None:
    start = TODAY + timedelta(days=ahead)
    last = last_day_of_validity(None, Terms(Period(start, start)), TODAY, days, amended=False)
    assert TODAY <= last <= start
    assert last == min(start, TODAY + timedelta(days=days))


# -- wishes ------------------------------------------------------------------------------------------------------

WISHES: list[Wanted] = [
    QuantityWanted("laptop", 60),
    ServiceWanted("server", 2),
    RemovalWanted("phone"),
    TargetWanted("laptop", "uptime", Decimal("99.9")),
    TermWanted(start=date(2027, 1, 4)),
    TermWanted(end=date(2028, 3, 31)),
    BillingWanted(BillingFrequency.MONTHLY, BillingTime.ARREARS),
    WordsWanted("Bills go to Fort Worth."),
]


@given(st.lists(st.sampled_from(WISHES), min_size=1, max_size=8))
def test_wishes_are_fulfilled_once_and_the_same_again_is_refused(wanted: list[Wanted]) -> None:
    items = [WishItem(f"w{place}", each) for place, each in enumerate(wanted)]
    try:
        after = all_wished(DRAFT, items, PRICING).after
    except CecError:
        assert len(set(map(repr, wanted))) < len(wanted)
        return
    last = wanted[-1]
    if not isinstance(last, WordsWanted):
        with pytest.raises((InvalidInput, NotFound)):
            wished(after, "again", last, PRICING)


def test_a_wish_for_another_target_changes_no_price() -> None:
    after = wished(DRAFT, "w", TargetWanted("laptop", "uptime", Decimal("99.9")), PRICING)
    assert laptop(after).metrics == (replace(UPTIME, target=Decimal("99.9")),)
    assert after.offer.total == DRAFT.offer.total


@pytest.mark.parametrize("target", ["100.1", "-1", "NaN"])
def test_a_share_is_at_most_the_whole(target: str) -> None:
    with pytest.raises(InvalidInput):
        wished(DRAFT, "w", TargetWanted("laptop", "uptime", Decimal(target)), PRICING)


def test_removing_a_line_that_is_gone_is_not_found() -> None:
    with pytest.raises(NotFound):
        remove_line(remove_line(DRAFT, "phone"), "phone")
