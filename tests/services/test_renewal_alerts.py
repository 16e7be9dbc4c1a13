"""Alerts about renewals: on the office's days, to whom they concern, and none once the thing is done."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.alerts import AlertKind
from domain.errors import InvalidInput
from domain.kept_alerts import AlertState
from domain.notices import NoticeKind
from domain.stages import Stage
from services.settings_table import RENEWAL_ALERT_DAYS, RENEWAL_CUSTOMER_DAYS, setting_kind
from tests.services.alert_steps import all_open, happened, lines, posted, swept, the_alert, view
from tests.services.office import Office
from tests.services.renewal_steps import FS, NRCS, agreement_of, save, start

ENDS = date(2026, 12, 17)


def on(day: date) -> datetime:
    """When the office is open on that day."""
    return datetime.combine(day, time(15), UTC)


def told_customer(office: Office) -> list[tuple[str, int]]:
    """Whom, and how many days before the end."""
    coming = [n for n in office.notices() if n.kind is NoticeKind.RENEWAL_COMING and n.facts["number"] == FS]
    return sorted({(notice.to.partition, int(notice.facts["days_left"] or 0)) for notice in coming})


def choose(office: Office, **settings: str) -> None:
    for key, value in settings.items():
        office.services.admin.set_setting(office.actor("dana"), key, value)


def test_the_lead_and_the_staff_channel_are_told_what_matters(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    assert set(posted(office, alert)) == {"U0JAMES", "staff"}
    wanted = alert.alert.wanted
    assert wanted.mark == "60"
    assert (wanted.facts["within"], wanted.facts["ends_on"]) == (60, "2026-12-17")
    assert Decimal(str(wanted.facts["value_change"])) == Decimal("2922.00")
    assert (wanted.facts["used"], wanted.facts["performance"]) == (None, None)


def test_each_of_the_days_is_told_once_in_the_same_message(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    office.services.alerts.claim(office.actor("james"), alert.alert.id)
    for day in (date(2026, 11, 3), date(2026, 11, 17), date(2026, 11, 18), date(2026, 12, 3), date(2026, 12, 10)):
        swept(office, on(day))
        swept(office, on(day))
    assert set(posted(office, alert)) == {"U0JAMES", "staff"}
    assert happened(office, alert).count("renewed") == 3
    assert the_alert(office, AlertKind.RENEWAL, FS).alert.wanted.mark == "7"


def test_a_message_that_says_the_same_is_not_written_again_every_day(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    for day in range(3, 17):
        with office.storage.unit_of_work() as work:
            work.watches.look(alert.alert.wanted.subject)
            work.commit()
        swept(office, on(date(2026, 11, day)))
    assert "changed" not in happened(office, alert)


def test_it_is_settled_when_the_renewal_begins(office: Office):
    swept(office)
    start(office)
    swept(office)
    assert all_open(office, AlertKind.RENEWAL, FS) == []


def test_an_alert_is_settled_at_once_by_what_its_buttons_do(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    start(office)
    assert all_open(office, AlertKind.RENEWAL, FS) == []
    assert view(office, alert).card.alert.settled_why == "The renewal was started as SLA-2027-0054 by James Okafor."
    assert all_open(office, AlertKind.RENEWAL, NRCS)
    office.services.renewals.not_renewing(office.actor("james"), NRCS, "They move.")
    assert all_open(office, AlertKind.RENEWAL, NRCS) == []


def test_it_is_settled_when_it_is_not_renewed_and_comes_back_when_that_is_taken_back(office: Office):
    james = office.actor("james")
    swept(office)
    office.services.renewals.not_renewing(james, FS, "They move.")
    swept(office)
    assert all_open(office, AlertKind.RENEWAL, FS) == []
    office.services.renewals.take_back(james, FS)
    swept(office)
    assert the_alert(office, AlertKind.RENEWAL, FS)


def test_long_before_the_end_nobody_is_told_unless_the_customer_asks(office: Office):
    swept(office)
    assert all_open(office, AlertKind.RENEWAL, "SLA-2027-0004") == []
    with office.storage.reading() as work:
        agreement = work.agreements.by_number("SLA-2027-0004")
        assert agreement
        customer = work.people.get(next(c.person_id for c in agreement.contacts if c.side == "customer"))
    actor = office.services.directory.actor(customer.slack_user_id or "")
    office.services.renewals.ask(actor, "SLA-2027-0004", "For 50 more.")
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, "SLA-2027-0004")
    assert (alert.alert.wanted.mark, alert.alert.wanted.facts["wish"]) == ("asked", "For 50 more.")


def test_the_wish_of_the_customer_is_told_again_to_who_knows_of_the_end(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    office.services.renewals.ask(office.actor("erik"), FS)
    swept(office)
    assert the_alert(office, AlertKind.RENEWAL, FS).alert.wanted.mark == "60, asked"
    assert happened(office, alert).count("renewed") == 1


def test_the_wish_of_the_customer_ends_a_snooze(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    office.services.alerts.snooze(office.actor("priya"), alert.alert.id, on(date(2026, 12, 1)))
    office.services.renewals.ask(office.actor("erik"), FS, "With 20 more.")
    assert the_alert(office, AlertKind.RENEWAL, FS).alert.state is AlertState.OPEN
    assert {("staff", "renewed"), ("U0JAMES", "renewed")} <= set(lines(office, alert))


def test_it_is_snoozed_until_the_end_of_the_term_at_most(office: Office):
    swept(office)
    alert = the_alert(office, AlertKind.RENEWAL, FS)
    james, last_hour = office.actor("james"), datetime.combine(ENDS, time(23), ZoneInfo("America/New_York"))
    with pytest.raises(InvalidInput, match="It is due on December 17, 2026"):
        office.services.alerts.snooze(james, alert.alert.id, last_hour + timedelta(hours=1))
    assert office.services.alerts.snooze(james, alert.alert.id, last_hour).card.alert.state is AlertState.SNOOZED


class TestCustomers:
    def test_at_night_where_they_are_they_are_told_nothing(self, office: Office):
        office.services.renewals.tell_customer_from(office.actor("james"), FS, 30)
        with office.storage.unit_of_work() as work:
            work.people.save(replace(work.people.get("p-erik"), time_zone="America/Los_Angeles"))
            work.commit()
        day = date(2026, 11, 17)
        swept(office, datetime.combine(day, time(14), UTC))  # 9:00 in Washington, 6:00 in Los Angeles
        assert told_customer(office) == []
        swept(office, datetime.combine(day, time(16), UTC))
        assert told_customer(office) == [("U0ERIK", 30)]

    def test_they_are_told_on_each_day_from_the_one_that_staff_chose(self, office: Office):
        office.services.renewals.tell_customer_from(office.actor("james"), FS, 20)
        for left in (31, 30, 21, 20, 19, 14, 8, 7, 1):
            swept(office, on(date.fromordinal(ENDS.toordinal() - left)))
        assert told_customer(office) == [("U0ERIK", left) for left in (1, 7, 14, 20)]

    def test_who_comes_late_tells_only_what_still_matters(self, office: Office):
        office.services.renewals.tell_customer_from(office.actor("james"), FS, 60)
        swept(office)
        assert told_customer(office) == []
        swept(office, on(date(2026, 11, 20)))
        assert told_customer(office) == [("U0ERIK", 27)]

    def test_who_said_that_they_want_to_renew_is_not_asked_again(self, office: Office):
        office.services.renewals.ask(office.actor("erik"), FS)
        swept(office, on(date(2026, 11, 17)))
        assert told_customer(office) == []


class TestLate:
    def test_a_renewal_that_is_not_signed_in_time_is_told_until_it_is(self, office: Office):
        number = start(office).number
        swept(office)
        assert all_open(office, AlertKind.NO_SUCCESSOR, FS) == []
        swept(office, on(date(2026, 11, 17)))
        alert = the_alert(office, AlertKind.NO_SUCCESSOR, FS)
        assert (alert.alert.wanted.mark, alert.alert.wanted.facts["successor"]) == ("30", number)
        swept(office, on(date(2026, 12, 18)))
        assert the_alert(office, AlertKind.NO_SUCCESSOR, FS).alert.wanted.mark == "ended"
        assert ("staff", "renewed") in lines(office, alert)
        assert view(office, alert).card.alert.wanted.since.date() == date(2026, 11, 17)
        save(office, replace(agreement_of(office, number), stage=Stage.STARTUP))
        office.services.agreements.close(office.actor("james"), FS, "Done.")
        swept(office)
        assert all_open(office, AlertKind.NO_SUCCESSOR, FS) == []

    def test_a_term_that_ended_with_nothing_is_one_alert_in_place_of_the_other(self, office: Office):
        swept(office)
        swept(office, on(date(2026, 12, 18)))
        assert all_open(office, AlertKind.RENEWAL, FS) == []
        assert the_alert(office, AlertKind.NO_SUCCESSOR, FS).alert.wanted.mark == "ended"

    def test_an_extension_settles_it_and_the_new_end_is_told_anew(self, office: Office):
        swept(office, on(date(2026, 12, 18)))
        james = office.actor("james")
        office.services.extensions.ask(james, FS, date(2027, 3, 31), "Late funds.", "Karen Boyd")
        found = office.services.renewals.view(james, FS).waiting_extension
        assert found
        office.services.extensions.confirm(office.actor("erik"), found.id, found.revision)
        swept(office)
        assert all_open(office, AlertKind.NO_SUCCESSOR, FS) == []
        assert the_alert(office, AlertKind.RENEWAL, FS).alert.wanted.mark == "120"


class TestSettings:
    def test_the_office_chooses_the_days(self, office: Office):
        choose(office, renewal_alert_days="45, 10")
        swept(office)
        assert the_alert(office, AlertKind.RENEWAL, FS).alert.wanted.mark == "45"
        assert all_open(office, AlertKind.RENEWAL, NRCS) == []

    def test_days_are_kept_in_order_and_once(self):
        assert setting_kind(RENEWAL_ALERT_DAYS).check("7 30, 90;7") == "90, 30, 7"

    @pytest.mark.parametrize("given", ["", "soon", "-3", "30, x", "5000", "1.5", ",".join(map(str, range(13)))])
    def test_what_are_no_days_is_refused(self, given: str):
        with pytest.raises(InvalidInput, match="such as 90, 30, 7"):
            setting_kind(RENEWAL_ALERT_DAYS).check(given)

    def test_the_office_chooses_from_when_customers_are_told(self, office: Office):
        choose(office, **{RENEWAL_CUSTOMER_DAYS: "10"})
        swept(office, on(date(2026, 12, 3)))
        assert told_customer(office) == []
        swept(office, on(date(2026, 12, 7)))
        assert told_customer(office) == [("U0ERIK", 10)]
