"""When a price is meant: parts of a year, terms of several years, and what a long question only tells."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bot.handlers import prices
from bot.handlers.estimate_modals import added, changed, open_add, open_change
from bot.price_terms import period_asked
from bot.replies import Modal, Outcome, Reply
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear, Period
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_modal, check_reply, shown
from tests.bot.saying import Named, a_click, a_turn, submitted

L: Named = ("service", "laptops", "managed_laptop")
NOTICE = "Illustrative prices"


def q(number: int) -> Named:
    return ("quantity", str(number), number)


def ask(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    reply = prices.ask_price(a_turn(services, text, "ask_price", *named, memory=memory))
    check_reply(reply)
    return reply


def pressed(services: Services, reply: Reply, name: str) -> Reply:
    outcome = prices.show(a_click(services, button(reply, name)))
    assert isinstance(outcome, Reply)
    return outcome


def opened(outcome: Outcome) -> Mapping[str, Any]:
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


YEAR = FiscalYear("2027")
PARTS: list[tuple[str, str | None, Period | None]] = [
    ("for six months", None, Period(date(2026, 10, 1), date(2027, 3, 31))),
    ("prorated price for 7 months", None, Period(date(2026, 10, 1), date(2027, 4, 30))),
    ("for half a year", None, Period(date(2026, 10, 1), date(2027, 3, 31))),
    ("if we begin in January", "2027-01-01/2027-02-01", Period(date(2027, 1, 1), date(2027, 9, 30))),
    ("starting March 15", "2027-03-15", Period(date(2027, 3, 15), date(2027, 9, 30))),
    ("for the second quarter", "2027-01-01/2027-04-01", Period(date(2027, 1, 1), date(2027, 3, 31))),
    ("for 12 months", None, YEAR.period),
    ("for the year", None, None),
    ("on May 5", "2027-05-05", None),
    ("for 7 and a half months", None, Period(date(2026, 10, 1), date(2027, 5, 16))),
    ("for 6 weeks", None, Period(date(2026, 10, 1), date(2026, 11, 11))),
    ("for 2 years", None, Period(date(2026, 10, 1), date(2028, 9, 30))),
    ("a 3-year term", None, Period(date(2026, 10, 1), date(2029, 9, 30))),
    ("for a year and a half", None, Period(date(2026, 10, 1), date(2028, 3, 31))),
    ("for three years starting October", "2027-10-01", Period(date(2027, 10, 1), date(2030, 9, 30))),
    ("18 months from January 2027", "2028-07-31", Period(date(2027, 1, 1), date(2028, 6, 30))),
    ("for the next 6 months", "2026-11-02/2027-05-02", Period(date(2026, 11, 2), date(2027, 5, 1))),
    ("from January 2027 to March 2028", "2027-01-01/2028-04-01", Period(date(2027, 1, 1), date(2028, 3, 31))),
    ("for the next three fiscal years", None, Period(date(2026, 10, 1), date(2029, 9, 30))),
    ("laptops that are 3 years old", None, None),
    ("replaced every 3 years", None, None),
    ("for a year", None, YEAR.period),
]


@pytest.mark.parametrize(("text", "time", "wanted"), PARTS)
def test_a_part_of_the_year_is_priced_as_such(
    services: Services, text: str, time: str | None, wanted: Period | None
) -> None:
    named: tuple[Named, ...] = (("time", text.split()[-1], time),) if time else ()
    assert period_asked(a_turn(services, text, "ask_price", *named), YEAR) == wanted


@pytest.mark.parametrize("text", ["for 0 months", "for 121 months", "for 999 months"])
def test_a_term_that_cannot_be_is_refused_with_what_to_do(services: Services, text: str) -> None:
    with pytest.raises(InvalidInput, match="up to 10 years"):
        period_asked(a_turn(services, text, "ask_price"), YEAR)


JOINED = ["FY2027 and FY2028", "FY2027 to FY2028", "FY2027, FY2028"]


@pytest.mark.parametrize("text", JOINED)
def test_two_years_that_are_named_together_are_both_priced(services: Services, text: str) -> None:
    turn = a_turn(services, text, "ask_price", ("fiscal_year", "FY2027", "2027"), ("fiscal_year", "FY2028", "2028"))
    assert period_asked(turn, YEAR) == Period(date(2026, 10, 1), date(2028, 9, 30))


def test_february_29_is_the_28th_in_a_year_that_has_none(services: Services) -> None:
    named: tuple[Named, ...] = (("fiscal_year", "FY2027", "2027"), ("time", "February 29", "2028-02-29"))
    turn = a_turn(services, "40 laptops in FY2027 from February 29", "ask_price", *named)
    assert period_asked(turn, YEAR) == Period(date(2027, 2, 28), date(2027, 9, 30))


def test_until_a_day_begins_with_the_year(services: Services) -> None:
    turn = a_turn(services, "40 laptops until March 31", "ask_price", ("time", "March 31", "2027-03-31"))
    assert period_asked(turn, YEAR) == Period(date(2026, 10, 1), date(2027, 3, 31))


def test_through_a_year_begins_with_this_one(services: Services) -> None:
    turn = a_turn(services, "through FY2029", "ask_price", ("fiscal_year", "FY2029", "2029"))
    assert period_asked(turn, FiscalYear("2029")) == Period(date(2026, 10, 1), date(2029, 9, 30))


# -- what is answered ---------------------------------------------------------------------------------------------


def test_a_term_of_several_years_costs_each_years_price(services: Services) -> None:
    reply = ask(services, "40 laptops for 2 years", q(40), L)
    assert "October 1, 2026 to September 30, 2028 (24 months): The whole term $104,280.00" in reply.text
    assert "In all $104,730.00" in reply.text
    assert "FY2028, 12 months: $52,920.00" in reply.text
    assert "Estimate for FY2028:" in pressed(services, reply, "Only FY2028").text
    assert NOTICE in shown(reply)


def test_a_term_beyond_the_prices_says_up_to_when_there_are_some(services: Services) -> None:
    time: Named = ("time", "starting October", "2027-10-01")
    reply = ask(services, "40 laptops for three years starting October", q(40), L, time)
    assert reply.text.startswith(
        "Prices exist up to September 30, 2028. "
        "There are no prices for October 1, 2028 to September 30, 2030 (24 months)"
    )
    assert "The part with prices $52,920.00" in reply.text


def test_what_follows_a_term_keeps_it(services: Services) -> None:
    two_years = ask(services, "40 laptops for 2 years", q(40), L)
    more = ask(services, "and for 50?", q(50), memory=two_years.memory)
    assert "(24 months)" in more.text
    assert "50 laptops at" in more.text
    year = ask(services, "for a year", memory=more.memory)
    assert year.text.startswith("Estimate for FY2027:")


def test_the_form_of_a_term_changes_its_days(services: Services) -> None:
    term = ask(services, "40 laptops for 2 years", q(40), L)
    view = opened(open_change(a_click(services, button(term, "Change"))))
    assert "fiscal_year" not in [block["block_id"] for block in view["blocks"]]
    values = {"q:managed_laptop": "50", "start": "2026-10-01", "end": "2027-12-31"}
    reply = changed(submitted(services, view, values))
    assert isinstance(reply, Reply)
    assert "October 1, 2026 to December 31, 2027 (15 months)" in reply.text


def test_a_service_is_added_to_a_term(services: Services) -> None:
    term = ask(services, "40 laptops for 2 years", q(40), L)
    view = opened(open_add(a_click(services, button(term, "Add a service"))))
    reply = added(submitted(services, view, {"service": "mailbox", "quantity": "60"}))
    assert isinstance(reply, Reply)
    assert "(24 months)" in reply.text
    assert "60 mailboxes at" in reply.text


STORIES: list[tuple[str, tuple[Named, ...]]] = [
    (
        "We had 12 laptops in FY2019 and our office has grown a lot since. How much would 40 laptops cost us now?",
        (q(12), L, ("fiscal_year", "FY2019", "2019"), q(40), L),
    ),
    (
        "Our budget from FY2024 is long gone, my boss wants a number by Friday, what do 40 laptops cost per year?",
        (("fiscal_year", "FY2024", "2024"), ("time", "Friday", "2026-11-06"), q(40), L),
    ),
    (
        "We are taking on 12 interns this summer and need 40 laptops for everybody, how much is that?",
        (q(12), ("time", "summer", "2027-06-01/2027-09-01"), q(40), L),
    ),
]


@pytest.mark.parametrize(("text", "named"), STORIES)
def test_what_a_long_question_only_tells_does_not_change_the_answer(
    services: Services, text: str, named: tuple[Named, ...]
) -> None:
    reply = ask(services, text, *named)
    assert reply.text.startswith("Estimate for FY2027: Per year $51,360.00")


def test_the_year_beside_the_services_counts_in_a_long_question(services: Services) -> None:
    text = "Last year our interns shared phones and it was a mess. I need to budget 25 laptops for FY2028, what is it?"
    named: tuple[Named, ...] = (
        ("fiscal_year", "Last year", "2026"), q(25), L, ("fiscal_year", "FY2028", "2028"),
    )  # fmt: skip
    assert ask(services, text, *named).text.startswith("Estimate for FY2028")


BEGINNINGS: list[tuple[str, str, str, str]] = [
    ("40 laptops for 15 months from March", "2027-03-01", "2027-05-01/2027-06-01", "May 1, 2027 to July 31, 2028"),
    ("40 laptops for 6 months from April", "2027-04-01", "2027-05-01/2027-06-01", "May 1, 2027 to October 31, 2027"),
    ("40 laptops for a year from March 15", "2027-03-15", "2027-05-01/2027-06-01", "May 1, 2027 to April 30, 2028"),
    ("40 laptops from March", "2027-03-01", "2027-05-01/2027-06-01", "May 1, 2027 to September 30, 2027"),
    ("40 laptops from January to June", "2027-01-01/2027-07-01", "2027-03-01/2027-04-01", "March 1, 2027 to June 30"),
]


@pytest.mark.parametrize(("text", "time", "other", "term"), BEGINNINGS)
def test_another_beginning_keeps_the_length_that_was_said_and_else_the_end(
    services: Services, text: str, time: str, other: str, term: str
) -> None:
    first = ask(services, text, ("quantity", "40", 40), L, ("time", text.split("from ")[1], time))
    again = ask(services, "no, from May", ("time", "May", other), memory=first.memory)
    assert term in again.text


def test_the_length_stays_with_an_estimate_that_is_changed(services: Services) -> None:
    first = ask(services, "40 laptops for 15 months from March", q(40), L, ("time", "March", "2027-03-01"))
    more = ask(services, "50", q(50), memory=first.memory)
    again = ask(services, "no, from May", ("time", "May", "2027-05-01/2027-06-01"), memory=more.memory)
    assert "May 1, 2027 to July 31, 2028" in again.text
    assert "50 laptops at" in again.text
