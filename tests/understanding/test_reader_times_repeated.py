"""Times that come again, said on Wednesday, 18 November 2026 at 10:30: the first of them, and how often."""

from datetime import datetime

import pytest

from bot.understanding.readers import times
from tests.understanding.readings import NEW_YORK, WEDNESDAY


def when(text: str, intent: str = "schedule_meeting", at: datetime = WEDNESDAY) -> list[tuple[str, str | None]]:
    return [
        (str(found.value).replace(":00-05:00", ""), found.repeats) for found in times.read(text, at, NEW_YORK, intent)
    ]


@pytest.mark.parametrize(
    ("text", "first", "period"),
    [
        ("every other Thursday at 10", "2026-11-19T10:00", "P2W"),
        ("alternate Fridays at 9", "2026-11-20T09:00", "P2W"),
        ("meet every two weeks on Tuesdays at 1", "2026-11-24T13:00", "P2W"),
        ("biweekly on Mondays at 10", "2026-11-23T10:00", "P2W"),
        ("a bi-weekly call on Monday at 10", "2026-11-23T10:00", "P2W"),
        ("every six weeks on Friday", "2026-11-20", "P6W"),
        ("weekly on Mondays", "2026-11-23", "P1W"),
        ("each Tuesday at 3pm", "2026-11-24T15:00", "P1W"),
        ("Mondays at 10 going forward", "2026-11-23T10:00", "P1W"),
        ("weekly sync, Thursdays 2pm", "2026-11-19T14:00", "P1W"),
        ("the first Tuesday of each month", "2026-12-01", "P1M"),
        ("at 1pm on the first Tuesday of every month", "2026-12-01T13:00", "P1M"),
        ("the third Thursday of every month at 2 pm", "2026-11-19T14:00", "P1M"),
        ("last Friday of every month at 1", "2026-11-27T13:00", "P1M"),
        ("monthly on the 15th at 2pm", "2026-12-15T14:00", "P1M"),
        ("every month on the 10th", "2026-12-10", "P1M"),
        ("once a month on a Thursday", "2026-11-19", "P1M"),
        ("every quarter on the first Monday", "2026-12-07", "P3M"),
        ("daily at 8:45am", "2026-11-19T08:45", "P1D"),
        ("every day at 4", "2026-11-18T16:00", "P1D"),
        ("every weekday at 9 am", "2026-11-19T09:00", "P1D"),
        ("each Tuesday 3pm starting December 1", "2026-12-01T15:00", "P1W"),
        ("every Monday from January 6", "2027-01-11", "P1W"),
    ],
)
def test_reads_the_first_time_and_the_period(text: str, first: str, period: str) -> None:
    assert when(text) == [(first, period)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("every Wednesday at 3", "2026-11-18T15:00"),
        ("every Wednesday at 9", "2026-11-25T09:00"),
        ("every Wednesday", "2026-11-25"),
        ("the third Wednesday of each month at 3", "2026-11-18T15:00"),
        ("the third Wednesday of each month at 9", "2026-12-16T09:00"),
        ("monthly on the 18th at 9", "2026-12-18T09:00"),
    ],
)
def test_the_first_is_the_next_after_the_instant(text: str, first: str) -> None:
    assert [value for value, _ in when(text)] == [first]


def test_what_comes_again_lies_ahead_whatever_the_intent() -> None:
    assert when("a report every Monday", "view_report") == [("2026-11-23", "P1W")]


def test_several_days_share_their_period() -> None:
    assert when("every Tuesday and Thursday at 9") == [("2026-11-24T09:00", "P1W"), ("2026-11-19T09:00", "P1W")]


def test_working_days_leave_out_the_weekend() -> None:
    friday = datetime(2026, 11, 20, 17, tzinfo=NEW_YORK)
    assert when("every weekday at 9", at=friday) == [("2026-11-23T09:00", "P1D")]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cancel the weekly sync on Monday", "cancel_meeting"),
        ("move the monthly review to Thursday at 2", "reschedule_meeting"),
        ("what is in the weekly report for Monday", "view_report"),
        ("a meeting on Monday", "schedule_meeting"),
        ("wednesdays sync is off", "cancel_meeting"),
        ("the first Tuesday of December", "schedule_meeting"),
        ("next Monday at 9", "schedule_meeting"),
    ],
)
def test_a_single_time_has_no_period(text: str, intent: str) -> None:
    assert [period for _, period in when(text, intent)] == [None]
