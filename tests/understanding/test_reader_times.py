"""Times as people name them, said on Wednesday, 18 November 2026 at 10:30 in New York."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.understanding.readers import times
from tests.understanding.readings import INSTANTS, INTENTS, NEW_YORK, TEXTS, WEDNESDAY, assert_in_the_text, values

DAYS = [
    ("today", "2026-11-18"),
    ("what happens tomorrow", "2026-11-19"),
    ("the day after tomorrow works", "2026-11-20"),
    ("yesterday's numbers", "2026-11-17"),
    ("pls ping me tmrw", "2026-11-19"),
    ("this Friday", "2026-11-20"),
    ("Friday", "2026-11-20"),
    ("on Wednesday", "2026-11-25"),
    ("this Wednesday", "2026-11-18"),
    ("next Friday", "2026-11-27"),
    ("next Monday", "2026-11-23"),
    ("last Friday", "2026-11-13"),
    ("last Wednesday", "2026-11-11"),
    ("this coming Sunday", "2026-11-22"),
    ("Tuesday of next week", "2026-11-24"),
    ("Thursday next week", "2026-11-26"),
    ("next week on Friday", "2026-11-27"),
    ("Monday in two weeks", "2026-11-30"),
    ("Thursday, December 3", "2026-12-03"),
    ("Dec 3 (Thursday)", "2026-12-03"),
    ("Friday the 11th", "2026-12-11"),
    ("December 9", "2026-12-09"),
    ("Dec. 9th", "2026-12-09"),
    ("the 9th of December", "2026-12-09"),
    ("9 December 2027", "2027-12-09"),
    ("January 5", "2027-01-05"),
    ("Feb 29", "2028-02-29"),
    ("March 3, 2028", "2028-03-03"),
    ("12/14", "2026-12-14"),
    ("2/1", "2027-02-01"),
    ("3/15/27", "2027-03-15"),
    ("7/4/2028", "2028-07-04"),
    ("04-30-2027", "2027-04-30"),
    ("2027-06-30", "2027-06-30"),
    ("the 30th please", "2026-11-30"),
    ("by the 3rd", "2026-12-03"),
    ("the 1st of next month", "2026-12-01"),
    ("next month on the 20th", "2026-12-20"),
    ("in three days", "2026-11-21"),
    ("in a week", "2026-11-25"),
    ("in a couple of weeks", "2026-12-02"),
    ("ten days from now", "2026-11-28"),
    ("two weeks from Friday", "2026-12-04"),
    ("a week from tomorrow", "2026-11-26"),
    ("two days before Thanksgiving", "2026-11-24"),
    ("the day after Christmas", "2026-12-26"),
    ("in 3 months", "2027-02-18"),
    ("in five business days", "2026-11-25"),
    ("a week ago", "2026-11-11"),
    ("3 months ago", "2026-08-18"),
    ("Thanksgiving", "2026-11-26"),
    ("Memorial Day", "2027-05-31"),
    ("MLK Day 2028", "2028-01-17"),
    ("second Thursday of January", "2027-01-14"),
    ("the last Friday of this month", "2026-11-27"),
    ("first Monday of next month", "2026-12-07"),
    ("the end of next month", "2026-12-31"),
    ("by the end of February", "2027-02-28"),
    ("end of the week", "2026-11-20"),
    ("before the end of the quarter", "2026-12-31"),
    ("the end of the fiscal year", "2027-09-30"),
    ("the end of FY28", "2028-09-30"),
    ("two weeks before the end of FY27", "2027-09-16"),
    ("at the start of next quarter", "2027-01-01"),
    ("the last business day of January", "2027-01-29"),
    ("since July", "2026-07-01"),
    ("by April", "2027-04-01"),
    ("starting in February", "2027-02-01"),
    ("since last quarter", "2026-07-01"),
    ("before Q3", "2027-04-01"),
    ("every Tuesday", "2026-11-24"),
    ("alternate Mondays", "2026-11-23"),
]
STRETCHES = [
    ("this week", "2026-11-16/2026-11-23"),
    ("nxt week", "2026-11-23/2026-11-30"),
    ("last week", "2026-11-09/2026-11-16"),
    ("the week after next", "2026-11-30/2026-12-07"),
    ("the week of the 14th", "2026-12-14/2026-12-21"),
    ("the week of January 20", "2027-01-18/2027-01-25"),
    ("the last week of March", "2027-03-29/2027-04-05"),
    ("the second week in December", "2026-12-14/2026-12-21"),
    ("early next week", "2026-11-23/2026-11-25"),
    ("later this week", "2026-11-18/2026-11-23"),
    ("next weekend", "2026-11-28/2026-11-30"),
    ("this month", "2026-11-01/2026-12-01"),
    ("next month", "2026-12-01/2027-01-01"),
    ("in February", "2027-02-01/2027-03-01"),
    ("February of 2028", "2028-02-01/2028-03-01"),
    ("mid December", "2026-12-11/2026-12-21"),
    ("late January", "2027-01-21/2027-02-01"),
    ("the first half of December", "2026-12-01/2026-12-16"),
    ("this quarter", "2026-10-01/2027-01-01"),
    ("last quarter", "2026-07-01/2026-10-01"),
    ("Q1", "2026-10-01/2027-01-01"),
    ("Q3", "2027-04-01/2027-07-01"),
    ("Q4 FY28", "2028-07-01/2028-10-01"),
    ("FY27 Q1", "2026-10-01/2027-01-01"),
    ("fiscal year 2028 Q2", "2028-01-01/2028-04-01"),
    ("the third quarter of next fiscal year", "2028-04-01/2028-07-01"),
    ("calendar Q2", "2027-04-01/2027-07-01"),
    ("Q3 of calendar year 2027", "2027-07-01/2027-10-01"),
    ("the first half of FY28", "2027-10-01/2028-04-01"),
    ("next year", "2027-01-01/2028-01-01"),
    ("calendar year 2028", "2028-01-01/2029-01-01"),
    ("in 2028", "2028-01-01/2029-01-01"),
    ("next spring", "2027-03-01/2027-06-01"),
    ("in the next 30 days", "2026-11-18/2026-12-18"),
    ("over the next three months", "2026-11-18/2027-02-18"),
    ("within 45 days", "2026-11-18/2027-01-02"),
    ("the last 90 days", "2026-08-20/2026-11-18"),
    ("the past year", "2025-11-18/2026-11-18"),
    ("month to date", "2026-11-01/2026-11-19"),
    ("December 7 through 11", "2026-12-07/2026-12-12"),
    ("Dec 7-11, 2027", "2027-12-07/2027-12-12"),
    ("7 to 11 December", "2026-12-07/2026-12-12"),
    ("November 16 to 27", "2026-11-16/2026-11-28"),
    ("between January 4 and 8", "2027-01-04/2027-01-09"),
    ("from December 28 to January 4", "2026-12-28/2027-01-05"),
    ("between February and April", "2027-02-01/2027-05-01"),
    ("Monday through Thursday", "2026-11-23/2026-11-27"),
    ("the 7th through the 9th", "2026-12-07/2026-12-10"),
    ("2026-12-01/2026-12-05", "2026-12-01/2026-12-06"),
]
CLOCKS = [
    ("tomorrow at 9", "2026-11-19T09:00:00-05:00"),
    ("tomorrow at 4", "2026-11-19T16:00:00-05:00"),
    ("Monday at 8:15", "2026-11-23T08:15:00-05:00"),
    ("next Thursday @ 3pm", "2026-11-26T15:00:00-05:00"),
    ("3 p.m. on December 1", "2026-12-01T15:00:00-05:00"),
    ("Friday 10am", "2026-11-20T10:00:00-05:00"),
    ("the 4th at 13:30", "2026-12-04T13:30:00-05:00"),
    ("12/9 at 2:45", "2026-12-09T14:45:00-05:00"),
    ("noon on Friday", "2026-11-20T12:00:00-05:00"),
    ("half past two tomorrow", "2026-11-19T14:30:00-05:00"),
    ("quarter to nine on Monday", "2026-11-23T08:45:00-05:00"),
    ("Tuesday at eleven", "2026-11-24T11:00:00-05:00"),
    ("Friday at 7 in the evening", "2026-11-20T19:00:00-05:00"),
    ("tomorrow afternoon around 3", "2026-11-19T15:00:00-05:00"),
    ("tomorrow morning at 6", "2026-11-19T06:00:00-05:00"),
    ("tonight at 8", "2026-11-18T20:00:00-05:00"),
    ("midnight tomorrow", "2026-11-20T00:00:00-05:00"),
    ("COB tomorrow", "2026-11-19T17:00:00-05:00"),
    ("by close of business Monday", "2026-11-23T17:00:00-05:00"),
    ("Monday at 10 Central", "2026-11-23T11:00:00-05:00"),
    ("9am PT on Tuesday", "2026-11-24T12:00:00-05:00"),
    ("14:00 UTC tomorrow", "2026-11-19T09:00:00-05:00"),
    ("July 6, 2027 at 9am", "2027-07-06T09:00:00-04:00"),
    ("2026-12-02T15:00-05:00", "2026-12-02T15:00:00-05:00"),
    ("2026-12-02T20:00Z", "2026-12-02T15:00:00-05:00"),
    ("2026-12-02T15:00", "2026-12-02T15:00:00-05:00"),
    ("in 20 minutes", "2026-11-18T10:50:00-05:00"),
    ("in half an hour", "2026-11-18T11:00:00-05:00"),
    ("3 hours ago", "2026-11-18T07:30:00-05:00"),
    ("a Friday call at 2", "2026-11-20T14:00:00-05:00"),
    ("every other Monday at 9", "2026-11-23T09:00:00-05:00"),
    ("3pm", "2026-11-18T15:00:00-05:00"),
    ("9am", "2026-11-19T09:00:00-05:00"),
    ("tomorrow 2-3:30pm", "2026-11-19T14:00:00-05:00/2026-11-19T15:30:00-05:00"),
    ("11-1pm on Friday", "2026-11-20T11:00:00-05:00/2026-11-20T13:00:00-05:00"),
    ("Monday from 9 to 10:30", "2026-11-23T09:00:00-05:00/2026-11-23T10:30:00-05:00"),
    ("between 1 and 3 on Tuesday", "2026-11-24T13:00:00-05:00/2026-11-24T15:00:00-05:00"),
    ("Friday morning", "2026-11-20T08:00:00-05:00/2026-11-20T12:00:00-05:00"),
    ("the afternoon of December 2", "2026-12-02T12:00:00-05:00/2026-12-02T17:00:00-05:00"),
    ("this evening", "2026-11-18T17:00:00-05:00/2026-11-18T21:00:00-05:00"),
    ("Monday 9am to Tuesday 5pm", "2026-11-23T09:00:00-05:00/2026-11-24T17:00:00-05:00"),
]
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


@pytest.mark.parametrize(("text", "value"), DAYS + STRETCHES + CLOCKS)
def test_reads_a_time(text: str, value: str) -> None:
    assert values(times.read(text, WEDNESDAY, NEW_YORK)) == [value]


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
        assert all(later > earlier for earlier, later in zip(ends, ends[1:], strict=False)), value


@given(INSTANTS)
def test_next_tuesday_is_always_in_the_week_after_this_one(at: datetime) -> None:
    (value,) = values(times.read("next Tuesday", at, NEW_YORK))
    monday = at.date() - timedelta(days=at.weekday())
    assert datetime.fromisoformat(str(value)).date() == monday + timedelta(days=8)
