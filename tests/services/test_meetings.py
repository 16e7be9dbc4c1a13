# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Meetings by the use cases: asked for, proposed, booked, moved, repeated, cancelled, noted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.meeting_series import Scope
from domain.meetings import MeetingKind, MeetingState, Plan, Repeats
from domain.notices import NoticeKind
from domain.recurrences import Recurrence, Rhythm
from services.meeting_cards import MeetingCard
from services.meeting_notes import NewItem
from tests.services.office import AT, Office

FS = "SLA-2027-0048"
#: 11 AM in New York and 9 AM in Denver.
FIRST, SECOND = AT + timedelta(days=8, hours=1), AT + timedelta(days=10, hours=1)
DENVER = ZoneInfo("America/Denver")
EVERYONE = ["U0ERIK", "U0JAMES", "U0MEILING", "U0NAOMI"]


def proposed(office: Office, by: str = "james", kind: MeetingKind = MeetingKind.STARTUP, **plan: Any) -> MeetingCard:
    made = Plan(kind, **{"slots": (FIRST, SECOND), **plan})
    return office.services.meetings.propose(office.actor(by), FS, made)


def booked(office: Office, **plan: Any) -> MeetingCard:
    card = proposed(office, **plan)
    return office.services.meetings.answer(office.actor("erik"), card.meeting.id, yes=(FIRST,))


def told(office: Office, what: str) -> list[str]:
    """The Slack ids of who hears that."""
    found = [n for n in office.notices() if n.kind is NoticeKind.MEETING and n.facts["what"] == what]
    return sorted(str(n.to.slack_user_id) for n in found)


class TestSettingUp:
    def test_it_begins_with_what_its_kind_says(self, office: Office):
        card = proposed(office)
        meeting = card.meeting
        assert (meeting.title, meeting.minutes, meeting.organizer) == ("Startup meeting", 60, "p-james")
        assert {each.person.name for each in card.people if each.answer.required} == {"James Okafor", "Erik Lindqvist"}
        assert "how the users are told" in meeting.agenda.lower()
        assert told(office, "proposed") == ["U0ERIK", "U0MEILING", "U0NAOMI"]

    def test_it_is_booked_when_who_has_to_come_accepts_and_everyone_is_told(self, office: Office):
        card = booked(office)
        assert (card.meeting.state, card.meeting.time) == (MeetingState.BOOKED, FIRST)
        assert told(office, "booked") == EVERYONE
        for name in ("erik", "naomi", "james"):
            ahead = office.services.meetings.ahead(office.actor(name)).cards
            assert ahead[0].meeting.id == card.meeting.id

    def test_a_customer_asks_and_who_leads_for_cec_proposes(self, office: Office):
        meetings, erik = office.services.meetings, office.actor("erik")
        card = meetings.ask(erik, FS, Plan(MeetingKind.AD_HOC, words="About the radios"))
        assert (card.meeting.state, card.meeting.organizer) == (MeetingState.ASKED, "p-james")
        given = meetings.propose_times(office.actor("james"), card.meeting.id, [FIRST])
        assert given.meeting.state is MeetingState.PROPOSED
        assert meetings.answer(erik, card.meeting.id, yes=(FIRST,)).meeting.time == FIRST

    def test_a_form_that_is_sent_twice_counts_once(self, office: Office):
        meetings, james = office.services.meetings, office.actor("james")
        plan = Plan(MeetingKind.STARTUP, (FIRST,))
        first = meetings.propose(james, FS, plan, "form-1")
        assert meetings.propose(james, FS, plan, "form-1").meeting == first.meeting

    def test_while_one_of_the_kind_waits_there_is_no_second_one(self, office: Office):
        proposed(office)
        with pytest.raises(Conflict, match="CEC proposed times already"):
            proposed(office, by="erik")
        proposed(office, kind=MeetingKind.AD_HOC)
        proposed(office, kind=MeetingKind.AD_HOC)

    @pytest.mark.parametrize(
        ("slot", "said"),
        [
            (AT - timedelta(days=1), "past"),
            (datetime(2026, 11, 11, 16, 0, tzinfo=UTC), "Veterans Day"),
            (datetime(2026, 11, 14, 16, 0, tzinfo=UTC), "Saturday"),
            (datetime(2026, 11, 12, 11, 30, tzinfo=UTC), "at night"),
        ],
    )
    def test_a_time_that_cannot_be_is_refused_and_says_why(self, office: Office, slot: datetime, said: str):
        with pytest.raises(InvalidInput, match=said) as refused:
            proposed(office, slots=(FIRST, slot))
        assert refused.value.field == "time2"

    def test_only_people_of_both_sides_of_the_agreement_take_part(self, office: Office):
        with pytest.raises(InvalidInput, match="this agreement's organization"):
            proposed(office, required=("p-maria",))

    def test_times_are_found_at_which_those_who_have_to_come_can(self, office: Office):
        meetings, james = office.services.meetings, office.actor("james")
        card = booked(office)
        plan = Plan(MeetingKind.AD_HOC)
        slots = meetings.times_for_new(james, FS, plan, FIRST - timedelta(hours=1), days=1).slots
        assert slots
        busy = (FIRST, FIRST + timedelta(minutes=card.meeting.minutes))
        assert all(slot.end <= busy[0] or busy[1] <= slot.start for slot in slots)
        own = meetings.times_for(james, card.meeting.id, FIRST - timedelta(hours=1), days=1).slots
        assert own

    def test_nobody_else_sees_it(self, office: Office):
        card, meetings = booked(office), office.services.meetings
        with pytest.raises(NotFound, match="I can't find that meeting"):
            meetings.view(office.actor("maria"), card.meeting.id)
        with pytest.raises(NotFound, match="I can't find that meeting"):
            meetings.view(office.actor("nina"), card.meeting.id)
        assert meetings.ahead(office.actor("maria")).cards == ()
        with pytest.raises(NotAllowed):
            meetings.ahead(office.actor("nina"))


