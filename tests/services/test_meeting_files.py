"""Calendar files of meetings, read back by another library."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
import vobject
from icalendar import Calendar

from domain.errors import Conflict, NotFound
from domain.meeting_series import Scope
from domain.meetings import Meeting, MeetingKind, MeetingState, Repeats
from domain.recurrences import Recurrence, Rhythm
from services.preferences import PreferenceWish
from tests.services.office import AT, Office
from tests.services.test_meetings import FIRST, FS, SECOND, booked, proposed

WEEKLY = Repeats(Recurrence(Rhythm.WEEKLY, date(2026, 12, 15)), "America/Denver")


def read(office: Office, meeting: str, scope: Scope = Scope.FOLLOWING, name: str = "erik") -> Any:
    return vobject.readOne(content(office, meeting, scope, name).decode())


def content(office: Office, meeting: str, scope: Scope = Scope.FOLLOWING, name: str = "erik") -> bytes:
    return office.services.meeting_files.file(office.actor(name), meeting, scope).content


def times(content: bytes) -> list[datetime]:
    """When the meetings take place, counted out by another library."""
    found: list[Any] = recurring_ical_events.of(Calendar.from_ical(content)).between(FIRST, FIRST + timedelta(days=90))
    return sorted(event.start for event in found)


def test_an_invitation_is_in_the_zone_of_the_organizer_with_everyones_answers(office: Office):
    meeting = booked(office, place="Room 4", link="https://video.example.gov/1").meeting
    file = office.services.meeting_files.file(office.actor("erik"), meeting.id)
    assert (file.name, file.kind) == (f"{FS}-meeting.ics", "ics")
    calendar = read(office, meeting.id)
    event = calendar.vevent
    assert (calendar.method.value, event.status.value) == ("REQUEST", "CONFIRMED")
    assert event.uid.value == f"meeting-{meeting.id}@cec-concierge"
    assert (event.dtstart.value, event.dtend.value) == (FIRST, FIRST + timedelta(hours=1))
    assert (event.location.value, event.url.value) == ("Room 4", "https://video.example.gov/1")
    assert "Agenda:" in event.description.value
    answers = {each.params["CN"][0]: each.params["PARTSTAT"][0] for each in event.attendee_list}
    assert answers["Erik Lindqvist"] == "ACCEPTED"
    assert answers["Naomi Begay"] == "NEEDS-ACTION"
    assert event.organizer.params["CN"] == ["James Okafor"]


def test_moving_and_cancelling_keep_the_uid_and_count_up(office: Office):
    meeting = booked(office).meeting
    before = read(office, meeting.id).vevent
    office.services.meetings.move(office.actor("james"), meeting.id, SECOND)
    moved = read(office, meeting.id).vevent
    office.services.meetings.cancel(office.actor("james"), meeting.id, "No quorum")
    cancelled = read(office, meeting.id)
    assert cancelled.method.value == "CANCEL"
    assert before.uid.value == moved.uid.value == cancelled.vevent.uid.value
    assert moved.dtstart.value == SECOND
    sequences = [int(each.sequence.value) for each in (before, moved, cancelled.vevent)]
    assert sequences == sorted(set(sequences))


def a_series(office: Office) -> list[Meeting]:
    booked(office, kind=MeetingKind.SERVICE_REVIEW, repeats=WEEKLY)
    cards = office.services.meetings.of_agreement(office.actor("james"), FS, MeetingState.BOOKED)
    return sorted((card.meeting for card in cards), key=lambda meeting: meeting.time or AT)


def test_a_series_comes_as_its_rule_and_is_counted_out_the_same_elsewhere(office: Office):
    series = a_series(office)
    file = content(office, series[2].id)
    assert file.count(b"BEGIN:VEVENT") == 1
    assert times(file) == [each.time for each in series]
    assert len(series) == 6


def test_what_differs_from_the_rule_is_moved_or_left_out_elsewhere_too(office: Office):
    series, meetings, james = a_series(office), office.services.meetings, office.actor("james")
    meetings.cancel(james, series[1].id, "Holiday")
    moved_to = FIRST + timedelta(days=15)
    meetings.move(james, series[2].id, moved_to)
    file = content(office, series[0].id)
    assert file.count(b"RECURRENCE-ID") == 1
    assert times(file) == [series[0].time, moved_to, *(each.time for each in series[3:])]


def test_one_of_a_series_comes_alone_with_the_uid_of_all(office: Office):
    series = a_series(office)
    office.services.meetings.cancel(office.actor("james"), series[1].id, "Holiday")
    calendar = read(office, series[1].id, Scope.ONE)
    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.uid.value == read(office, series[0].id).vevent.uid.value
    assert calendar.vevent.recurrence_id.value == series[1].time
    assert not hasattr(calendar.vevent, "rrule")


def test_a_series_that_is_cancelled_is_taken_out_as_a_whole(office: Office):
    series = a_series(office)
    office.services.meetings.cancel(office.actor("james"), series[0].id, "No more", Scope.FOLLOWING)
    assert read(office, series[0].id).method.value == "CANCEL"


def test_without_a_time_there_is_no_file(office: Office):
    card = proposed(office)
    with pytest.raises(Conflict, match="has no time yet"):
        read(office, card.meeting.id)


@pytest.mark.parametrize("name", ["maria", "nina"])
def test_who_may_not_see_a_meeting_gets_no_file(office: Office, name: str):
    meeting = booked(office).meeting
    with pytest.raises(NotFound):
        read(office, meeting.id, name=name)


def test_the_reminders_are_the_readers_own(office: Office):
    meeting = booked(office).meeting
    office.services.preferences.change(office.actor("erik"), PreferenceWish(reminders=(30,)))
    assert [each.trigger.value for each in read(office, meeting.id).vevent.valarm_list] == [-timedelta(minutes=30)]
    assert len(read(office, meeting.id, name="james").vevent.valarm_list) == 2
