"""What a calendar program shows of a series that is changed, when it takes in one file after the other."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
from icalendar import Calendar

from domain.meeting_series import Scope
from domain.meetings import Meeting, MeetingKind, MeetingState, Repeats
from domain.notices import NoticeKind
from domain.recurrences import MonthlyOn, Recurrence, Rhythm
from tests.services.office import AT, Office
from tests.services.test_meetings import FS, booked

DENVER = ZoneInfo("America/Denver")
ENDS = {Rhythm.WEEKLY: date(2026, 12, 31), Rhythm.MONTHLY: date(2027, 8, 31)}


@dataclass
class Program:
    """A strict calendar program: of what it has, it takes only what counts higher, as a whole."""

    kept: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])

    def take(self, content: bytes) -> None:
        calendar: Any = Calendar.from_ical(content)
        (uid,) = {str(each["uid"]) for each in calendar.walk("VEVENT")}
        events = list(calendar.walk("VEVENT"))
        if uid in self.kept and events[0]["sequence"] <= self.kept[uid][0]["sequence"]:
            return
        assert {each["sequence"] for each in events} == {events[0]["sequence"]}
        self.kept[uid] = [] if calendar["method"] == "CANCEL" else events

    def shown(self) -> list[datetime]:
        """When something takes place, counted out by another library."""
        calendar: Any = Calendar()
        for events in self.kept.values():
            for event in events:
                calendar.add_component(event)
        found: list[Any] = recurring_ical_events.of(calendar).between(AT, AT + timedelta(days=365))
        return sorted(event.start for event in found)


def a_series(office: Office, rhythm: Rhythm = Rhythm.WEEKLY, on: MonthlyOn = MonthlyOn.DAY) -> list[Meeting]:
    booked(office, kind=MeetingKind.SERVICE_REVIEW, repeats=Repeats(Recurrence(rhythm, ENDS[rhythm], on), DENVER.key))
    return planned(office)


def planned(office: Office) -> list[Meeting]:
    cards = office.services.meetings.of_agreement(office.actor("james"), FS, MeetingState.BOOKED)
    return sorted((card.meeting for card in cards), key=lambda meeting: meeting.time or AT)


def times(office: Office) -> list[datetime]:
    return [meeting.time for meeting in planned(office) if meeting.time]


def move(office: Office, meeting: Meeting, new: datetime) -> None:
    office.services.meetings.move(office.actor("james"), meeting.id, new, Scope.FOLLOWING)


def take_what_is_told(office: Office, program: Program) -> None:
    """The files that come with the last notice that something was moved."""
    told = [n for n in office.notices() if n.kind is NoticeKind.MEETING and n.facts["what"] == "moved"][-1]
    james, files = office.actor("james"), office.services.meeting_files
    program.take(files.file(james, str(told.facts["meeting"])).content)
    if told.facts.get("former"):
        program.take(files.file(james, str(told.facts["former"])).content)


def take(office: Office, program: Program, meeting: Meeting) -> None:
    program.take(office.services.meeting_files.file(office.actor("james"), meeting.id).content)


@pytest.mark.parametrize("days", [3, -1, -4, 10])
@pytest.mark.parametrize("place", [0, 2])
def test_a_series_that_moves_from_one_on_is_shown_as_it_is_and_nothing_of_the_old_times(
    office: Office, place: int, days: int
):
    program, series = Program(), a_series(office)
    take(office, program, series[0])
    assert program.shown() == times(office)
    before = series[place].time
    assert before
    day = before.astimezone(DENVER).date() + timedelta(days=days)
    move(office, series[place], datetime.combine(day, datetime.min.time().replace(hour=11), DENVER))
    take_what_is_told(office, program)
    assert program.shown() == times(office)


@pytest.mark.parametrize("on", list(MonthlyOn))
@pytest.mark.parametrize("days", [-1, 1, 6, 20])
def test_a_monthly_series_keeps_its_days_when_it_moves_though_no_rule_has_them(
    office: Office, on: MonthlyOn, days: int
):
    program, series = Program(), a_series(office, Rhythm.MONTHLY, on)
    take(office, program, series[0])
    assert series[1].original
    move(office, series[1], series[1].original + timedelta(days=days, hours=1))
    take_what_is_told(office, program)
    assert program.shown() == times(office)


def test_a_series_of_which_the_rest_was_cancelled_is_taken_out_when_what_is_left_moves(office: Office):
    program, series, meetings = Program(), a_series(office), office.services.meetings
    take(office, program, series[0])
    for each in series[:2]:
        meetings.cancel(office.actor("james"), each.id, "Holiday")
    assert series[2].time
    move(office, series[2], series[2].time + timedelta(days=1))
    take_what_is_told(office, program)
    assert program.shown() == times(office)


def test_each_change_of_one_of_a_series_counts_higher_than_the_one_before(office: Office):
    program, series, james = Program(), a_series(office), office.actor("james")
    take(office, program, series[0])
    office.services.meetings.cancel(james, series[1].id, "Holiday")
    take(office, program, series[0])
    office.services.meetings.cancel(james, series[3].id, "Holiday")
    take(office, program, series[0])
    assert program.shown() == times(office)
    assert series[2].time
    office.services.meetings.move(james, series[2].id, series[2].time + timedelta(hours=2))
    take(office, program, series[0])
    move(office, series[4], series[2].time + timedelta(days=15))
    take_what_is_told(office, program)
    assert program.shown() == times(office)


def test_a_series_that_moves_twice_is_shown_as_it_is(office: Office):
    program, series = Program(), a_series(office)
    take(office, program, series[0])
    for place in (3, 1, 3):
        there = planned(office)
        time = there[place].time
        assert time
        move(office, there[place], time + timedelta(hours=1))
        take_what_is_told(office, program)
        assert program.shown() == times(office)
