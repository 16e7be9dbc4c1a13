from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.errors import Conflict, InvalidInput
from domain.needs_meetings import (
    Invitation,
    MeetingState,
    NeedsMeeting,
    accept,
    ask_for_others,
    cancel,
    checked,
    refuse_second,
)
from domain.people import Side
from tests.builders import NOON

FIRST, SECOND = NOON + timedelta(days=2), NOON + timedelta(days=3)
INVITATION = Invitation((FIRST, SECOND), 60, "Room 4")
CEC, CUSTOMER = Side.CEC, Side.CUSTOMER


def a_meeting(**changes: object) -> NeedsMeeting:
    made = NeedsMeeting("m-1", "a-1", "nrcs", "staff", CEC, NOON, INVITATION)
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def accepted() -> NeedsMeeting:
    return accept(a_meeting(), FIRST, CUSTOMER, "p-1", NOON)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"times": ()}, "time1"),
        ({"times": (FIRST, NOON)}, "time2"),
        ({"times": (NOON - timedelta(minutes=1),)}, "time1"),
        ({"times": (FIRST, SECOND, FIRST)}, "time3"),
        ({"times": tuple(FIRST + timedelta(hours=n) for n in range(6))}, "time1"),
        ({"minutes": 7}, "minutes"),
        ({"place": "x" * 301}, "place"),
    ],
)
def test_what_cannot_be_proposed_is_refused_at_its_field(changes: dict[str, object], field: str):
    with pytest.raises(InvalidInput) as refused:
        checked(replace(INVITATION, **changes), NOON)  # pyright: ignore[reportArgumentType]
    assert refused.value.field == field


def test_the_times_are_put_in_order():
    assert checked(replace(INVITATION, times=(SECOND, FIRST)), NOON).times == (FIRST, SECOND)


def test_the_other_side_accepts_one_time():
    met = accepted()
    assert (met.state, met.time, met.answered_by) == (MeetingState.ACCEPTED, FIRST, "p-1")


@pytest.mark.parametrize(
    ("meeting", "time", "side", "at", "said"),
    [
        (a_meeting(), FIRST, CEC, NOON, "Your side proposed"),
        (a_meeting(), FIRST, CUSTOMER, FIRST, "That time is past"),
        (accepted(), SECOND, CUSTOMER, NOON, "accepted already"),
        (a_meeting(state=MeetingState.CANCELLED), FIRST, CUSTOMER, NOON, "was cancelled"),
        (a_meeting(state=MeetingState.OTHER_TIMES), FIRST, CUSTOMER, NOON, "Other times were asked for"),
    ],
)
def test_a_time_that_cannot_be_accepted(meeting: NeedsMeeting, time: datetime, side: Side, at: datetime, said: str):
    with pytest.raises(Conflict, match=said):
        accept(meeting, time, side, "p-2", at)


def test_a_time_that_was_not_proposed_is_refused():
    with pytest.raises(InvalidInput, match="not proposed"):
        accept(a_meeting(), SECOND + timedelta(hours=1), CUSTOMER, "p-1", NOON)


def test_the_other_side_asks_for_other_times():
    answered = ask_for_others(a_meeting(), " mornings ", CUSTOMER, "p-1", NOON)
    assert (answered.state, answered.reason) == (MeetingState.OTHER_TIMES, "mornings")
    with pytest.raises(InvalidInput):
        ask_for_others(a_meeting(), "x" * 501, CUSTOMER, "p-1", NOON)


def test_either_side_cancels_with_a_reason():
    assert cancel(a_meeting(), "ill", "staff", NOON).state is MeetingState.CANCELLED
    assert cancel(accepted(), "ill", "p-1", NOON).reason == "ill"
    with pytest.raises(InvalidInput, match="Say why"):
        cancel(accepted(), "  ", "p-1", NOON)
    with pytest.raises(Conflict, match="cancelled meanwhile"):
        cancel(a_meeting(state=MeetingState.CANCELLED), "ill", "p-1", NOON)
    with pytest.raises(Conflict, match="is past"):
        cancel(accepted(), "ill", "p-1", FIRST)


def test_while_one_proposal_waits_there_is_no_second_one():
    refuse_second([accepted(), a_meeting(state=MeetingState.CANCELLED)])
    with pytest.raises(Conflict, match="CEC proposed times already"):
        refuse_second([accepted(), a_meeting()])
    with pytest.raises(Conflict, match="The customer proposed"):
        refuse_second([a_meeting(side=CUSTOMER)])
