"""Calendars of others: when their owner is busy."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from documents.calendar_reading import NotACalendar, busy_times

EASTERN = ZoneInfo("America/New_York")
START = datetime(2027, 3, 8, tzinfo=UTC)
END = START + timedelta(days=14)


def read(*events: str, zone: ZoneInfo = EASTERN) -> list[str]:
    """The busy times by the clocks of Washington."""
    inside = "".join(f"BEGIN:VEVENT\r\nUID:{place}\r\n{event}\r\nEND:VEVENT\r\n" for place, event in enumerate(events))
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n"
    found = busy_times(content.encode(), zone, START, END)
    return [
        f"{each.start.astimezone(EASTERN):%m-%d %H:%M} {each.end.astimezone(EASTERN):%m-%d %H:%M}" for each in found
    ]


def test_times_are_read_with_their_zone():
    assert read(
        "DTSTART:20270309T150000Z\r\nDTEND:20270309T160000Z",
        "DTSTART;TZID=America/Chicago:20270310T090000\r\nDURATION:PT90M",
        "DTSTART;TZID=Pacific Standard Time:20270311T090000\r\nDTEND;TZID=Pacific Standard Time:20270311T100000",
    ) == ["03-09 10:00 03-09 11:00", "03-10 10:00 03-10 11:30", "03-11 12:00 03-11 13:00"]


def test_whole_days_and_times_without_a_zone_are_of_the_owner():
    events = ("DTSTART;VALUE=DATE:20270309", "DTSTART:20270311T090000\r\nDTEND:20270311T100000")
    assert read(*events, zone=ZoneInfo("America/Denver")) == ["03-09 02:00 03-10 02:00", "03-11 11:00 03-11 12:00"]


def test_what_is_repeated_is_counted_out_over_the_change_of_the_clocks():
    event = "DTSTART;TZID=America/New_York:20200106T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR\r\n"
    assert read(f"{event}EXDATE;TZID=America/New_York:20270312T090000") == [
        "03-08 09:00 03-08 10:00",
        "03-15 09:00 03-15 10:00",
        "03-19 09:00 03-19 10:00",
    ]


def test_one_of_a_series_may_be_elsewhere():
    series = "DTSTART:20270309T150000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2"
    moved = "DTSTART:20270310T200000Z\r\nDURATION:PT1H\r\nRECURRENCE-ID:20270310T150000Z"
    content = "\r\n".join(f"BEGIN:VEVENT\r\nUID:same\r\n{each}\r\nEND:VEVENT" for each in (series, moved))
    found = busy_times(f"BEGIN:VCALENDAR\r\n{content}\r\nEND:VCALENDAR".encode(), EASTERN, START, END)
    assert [each.start.hour for each in found] == [15, 20]


@pytest.mark.parametrize(
    "mark", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "transp:transparent"]
)
def test_what_takes_no_time_is_free(mark: str):
    assert read(f"DTSTART:20270309T150000Z\r\nDTEND:20270309T160000Z\r\n{mark}") == []


def test_times_that_overlap_are_one_and_what_is_outside_is_cut_off():
    assert read(
        "DTSTART:20270309T150000Z\r\nDTEND:20270309T160000Z",
        "DTSTART:20270309T153000Z\r\nDTEND:20270309T170000Z",
        "DTSTART:20270101T000000Z\r\nDTEND:20270308T060000Z",
        "DTSTART:20280101T000000Z\r\nDTEND:20280108T060000Z",
    ) == ["03-07 19:00 03-08 01:00", "03-09 10:00 03-09 12:00"]


def test_an_event_without_a_length_takes_no_time():
    assert read("DTSTART:20270309T150000Z") == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2027",
        b"\xff\xfe\x00BEGIN:VCALENDAR",
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes):
    with pytest.raises(NotACalendar):
        busy_times(content, EASTERN, START, END)


def test_one_odd_event_does_not_lose_the_others():
    assert read("DTSTART:nonsense", "SUMMARY:no start", "DTSTART:20270309T150000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=NEVER",
                "DTSTART:20270309T150000Z\r\nDTEND:20270309T160000Z") == ["03-09 10:00 03-09 11:00"]  # fmt: skip
