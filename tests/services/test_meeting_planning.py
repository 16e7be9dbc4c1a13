"""What a form for a meeting is filled in with, and what speaks against a time."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import NotAllowed, NotFound
from domain.meeting_times import WhyNot
from domain.meetings import MeetingKind, Plan
from tests.services.office import AT, Office

FS = "SLA-2027-0048"
FIRST = AT + timedelta(days=8, hours=1)


def test_the_kind_fits_the_step_and_brings_its_people_length_and_agenda(office: Office):
    form = office.services.meeting_planning.form(office.actor("james"), FS, MeetingKind.SERVICE_REVIEW)
    assert (form.title, form.minutes) == ("Service review", 45)
    assert {"p-james", "p-erik"} <= set(form.required)
    assert set(form.required) | set(form.invited) <= {person.id for person in form.people}


def test_a_customer_chooses_of_contacts_and_their_own_organization_staff_also_of_cec(office: Office):
    planning = office.services.meeting_planning
    customers = {person.id for person in planning.form(office.actor("erik"), FS).people}
    staff = {person.id for person in planning.form(office.actor("james"), FS).people}
    assert customers < staff


def test_who_may_not_arrange_one_gets_no_form(office: Office):
    with pytest.raises((NotFound, NotAllowed)):
        office.services.meeting_planning.form(office.actor("maria"), FS)


def test_a_time_says_whom_it_does_not_suit_or_why_it_cannot_be(office: Office):
    planning, james = office.services.meeting_planning, office.actor("james")
    evening, holiday = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((11, 0), (11, 16)))
    plan = Plan(MeetingKind.STARTUP, (FIRST, evening, holiday))
    *_, late, closed = planning.doubts_of_new(james, FS, plan)
    assert {concern.why for concern in late.concerns} == {WhyNot.HOURS}
    assert not late.refused
    assert "Veterans Day" in closed.refused


def test_its_own_time_does_not_speak_against_a_meeting_that_is_moved(office: Office):
    meetings, james = office.services.meetings, office.actor("james")
    card = meetings.propose(james, FS, Plan(MeetingKind.STARTUP, (FIRST,)))
    meetings.book(james, card.meeting.id, FIRST)
    half = FIRST + timedelta(minutes=30)
    planning = office.services.meeting_planning
    own, other = (
        {concern.why for doubt in doubts for concern in doubt.concerns}
        for doubts in (
            planning.doubts_of(james, card.meeting.id, (half,)),
            planning.doubts_of_new(james, FS, Plan(MeetingKind.AD_HOC, (half,))),
        )
    )
    assert WhyNot.BUSY not in own
    assert WhyNot.BUSY in other


def test_meetings_ahead_are_read_between_two_instants(office: Office):
    meetings, james = office.services.meetings, office.actor("james")
    card = meetings.propose(james, FS, Plan(MeetingKind.STARTUP, (FIRST,)))
    meetings.book(james, card.meeting.id, FIRST)
    day = timedelta(days=1)
    assert meetings.ahead(james, 0, FIRST - day, FIRST + day).cards
    assert not meetings.ahead(james, 0, FIRST + day, FIRST + 2 * day).cards
