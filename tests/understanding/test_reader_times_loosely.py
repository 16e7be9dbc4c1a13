"""Times as people write them in a hurry: slips of typing, lists, words for figures; said on 18 November 2026."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.readers import times
from bot.understanding.readers.time_spelling import spelled_right
from tests.understanding.readings import NEW_YORK, WEDNESDAY, values


def read(text: str, intent: str = "schedule_meeting") -> list[str]:
    return [str(value).replace(":00-05:00", "") for value in values(times.read(text, WEDNESDAY, NEW_YORK, intent))]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Wendesday at 2", "2026-11-25T14:00", "Wendesday at 2"),
        ("on Thrusday please", "2026-11-19", "Thrusday"),
        ("by Novemeber 30", "2026-11-30", "Novemeber 30"),
        ("Decmber 3 at noon", "2026-12-03T12:00", "Decmber 3 at noon"),
        ("tomorow at 9", "2026-11-19T09:00", "tomorow at 9"),
        ("see you tommorrow", "2026-11-19", "tommorrow"),
        ("frday", "2026-11-20", "frday"),
    ],
)
def test_slips_of_typing_are_forgiven(text: str, value: str, words: str) -> None:
    (found,) = times.read(text, WEDNESDAY, NEW_YORK, "schedule_meeting")
    assert (str(found.value).replace(":00-05:00", ""), found.text) == (value, words)


@pytest.mark.parametrize("text", ["sundry items", "the marsh", "match them", "sunny", "a monthly mayor", "friary"])
def test_other_words_are_no_slips(text: str) -> None:
    assert spelled_right(text)[0] == text


@given(st.text(max_size=60))
def test_every_place_of_the_right_spelling_is_one_of_the_text(text: str) -> None:
    right, places = spelled_right(text)
    assert len(places) == len(right) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday or Thursday next week", ["2026-11-24", "2026-11-26"]),
        ("Thursday or Friday next week at 10", ["2026-11-26T10:00", "2026-11-27T10:00"]),
        ("Monday-Wednesday next week", ["2026-11-23/2026-11-26"]),
        ("Mon-Fri next week", ["2026-11-23/2026-11-28"]),
        ("Thursday or Friday at 2", ["2026-11-19T14:00", "2026-11-20T14:00"]),
        ("the 7th or 8th at 3", ["2026-12-07T15:00", "2026-12-08T15:00"]),
        ("December 5, 6 or 7", ["2026-12-05", "2026-12-06", "2026-12-07"]),
        ("December 3 and 4 laptops", ["2026-12-03"]),
    ],
)
def test_days_in_a_list_share_what_only_one_was_given(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the Monday after Thanksgiving at 10", "2026-11-30T10:00"),
        ("the Friday before Christmas", "2026-12-18"),
        ("the week after Thanksgiving", "2026-11-30/2026-12-07"),
        ("the week before Christmas", "2026-12-14/2026-12-21"),
        ("day after Labor Day", "2027-09-07"),
        ("New Year's Eve", "2026-12-31"),
        ("since about 7 this morning", "2026-11-18T07:00"),
        ("3 tomorrow afternoon", "2026-11-19T15:00"),
        ("December 1 between 10am and noon", "2026-12-01T10:00/2026-12-01T12:00"),
        ("8:15a on Monday", "2026-11-23T08:15"),
        ("10/1-12/31", "2026-10-01/2027-01-01"),
        ("by month end", "2026-11-30"),
        ("by EOY", "2026-12-31"),
        ("the week before last", "2026-11-02/2026-11-09"),
        ("the first two weeks of December", "2026-12-01/2026-12-15"),
        ("the Tuesday after next", "2026-12-01"),
        ("Monday after 2", "2026-11-23T14:00"),
        ("two Mondays ago", "2026-11-09"),
        ("in ten days or so", "2026-11-28"),
        ("in an hour and a half", "2026-11-18T12:00"),
        ("in 1.5 hours", "2026-11-18T12:00"),
        ("in two and a half hours", "2026-11-18T13:00"),
        ("the third of December", "2026-12-03"),
        ("january twelfth", "2027-01-12"),
        ("by the fifteenth", "2026-12-15"),
        ("tomorrow at ten thirty", "2026-11-19T10:30"),
        ("10 past 9 tomorrow", "2026-11-19T09:10"),
        ("at 1430 on Friday", "2026-11-20T14:30"),
        ("1500 hours on Friday", "2026-11-20T15:00"),
        ("Friday around 3ish", "2026-11-20T15:00"),
        ("12.8.2026", "2026-12-08"),
        ("2026/12/08", "2026-12-08"),
        ("Oct-Dec", "2026-10-01/2027-01-01"),
        ("from October to December 2026", "2026-10-01/2027-01-01"),
        ("from 11/2 to 11/27", "2026-11-02/2026-11-28"),
        ("the first week of December", "2026-11-30/2026-12-07"),
        ("the first week of March", "2027-03-01/2027-03-08"),
        ("the last week of November", "2026-11-23/2026-11-30"),
        ("the first Monday of the month", "2026-12-07"),
        ("CY2027", "2027-01-01/2028-01-01"),
        ("Q4 of last fiscal year", "2026-07-01/2026-10-01"),
        ("last year's Q4", "2026-07-01/2026-10-01"),
    ],
)
def test_reads_a_time(text: str, value: str) -> None:
    assert read(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "at the end of the day it's fine",
        "April said hi",
        "around 1,000 users",
        "at one point",
        "at 10 sites",
        "at 3 of our offices",
        "the second one",
        "the first",
        "20 to 30",
    ],
)
def test_reads_no_time_where_something_is_counted(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("intent", "text", "value"),
    [
        ("out_of_scope", "the wi-fi went out at 9:15 this Monday", "2026-11-16T09:15"),
        ("out_of_scope", "show attainment for October 5 through 16", "2026-10-05/2026-10-17"),
        ("view_report", "first Monday in February, quarter past 10", "2027-02-01T10:15"),
        ("list_meetings", "they said we're under a CR until December", "2026-12-01/2027-01-01"),
        ("ask_renewals", "she told us we'd lose it at New Year's", "2027-01-01"),
        ("payment_schedule", "they wired it on the 3rd", "2026-11-03"),
        ("explain_pricing", "if we start in the middle of the year", ""),
        ("payment_schedule", "can you see our October payment", "2026-10-01/2026-11-01"),
        ("payment_schedule", "our Oct. 30 payment", "2026-10-30"),
        ("payment_schedule", "what is due in July", "2027-07-01/2027-08-01"),
        ("view_report", "in 90 minutes?", "2026-11-18T12:00"),
    ],
)
def test_a_clear_sentence_is_read_right_where_its_intent_was_not(intent: str, text: str, value: str) -> None:
    assert read(text, intent) == ([value] if value else [])
