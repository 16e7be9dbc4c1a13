"""iCalendar files, read back by another library than the one that writes them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from documents.calendar_events import Answer, CalendarEvent, Invited, Method, uid_of
from documents.calendar_zones import zone_component
from documents.icalendar_files import icalendar_file

EASTERN = ZoneInfo("America/New_York")
START = datetime(2027, 3, 9, 14, tzinfo=EASTERN)
CHANGED = datetime(2027, 2, 1, 15, 30, tzinfo=UTC)
UNTIL = "20270930T035959Z"


def an_event(**changes: Any) -> CalendarEvent:
    usual: dict[str, Any] = {
        "uid": uid_of("meeting", "m-1"),
        "title": "Needs of NRCS",
        "start": START,
        "end": START + timedelta(hours=1),
        "changed_at": CHANGED,
        "organizer": Invited("James Whitfield", "james@cec.example.gov"),
        "invited": (
            Invited("Maria Alvarez", "maria@nrcs.example.gov", Answer.YES),
            Invited("Robert Kim", "robert@nrcs.example.gov", required=False),
        ),
    }
    return CalendarEvent(**{**usual, **changes})


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def test_an_invitation_says_what_when_where_and_who():
    event = an_event(sequence=2, description="Agenda:\n1. Needs", link="https://video.example.gov/1", reminders=(60,))
    calendar = read(icalendar_file([event], Method.REQUEST))
    assert calendar.method.value == "REQUEST"
    found = calendar.vevent
    assert (found.uid.value, found.sequence.value, found.status.value) == (event.uid, "2", "CONFIRMED")
    assert (found.dtstart.value, found.dtend.value) == (START, START + timedelta(hours=1))
    assert found.dtstamp.value == CHANGED
    assert (found.summary.value, found.description.value) == ("Needs of NRCS", "Agenda:\n1. Needs")
    assert (found.location.value, found.url.value) == ("https://video.example.gov/1", "https://video.example.gov/1")
    assert found.organizer.value == "mailto:james@cec.example.gov"
    maria, robert = found.attendee_list
    assert (maria.params["CN"], maria.params["PARTSTAT"], maria.params["RSVP"]) == (
        ["Maria Alvarez"],
        ["ACCEPTED"],
        ["FALSE"],
    )
    assert (robert.params["PARTSTAT"], robert.params["ROLE"]) == (["NEEDS-ACTION"], ["OPT-PARTICIPANT"])
    assert found.valarm.trigger.value == timedelta(hours=-1)


def test_a_cancellation_has_the_same_uid_and_rings_no_more():
    event = an_event(sequence=3, reminders=(60,))
    calendar = read(icalendar_file([event], Method.CANCEL))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert (calendar.vevent.uid.value, calendar.vevent.sequence.value) == (event.uid, "3")
    assert not hasattr(calendar.vevent, "valarm")


def test_a_series_is_repeated_by_its_rule_at_the_same_time_of_day_over_the_change_of_the_clocks():
    series = an_event(rule=f"FREQ=WEEKLY;BYDAY=TU;UNTIL={UNTIL}", left_out=(START + timedelta(days=14),))
    times = list(read(icalendar_file([series], Method.REQUEST)).vevent.getrruleset())
    # vobject counts series by the clocks on the wall.
    assert [f"{time:%m-%d %H}" for time in times[:3]] == ["03-09 14", "03-16 14", "03-30 14"]
    assert len(times) == 29


def test_one_of_a_series_is_named_by_when_the_rule_has_it():
    moved = START + timedelta(days=7, hours=1)
    one = an_event(start=moved, end=moved + timedelta(hours=1), instance=START + timedelta(days=7))
    found = read(icalendar_file([an_event(rule=f"FREQ=WEEKLY;UNTIL={UNTIL}"), one], Method.REQUEST)).vevent_list
    assert [hasattr(each, "recurrence_id") for each in found] == [False, True]
    assert f"{found[1].recurrence_id.value:%m-%d %H}" == "03-16 14"
    assert found[0].uid.value == found[1].uid.value


def test_a_feed_has_a_name_and_names_nobody():
    day = an_event(start=date(2027, 9, 30), end=date(2027, 10, 1), title="Term ends")
    calendar = read(icalendar_file([day, an_event()], Method.PUBLISH, "CEC meetings"))
    assert (calendar.method.value, calendar.contents["x-wr-calname"][0].value) == ("PUBLISH", "CEC meetings")
    whole, timed = calendar.vevent_list
    assert (whole.dtstart.value, whole.transp.value) == (date(2027, 9, 30), "TRANSPARENT")
    assert not hasattr(timed, "attendee")
    assert not hasattr(timed, "organizer")


def test_an_empty_feed_is_a_calendar_too():
    assert read(icalendar_file([], Method.PUBLISH, "CEC meetings")).prodid.value


def test_the_same_events_are_the_same_bytes():
    assert icalendar_file([an_event()], Method.REQUEST) == icalendar_file([an_event()], Method.REQUEST)


def test_lines_are_at_most_75_bytes_and_end_as_the_standard_says():
    content = icalendar_file([an_event(description="größer " * 100)], Method.REQUEST)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert read(content).vevent.description.value == ("größer " * 100).strip()


@given(title=st.text(max_size=200), description=st.text(max_size=300), name=st.text(max_size=80))
def test_whatever_people_write_is_read_back_and_adds_no_line_of_its_own(title: str, description: str, name: str):
    event = an_event(title=title, description=description, invited=(Invited(name, "x@example.gov"),))
    found = read(icalendar_file([event], Method.REQUEST))
    assert len(found.vevent_list) == 1
    assert set(found.vevent.contents) <= {
        *("uid", "sequence", "dtstamp", "last-modified", "dtstart", "dtend", "status", "summary", "description"),
        *("organizer", "attendee"),
    }
    assert not set(found.vevent.summary.value) & set("\r\n\0")


@pytest.mark.parametrize(
    "text", ["a\r\nATTENDEE:mailto:evil@example.com", "a\x85b", "a\u2028b", "a;b,c\\d", "\\n", '"x"']
)
def test_signs_of_the_format_are_text(text: str):
    event = an_event(title=text, description=text, invited=(Invited(text, "x@example.gov"),))
    found = read(icalendar_file([event], Method.REQUEST)).vevent
    assert found.summary.value == " ".join(text.replace("\u2028", " ").split())
    assert len(found.attendee_list) == 1


@pytest.mark.parametrize(
    "name", ["America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/Denver", "Europe/Berlin"]
)
def test_a_zone_changes_its_clocks_exactly_when_they_are_changed(name: str):
    zone = ZoneInfo(name)
    content = icalendar_file([an_event(start=START.astimezone(zone), end=START.astimezone(zone))], Method.REQUEST)
    assert f"TZID:{name}" in content.decode()
    read_zone = read(content).vevent.dtstart.value.tzinfo
    for quarter_days in range(4 * 365 * 4 - 4):
        time = datetime(2026, 1, 2, tzinfo=zone) + quarter_days * timedelta(hours=6)
        assert time.replace(tzinfo=read_zone).utcoffset() == time.utcoffset(), time


def test_the_clocks_go_forward_at_two_by_the_clocks_before():
    daylight = zone_component(EASTERN, 2027, 2028).to_ical().decode().split("BEGIN:DAYLIGHT")[1]
    assert "DTSTART:20270314T020000" in daylight
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in daylight


def test_changes_that_follow_no_rule_are_written_one_by_one():
    # Morocco goes back for Ramadan, which moves through the year.
    parts = zone_component(ZoneInfo("Africa/Casablanca"), 2027, 2029).subcomponents
    assert len(parts) == 1 + 7
    assert not any("rrule" in part for part in parts)