class TestChanging:
    def test_who_leads_decides_and_a_customer_proposes_another_time(self, office: Office):
        meetings, card = office.services.meetings, booked(office)
        with pytest.raises(NotAllowed, match="settled by who set up the meeting"):
            meetings.move(office.actor("erik"), card.meeting.id, SECOND)
        asked = meetings.propose_times(office.actor("erik"), card.meeting.id, [SECOND])
        assert (asked.meeting.time, asked.meeting.slots) == (FIRST, (SECOND,))
        moved = meetings.answer(office.actor("james"), card.meeting.id, yes=(SECOND,))
        assert (moved.meeting.time, moved.meeting.sequence) == (SECOND, 1)
        assert told(office, "moved") == EVERYONE

    def test_who_looked_at_an_older_state_is_told(self, office: Office):
        meetings, card = office.services.meetings, booked(office)
        meetings.move(office.actor("james"), card.meeting.id, SECOND)
        with pytest.raises(Conflict, match="Someone else changed this meeting"):
            meetings.move(office.actor("james"), card.meeting.id, FIRST, seen=card.meeting.revision)

    def test_it_is_cancelled_with_a_reason_and_everyone_is_told(self, office: Office):
        card = booked(office)
        ended = office.services.meetings.cancel(office.actor("erik"), card.meeting.id, "Fire season")
        assert (ended.meeting.state, ended.meeting.reason) == (MeetingState.CANCELLED, "Fire season")
        assert told(office, "cancelled") == EVERYONE

    def test_one_whose_time_is_past_gets_no_other_time(self, office: Office):
        meetings, card, james = office.services.meetings, booked(office), office.actor("james")
        office.clock.at = FIRST
        for use in (
            lambda: meetings.move(james, card.meeting.id, SECOND),
            lambda: meetings.propose_times(james, card.meeting.id, [SECOND]),
        ):
            with pytest.raises(Conflict, match="This meeting has taken place"):
                use()
        assert meetings.view(james, card.meeting.id).meeting.time == FIRST

    def test_an_answer_about_other_times_comes_too_late_once_it_has_begun(self, office: Office):
        meetings, card = office.services.meetings, booked(office)
        meetings.propose_times(office.actor("james"), card.meeting.id, [SECOND])
        office.clock.at = FIRST
        with pytest.raises(Conflict, match="This meeting has taken place"):
            meetings.answer(office.actor("erik"), card.meeting.id, yes=(SECOND,))

    def test_people_come_and_go_and_are_told(self, office: Office):
        editing, card = office.services.meeting_editing, booked(office)
        people = {"p-james": True, "p-erik": True, "p-dana": False}
        changed = editing.change_people(office.actor("james"), card.meeting.id, people)
        assert [each.person.id for each in changed.people] == ["p-james", "p-erik", "p-dana"]
        assert (told(office, "invited"), told(office, "left_out")) == (["U0DANA"], ["U0MEILING", "U0NAOMI"])

    @pytest.mark.parametrize("people", [{}, {"p-naomi": False}])
    def test_without_the_one_who_held_it_up_it_is_booked(self, office: Office, people: dict[str, bool]):
        card = proposed(office, required=("p-erik", "p-naomi"))
        waiting = office.services.meetings.answer(office.actor("erik"), card.meeting.id, yes=(SECOND,))
        assert waiting.meeting.state is MeetingState.PROPOSED
        left = {"p-james": True, "p-erik": True, **people}
        changed = office.services.meeting_editing.change_people(office.actor("james"), card.meeting.id, left)
        assert (changed.meeting.state, changed.meeting.time) == (MeetingState.BOOKED, SECOND)
        assert {"U0ERIK", "U0JAMES"} <= {*told(office, "booked")}

    def test_when_the_one_who_held_it_up_leaves_it_is_booked(self, office: Office):
        card = proposed(office, required=("p-erik", "p-naomi"))
        office.services.meetings.answer(office.actor("erik"), card.meeting.id, yes=(SECOND,))
        dana, leaving = office.actor("dana"), office.services.leaving
        leaving.leave(dana, "p-naomi", {item.key: None for item in leaving.holdings(dana, "p-naomi").items})
        assert office.services.meetings.view(dana, card.meeting.id).meeting.time == SECOND

    def test_place_link_and_agenda_are_changed_once(self, office: Office):
        editing, card, james = office.services.meeting_editing, booked(office), office.actor("james")
        link = {"link": "https://meet.example.gov/42"}
        changed = editing.change_details(james, card.meeting.id, link)
        assert (changed.meeting.link, changed.meeting.sequence) == ("https://meet.example.gov/42", 1)
        assert editing.change_details(james, card.meeting.id, link).meeting == changed.meeting

    def test_nothing_is_changed_in_a_closed_agreement(self, office: Office):
        card = booked(office)
        with office.storage.unit_of_work() as work:
            agreement = work.agreements.get(card.meeting.agreement)
            work.agreements.save(replace(agreement, closed_at=AT, closed_reason="Given up"))
            work.commit()
        with pytest.raises(Conflict, match="is closed"):
            office.services.meetings.cancel(office.actor("erik"), card.meeting.id, "Too late")


