"""The portfolio: for staff only, the same figures as the use cases, narrowed and ordered by the address."""

import pytest

from domain.fiscal import FiscalYear
from domain.money import format_money
from services.performance_cards import Portfolio, VerdictCounts
from tests.services.office import Office
from tests.web.visitor import Visitor
from web.portfolio import PAGE_SIZE, Narrowing, share_in_words

YEAR = FiscalYear("2027")


def portfolio(office: Office) -> Portfolio:
    return office.services.performance.portfolio(office.actor("dana"), YEAR.period)


def test_every_customer_and_service_has_its_counts(visitor: Visitor) -> None:
    visitor.sign_in("dana", "/portfolio")
    found = portfolio(visitor.office)
    assert found.total.met + found.total.missed
    for each in (*found.customers, *found.services):
        counts = f"{each.name} {each.met} {each.missed} {each.no_data} {share_in_words(each)}"
        assert counts in visitor.text


def test_for_customers_it_does_not_exist(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    assert "Portfolio" not in visitor.text
    assert visitor.get("/portfolio") == 404
    assert "no such page, or it is not for you" in visitor.text


def test_who_is_not_signed_in_is_asked_to(visitor: Visitor) -> None:
    visitor.get("/portfolio")
    assert visitor.path == "/sign-in"


def test_it_is_narrowed_by_name_and_to_what_was_missed(visitor: Visitor) -> None:
    visitor.sign_in("dana", "/portfolio?words=forest")
    assert "1 customer " in visitor.text
    assert "Risk Management Agency" not in visitor.html.partition("Money by month")[0]
    visitor.get("/portfolio?only=missed")
    missed = [each for each in portfolio(visitor.office).customers if each.missed]
    assert f"{len(missed)} customer" in visitor.text
    visitor.get("/portfolio?words=%3Cb%3E")
    assert "Nothing fits" in visitor.text
    assert "<b>" not in visitor.html


def test_months_show_what_was_due_and_what_arrived(visitor: Visitor) -> None:
    visitor.sign_in("dana", "/portfolio?period=FY2026")
    months = visitor.office.services.money.by_month(visitor.office.actor("dana"), FiscalYear("2026"))
    assert any(each.arrived for each in months)
    for each in months:
        assert f"{each.month:%B %Y} {format_money(each.due)} {format_money(each.arrived)}" in visitor.text


def test_renewals_ahead_and_the_work_of_each_lead_are_listed(visitor: Visitor) -> None:
    visitor.sign_in("dana", "/portfolio")
    ahead = visitor.office.services.agreements.renewals(visitor.office.actor("dana"))
    assert ahead.items
    for item in ahead.items:
        assert item.row.summary.number in visitor.text
    assert "6 terms end in FY2027" in visitor.text


@pytest.mark.parametrize("asked", ["from=2026-10-05&to=2026-10-20", "period=soon"])
def test_a_period_that_cannot_be_shown_is_answered_with_a_sentence(visitor: Visitor, asked: str) -> None:
    visitor.sign_in("dana")
    assert visitor.get(f"/portfolio?{asked}") == 400


@pytest.mark.parametrize("asked", ["sort=x", "only=x", "page=99", "services=-1", "page=x&words=" + "w" * 3_000])
def test_a_question_that_makes_no_sense_is_no_error(visitor: Visitor, asked: str) -> None:
    visitor.sign_in("dana")
    assert visitor.get(f"/portfolio?{asked}") == 200


def counts(name: str, met: int = 0, missed: int = 0, no_data: int = 0) -> VerdictCounts:
    return VerdictCounts(name.lower(), name, met, missed, no_data)


def test_orders_put_what_needs_a_look_first() -> None:
    found = [counts("Bees", 9, 1), counts("ants", 1, 1, 5), counts("Cats"), counts("Dogs", 0, 3, 9)]

    def order(sort: str) -> list[str]:
        return [each.name for each in Narrowing("", "", sort).page(found, 0).rows]

    assert order("") == ["ants", "Bees", "Cats", "Dogs"]
    assert order("missed") == ["Dogs", "ants", "Bees", "Cats"]
    assert order("share") == ["Dogs", "ants", "Bees", "Cats"]
    assert order("no_data") == ["Dogs", "ants", "Bees", "Cats"]


def test_many_customers_come_page_by_page_and_none_is_lost() -> None:
    found = [counts(f"Agency {number:03}", number % 3, number % 2) for number in range(2 * PAGE_SIZE + 1)]
    shown = [Narrowing("", "", "missed").page(found, page) for page in range(3)]
    assert [each.has_next for each in shown] == [True, True, False]
    assert sorted(row.name for each in shown for row in each.rows) == [each.name for each in found]
