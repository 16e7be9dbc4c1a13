# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import timedelta

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.needs_meetings import Invitation, MeetingState
from domain.notices import NoticeKind
from services.needs_cards import MeetingView
from tests.services.office import AT, Office

FS = "SLA-2027-0048"
FIRST, SECOND = AT + timedelta(days=8), AT + timedelta(days=9)
INVITATION = Invitation((FIRST, SECOND), 60, "https://meet.example.gov/42")


def proposed(office: Office, by: str = "james") -> MeetingView:
    return office.services.needs_meetings.propose(office.actor(by), FS, INVITATION)


def told(office: Office, what: str) -> list[str]:
    """The Slack ids of who hears that."""
    found = [n for n in office.notices() if n.kind is NoticeKind.NEEDS_MEETING and n.facts["what"] == what]
    return sorted(str(n.to.slack_user_id) for n in found)


def test_staff_propose_and_the_customer_accepts_one_time(office: Office):
    meetings, view = office.services.needs_meetings, proposed(office)
    assert told(office, "proposed") == ["U0ERIK"]
    seen = meetings.view(office.actor("erik"), view.meeting.id)
    assert (seen.may_answer, seen.proposed_by, view.may_answer) == (True, "James Okafor", False)
    accepted = meetings.accept(office.actor("erik"), view.meeting.id, FIRST)
    assert (accepted.meeting.state, accepted.meeting.time) == (MeetingState.ACCEPTED, FIRST)
    assert told(office, "accepted") == ["U0ERIK", "U0JAMES"]
    for name in ("erik", "james"):
        (ahead,) = meetings.ahead(office.actor(name))
        assert (ahead.meeting.time, ahead.number) == (FIRST, FS)
    assert office.services.needs.view(office.actor("erik"), FS).meeting.meeting.time == FIRST
    assert [c.new for c in office.history("needs_meeting", view.meeting.id)] == ["accepted", "proposed"]


def test_the_customer_proposes_and_cec_asks_for_other_times(office: Office):
    meetings, view = office.services.needs_meetings, proposed(office, "naomi")
    assert told(office, "proposed") == ["U0JAMES"]
    meetings.ask_for_others(office.actor("james"), view.meeting.id, "Mornings are better")
    assert told(office, "other_times") == ["U0ERIK", "U0NAOMI"]
    assert proposed(office).meeting.state is MeetingState.PROPOSED


def test_a_form_that_is_sent_twice_counts_once(office: Office):
    meetings, james = office.services.needs_meetings, office.actor("james")
    first = meetings.propose(james, FS, INVITATION, "form-1")
    assert meetings.propose(james, FS, INVITATION, "form-1").meeting == first.meeting
    assert told(office, "proposed") == ["U0ERIK"]


def test_when_both_sides_propose_at_once_the_later_one_is_told(office: Office):
    proposed(office)
    with pytest.raises(Conflict, match="CEC proposed times already"):
        proposed(office, "erik")


def test_a_time_is_accepted_once(office: Office):
    meetings, view = office.services.needs_meetings, proposed(office)
    meetings.accept(office.actor("erik"), view.meeting.id, FIRST)
    with pytest.raises(Conflict, match="accepted already"):
        meetings.accept(office.actor("naomi"), view.meeting.id, SECOND)


def test_a_time_that_is_past_by_now_is_not_accepted(office: Office):
    view = proposed(office)
    office.clock.pass_by(days=8, minutes=1)
    with pytest.raises(Conflict, match="That time is past"):
        office.services.needs_meetings.accept(office.actor("erik"), view.meeting.id, FIRST)


def test_times_in_the_past_are_not_proposed(office: Office):
    with pytest.raises(InvalidInput):
        office.services.needs_meetings.propose(office.actor("james"), FS, Invitation((AT,), 60))


def test_an_accepted_meeting_is_cancelled_with_a_reason_and_both_are_told(office: Office):
    meetings, view = office.services.needs_meetings, proposed(office)
    meetings.accept(office.actor("erik"), view.meeting.id, FIRST)
    meetings.cancel(office.actor("erik"), view.meeting.id, "Fire season")
    assert told(office, "cancelled") == ["U0ERIK", "U0JAMES"]
    assert meetings.ahead(office.actor("erik")) == ()
    assert office.history("needs_meeting", view.meeting.id)[0].note == "Fire season"
    with pytest.raises(Conflict, match="cancelled meanwhile"):
        meetings.cancel(office.actor("james"), view.meeting.id, "Too")


def test_a_meeting_of_another_organization_is_as_if_it_were_not_there(office: Office):
    meetings, view, maria = office.services.needs_meetings, proposed(office), office.actor("maria")
    for meeting_id in (view.meeting.id, "m-none"):
        with pytest.raises(NotFound, match="I can't find that meeting"):
            meetings.accept(maria, meeting_id, FIRST)
    with pytest.raises(NotFound):
        meetings.propose(maria, FS, INVITATION)
    assert meetings.ahead(maria) == ()
    with pytest.raises(NotAllowed):
        meetings.ahead(office.actor("nina"))


def test_who_proposed_and_left_since_is_not_told(office: Office):
    meetings, view = office.services.needs_meetings, proposed(office, "naomi")
    office.services.admin.deactivate_person(office.actor("dana"), "p-naomi")
    meetings.ask_for_others(office.actor("james"), view.meeting.id, "Mornings are better")
    assert told(office, "other_times") == ["U0ERIK"]


def test_an_agreement_and_its_needs_show_the_same_meeting(office: Office):
    meetings, erik = office.services.needs_meetings, office.actor("erik")

    def shown() -> tuple[str, str]:
        status = office.services.agreements.status(erik, FS).needs_meeting
        return status.id, office.services.needs.view(erik, FS).meeting.meeting.id

    first = proposed(office).meeting.id
    meetings.accept(erik, first, FIRST)
    assert shown() == (first, first)
    second = proposed(office).meeting.id
    assert shown() == (second, second)
    meetings.ask_for_others(erik, second)
    assert shown() == (first, first)