class TestSeries:
    REPEATS = Repeats(Recurrence(Rhythm.WEEKLY, date(2026, 12, 31)), "America/Denver")

    def series(self, office: Office) -> MeetingCard:
        return booked(office, kind=MeetingKind.SERVICE_REVIEW, repeats=self.REPEATS)

    def times(self, office: Office, card: MeetingCard) -> list[str]:
        cards = office.services.meetings.of_agreement(office.actor("james"), FS, MeetingState.BOOKED)
        found = sorted(each.meeting.time for each in cards if each.meeting.time)
        return [each.astimezone(DENVER).strftime("%b %d %H:%M") for each in found]

    def test_once_it_is_booked_all_of_it_is_there(self, office: Office):
        card = self.series(office)
        expected = [f"{day} 09:00" for day in ("Nov 10", "Nov 17", "Nov 24", "Dec 01", "Dec 08", "Dec 15", "Dec 22")]
        assert self.times(office, card) == [*expected, "Dec 29 09:00"]
        assert told(office, "booked") == EVERYONE

    def test_one_is_cancelled_and_then_all_that_follow(self, office: Office):
        card, meetings, james = self.series(office), office.services.meetings, office.actor("james")
        third = meetings.of_agreement(james, FS, MeetingState.BOOKED)[2].meeting
        meetings.cancel(james, third.id, "Holiday")
        assert len(self.times(office, card)) == 7
        fourth = meetings.of_agreement(james, FS, MeetingState.BOOKED)[2].meeting
        meetings.cancel(james, fourth.id, "No more", Scope.FOLLOWING)
        assert len(self.times(office, card)) == 2

    def test_all_that_follow_move_to_another_day_and_time(self, office: Office):
        card, meetings, james = self.series(office), office.services.meetings, office.actor("james")
        ordered = sorted(
            meetings.of_agreement(james, FS, MeetingState.BOOKED), key=lambda each: each.meeting.time or AT
        )
        third = ordered[2].meeting
        new = datetime(2026, 11, 25, 10, 0, tzinfo=DENVER)
        meetings.move(james, third.id, new, Scope.FOLLOWING)
        assert self.times(office, card)[:4] == ["Nov 10 09:00", "Nov 17 09:00", "Nov 25 10:00", "Dec 02 10:00"]
        with office.storage.reading() as work:
            assert len(work.meetings.of_series(card.meeting.id)) == 2
            assert len(work.meetings.of_series(third.id)) == 6

    def test_it_ends_with_the_term(self, office: Office):
        forever = Repeats(Recurrence(Rhythm.WEEKLY, date(2040, 1, 1)), "America/Denver")
        with pytest.raises(InvalidInput) as refused:
            proposed(office, kind=MeetingKind.SERVICE_REVIEW, repeats=forever)
        assert refused.value.field == "until"


