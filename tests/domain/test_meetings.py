"""Meetings: what is proposed, how answers decide, and what may be changed when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.action_items import ActionItem, checked_item, finish, reopen
from domain.errors import Conflict, InvalidInput
from domain.meeting_answers import answer, book, declined, propose, settled, unanswered, withdraw_slots
from domain.meeting_changes import cancel, change_details, change_people, changes_between, not_held, record
from domain.meeting_reminders import reminder_now, reminders_ahead
from domain.meeting_series import (
    as_first,
    from_here,
    left_behind,
    moved_together,
    occurrence,
    sequence_of,
    split_off,
)
from domain.meetings import Meeting, MeetingKind, MeetingState, Participant, Repeats
from domain.people import Side
from domain.recurrences import Recurrence, Rhythm
from tests.builders import NOON

CEC, CUSTOMER = Side.CEC, Side.CUSTOMER
FIRST, SECOND, THIRD = (NOON + timedelta(days=day) for day in (1, 2, 3))
EASTERN = ZoneInfo("America/New_York")


def a_meeting(**changes: Any) -> Meeting:
    people = (Participant("sml", CEC), Participant("maria", CUSTOMER), Participant("tech", CUSTOMER, required=False))
    made = Meeting(
        id="m-1",
        agreement="a-1",
        organization="nrcs",
        kind=MeetingKind.STARTUP,
        title="Startup",
        organizer="sml",
        side=CEC,
        created_at=NOON,
        minutes=60,
        participants=people,
    )
    return replace(made, **changes)


def proposed(**changes: Any) -> Meeting:
    return propose(a_meeting(**changes), (FIRST, SECOND), "sml", CEC, NOON)


def booked(**changes: Any) -> Meeting:
    return answer(proposed(**changes), "maria", CUSTOMER, NOON, yes=(FIRST,))


class TestProposing:
    @pytest.mark.parametrize(
        ("slots", "field"),
        [
            ((), "time1"),
            ((FIRST, NOON), "time2"),
            ((FIRST, SECOND, FIRST), "time3"),
            (tuple(FIRST + timedelta(hours=n) for n in range(6)), "time1"),
        ],
    )
    def test_times_that_cannot_be_are_refused_at_their_field(self, slots: tuple[datetime, ...], field: str):
        with pytest.raises(InvalidInput) as refused:
            propose(a_meeting(), slots, "sml", CEC, NOON)
        assert refused.value.field == field

    def test_who_proposes_agrees_with_all_of_them(self):
        meeting = propose(a_meeting(), (SECOND, FIRST), "sml", CEC, NOON)
        assert (meeting.state, meeting.slots) == (MeetingState.PROPOSED, (FIRST, SECOND))
        assert [each.person for each in unanswered(meeting)] == ["maria"]

    def test_new_times_are_answered_anew(self):
        answered = answer(proposed(), "tech", CUSTOMER, NOON, yes=(SECOND,))
        again = propose(answered, (THIRD,), "sml", CEC, NOON)
        assert again.participants[2].answered_at is None

    def test_a_booked_one_keeps_its_time_until_another_one_is_agreed_on(self):
        asked = propose(booked(), (THIRD,), "maria", CUSTOMER, NOON)
        assert (asked.state, asked.time, asked.slots) == (MeetingState.BOOKED, FIRST, (THIRD,))
        moved = answer(asked, "sml", CEC, NOON, yes=(THIRD,))
        assert (moved.time, moved.slots, moved.sequence) == (THIRD, (), 1)
        stays = answer(asked, "sml", CEC, NOON, other="Not this week")
        assert (stays.time, stays.slots, stays.sequence) == (FIRST, (), 0)

    def test_its_own_time_is_not_another_one(self):
        with pytest.raises(InvalidInput, match="its time already"):
            propose(booked(), (FIRST,), "maria", CUSTOMER, NOON)


class TestAnswering:
    def test_the_first_time_that_suits_all_who_have_to_come_is_booked(self):
        meeting = answer(proposed(), "maria", CUSTOMER, NOON, yes=(SECOND, FIRST))
        assert (meeting.state, meeting.time, meeting.slots) == (MeetingState.BOOKED, FIRST, ())

    def test_who_need_not_come_decides_nothing(self):
        meeting = answer(proposed(), "tech", CUSTOMER, NOON, yes=(FIRST,), no=(SECOND,))
        assert meeting.state is MeetingState.PROPOSED

    def test_of_a_side_of_which_nobody_has_to_come_one_is_enough(self):
        people = (Participant("sml", CEC), Participant("maria", CUSTOMER, required=False))
        meeting = proposed(participants=people)
        assert answer(meeting, "erik", CUSTOMER, NOON, yes=(SECOND,)).time == SECOND
        assert answer(meeting, "erik", CUSTOMER, NOON).state is MeetingState.ASKED

    def test_when_no_time_suits_one_who_has_to_come_new_ones_are_needed(self):
        some = answer(proposed(), "maria", CUSTOMER, NOON, no=(FIRST,))
        assert some.state is MeetingState.PROPOSED
        none = answer(some, "maria", CUSTOMER, NOON, other="Mornings")
        assert (none.state, none.slots, none.participants[1].other) == (MeetingState.ASKED, (), "Mornings")

    def test_a_mind_that_changed_counts(self):
        meeting = proposed(participants=(*a_meeting().participants[:2], Participant("ann", CUSTOMER)))
        no = answer(meeting, "maria", CUSTOMER, NOON, no=(FIRST,))
        yes = answer(no, "maria", CUSTOMER, NOON, yes=(FIRST,))
        assert (yes.participants[1].yes, yes.participants[1].no) == ((FIRST,), ())

    @pytest.mark.parametrize(
        ("meeting", "yes", "said"),
        [
            (a_meeting(), FIRST, "No times are proposed"),
            (booked(), SECOND, "accepted already"),
            (cancel(booked(), "ill", "sml", NOON), FIRST, "was cancelled"),
        ],
    )
    def test_what_is_not_asked_is_not_answered(self, meeting: Meeting, yes: datetime, said: str):
        with pytest.raises(Conflict, match=said):
            answer(meeting, "maria", CUSTOMER, NOON, yes=(yes,))

    def test_a_time_that_was_not_proposed_or_is_past_is_refused(self):
        with pytest.raises(InvalidInput, match="not proposed"):
            answer(proposed(), "maria", CUSTOMER, NOON, yes=(THIRD,))
        with pytest.raises(Conflict, match="That time is past"):
            answer(proposed(), "maria", CUSTOMER, FIRST, yes=(FIRST,))

    def test_who_cannot_come_to_a_booked_one_is_seen(self):
        meeting = answer(booked(), "maria", CUSTOMER, NOON, no=(FIRST,))
        assert [each.person for each in declined(meeting)] == ["maria"]
        assert meeting.time == FIRST
        assert declined(answer(meeting, "maria", CUSTOMER, NOON, yes=(FIRST,))) == ()

    def test_the_organizer_decides_whoever_has_answered(self):
        assert book(proposed(), SECOND, "sml", CEC, NOON).time == SECOND
        other = book(proposed(), THIRD, "sml", CEC, NOON)
        assert (other.time, other.state) == (THIRD, MeetingState.BOOKED)
        assert other.participants[1].answered_at is None
        with pytest.raises(InvalidInput, match="its time already"):
            book(other, THIRD, "sml", CEC, NOON)

    def test_times_are_withdrawn(self):
        assert withdraw_slots(proposed()).state is MeetingState.ASKED
        assert withdraw_slots(propose(booked(), (THIRD,), "sml", CEC, NOON)).time == FIRST

    @given(
        st.lists(st.tuples(st.sampled_from(["sml", "maria", "tech", "ann"]), st.sets(st.integers(0, 2))), max_size=8)
    )
    def test_whatever_is_answered_a_booked_time_suits_all_who_have_to_come(self, said: list[tuple[str, set[int]]]):
        slots = (FIRST, SECOND, THIRD)
        meeting = propose(a_meeting(), slots, "sml", CEC, NOON)
        for person, chosen in said:
            if meeting.state is not MeetingState.PROPOSED:
                break
            yes = tuple(slots[each] for each in chosen)
            side = CEC if person == "sml" else CUSTOMER
            meeting = answer(meeting, person, side, NOON, yes=yes, no=tuple({*slots} - {*yes}))
        if meeting.state is MeetingState.BOOKED:
            assert all(meeting.time in each.yes for each in meeting.participants if each.required)
        else:
            assert meeting.time is None
        assert (meeting.state is MeetingState.PROPOSED) == bool(meeting.slots)


class TestChanges:
    def test_it_is_cancelled_with_a_reason_before_its_time(self):
        assert cancel(proposed(), "ill", "maria", NOON).state is MeetingState.CANCELLED
        ended = cancel(booked(), " ill ", "maria", NOON)
        assert (ended.reason, ended.ended_by, ended.sequence) == ("ill", "maria", 1)
        with pytest.raises(InvalidInput, match="Say why"):
            cancel(booked(), "  ", "maria", NOON)
        with pytest.raises(Conflict, match="is past"):
            cancel(booked(), "ill", "maria", FIRST)

    def test_it_did_not_take_place(self):
        assert not_held(booked(), "nobody came", "sml", FIRST).state is MeetingState.CANCELLED
        with pytest.raises(Conflict, match="still ahead"):
            not_held(booked(), "nobody came", "sml", NOON)

    def test_notes_decisions_and_who_was_there(self):
        held = record(booked(), "We met", "Go", {"maria"}, "sml", FIRST)
        assert (held.state, held.noted_by) == (MeetingState.HELD, "sml")
        assert [each.attended for each in held.participants] == [False, True, False]
        assert record(held, "We met again", "", {"sml"}, "sml", SECOND).notes == "We met again"
        with pytest.raises(InvalidInput, match="what was talked about"):
            record(booked(), " ", "", (), "sml", FIRST)
        with pytest.raises(Conflict, match="still ahead"):
            record(booked(), "We met", "", (), "sml", NOON)
        with pytest.raises(Conflict, match="took place already"):
            cancel(held, "ill", "sml", NOON)

    @pytest.mark.parametrize(
        ("details", "field"),
        [
            (("", "", "", ""), "title"),
            (("Review", "x" * 301, "", ""), "place"),
            (("Review", "", "http://meet.example.gov", ""), "link"),
            (("Review", "", "https://meet.example.gov/a b", ""), "link"),
            (("Review", "", "", "x" * 3_001), "agenda"),
        ],
    )
    def test_bad_details_are_refused_at_their_field(self, details: tuple[str, str, str, str], field: str):
        with pytest.raises(InvalidInput) as refused:
            change_details(booked(), *details)
        assert refused.value.field == field

    def test_calendars_hear_of_what_is_different(self):
        meeting = booked()
        assert change_details(meeting, "Startup", "", "", "") is meeting
        assert change_details(meeting, "Startup", "Room 4", "https://meet.example.gov/4", "").sequence == 1

    def test_who_stays_keeps_the_answer_and_who_is_new_is_asked(self):
        changed = change_people(booked(), [*booked().participants[:2], Participant("ann", CUSTOMER)], SECOND)
        assert changed.participants[1].yes == (FIRST,)
        assert changed.participants[2].invited_at == SECOND
        with pytest.raises(InvalidInput, match="somebody of CEC and somebody of the customer"):
            change_people(booked(), [Participant("maria", CUSTOMER)], NOON)

    def test_an_answer_about_other_times_of_a_meeting_that_has_begun_moves_it_no_more(self):
        waiting = propose(booked(), [SECOND], "sml", CEC, NOON)
        answers: list[dict[str, Any]] = [{"yes": [SECOND]}, {"no": [SECOND]}, {"other": "Later"}]
        for given_then in answers:
            with pytest.raises(Conflict, match="has taken place"):
                answer(waiting, "maria", CUSTOMER, FIRST, **given_then)
        assert settled(waiting, FIRST) == waiting

    def test_the_history_names_each_field_that_is_different(self):
        changes = changes_between(proposed(), booked(), "maria", NOON)
        assert {change.field: change.new for change in changes} == {
            "state": "booked",
            "time": FIRST.isoformat(),
            "slots": None,
        }
        assert changes_between(booked(), booked(), "maria", NOON) == ()


class TestSeries:
    REPEATS = Repeats(Recurrence(Rhythm.WEEKLY, date(2027, 1, 31)), "America/New_York")

    def series(self) -> list[Meeting]:
        first = as_first(booked(repeats=self.REPEATS))
        weeks = [FIRST + timedelta(days=7 * week) for week in (1, 2)]
        return [first, *(occurrence(first, at, at, f"m-{n}", NOON) for n, at in enumerate(weeks, start=2))]

    def test_each_is_a_meeting_of_its_own_with_a_name_in_common(self):
        found = self.series()
        assert {each.uid for each in found} == {"m-1"}
        assert [each.time for each in found] == [FIRST + timedelta(days=7 * week) for week in range(3)]

    def test_who_accepted_the_first_of_a_series_accepted_each(self):
        first, second = self.series()[0], FIRST + timedelta(days=7)
        answers = {each.person: each for each in occurrence(first, second, second, "m-2", NOON).participants}
        for before in first.participants:
            assert answers[before.person].yes == ((second,) if FIRST in before.yes else ())
        assert answers["maria"].answered_at == first.participant("maria").answered_at  # pyright: ignore[reportOptionalMemberAccess]

    def test_those_that_follow_leave_out_what_is_over_or_cancelled(self):
        first, second, third = self.series()
        gone = cancel(second, "ill", "sml", NOON)
        assert from_here([third, gone, first], first) == (first, third)
        assert from_here([first, second, third], second) == (second, third)

    def test_they_move_by_days_and_to_a_time_of_day_whatever_the_clocks_do(self):
        before = datetime(2026, 10, 27, 18, 0, tzinfo=UTC)  # 2 PM in New York, the clocks go back on November 1
        meetings = [a_meeting(original=before), a_meeting(original=before + timedelta(days=7, hours=1))]
        moved = moved_together(meetings, datetime(2026, 10, 28, 14, 0, tzinfo=UTC), EASTERN)
        assert [each.astimezone(EASTERN).isoformat() for each in moved] == [
            "2026-10-28T10:00:00-04:00",
            "2026-11-04T10:00:00-05:00",
        ]

    def test_what_follows_becomes_a_series_of_its_own_and_the_old_one_ends(self):
        first, second, third = self.series()
        split = split_off([second, third], [SECOND, THIRD])
        assert {each.uid for each in split} == {"m-2"}
        assert {each.repeats.rule.until for each in split if each.repeats} == {THIRD.date()}
        (ended,) = left_behind([first, second, third], split, SECOND.date())
        assert ended.repeats
        assert ended.repeats.rule.until == FIRST.date()

    def test_what_is_left_of_a_series_counts_higher_than_all_of_it_did(self):
        first, second, third = (replace(each, sequence=count) for count, each in enumerate(self.series()))
        left = left_behind([first, second, third], [second, third], SECOND.date())
        assert sequence_of(left) > sequence_of([first, second, third])


class TestReminders:
    DAY, QUARTER = 24 * 60, 15
    #: Booked three days ahead.
    AHEAD = book(a_meeting(), THIRD, "sml", CEC, NOON)

    @pytest.mark.parametrize(
        ("before", "expected"),
        [
            (timedelta(hours=25), None),
            (timedelta(hours=24), DAY),
            (timedelta(hours=3), DAY),
            (timedelta(minutes=15), QUARTER),
            (timedelta(minutes=2), QUARTER),
            (timedelta(0), None),
            (-timedelta(days=7), None),
        ],
    )
    def test_the_nearest_one_that_is_due(self, before: timedelta, expected: int | None):
        person = self.AHEAD.participants[1]
        assert reminder_now(self.AHEAD, person, (self.DAY, self.QUARTER), THIRD - before) == expected

    def test_nobody_is_reminded_of_what_they_were_just_told(self):
        late = book(a_meeting(), THIRD, "sml", CEC, THIRD - timedelta(hours=2))
        person = late.participants[1]
        assert reminder_now(late, person, (self.DAY,), THIRD - timedelta(hours=1)) is None
        assert reminder_now(late, person, (self.DAY, self.QUARTER), THIRD - timedelta(minutes=10)) == self.QUARTER

    def test_who_said_no_is_not_reminded(self):
        meeting = answer(self.AHEAD, "maria", CUSTOMER, NOON, no=(THIRD,))
        assert reminder_now(meeting, meeting.participants[1], (self.DAY,), THIRD - timedelta(hours=1)) is None

    def test_those_that_are_still_to_come(self):
        ahead = reminders_ahead(self.AHEAD, (self.DAY, self.QUARTER), THIRD - timedelta(hours=1))
        assert list(ahead) == [THIRD - timedelta(minutes=15)]


class TestActionItems:
    ITEM = ActionItem("i-1", "m-1", "a-1", "nrcs", " Send the list ", "maria", date(2026, 11, 9), NOON, "sml")

    def test_it_is_done_and_opened_again(self):
        done = finish(self.ITEM, "maria", NOON)
        assert (done.is_open, reopen(done).is_open) == (False, True)
        with pytest.raises(Conflict, match="done already"):
            finish(done, "maria", NOON)
        with pytest.raises(Conflict, match="open already"):
            reopen(self.ITEM)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            (lambda item: replace(item, text=" "), "text"),
            (lambda item: replace(item, text="x" * 501), "text"),
            (lambda item: replace(item, due_on=date(2026, 11, 1)), "due_on"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, change: Callable[[ActionItem], ActionItem], field: str):
        with pytest.raises(InvalidInput) as refused:
            checked_item(change(self.ITEM), date(2026, 11, 2))
        assert refused.value.field == field
        assert checked_item(self.ITEM, date(2026, 11, 2)).text == "Send the list"
