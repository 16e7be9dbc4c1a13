"""Times at which several people can meet."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.business_days import is_business_day
from domain.busy_times import Busy, merged
from domain.errors import InvalidInput
from domain.meeting_slots import MOST_DAYS, free_slots, why_none
from domain.meeting_times import Attendee, WhyNot, attendee, concerns, refuse_bad_time, why_not
from domain.preferences import Preferences

EASTERN, PACIFIC, HAWAII = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Honolulu")
#: A Monday; Veterans Day is on Wednesday.
MONDAY = datetime(2026, 11, 9, 9, tzinfo=EASTERN)
FRIDAY = datetime(2026, 11, 13, 18, tzinfo=EASTERN)
HOUR = timedelta(hours=1)


def one(name: str = "Ann", zone: ZoneInfo = EASTERN, *busy: Busy, required: bool = True, **chosen: Any) -> Attendee:
    preferences = replace(Preferences(name.lower()), **chosen)
    return attendee(name.lower(), name, preferences, zone, busy, required=required)


def whole_week() -> Busy:
    return Busy(MONDAY - timedelta(days=1), FRIDAY + timedelta(days=1))


def test_times_are_spread_over_the_business_days_the_best_of_each():
    found = free_slots([one()], 60, MONDAY, FRIDAY, EASTERN)
    local = [slot.start.astimezone(EASTERN) for slot in found.slots]
    assert {day.day for day in local} == {9, 10, 12, 13}
    # Neither the first nor the last hour of the day, nor lunch, while there are others.
    assert all(time(9, 30) <= day.time() <= time(15, 30) for day in local)
    assert {day.hour >= 12 for day in local} == {True, False}


def test_nobody_meets_on_a_federal_holiday():
    wednesday = datetime(2026, 11, 11, 0, tzinfo=EASTERN)
    found = free_slots([one()], 60, wednesday, wednesday + timedelta(days=1), EASTERN)
    assert found.slots == ()
    assert why_none(found) == "There is no time left in these days. Choose more days."


def test_the_working_hours_of_everyone_count_in_their_own_zones():
    found = free_slots([one(), one("Bob", PACIFIC)], 60, MONDAY, FRIDAY, EASTERN)
    assert found.slots
    for slot in found.slots:
        assert time(12) <= slot.start.astimezone(EASTERN).time() <= time(16)
        assert time(9) <= slot.start.astimezone(PACIFIC).time()


def test_a_time_that_someone_required_is_busy_is_not_proposed():
    busy = Busy(MONDAY, MONDAY + 7 * HOUR)
    found = free_slots([one("Ann", EASTERN, busy)], 60, MONDAY, MONDAY + 8 * HOUR, EASTERN)
    assert [slot.start for slot in found.slots] == [MONDAY + 7 * HOUR]


def test_who_need_not_be_there_keeps_no_time_away_but_is_named():
    optional = one("Bob", EASTERN, Busy(MONDAY, MONDAY + 3 * HOUR), required=False)
    found = free_slots([one(), optional], 60, MONDAY, MONDAY + 4 * HOUR, EASTERN, count=2)
    assert [slot.missing for slot in found.slots] == [(), ("Bob",)]
    assert found.slots[0].start == MONDAY + 3 * HOUR


def test_where_there_is_no_time_it_says_who_is_in_the_way():
    found = free_slots([one(), one("Bob", EASTERN, whole_week())], 60, MONDAY, FRIDAY, EASTERN)
    assert found.slots == ()
    assert [blocker.name for blocker in found.blockers] == ["Bob"]
    assert found.blockers[0].alone == 60
    assert why_none(found) == (
        "There is no time at which everyone can. Bob is busy when the others can; without Bob there are 60 times. "
        "Choose more days, or say that Bob need not be there."
    )


def test_hours_that_never_meet_are_named_as_such():
    night = one("Bob", EASTERN, works_from=time(18), works_until=time(22))
    found = free_slots([one(), night], 60, MONDAY, FRIDAY, EASTERN)
    assert {blocker.name for blocker in found.blockers} == {"Ann", "Bob"}
    assert "does not work when the others can" in why_none(found)


def test_when_several_are_in_the_way_together_nobody_is_blamed():
    both = [one("Bob", EASTERN, whole_week()), one("Cid", EASTERN, whole_week())]
    found = free_slots([one(), *both], 60, MONDAY, FRIDAY, EASTERN)
    assert why_none(found) == "There is no time at which everyone can. Choose more days, or leave someone out."


def test_whose_zone_is_not_known_is_said():
    assumed = attendee("bob", "Bob", Preferences("bob"), EASTERN, zone_assumed=True)
    assert free_slots([one(), assumed], 60, MONDAY, FRIDAY, EASTERN).assumed == ("Bob",)


def test_somebody_has_to_be_there():
    with pytest.raises(InvalidInput) as refused:
        free_slots([one(required=False)], 60, MONDAY, FRIDAY, EASTERN)
    assert refused.value.field == "participants"


def test_it_never_looks_further_ahead_than_it_says():
    busy = Busy(MONDAY, MONDAY + timedelta(days=MOST_DAYS))
    assert free_slots([one("Ann", EASTERN, busy)], 60, MONDAY, MONDAY + timedelta(days=400), EASTERN).slots == ()


INSTANTS = st.integers(0, 14 * 48).map(lambda halves: MONDAY + halves * timedelta(minutes=30))
BUSY = st.lists(st.tuples(INSTANTS, st.integers(1, 12)).map(lambda made: Busy(made[0], made[0] + made[1] * HOUR / 2)))


@given(BUSY, BUSY, st.sampled_from([EASTERN, PACIFIC, HAWAII]), st.sampled_from([15, 60, 120]), st.integers(1, 8))
def test_every_time_that_is_proposed_suits_everyone(
    busy: list[Busy], others: list[Busy], zone: ZoneInfo, minutes: int, count: int
):
    people = [one("Ann", EASTERN, *busy), one("Bob", zone, *others)]
    found = free_slots(people, minutes, MONDAY, MONDAY + timedelta(days=14), EASTERN, count)
    assert len(found.slots) <= count
    assert len({slot.start for slot in found.slots}) == len(found.slots)
    for slot in found.slots:
        assert slot.end - slot.start == timedelta(minutes=minutes)
        assert slot.start >= MONDAY
        assert is_business_day(slot.start.astimezone(EASTERN).date())
        assert not concerns(people, slot.start, minutes)
        assert not any(each.overlaps(slot.start, slot.end) for each in (*busy, *others))
    assert bool(found.slots) != bool(why_none(found))


@given(BUSY)
def test_busy_times_together_are_the_same_times_in_order_and_apart(busy: list[Busy]):
    found = merged(busy)
    assert all(one.end < other.start for one, other in pairwise(found))
    for halves in range(0, 14 * 48, 7):
        start = MONDAY + halves * timedelta(minutes=30)
        end = start + timedelta(minutes=30)
        assert any(each.overlaps(start, end) for each in busy) == any(each.overlaps(start, end) for each in found)


def test_a_person_on_a_day_off_does_not_work():
    part_time = one(works_on=frozenset({1, 3}))
    assert why_not(part_time, MONDAY, MONDAY + HOUR) is WhyNot.HOURS
    assert why_not(part_time, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=1)) is None


def test_a_meeting_that_begins_when_another_ends_is_possible():
    busy = one("Ann", EASTERN, Busy(MONDAY, MONDAY + HOUR))
    assert why_not(busy, MONDAY + HOUR, MONDAY + 2 * HOUR) is None
    assert why_not(busy, MONDAY + HOUR / 2, MONDAY + 2 * HOUR) is WhyNot.BUSY


# -- A time that somebody gives

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)


def refusal(start: datetime, *people: Attendee, minutes: int = 60) -> str:
    with pytest.raises(InvalidInput) as refused:
        refuse_bad_time(people or [one()], start, minutes, NOW, EASTERN, "time2")
    assert refused.value.field == "time2"
    return str(refused.value)


def test_a_good_time_is_taken():
    refuse_bad_time([one(), one("Bob", PACIFIC)], MONDAY + 4 * HOUR, 60, NOW, EASTERN)


def test_a_time_in_the_past_is_refused():
    assert refusal(NOW) == "That time is past. Give one that is still to come."


def test_a_holiday_is_refused_with_its_name_and_another_day():
    assert refusal(datetime(2026, 11, 11, 10, tzinfo=EASTERN)) == (
        "November 11, 2026 is a federal holiday, Veterans Day. Give another day, such as November 12, 2026."
    )


def test_a_weekend_is_refused_unless_those_who_have_to_come_work_then():
    saturday = datetime(2026, 11, 14, 10, tzinfo=EASTERN)
    assert refusal(saturday) == "November 14, 2026 is a Saturday. Give another day, such as November 16, 2026."
    refuse_bad_time([one(works_on=frozenset({5})), one("Bob", required=False)], saturday, 60, NOW, EASTERN)


def test_a_time_at_night_for_one_is_refused_with_who_and_what_time_it_is_there():
    assert refusal(MONDAY, one(), one("Leilani", HAWAII)) == (
        "That is 4:00 AM for Leilani (Hawaii Time), which is at night. "
        "Give a time that is between 6:00 AM and 9:00 PM for everyone."
    )


@pytest.mark.parametrize(("hour", "minute"), [(20, 30), (21, 0), (23, 30), (5, 59), (0, 0)])
def test_a_meeting_that_reaches_into_the_night_is_refused(hour: int, minute: int):
    assert "at night" in refusal(datetime(2026, 11, 10, hour, minute, tzinfo=EASTERN))


@pytest.mark.parametrize("hour", [6, 20])
def test_early_and_late_is_not_night(hour: int):
    refuse_bad_time([one()], datetime(2026, 11, 10, hour, tzinfo=EASTERN), 60, NOW, EASTERN)


def test_whom_a_time_does_not_suit_is_told_with_their_own_clock():
    early = datetime(2026, 11, 10, 9, tzinfo=EASTERN)
    found = concerns([one(), one("Bob", PACIFIC), one("Cid", EASTERN, Busy(early, early + HOUR))], early, 30)
    assert [(each.name, each.why, each.local.hour) for each in found] == [
        ("Bob", WhyNot.HOURS, 6),
        ("Cid", WhyNot.BUSY, 9),
    ]


def test_days_are_those_of_the_organizer():
    late_in_hawaii = datetime(2026, 11, 10, 19, tzinfo=HAWAII)
    # It is Veterans Day in Washington already.
    assert "Veterans Day" in refusal(late_in_hawaii, one("Leilani", HAWAII))
    assert late_in_hawaii.date() == date(2026, 11, 10)