class TestAfterwards:
    def held(self, office: Office) -> MeetingCard:
        card = booked(office)
        office.clock.pass_by(days=8, hours=3)
        items = [NewItem("Send the list of sites", "p-erik", date(2026, 11, 20))]
        return office.services.meeting_notes.record(
            office.actor("james"), card.meeting.id, "We went through the plan.", "Go live in May", ("p-erik",), items
        )

    def test_notes_attendance_and_action_items_are_kept_and_told(self, office: Office):
        card = self.held(office)
        assert (card.meeting.state, card.meeting.decisions) == (MeetingState.HELD, "Go live in May")
        assert [each.answer.attended for each in card.people if each.person.id == "p-erik"] == [True]
        assert told(office, "noted") == EVERYONE
        (item,) = office.services.meeting_notes.mine(office.actor("erik"))
        assert (item.item.text, item.number, item.may_change) == ("Send the list of sites", FS, True)
        given = [n for n in office.notices() if n.kind is NoticeKind.ACTION_ITEM]
        assert [(n.to.slack_user_id, n.facts["what"]) for n in given] == [("U0ERIK", "given")]

    def test_an_item_is_done_by_its_owner_and_opened_again_by_staff(self, office: Office):
        notes = office.services.meeting_notes
        item = self.held(office).items[0].item
        with pytest.raises(NotFound, match="I can't find that action item"):
            notes.finish_item(office.actor("maria"), item.id)
        with pytest.raises(NotAllowed, match="the person who has to do it"):
            notes.finish_item(office.actor("naomi"), item.id)
        assert not notes.finish_item(office.actor("erik"), item.id).item.is_open
        assert notes.mine(office.actor("erik")) == ()
        assert notes.reopen_item(office.actor("james"), item.id).item.is_open

    def test_what_is_open_since_last_time_stands_with_the_next_one(self, office: Office):
        self.held(office)
        later = office.clock() + timedelta(days=6)
        card = proposed(office, kind=MeetingKind.AD_HOC, slots=(later,))
        assert [each.item.text for each in card.open_before] == ["Send the list of sites"]

    def test_customers_write_no_notes(self, office: Office):
        card = booked(office)
        office.clock.pass_by(days=9)
        with pytest.raises(NotAllowed):
            office.services.meeting_notes.record(office.actor("erik"), card.meeting.id, "Ours")
        item = NewItem("Ours", "p-maria", date(2026, 11, 30))
        with pytest.raises(InvalidInput, match="Choose somebody of CEC"):
            office.services.meeting_notes.record(office.actor("james"), card.meeting.id, "We met", items=[item])

    def test_one_that_did_not_take_place_says_why(self, office: Office):
        card = booked(office)
        office.clock.pass_by(days=9)
        ended = office.services.meeting_notes.not_held(office.actor("james"), card.meeting.id, "Nobody came")
        assert ended.meeting.state is MeetingState.CANCELLED

    def test_staff_say_how_often_there_is_a_review(self, office: Office):
        editing = office.services.meeting_editing
        assert editing.cadence(office.actor("erik"), FS) is Rhythm.QUARTERLY
        editing.set_cadence(office.actor("james"), FS, None)
        assert editing.cadence(office.actor("erik"), FS) is None
        with pytest.raises(NotAllowed):
            editing.set_cadence(office.actor("erik"), FS, Rhythm.WEEKLY)


