"""What is told of an alert keeps to the hours of who hears it, also after they chose other ones."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from domain.meetings import OPEN
from domain.notices import NoticeKind
from services.preferences import PreferenceWish
from tests.services.alert_steps import PRESENTED, posted, swept, the_alert, view
from tests.services.office import AT, Office
from tests.services.test_alert_telling import WAITING

NIGHT = AT + timedelta(hours=10)
"""20:00 in Washington."""
MORNING = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def _held_lines(office: Office) -> list[tuple[str, str]]:
    """Where a line of a thread is written only later, and of what."""
    held = [each for each in office.notices("DELAYED") if each.kind is NoticeKind.ALERT_THREAD]
    return [(each.to.partition, str(each.facts["what"])) for each in held]


def test_a_line_in_a_thread_waits_for_the_end_of_quiet_hours(office: Office):
    swept(office)
    alert = the_alert(office, WAITING, PRESENTED)
    office.clock.at = NIGHT
    office.services.alerts.claim(office.actor("priya"), alert.alert.id)
    assert _held_lines(office) == [("U0JAMES", "claimed")]


def test_who_does_something_at_night_sees_it_at_once(office: Office):
    swept(office)
    alert = the_alert(office, WAITING, PRESENTED)
    office.clock.at = NIGHT
    office.services.alerts.claim(office.actor("james"), alert.alert.id)
    assert _held_lines(office) == []


def test_by_day_a_line_waits_for_nothing(office: Office):
    swept(office)
    alert = the_alert(office, WAITING, PRESENTED)
    office.services.alerts.claim(office.actor("priya"), alert.alert.id)
    assert _held_lines(office) == []


def test_what_is_held_leaves_when_its_reader_chooses_other_quiet_hours(office: Office):
    swept(office, NIGHT)
    alert = the_alert(office, WAITING, PRESENTED)
    assert view(office, alert).deliveries[0].due_at == MORNING
    office.services.preferences.change(office.actor("james"), PreferenceWish(quiet_from=time(23)))
    swept(office)
    assert posted(office, alert) == ["U0JAMES"]


def test_what_is_held_leaves_when_its_reader_is_in_another_zone(office: Office):
    swept(office, NIGHT)
    alert = the_alert(office, WAITING, PRESENTED)
    office.services.directory.actor("U0JAMES", time_zone="America/Los_Angeles")
    swept(office)
    assert posted(office, alert) == ["U0JAMES"], "it is 17:00 there"


def test_in_a_zone_that_is_not_known_the_hours_of_the_office_count(office: Office):
    with office.storage.unit_of_work() as work:
        person = work.people.get("p-james")
        work.people.save(replace(person, time_zone="Mars/Olympus"))
        work.commit()
    swept(office, NIGHT)
    assert view(office, the_alert(office, WAITING, PRESENTED)).deliveries[0].due_at == MORNING


def test_other_reminders_count_for_meetings_that_are_booked_already(office: Office):
    with office.storage.unit_of_work() as work:
        meeting = work.meetings.of_person("p-james", OPEN, after=AT)[0]
    swept(office)
    office.services.preferences.change(office.actor("james"), PreferenceWish(reminders=(120,)))
    with office.storage.reading() as work:
        due = [each.subject.id for each in work.watches.due(AT, 500)]
    assert meeting.id in due
