"""The page of an agreement: what it shows to whom, and what is answered where there is nothing to show."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from domain.errors import NotAllowed
from domain.fiscal import FiscalYear, Period
from domain.money import format_money
from services.agreement_cards import AgreementStatus
from services.performance_cards import AgreementPerformance
from tests.services.office import AT, Office
from tests.web.visitor import Visitor

RUNNING, SURVEYED, OF_FNS = "SLA-2026-0003", "SLA-2027-0041", "SLA-2027-0051"
"""Of APHIS with requests and measurements, of NRCS before anything is signed, of FNS."""
MARKUP = '"><b>Fire</b> & {{ water }}'
YEAR = FiscalYear("2027").period


def page(number: str) -> str:
    return f"/agreements/{number}"


def status(office: Office, number: str = RUNNING) -> AgreementStatus:
    return office.services.agreements.status(office.actor("dana"), number)


def performance(office: Office, period: Period = YEAR) -> AgreementPerformance:
    return office.services.performance.view(office.actor("dana"), RUNNING, period)


def test_it_shows_where_the_agreement_stands_and_who_is_waited_for(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    shown = status(visitor.office)
    assert shown.turn
    for words in (shown.title, shown.organization.name, format_money(shown.annual_amount), shown.turn.action):
        assert words in visitor.text
    assert f"is waited for: {shown.turn.action}" in visitor.text


def test_every_agreed_level_has_a_row_with_its_target_value_and_verdict(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    found = performance(visitor.office)
    assert any(row.attainment.tally.number for row in found.rows)
    for row in found.rows:
        whole = row.attainment
        assert f"{whole.service_name} : {whole.metric.measure} {whole.metric.target_words}" in visitor.text
    assert f"In FY2027, 0 of {len(found.rows)} levels met, 3 missed" in visitor.text


def test_what_is_measured_has_a_chart_with_its_data_beside_it(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    assert visitor.html.count('<svg role="img" aria-label="') == 3
    assert "Managed laptop: Time until a technician answers a reported problem, by month" in visitor.text
    assert "October 2026 2.5 at most 2 business hours missed 2" in visitor.text


def test_charts_of_another_service_or_of_all_are_asked_for_by_links(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    assert "Service desk, by month" not in visitor.text
    visitor.get(f"{page(RUNNING)}?service=service_desk")
    assert "Service desk, by month" in visitor.text
    assert "nothing was measured. The target is at most 60 seconds" in visitor.text
    visitor.get(f"{page(RUNNING)}?service=all")
    assert "All services, by month" in visitor.text
    assert visitor.get(f"{page(RUNNING)}?service=no-such-service") == 200
    assert "Managed laptop, by month" in visitor.text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("period=FY2026", "In FY2026"),
        ("period=FY2027-Q1", "In the first quarter of FY2027"),
        ("period=2026-10", "In October 2026"),
        ("from=2026-10-05&to=2026-10-20", "In October 5, 2026 to October 20, 2026"),
    ],
)
def test_the_period_is_a_year_a_quarter_a_month_or_any_days(visitor: Visitor, asked: str, words: str) -> None:
    visitor.sign_in("fatima")
    assert visitor.get(f"{page(RUNNING)}?{asked}") == 200
    nothing = "Nothing is measured in" + words.removeprefix("In")
    assert words in visitor.text or nothing in visitor.text


def test_the_days_that_are_asked_for_decide_what_counts(visitor: Visitor) -> None:
    visitor.sign_in("fatima")
    for period in (Period(date(2026, 10, 1), date(2026, 10, 12)), Period(date(2026, 10, 1), date(2026, 10, 31))):
        visitor.get(f"{page(RUNNING)}?from={period.start}&to={period.end}")
        first = performance(visitor.office, period).rows[0].attainment
        assert f"{first.verdict} {first.tally.number} " in visitor.text


@pytest.mark.parametrize("asked", ["period=2026-13", "period=soon", "period=FY1999", "from=2026-10-05", "to=x&from=y",
                                   "from=2026-10-05&to=2026-10-04", "from=2026-10-01&to=9999-12-31",
                                   "from=2026-10-01&to=2032-10-31", "from=0001-01-01&to=0001-02-01"])  # fmt: skip
def test_a_period_that_is_none_is_answered_with_a_sentence(visitor: Visitor, asked: str) -> None:
    visitor.sign_in("fatima")
    assert visitor.get(f"{page(RUNNING)}?{asked}") == 400
    assert "Your agreements" in visitor.text


def test_a_period_outside_the_term_is_said_and_the_rest_of_the_page_stays(visitor: Visitor) -> None:
    visitor.sign_in("fatima")
    assert visitor.get(f"{page(RUNNING)}?period=FY2030") == 200
    assert "Give a period within it" in visitor.text
    assert "REQ-1001" in visitor.text


def test_months_still_to_come_are_not_shown_as_without_data(visitor: Visitor) -> None:
    visitor.sign_in("fatima", f"{page(RUNNING)}?period=FY2027")
    charts = visitor.html.partition('id="charts"')[2]
    assert "November 2026" in charts
    assert "December 2026" not in charts


def test_requests_payments_and_documents_are_those_of_the_agreement(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    actor = visitor.office.actor("fatima")
    paid = visitor.office.services.funding.schedule(actor, RUNNING)
    for amount in (paid.total, paid.arrived, paid.outstanding):
        assert format_money(amount) in visitor.text
    requests = visitor.office.services.support_requests.of_agreement(actor, RUNNING)
    assert requests.rows
    for row in requests.rows:
        assert row.request.number in visitor.text


def test_a_part_that_has_nothing_yet_says_so(visitor: Visitor) -> None:
    visitor.sign_in("maria", page(SURVEYED))
    assert "has no payment schedule yet" in visitor.text
    assert "There are no documents yet" in visitor.text
    assert "Nothing is measured in FY2028 yet" in visitor.text
    assert "<svg" not in visitor.html


def test_a_colleague_without_a_role_sees_the_page_without_what_is_for_contacts(visitor: Visitor) -> None:
    office = visitor.office
    colleague = office.actor("fatima")
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(RUNNING)
        assert agreement
        others = tuple(each for each in agreement.contacts if each.person_id != colleague.id)
        work.agreements.save(replace(agreement, contacts=others))
        work.commit()
    with pytest.raises(NotAllowed):
        office.services.meetings.of_agreement(colleague, RUNNING)
    visitor.sign_in("fatima")
    assert visitor.get(page(RUNNING)) == 200
    assert agreement.title in visitor.text


def test_a_document_is_downloaded_as_it_was_kept(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    kept = visitor.office.services.agreement_documents.documents(visitor.office.actor("fatima"), RUNNING)[0]
    assert f'href="/agreements/{RUNNING}/documents/{kept.id}"' in visitor.html
    sent = visitor.client.get(f"/agreements/{RUNNING}/documents/{kept.id}", base_url=visitor.public_url)
    assert sent.headers["Content-Disposition"] == f"attachment; filename={kept.name}"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.mimetype == "application/pdf"
    assert hashlib.sha256(sent.get_data()).hexdigest() == kept.sha256


def test_another_organizations_agreement_looks_like_one_that_does_not_exist(visitor: Visitor) -> None:
    kept = visitor.office.services.agreement_documents.documents(visitor.office.actor("dana"), RUNNING)[0]
    visitor.sign_in("maria")
    assert visitor.get(page("SLA-2027-9999")) == 404
    unknown = visitor.text
    others = (page(OF_FNS), page(RUNNING), f"{page(RUNNING)}?period=x", f"{page(RUNNING)}/documents/{kept.id}")
    for path in (*others, f"{page(SURVEYED)}/documents/{kept.id}", page("%00"), page("é" * 300)):
        assert visitor.get(path) == 404, path
        assert visitor.text == unknown, path


@pytest.mark.parametrize("cookie", ["", "forged", "eyJzZXNzaW9uIjoiYSJ9.aaaa.bbbb"])
def test_who_is_not_signed_in_sees_nothing_of_it(visitor: Visitor, cookie: str) -> None:
    visitor.client.set_cookie("__Host-cec", cookie, domain="cec.example.gov", secure=True)
    for number in (RUNNING, "SLA-2027-9999"):
        assert visitor.get(page(number)) == 200
        assert visitor.path == "/sign-in"
        assert "Seat services" not in visitor.text


def test_who_left_sees_nothing_of_it_any_more(visitor: Visitor) -> None:
    visitor.sign_in("fatima", page(RUNNING))
    with visitor.office.storage.unit_of_work() as work:
        person = work.people.get(visitor.office.actor("fatima").id)
        work.people.save(replace(person, active=False))
        work.commit()
    visitor.get(page(RUNNING))
    assert visitor.path == "/sign-in"


def test_what_people_typed_is_shown_as_it_was_typed(visitor: Visitor) -> None:
    with visitor.office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(RUNNING)
        assert agreement
        lines = tuple(replace(line, name=f"{line.name} {MARKUP}") for line in agreement.lines)
        work.agreements.save(replace(agreement, title=MARKUP, lines=lines))
        work.commit()
    visitor.sign_in("fatima", page(RUNNING))
    assert "<b>Fire" not in visitor.html
    assert MARKUP in visitor.text


def test_a_term_that_has_not_begun_is_shown_in_its_first_year(visitor: Visitor) -> None:
    visitor.sign_in("dana", page(SURVEYED))
    assert status(visitor.office, SURVEYED).term.start > AT.date()
    assert "Agreed levels in FY2028" in visitor.text


def test_the_page_reads_every_agreement_of_the_office(visitor: Visitor) -> None:
    visitor.sign_in("dana")
    with visitor.office.storage.reading() as work:
        numbers = [each.number for each in work.whole_tables.agreements()]
    assert len(numbers) > 10
    for number in numbers:
        assert visitor.get(page(number)) == 200, number
        assert number in visitor.text