def test_an_agreement_and_its_needs_show_the_meeting_that_waits_else_the_next_one(office: Office):
    meetings, erik = office.services.meetings, office.actor("erik")

    def shown() -> tuple[str, str]:
        status = office.services.agreements.status(erik, FS)
        return status.needs_meeting.id, office.services.needs.view(erik, FS).meeting.id

    first = booked(office, kind=MeetingKind.NEEDS).meeting.id
    assert shown() == (first, first)
    second = proposed(office, kind=MeetingKind.NEEDS, slots=(SECOND,)).meeting.id
    assert shown() == (second, second)
    meetings.answer(erik, second, other="Mornings are better")
    assert shown() == (first, first)


@pytest.mark.parametrize("kind", [MeetingKind.NEEDS, MeetingKind.STARTUP])
def test_who_proposed_for_cec_hears_at_once_that_others_are_needed(office: Office, kind: MeetingKind):
    card = proposed(office, kind=kind)
    office.services.meetings.answer(office.actor("erik"), card.meeting.id, other="Mornings are better")
    assert [each for each in told(office, "other_times") if each == "U0JAMES"] == ["U0JAMES"]


@pytest.mark.parametrize(("by", "people"), [("james", ("p-dana",)), ("erik", ("p-naomi",))])
def test_one_for_people_of_one_side_only_is_not_set_up(office: Office, by: str, people: tuple[str, ...]):
    for set_up in (office.services.meetings.propose, office.services.meetings.ask):
        with pytest.raises(InvalidInput, match="somebody of CEC and somebody of the customer") as refused:
            set_up(office.actor(by), FS, Plan(MeetingKind.AD_HOC, (FIRST,), required=people))
        assert refused.value.field == "people"


class TestSomeoneLeaves:
    def test_their_items_go_to_others_and_their_role_is_taken_in_meetings(self, office: Office):
        first = TestAfterwards().held(office)
        later = office.clock() + timedelta(days=6)
        ahead = proposed(office, kind=MeetingKind.AD_HOC, slots=(later,))
        dana, leaving = office.actor("dana"), office.services.leaving
        keys = [item.key for item in leaving.holdings(dana, "p-erik").items]
        assert f"action_item|{first.items[0].item.id}" in keys
        leaving.leave(dana, "p-erik", dict.fromkeys(keys, "p-naomi"))
        (item,) = office.services.meeting_notes.mine(office.actor("naomi"))
        assert item.item.text == "Send the list of sites"
        card = office.services.meetings.view(office.actor("james"), ahead.meeting.id)
        assert {each.person.id: each.answer.required for each in card.people} == {"p-james": True, "p-naomi": True}

    def test_of_one_of_cec_the_meeting_goes_to_who_leads(self, office: Office):
        card = proposed(office)
        dana, leaving = office.actor("dana"), office.services.leaving
        keys = [item.key for item in leaving.holdings(dana, "p-james").items]
        leaving.leave(dana, "p-james", dict.fromkeys(keys, "p-dana"))
        changed = office.services.meetings.view(dana, card.meeting.id)
        assert (changed.meeting.organizer, changed.may_decide) == (None, True)
        assert "p-dana" in {each.person.id for each in changed.people if each.answer.required}
