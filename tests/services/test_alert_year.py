"""A year of a whole portfolio: each alert once, at the right time, to the right person, none after it was settled."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.alert_deliveries import STAFF_PLACE, Delivery, How
from domain.alerts import AlertKind
from domain.business_days import add_business_days, next_business_day
from domain.history import Change
from domain.kept_alerts import Alert
from domain.preferences import Preferences
from domain.quiet_hours import free_at
from services.office_hours import OfficeHours
from storage.engine import make_engine
from storage.unit_of_work import Storage
from tests.services import portfolio as year
from tests.services.office import Office

OFFICE = OfficeHours()
ZONE = ZoneInfo("America/New_York")
ENDS = year.BEGINS + timedelta(days=365)
GRACE = 5
FROM_DAYS = 120
"""Days before the end of a term from which the customer is told."""
RENEWAL_DAYS = (180, 120, 90, 60, 30, 14, 7, 1)


pytestmark = pytest.mark.timeout(600)
"""The year is played before the first test, longer on a busy machine than a usual test may take."""


class Played:
    """The year as it is in the database afterwards; `told` is when each notice (by key) left."""

    def __init__(self, office: Office, told: dict[str, datetime]) -> None:
        self.told = told
        with office.storage.reading() as work:
            page = work.whole_tables.alerts()
            self.alerts: list[Alert] = [each for each in page if (each.wanted.agreement or "").startswith("y-")]
            ids = [alert.id for alert in self.alerts]
            self.deliveries: list[Delivery] = [each for one in ids for each in work.alerts.deliveries(one)]
            self.history: dict[str, list[Change]] = {}
            for change in work.whole_tables.history():
                if change.subject_type == "alert":
                    self.history.setdefault(change.subject_id, []).append(change)

    def of(self, kind: AlertKind) -> dict[str, list[Alert]]:
        """By agreement."""
        found: dict[str, list[Alert]] = {}
        for alert in self.alerts:
            if alert.wanted.kind is kind:
                found.setdefault(str(alert.wanted.agreement), []).append(alert)
        return found


@pytest.fixture(scope="module")
def played(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    engine = make_engine(f"sqlite:///{shutil.copy(sample_file, tmp_path_factory.mktemp('year') / 'cec.db')}")
    office = Office(Storage(engine))
    yield Played(office, _play(office))
    engine.dispose()


def _play(office: Office) -> dict[str, datetime]:
    """From one instant at which something happens or is due to the next; a sweep on each. When each notice left."""
    office.clock.at = year.BEGINS
    with office.storage.unit_of_work() as work:
        for agreement in year.agreements():
            work.agreements.add(agreement)
        work.commit()
    told: dict[str, datetime] = {}
    ahead = sorted(year.happenings(), key=lambda one: one[0])
    while office.clock.at < ENDS:
        now = [happening for at, happening in ahead if at <= office.clock.at]
        ahead = ahead[len(now) :]
        if now:
            with office.storage.unit_of_work() as work:
                for happening in now:
                    happening(work)
                work.commit()
        office.services.alerts.sweep()
        office.services.alerts.send_digests()
        told |= dict.fromkeys(_enqueued(office, len(told)), office.clock.at)
        office.clock.at = max(_next(office, ahead), office.clock.at + timedelta(minutes=1))
    return told


def _enqueued(office: Office, known: int) -> list[str]:
    """The keys of the notices that came after the first `known` ones. Read past the queue's own way, which is made for
    people and far too slow for so many."""
    with office.storage.engine.connect() as connection:
        found = "SELECT workflow_uuid FROM workflow_status ORDER BY rowid LIMIT -1 OFFSET ?"
        return [row[0] for row in connection.exec_driver_sql(found, (known,))]


def _next(office: Office, ahead: list[year.Happening]) -> datetime:
    with office.storage.reading() as work:
        due = work.watches.due(ENDS, 1)
    moments = [each.look_at for each in due if each.look_at] + [at for at, _ in ahead[:1]]
    return min(moments, default=ENDS)


def _opening(day: date) -> datetime:
    return datetime.combine(next_business_day(day), OFFICE.opens, ZONE)


def _business_days_later(at: datetime, days: int) -> datetime:
    local = at.astimezone(ZONE)
    return datetime.combine(add_business_days(local.date(), days), local.time(), ZONE)


def test_a_version_is_told_once_after_five_business_days_unless_it_was_answered_before(played: Played):
    found = played.of(AlertKind.PROPOSAL_WAITING_CUSTOMER)
    for place in range(0, year.AGREEMENTS, 3):
        due = _business_days_later(year.presented_at(place), 5)
        expected = [due] if due < min(year.answered_at(place), ENDS) else []
        assert [alert.raised_at for alert in found.get(f"y-{place:03}", [])] == expected, place


def test_an_instalment_is_told_once_on_the_first_business_day_on_which_it_is_overdue(played: Played):
    found = played.of(AlertKind.FUNDS_OVERDUE)
    for place in range(1, year.AGREEMENTS, 3):
        assert sorted(alert.raised_at for alert in found.get(f"y-{place:03}", [])) == _overdue(place), place


def _overdue(place: int) -> list[datetime]:
    """Money pays for the earliest instalment first: the n-th transfer for the n-th one."""
    arrived = sorted(year.paid_at(place, number) for number in range(1, 5))
    late = zip((part.due_on for part in year.schedule(place).instalments), arrived, strict=True)
    told = [(_opening(due_on + timedelta(days=GRACE + 1)), paid) for due_on, paid in late]
    return sorted(at for at, paid in told if at < min(paid, ENDS))


def test_the_end_of_a_term_is_told_at_each_of_its_days_in_one_alert(played: Played):
    found = played.of(AlertKind.RENEWAL)
    for place in range(2, year.AGREEMENTS, 3):
        (alert,) = found[f"y-{place:03}"]
        marks = [change.new for change in played.history[alert.id] if change.field in ("raised", "renewed")]
        assert len(marks) == len(set(marks)), place
        assert marks == [str(day) for day in RENEWAL_DAYS if str(day) in marks], place


def test_notes_are_missing_from_the_end_of_each_meeting_until_they_are_kept(played: Played):
    found = [alert for alerts in played.of(AlertKind.NOTES_MISSING).values() for alert in alerts]
    assert Counter(alert.wanted.facts["meeting"] for alert in found) == {
        f"ym-{place:04}": 1 for place in range(0, year.MEETINGS, 4)
    }
    for alert in found:
        at = year.meeting_at(int(str(alert.wanted.facts["meeting"])[3:]))
        assert alert.raised_at == at + timedelta(hours=1)
        assert alert.settled_at == at + timedelta(hours=5)


def test_each_participant_is_reminded_once_a_day_and_once_a_quarter_of_an_hour_before(played: Played):
    expected: dict[str, datetime] = {}
    for place, minutes in product(range(year.MEETINGS), (1440, 15)):
        at = year.meeting_at(place) - timedelta(minutes=minutes)
        if not year.is_cancelled(place) or at < year.cancelled_at(place):
            for person in (year.lead_of(place % year.AGREEMENTS), year.CUSTOMER):
                expected[f"meeting-reminder:ym-{place:04}:{year.meeting_at(place).isoformat()}:{person}:{minutes}"] = at
    assert {key: at for key, at in played.told.items() if key.startswith("meeting-reminder:ym-")} == expected


def test_the_customer_is_told_of_a_renewal_once_on_each_day_from_the_one_of_the_office(played: Played):
    for place in range(2, year.AGREEMENTS, 3):
        ends = year.ends_on(place)
        key = f"renewal_coming:y-{place:03}:{ends}:"
        told = {int(each.split(":")[3]): at for each, at in played.told.items() if each.startswith(key)}
        days = {days: ends - timedelta(days=days) for days in RENEWAL_DAYS if days <= FROM_DAYS}
        open_by = min(ends, ENDS.date() - timedelta(days=1))
        due = {
            each: day for each, day in days.items() if year.BEGINS.date() < day and next_business_day(day) <= open_by
        }
        assert due.keys() <= told.keys() <= days.keys() | _begun_before(ends), place
        assert all(day <= told[each].astimezone(ZONE).date() <= next_business_day(day) for each, day in due.items())


def _begun_before(ends: date) -> set[int]:
    """The last of the days before the end that had come already when the year began: it may be told a little late."""
    come = [days for days in RENEWAL_DAYS if ends - timedelta(days=days) <= year.BEGINS.date()]
    return {min(come)} if come else set()


def test_no_thing_is_two_alerts_and_no_mark_is_told_twice(played: Played):
    keys = Counter(alert.wanted.key for alert in played.alerts)
    assert [key for key, count in keys.items() if count > 1] == []
    for changes in played.history.values():
        marks = [change.new for change in changes if change.field in ("raised", "renewed")]
        assert len(marks) == len(set(marks))


def test_each_goes_to_those_of_its_own_agreement_and_nobody_else(played: Played):
    places = {f"y-{place:03}": place for place in range(year.AGREEMENTS)}
    of_alert = {alert.id: alert for alert in played.alerts}
    for delivery in played.deliveries:
        alert = of_alert[delivery.alert]
        lead = year.lead_of(places[str(alert.wanted.agreement)])
        assert delivery.place in {lead, year.COORDINATOR, year.FINANCE, STAFF_PLACE}


def test_nobody_is_told_in_their_quiet_hours(played: Played):
    direct = [each for each in played.deliveries if each.how is How.DIRECT and each.told_at]
    assert direct
    for delivery in direct:
        assert delivery.told_at
        assert free_at(Preferences(delivery.place), ZONE, delivery.told_at) == delivery.told_at


def test_nothing_is_told_after_it_was_settled(played: Played):
    of_alert = {alert.id: alert for alert in played.alerts}
    for delivery in played.deliveries:
        settled = of_alert[delivery.alert].settled_at
        assert settled is None or delivery.told_at is None or delivery.told_at < settled
    for changes in played.history.values():
        assert all(change.field != "settled" for change in changes[:-1])
