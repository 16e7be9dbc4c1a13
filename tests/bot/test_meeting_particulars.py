"""What is said of a meeting besides when it is, and times that cannot be."""

from datetime import UTC, datetime

import pytest

from bot.meeting_particulars import minutes_said, people_said, reason_said
from bot.meeting_sentences import kind_said, shift_said, times_said
from bot.meeting_slips import impossible, left_out_and_past
from bot.understanding.readers.times import read
from domain.meetings import MeetingKind
from domain.people import Side
from services.cards import PersonCard
from tests.bot.saying import AT, ZONE, understood

FOLK = [
    PersonCard(name, name, "", Side.CEC, None, "", "", "", (), True, None)
    for name in ("Naomi Begay", "James Okafor", "James Lopez", "Maria Lopez")
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("find a time for me, Naomi and Maria", ["Naomi Begay", "Maria Lopez"]),
        ("book 30 minutes with James Okafor", ["James Okafor"]),
        ("book 30 minutes with James", []),
        ("a call with BEGAY on Friday", ["Naomi Begay"]),
        ("a call about the service desk", []),
    ],
)
def test_who_is_named_is_asked_where_only_one_is_meant(text: str, ids: list[str]) -> None:
    assert [each.id for each in people_said(text, FOLK)] == ids


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("book 30 minutes", 30), ("a 45-minute call", 45), ("for an hour", 60), ("half an hour", 30), ("two hours", 120),
     ("20 minutes", None), ("in the morning", None)],
)  # fmt: skip
def test_its_length_is_one_of_those_that_there_are(text: str, minutes: int | None) -> None:
    assert minutes_said(text) == minutes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("call off the review, James is sick", "James is sick"),
        ("cancel Thursday's call because of the holiday", "of the holiday"),
        ("cancel the meeting", ""),
        ("cancel it, please", ""),
    ],
)
def test_why_it_is_called_off_is_carried_into_the_form(text: str, reason: str) -> None:
    assert reason_said(text).removeprefix("because ") == reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feb 30 at 9", "There is no February 30."),
        ("April 31st", "There is no April 31."),
        ("at 25:00", "There is no 25:00 on a clock."),
        ("at 9:75", "There is no 9:75 on a clock."),
    ],
)
def test_days_and_hours_that_there_are_not_are_said(text: str, said: str) -> None:
    (found,) = impossible(text)
    assert found.startswith(said)


@pytest.mark.parametrize(
    "text", ["feb 29 at 9", "on Nov 20 at 10:30", "SLA-2026-0011 at 24:00", "march 14 2027 at 2:30am"]
)
def test_of_days_and_hours_that_there_are_nothing_is_said(text: str) -> None:
    assert impossible(text) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("meet on march 14 2027 at 2:30am", "there is no 2:30 AM that day"),
        ("meet yesterday at 3", "is past"),
        ("meet on Nov 20 2025 at 10am", "is past"),
        ("meet tomorrow at 10am", ""),
    ],
)
def test_times_that_are_left_out_or_past_are_not_taken(text: str, why: str) -> None:
    meant = understood(text, "schedule_meeting")
    times = tuple(read(text, AT, ZONE, "schedule_meeting"))
    found = left_out_and_past(type(meant)(text, meant.intent, 1.0, (), times), ZONE, AT)
    assert why in " ".join(found.values())
    assert bool(found) == bool(why)


def test_the_day_that_it_is_moved_from_and_a_part_of_a_day_are_no_time_of_their_own() -> None:
    text = "move the review from December 9 to December 10 at 2pm"
    meant = understood(text, "reschedule_meeting")
    said = times_said(text, type(meant)(text, "", 1.0, (), tuple(read(text, AT, ZONE, "reschedule_meeting"))), AT)
    assert (said.instants, said.bare) == ((datetime(2026, 12, 10, 19, tzinfo=UTC),), ())
    text = "meet on Dec 3 afternoon"
    said = times_said(text, type(meant)(text, "", 1.0, (), tuple(read(text, AT, ZONE, "schedule_meeting"))), AT)
    assert (said.instants, str(said.start)) == ((), "2026-12-03")


def test_hours_move_a_meeting_too_and_needing_one_is_no_meeting_about_needs() -> None:
    shifts = [shift_said(text) for text in ("back an hour", "half an hour earlier", "by two weeks")]
    assert [each.total_seconds() / 3600 for each in shifts if each] == [1, -0.5, 336]
    assert kind_said("I need to talk about the laptops") is None
    assert kind_said("go through the network upgrade needs") is MeetingKind.NEEDS
