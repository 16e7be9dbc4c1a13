"""What in a sentence is a time, and which one: its tense, its intent, the day and the zone decide."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.understanding.readers import times
from tests.understanding.readings import INSTANTS, INTENTS, NEW_YORK, TEXTS, WEDNESDAY, assert_in_the_text, values

NO_TIMES = [
    "good morning",
    "Good afternoon, team",
    "happy Friday!",
    "may I see the draft",
    "we may need 3 more",
    "you saved me an afternoon of work",
    "for 12 months",
    "a 30 minute call",
    "24/7 support",
    "24x7 coverage",
    "in FY28",
    "next fiscal year",
    "sla 2027-0042",
    "REQ-1765",
    "version 3.10",
    "February 30",
    "25:99",
    "at 8 sites",
    "from 40 to 32 laptops",
    "1/3 of our users",
    "call April Jones",
    "two weeks of work",
    "the second floor",
    "net 30",
    "99.9 %",
    "the 2nd draft",
    "",
]
BY_INTENT = [
    ("view_report", "how was March", "2026-03-01/2026-04-01"),
    ("view_report", "uptime in Q4", "2026-07-01/2026-10-01"),
    ("view_report", "the numbers for December", "2025-12-01/2026-01-01"),
    ("view_report", "December 2 to 4", "2025-12-02/2025-12-05"),
    ("record_funding", "we sent it on the 20th", "2026-10-20"),
    ("record_funding", "the money will go out on the 20th", "2026-11-20"),
    ("record_funding", "we moved the funds for Q2", "2027-01-01/2027-04-01"),
    ("request_status", "I opened it Monday", "2026-11-16"),
    ("request_status", "I called at 9", "2026-11-18T09:00:00-05:00"),
    ("list_meetings", "what did we discuss in June", "2026-06-01/2026-07-01"),
    ("list_meetings", "anything in June", "2027-06-01/2027-07-01"),
    ("agreement_status", "we signed on September 4", "2026-09-04"),
    ("agreement_status", "will it be ready by September 4", "2027-09-04"),
    ("list_agreements", "signed between August 1 and October 15", "2026-08-01/2026-10-16"),
    ("list_agreements", "due between now and the end of March", "2026-11-18/2027-04-01"),
    ("ask_renewals", "what lapsed in August", "2026-08-01/2026-09-01"),
    ("ask_renewals", "what lapses in August", "2027-08-01/2027-09-01"),
    ("ask_renewals", "are we covered past January", "2027-01-01/2027-02-01"),
    ("schedule_meeting", "how about 3", None),
    ("schedule_meeting", "can we do 3 on Thursday", "2026-11-19T15:00:00-05:00"),
    ("cancel_meeting", "the one I planned for Monday", "2026-11-23"),
    ("payment_schedule", "what is due in Q1", "2026-10-01/2027-01-01"),
    ("ask_price", "what will 30 seats cost next year", None),
    ("request_change", "pay within 30 days", None),
    ("find_contact", "June is our new budget officer", None),
]
SEVERAL = [
    ("reschedule_meeting", "move Monday's call to Thursday", ["2026-11-23", "2026-11-19"]),
    ("reschedule_meeting", "change it from 2 to 4", ["2026-11-18T14:00:00-05:00", "2026-11-18T16:00:00-05:00"]),
    ("reschedule_meeting", "from Friday to Monday", ["2026-11-20", "2026-11-23"]),
    ("reschedule_meeting", "push Friday's sync to 3pm", ["2026-11-20", "2026-11-20T15:00:00-05:00"]),
    ("schedule_meeting", "Friday at 2 or 3", ["2026-11-20T14:00:00-05:00", "2026-11-20T15:00:00-05:00"]),
    ("schedule_meeting", "the 7th or 8th", ["2026-12-07", "2026-12-08"]),
    ("view_report", "compare May with April", ["2026-05-01/2026-06-01", "2026-04-01/2026-05-01"]),
    ("", "we signed on Monday, and the kickoff is on Friday", ["2026-11-16", "2026-11-20"]),
    ("request_change", "move the start from January 1 to February 1", ["2027-01-01", "2027-02-01"]),
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_reads_no_time_where_none_is_named(text: str) -> None:
    assert times.read(text, WEDNESDAY, NEW_YORK) == ()


@pytest.mark.parametrize(("intent", "text", "value"), BY_INTENT)
def test_the_sentence_and_its_intent_decide(intent: str, text: str, value: str | None) -> None:
    assert values(times.read(text, WEDNESDAY, NEW_YORK, intent)) == ([value] if value else [])


@pytest.mark.parametrize(("intent", "text", "expected"), SEVERAL)
def test_reads_several_times_in_the_order_of_the_text(intent: str, text: str, expected: list[str]) -> None:
    assert values(times.read(text, WEDNESDAY, NEW_YORK, intent)) == expected


@pytest.mark.parametrize(
    ("said", "text", "value"),
    [
        ((2026, 11, 16), "next Tuesday", "2026-11-24"),
        ((2026, 11, 16), "Tuesday", "2026-11-17"),
        ((2026, 11, 16), "this Tuesday", "2026-11-17"),
        ((2026, 11, 17), "Tuesday", "2026-11-24"),
        ((2026, 11, 22), "next Tuesday", "2026-11-24"),
        ((2026, 10, 20), "November 2 through 13", "2026-11-02/2026-11-14"),
        ((2026, 12, 31), "tomorrow", "2027-01-01"),
        ((2027, 1, 31), "in a month", "2027-02-28"),
        ((2026, 12, 15), "next month", "2027-01-01/2027-02-01"),
        ((2027, 2, 10), "the 30th", "2027-03-30"),
        ((2026, 9, 30), "Q1", "2026-10-01/2027-01-01"),
        ((2026, 10, 1), "the end of the fiscal year", "2027-09-30"),
    ],
)
def test_counts_from_the_day_on_which_it_is_said(said: tuple[int, int, int], text: str, value: str) -> None:
    assert values(times.read(text, datetime(*said, 9, tzinfo=NEW_YORK), NEW_YORK)) == [value]


def test_today_is_the_day_in_the_speakers_zone() -> None:
    evening_in_hawaii = datetime(2026, 11, 19, 7, tzinfo=UTC)
    assert values(times.read("today", evening_in_hawaii, ZoneInfo("Pacific/Honolulu"))) == ["2026-11-18"]
    assert values(times.read("today", evening_in_hawaii, NEW_YORK)) == ["2026-11-19"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("March 13, 2027 at 9am", "2027-03-13T09:00:00-05:00"),
        ("March 15, 2027 at 9am", "2027-03-15T09:00:00-04:00"),
        ("March 14, 2027 at 2:30am", "2027-03-14T03:30:00-04:00"),
        ("November 8, 2027 at 9am", "2027-11-08T09:00:00-05:00"),
    ],
)
def test_the_offset_follows_daylight_saving(text: str, value: str) -> None:
    assert values(times.read(text, WEDNESDAY, NEW_YORK)) == [value]


def test_minutes_are_counted_across_the_end_of_daylight_saving() -> None:
    before = datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK)
    assert values(times.read("in 2 hours", before, NEW_YORK)) == ["2026-11-01T01:30:00-05:00"]


def test_typographic_dashes_and_spaces_keep_their_positions() -> None:
    text = "Wir… 😀 December\u00a07\u201311, ok"
    (found,) = times.read(text, WEDNESDAY, NEW_YORK)
    assert (found.text, found.value) == ("December\u00a07\u201311", "2026-12-07/2026-12-12")


@given(TEXTS, INSTANTS, INTENTS)
def test_any_text_is_read_without_an_error(text: str, at: datetime, intent: str) -> None:
    found = times.read(text, at, NEW_YORK, intent)
    assert_in_the_text(found, text)
    for value in values(found):
        ends = [datetime.fromisoformat(end) for end in str(value).split("/")]
        assert all(later > earlier for earlier, later in pairwise(ends)), value


@given(INSTANTS)
def test_next_tuesday_is_always_in_the_week_after_this_one(at: datetime) -> None:
    (value,) = values(times.read("next Tuesday", at, NEW_YORK))
    monday = at.date() - timedelta(days=at.weekday())
    assert datetime.fromisoformat(str(value)).date() == monday + timedelta(days=8)
