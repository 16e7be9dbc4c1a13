"""What the pages show to whom, and what is answered where there is nothing to show."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.agreement_lists import AgreementFilter
from domain.errors import Unavailable
from domain.words import day_in_words
from services.sessions import SessionUseCases
from tests.services.office import AT, Office
from tests.web.visitor import Visitor
from web import agreement_list

MARKUP = "<b>Fire</b> & {{ water }}"


def test_a_customer_sees_the_agreements_of_their_own_organization_only(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    own = visitor.office.services.agreements.own(visitor.office.actor("maria"), size=25)
    everything = visitor.office.services.agreements.list(
        visitor.office.actor("dana"), AgreementFilter(include_closed=True), size=200
    )
    others = {row.summary.number for row in everything.rows} - {row.summary.number for row in own.rows}
    assert others
    for row in own.rows:
        assert row.summary.number in visitor.text
    assert not any(number in visitor.text for number in others)


def test_an_organization_in_a_customers_address_is_not_looked_at(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    visitor.get("/")
    own = visitor.text
    visitor.get("/?organization=fns&whose=all")
    assert visitor.text == own


def test_staff_see_what_they_lead_all_and_one_organization(visitor: Visitor) -> None:
    visitor.sign_in("james")
    led = visitor.text
    visitor.get("/?whose=all")
    assert len(visitor.text) > len(led)
    visitor.get("/?organization=fns")
    assert "SLA-2027-0051" in visitor.text
    assert "SLA-2027-0041" not in visitor.text


def test_a_long_list_is_turned_page_by_page_and_keeps_what_was_chosen(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement_list, "PAGE_SIZE", 4)
    visitor.sign_in("dana")
    visitor.get("/?whose=all&closed=yes")
    assert 'href="/?whose=all&amp;closed=yes&amp;page=1"' in visitor.html
    first = visitor.text
    assert visitor.get("/?whose=all&closed=yes&page=1") == 200
    assert visitor.text != first
    assert "Page before" in visitor.text


@pytest.mark.parametrize("page", ["-1", "x", "١", "99999999999999999999", "99999"])
def test_a_page_that_makes_no_sense_is_no_error(visitor: Visitor, page: str) -> None:
    visitor.sign_in("dana")
    assert visitor.get(f"/?whose=all&page={page}") == 200


def test_what_a_person_typed_is_shown_as_it_was_typed(visitor: Visitor) -> None:
    office = visitor.office
    number = office.services.agreements.own(office.actor("maria")).rows[0].summary.number
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(number)
        assert agreement
        work.agreements.save(replace(agreement, title=MARKUP))
        work.commit()
    visitor.sign_in("maria")
    assert "&lt;b&gt;Fire&lt;/b&gt; &amp; {{ water }}" in visitor.html


def test_the_calendar_of_renewals_lists_a_fiscal_year(visitor: Visitor) -> None:
    visitor.sign_in("dana", "/renewals?year=2027")
    found = visitor.office.services.renewal_calendar.year(visitor.office.actor("dana"), "2027", size=50)
    assert found.count
    for item in found.items:
        assert item.number in visitor.text
        assert item.organization.name in visitor.text


def test_the_month_shows_each_end_on_its_day(visitor: Visitor) -> None:
    calendar, dana = visitor.office.services.renewal_calendar, visitor.office.actor("dana")
    first = calendar.year(dana, "2027").items[0].term.end
    visitor.sign_in("dana", f"/renewals/month?month={first:%Y-%m}")
    for day in calendar.month(dana, first):
        cell = visitor.html.partition(day_in_words(day.day))[2].partition("</td>")[0]
        assert all(item.number in cell for item in day.items)


def test_the_workload_counts_every_month_and_names_who_leads(visitor: Visitor) -> None:
    visitor.sign_in("dana", "/renewals/workload?year=2027")
    work = visitor.office.services.renewal_calendar.workload(visitor.office.actor("dana"), "2027")
    assert f"{work.count} terms end in FY2027" in visitor.text
    assert "October 2026" in visitor.text
    assert "September 2027" in visitor.text


def test_the_year_is_downloaded_as_a_table_and_as_a_calendar(visitor: Visitor) -> None:
    visitor.sign_in("dana")
    visitor.get("/renewals.csv?year=2027")
    assert visitor.response.headers["Content-Disposition"] == 'attachment; filename="renewals-FY2027.csv"'
    rows = list(csv.DictReader(io.StringIO(visitor.html.removeprefix("\ufeff"))))
    listed = visitor.office.services.renewal_calendar.all_of_year(visitor.office.actor("dana"), "2027")
    assert [row["Agreement"] for row in rows] == [item.number for item in listed.items]
    visitor.get("/renewals.ics?year=2027")
    assert visitor.html.startswith("BEGIN:VCALENDAR")


def test_a_customer_gets_the_renewals_of_their_own_organization(visitor: Visitor) -> None:
    every = visitor.office.services.renewal_calendar.all_of_year(visitor.office.actor("dana"), "2027").items
    own = {item.number for item in every if item.organization.key == "nrcs"}
    visitor.sign_in("maria")
    for path in ("/renewals?year=2027", "/renewals.csv?year=2027"):
        visitor.get(path)
        assert {item.number for item in every if item.number in visitor.html} == own
    assert 0 < len(own) < len(every)


@pytest.mark.parametrize("path", ["/renewals", "/renewals/month", "/renewals/workload", "/renewals.csv"])
def test_another_organizations_renewals_look_like_a_page_that_does_not_exist(visitor: Visitor, path: str) -> None:
    visitor.sign_in("maria")
    assert visitor.get(f"{path}?organization=fns&year=2027") == 404
    refused = visitor.text
    assert visitor.get(f"{path}?organization=no-such-key&year=2027") == 404
    assert visitor.text == refused
    assert "no such page, or it is not for you" in refused


@pytest.mark.parametrize(
    "asked", ["month=2026-13", "month=soon", "year=1999", "year=x", "month=0001-01", "month=9999-12"]
)
def test_a_time_that_is_none_is_answered_with_a_sentence(visitor: Visitor, asked: str) -> None:
    visitor.sign_in("dana")
    for path in ("/renewals", "/renewals/month", "/renewals/workload", "/renewals.ics"):
        assert visitor.get(f"{path}?{asked}") == 400
        assert "is not a" in visitor.text


def test_the_first_and_the_last_month_that_there_are_can_be_shown(visitor: Visitor) -> None:
    visitor.sign_in("dana")
    for month in ("1999-10", "2099-09", "2026-12"):
        assert visitor.get(f"/renewals/month?month={month}") == 200


def test_a_page_that_does_not_exist_says_so_to_everyone(visitor: Visitor) -> None:
    assert visitor.get("/agreements/SLA-2027-0041/nothing") == 404
    assert "no such page" in visitor.text


def test_a_database_that_does_not_answer_is_said_in_a_sentence(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: SessionUseCases, token: str) -> None:
        raise Unavailable("The database does not answer.")

    visitor.sign_in("maria")
    monkeypatch.setattr(SessionUseCases, "actor", away)
    assert visitor.get("/") == 503
    assert "The database does not answer." in visitor.text


def test_a_mistake_of_ours_is_said_in_a_sentence_without_its_details(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: SessionUseCases, token: str) -> None:
        raise RuntimeError("a secret detail")

    visitor.sign_in("maria")
    monkeypatch.setattr(SessionUseCases, "actor", broken)
    assert visitor.get("/") == 500
    assert "Something went wrong here." in visitor.text
    assert "secret" not in visitor.html


def test_an_address_that_is_for_forms_only_and_a_form_that_is_too_large_are_refused_politely(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    assert visitor.get("/sign-out") == 405
    assert "no such page" in visitor.text
    visitor.get("/account")
    assert visitor.post("/sign-out", more="x" * 2_000_000) == 413
    assert visitor.get("/account") == 200


def test_moments_are_shown_in_the_readers_own_zone(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    assert "As of November 2, 2026, 9:00 AM CST." in visitor.text
    visitor.office.clock.pass_by(days=-3)
    visitor.get("/")
    assert "CDT" in visitor.text


def test_today_decides_which_month_is_shown_first(office: Office) -> None:
    visitor = Visitor(office).sign_in("dana", "/renewals/month")
    assert "Renewals in November 2026" in visitor.text
    office.clock.at = AT + timedelta(days=30)
    visitor = Visitor(office).sign_in("dana", "/renewals/month")
    assert "Renewals in December 2026" in visitor.text
