"""The calendar of renewals: list, month, workload and files."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
import vobject  # type: ignore[import-untyped]

from domain.errors import InvalidInput, NotAllowed
from domain.fiscal import FiscalYear
from domain.renewals import RenewalState
from tests.services.office import Office
from tests.services.renewal_steps import FS, agreement_of, save, start

IN_2027 = ["SLA-2026-0015", "SLA-2026-0003", "SLA-2026-0011", "SLA-2026-0007", "SLA-2026-0019", "SLA-2027-0004"]


def numbers(office: Office, who: str = "james", year: str | None = None, **narrowed: str) -> list[str]:
    calendar = office.services.renewal_calendar
    page = calendar.year(office.actor(who), year, narrowed.get("organization"), narrowed.get("owner"), size=50)
    return [item.number for item in page.items]


class TestList:
    def test_a_year_has_what_ends_in_it_the_earliest_first(self, reading: Office):
        assert numbers(reading)[: len(IN_2027)] == IN_2027
        assert set(numbers(reading, year="FY27")) == set(numbers(reading))
        assert numbers(reading, year="2040") == []

    def test_customers_see_their_own(self, reading: Office):
        assert numbers(reading, "maria") == ["SLA-2026-0007"]
        with pytest.raises(NotAllowed):
            numbers(reading, "maria", organization="fs")
        with pytest.raises(NotAllowed):
            numbers(reading, "nina")

    def test_staff_narrow_it_to_an_organization_or_a_lead(self, reading: Office):
        assert numbers(reading, organization="fs")[0] == FS
        assert set(numbers(reading, owner="p-james")) < set(numbers(reading))

    def test_what_is_no_year_is_refused(self, reading: Office):
        with pytest.raises(InvalidInput, match="FY2027"):
            numbers(reading, year="next spring")

    def test_an_item_says_how_its_renewal_stands(self, office: Office):
        james = office.actor("james")
        number = start(office).number
        office.services.renewals.not_renewing(james, "SLA-2026-0007", "They move.")
        items = {item.number: item for item in office.services.renewal_calendar.year(james, size=50).items}
        assert (items[FS].state, items[FS].successor) == (RenewalState.UNDER_WAY, number)
        assert items["SLA-2026-0007"].not_renewing == "They move."

    def test_pages_follow_each_other(self, reading: Office):
        james = reading.actor("james")
        first, second = (reading.services.renewal_calendar.year(james, page=page, size=2) for page in (0, 1))
        assert [item.number for item in (*first.items, *second.items)] == IN_2027[:4]
        assert first.has_next


def test_a_month_shows_the_days_on_which_terms_end(reading: Office):
    days = reading.services.renewal_calendar.month(reading.actor("james"), date(2026, 12, 1))
    assert [(each.day, [item.number for item in each.items]) for each in days] == [
        (date(2026, 12, 7), ["SLA-2026-0003"]),
        (date(2026, 12, 17), [FS]),
    ]


class TestWorkload:
    def test_each_month_says_who_has_how_many(self, reading: Office):
        load = reading.services.renewal_calendar.workload(reading.actor("james"))
        assert (load.year, len(load.months)) == (FiscalYear("2027"), 12)
        assert load.count == len(numbers(reading))
        december = load.months[2]
        assert (december.load.count, december.load.refused, december.load.to_start) == (2, 0, 1)
        assert {(each.owner.name if each.owner else None, each.count) for each in december.owners} == {
            ("James Okafor", 1),
            ("Priya Raman", 1),
        }

    def test_the_rush_is_named(self, office: Office):
        agreement = agreement_of(office, "SLA-2026-0007")
        save(office, replace(agreement, term=replace(agreement.term, end=date(2026, 12, 30))))
        load = office.services.renewal_calendar.workload(office.actor("james"))
        assert [month.load.month.start for month in load.busiest] == [date(2026, 12, 1)]

    def test_what_is_not_renewed_ends_but_is_not_to_be_started(self, office: Office):
        office.services.renewals.not_renewing(office.actor("james"), FS, "They move.")
        december = office.services.renewal_calendar.workload(office.actor("james")).months[2]
        assert (december.load.count, december.load.refused, december.load.to_start) == (2, 1, 0)
        assert [each.owner.name for each in december.owners if each.owner] == ["Priya Raman"]

    def test_customers_see_the_load_of_their_own(self, reading: Office):
        assert reading.services.renewal_calendar.workload(reading.actor("maria")).count == 1


class TestFiles:
    def test_the_table_has_every_agreement_and_no_formula(self, office: Office):
        save(office, replace(agreement_of(office), title='=HYPERLINK("http://x")'))
        file = office.services.renewal_calendar.csv(office.actor("james"), "2027")
        assert file.name == "renewals-FY2027.csv"
        rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert [row["Agreement"] for row in rows] == numbers(office)
        found = next(row for row in rows if row["Agreement"] == FS)
        assert found["Title"] == '\'=HYPERLINK("http://x")'
        assert (found["Term ends"], found["Value of a year (USD)"]) == ("2026-12-17", "131718.00")
        assert (found["SML"], found["Renewal"]) == ("James Okafor", "not begun")

    def test_the_calendar_is_read_back_by_another_library(self, office: Office):
        file = office.services.renewal_calendar.ics(office.actor("james"), "2027")
        events = list(vobject.readOne(file.content.decode()).vevent_list)
        assert len(events) == len(numbers(office))
        found = next(event for event in events if FS in event.summary.value)
        assert (found.dtstart.value, found.dtend.value) == (date(2026, 12, 17), date(2026, 12, 18))
        assert "Voice and video" in found.description.value

    def test_the_same_calendar_again_has_the_same_names(self, office: Office):
        first, second = (office.services.renewal_calendar.ics(office.actor("james")) for _ in range(2))
        assert first == second

    def test_customers_get_their_own(self, reading: Office):
        content = reading.services.renewal_calendar.csv(reading.actor("maria")).content.decode("utf-8-sig")
        assert content.count("SLA-") == 1
