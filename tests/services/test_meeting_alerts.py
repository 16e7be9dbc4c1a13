# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""What is told around meetings as time goes by: to staff by alerts, to those who take part by reminders."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.alerts import AlertKind, Looked, Subject, SubjectType
from domain.meeting_series import Scope
from domain.meetings import MeetingKind, MeetingState, Plan, Repeats
from domain.notices import Notice, NoticeKind
from domain.preferences import Preferences
from domain.recurrences import Recurrence, Rhythm
from services.alert_rules import look_at
from services.alert_sweep import sweep
from services.meeting_cards import MeetingCard
from services.meeting_notes import NewItem
from tests.services.office import AT, Office

FS = "SLA-2027-0048"
#: At operations.
RUNNING = "SLA-2026-0007"
FIRST, SECOND = AT + timedelta(days=8, hours=1), AT + timedelta(days=10, hours=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def proposed(office: Office, by: str = "james", kind: MeetingKind = MeetingKind.STARTUP) -> MeetingCard:
    return office.services.meetings.propose(office.actor(by), FS, Plan(kind, (FIRST, SECOND)))


def booked(office: Office) -> MeetingCard:
    card = proposed(office)
    return office.services.meetings.answer(office.actor("erik"), card.meeting.id, yes=(FIRST,))


def looked(office: Office, card: MeetingCard, at: datetime) -> Looked:
    office.clock.at = at
    context = office.services.meetings.context
    with office.storage.reading() as work:
        return look_at(work, context, Subject(SubjectType.MEETING, card.meeting.id), at)


def of_agreement(office: Office, number: str, at: datetime) -> Looked:
    office.clock.at = at
    with office.storage.reading() as work:
        found = work.agreements.by_number(number)
        return look_at(work, office.services.meetings.context, Subject(SubjectType.AGREEMENT, found.id), at)


def kinds(found: Looked) -> list[AlertKind]:
    return [each.kind for each in found.wanted]


def told(notices: tuple[Notice, ...]) -> list[tuple[Any, ...]]:
    return sorted((n.to.slack_user_id, n.facts.get("before", n.facts.get("what"))) for n in notices)


class TestAskedFor:
    def test_who_leads_is_told_at_once_and_no_more_once_times_are_proposed(self, office: Office):
        meetings = office.services.meetings
        card = meetings.ask(office.actor("erik"), FS, Plan(MeetingKind.AD_HOC, words="About the radios"))
        (alert,) = looked(office, card, AT).wanted
        assert (alert.kind, alert.levels[0].people) == (AlertKind.MEETING_ASKED, ("p-james",))
        assert (alert.facts["words"], alert.facts["asked_by"]) == ("About the radios", "Erik Lindqvist")
        meetings.propose_times(office.actor("james"), card.meeting.id, [FIRST])
        assert looked(office, card, AT).wanted == ()

    def test_when_no_time_suits_it_is_asked_for_anew(self, office: Office):
        card = proposed(office)
        office.services.meetings.answer(office.actor("erik"), card.meeting.id, other="Mornings in Denver")
        (alert,) = looked(office, card, AT).wanted
        assert (alert.kind, alert.facts["words"]) == (AlertKind.MEETING_ASKED, "Mornings in Denver")
        assert str(alert.facts["refused"]).split()[0] == FIRST.isoformat()
        told = [n for n in office.notices() if n.facts.get("what") == "other_times"]
        assert "U0JAMES" in [n.to.slack_user_id for n in told]
        assert alert.said

    def test_whatever_else_is_asked_for_is_told_in_the_same_alert(self, office: Office):
        meetings, erik = office.services.meetings, office.actor("erik")
        card = meetings.ask(erik, FS, Plan(MeetingKind.AD_HOC))
        (first,) = looked(office, card, AT).wanted
        with office.storage.unit_of_work() as work:
            asked = work.meetings.find(card.meeting.id)
            assert asked
            wish = replace(asked.participants[0], other="Mornings in Denver", answered_at=AT + HOUR)
            work.meetings.save(replace(asked, participants=(wish, *asked.participants[1:])))
            work.commit()
        (second,) = looked(office, card, AT + HOUR).wanted
        assert second.key == first.key
        assert (second.mark != first.mark, second.facts["words"]) == (True, "Mornings in Denver")


class TestCalledOff:
    def test_one_that_the_customer_calls_off_is_news_for_who_leads(self, office: Office):
        card = booked(office)
        office.services.meetings.cancel(office.actor("erik"), card.meeting.id, "A wildfire.")
        (news,) = looked(office, card, AT + HOUR).wanted
        assert (news.kind, news.passing, news.said) == (AlertKind.MEETING_CHANGED, True, True)
        assert [level.people for level in news.levels] == [("p-james",)]
        assert (news.facts["cancelled_by"], news.facts["words"]) == ("Erik Lindqvist", "A wildfire.")
        assert looked(office, card, AT + 5 * DAY).wanted == ()

    def test_one_that_staff_call_off_is_no_news_for_them(self, office: Office):
        card = booked(office)
        office.services.meetings.cancel(office.actor("james"), card.meeting.id, "Not needed.")
        assert looked(office, card, AT + HOUR).wanted == ()

    def test_of_a_series_that_is_called_off_together_there_is_one_alert(self, office: Office):
        meetings, rule = office.services.meetings, Recurrence(Rhythm.WEEKLY, (FIRST + 28 * DAY).date())
        plan = Plan(MeetingKind.AD_HOC, (FIRST,), repeats=Repeats(rule, "America/Denver"))
        card = meetings.propose(office.actor("james"), FS, plan)
        card = meetings.answer(office.actor("erik"), card.meeting.id, yes=(FIRST,))
        meetings.cancel(office.actor("erik"), card.meeting.id, "We stop.", Scope.FOLLOWING)
        with office.storage.reading() as work:
            series = work.meetings.of_series(card.meeting.series or "")
        found = [kinds(looked(office, replace(card, meeting=each), AT + HOUR)) for each in series]
        assert len(found) > 3
        assert found == [[AlertKind.MEETING_CHANGED], *([] for _ in found[1:])]


class TestUnanswered:
    def test_the_customer_is_reminded_and_then_who_leads_is_told(self, office: Office):
        card = proposed(office)
        first = looked(office, card, AT)
        # Sixteen hours of open office from Monday at 10 in Washington are over on Tuesday at 5.
        assert (first.wanted, first.notices, first.again_at) == ((), (), AT + DAY + 7 * HOUR)
        second = looked(office, card, AT + DAY + 7 * HOUR)
        assert told(second.notices) == [("U0ERIK", "answer_wanted")]
        assert second.wanted == ()
        (alert,) = looked(office, card, AT + 4 * DAY).wanted
        assert (alert.kind, alert.facts["missing"]) == (AlertKind.MEETING_UNANSWERED, "Erik Lindqvist")

    def test_those_of_cec_are_told_themselves(self, office: Office):
        card = proposed(office, by="erik")
        found = looked(office, card, AT + 2 * DAY)
        (alert,) = found.wanted
        assert (alert.kind, alert.levels[0].people, found.notices) == (
            AlertKind.MEETING_UNANSWERED,
            ("p-james",),
            (),
        )

    def test_when_all_times_are_past_new_ones_are_needed(self, office: Office):
        card = proposed(office)
        (alert,) = looked(office, card, SECOND).wanted
        assert (alert.kind, alert.mark, alert.facts["past"]) == (AlertKind.MEETING_UNANSWERED, "past", True)

    def test_an_answer_settles_it(self, office: Office):
        card = booked(office)
        assert looked(office, card, AT + 4 * DAY).wanted == ()


class TestBooked:
    def test_everyone_is_reminded_when_they_chose_to_be(self, office: Office):
        card = booked(office)
        with office.storage.unit_of_work() as work:
            work.preferences.save(Preferences("p-erik", reminders=(60,)))
            work.preferences.save(Preferences("p-meiling", reminders=()))
            work.preferences.save(Preferences("p-naomi", reminders=()))
            work.commit()
        assert looked(office, card, AT).again_at == FIRST - DAY
        assert told(looked(office, card, FIRST - DAY).notices) == [("U0JAMES", 1440)]
        assert told(looked(office, card, FIRST - HOUR).notices) == [("U0ERIK", 60), ("U0JAMES", 1440)]
        assert told(looked(office, card, FIRST + HOUR).notices) == []

    def test_each_reminder_leaves_once_and_after_a_week_of_silence_none_that_is_stale(self, office: Office):
        own = booked(office).meeting.id

        def reminders() -> list[tuple[Any, ...]]:
            sweep(office.services.meetings.context)
            sent = (n for n in office.notices() if n.kind is NoticeKind.MEETING_REMINDER)
            return told(tuple(n for n in sent if n.facts["meeting"] == own))

        office.clock.at = FIRST - DAY
        assert len(reminders()) == 4
        assert len(reminders()) == 4
        office.clock.at = FIRST + 7 * DAY
        assert len(reminders()) == 4

    def test_who_has_to_come_and_cannot_is_told_to_who_set_it_up_until_it_is_moved(self, office: Office):
        card, meetings = booked(office), office.services.meetings
        meetings.answer(office.actor("erik"), card.meeting.id, other="I am ill")
        (alert,) = looked(office, card, AT).wanted
        assert (alert.kind, alert.facts["words"]) == (AlertKind.MEETING_CHANGED, "I am ill")
        meetings.move(office.actor("james"), card.meeting.id, SECOND)
        assert looked(office, card, AT).wanted == ()

    def test_notes_are_missing_from_its_end_until_they_are_written(self, office: Office):
        card = booked(office)
        assert looked(office, card, FIRST).wanted == ()
        (alert,) = looked(office, card, FIRST + HOUR).wanted
        assert (alert.kind, alert.levels[0].people) == (AlertKind.NOTES_MISSING, ("p-james",))
        office.services.meeting_notes.record(office.actor("james"), card.meeting.id, "We met")
        assert looked(office, card, FIRST + HOUR) == Looked()

    def test_nothing_is_told_of_one_that_was_cancelled(self, office: Office):
        card = booked(office)
        office.services.meetings.cancel(office.actor("erik"), card.meeting.id, "Fire season")
        assert looked(office, card, FIRST - HOUR) == Looked()


class TestActionItems:
    def noted(self, office: Office, owner: str) -> None:
        card = booked(office)
        office.clock.at = FIRST + 2 * HOUR
        items = [NewItem("Send the list", owner, date(2026, 11, 20))]
        office.services.meeting_notes.record(office.actor("james"), card.meeting.id, "We met", items=items)

    def test_one_of_cec_is_told_on_its_day_and_anew_when_it_is_late(self, office: Office):
        self.noted(office, "p-meiling")
        due = datetime(2026, 11, 20, 13, 0, tzinfo=AT.tzinfo)
        assert AlertKind.ACTION_ITEM_DUE not in kinds(of_agreement(office, FS, due - HOUR))
        for at, mark in ((due, "due"), (due + 3 * DAY, "overdue")):
            found = [e for e in of_agreement(office, FS, at).wanted if e.kind is AlertKind.ACTION_ITEM_DUE]
            assert [(e.mark, e.levels[0].people) for e in found] == [(mark, ("p-meiling",))]

    def test_a_customer_is_reminded_and_who_leads_hears_when_it_is_late(self, office: Office):
        self.noted(office, "p-erik")
        due = datetime(2026, 11, 20, 13, 0, tzinfo=AT.tzinfo)
        # At 8 in Washington it is 6 in Denver, where Erik is.
        early = of_agreement(office, FS, due)
        assert [n for n in early.notices if n.kind is NoticeKind.ACTION_ITEM] == []
        found = of_agreement(office, FS, due + 2 * HOUR)
        assert told(tuple(n for n in found.notices if n.kind is NoticeKind.ACTION_ITEM)) == [("U0ERIK", "due")]
        assert AlertKind.ACTION_ITEM_DUE not in kinds(found)
        late = [e for e in of_agreement(office, FS, due + 3 * DAY).wanted if e.kind is AlertKind.ACTION_ITEM_DUE]
        assert [(e.levels[0].people, e.facts["owner"]) for e in late] == [(("p-james",), "Erik Lindqvist")]


class TestRegularMeetings:
    @pytest.fixture
    def monthly(self, office: Office) -> Office:
        office.services.meeting_editing.set_cadence(office.actor("james"), RUNNING, Rhythm.MONTHLY)
        return office

    def due(self, office: Office, at: datetime) -> bool:
        return AlertKind.MEETING_DUE in kinds(of_agreement(office, RUNNING, at))

    def test_one_is_asked_for_in_time_until_it_is_planned(self, monthly: Office):
        meetings, james = monthly.services.meetings, monthly.actor("james")
        assert self.due(monthly, AT)
        card = meetings.propose(james, RUNNING, Plan(MeetingKind.SERVICE_REVIEW, (FIRST,)))
        assert not self.due(monthly, AT)
        meetings.answer(monthly.actor("maria"), card.meeting.id, yes=(FIRST,))
        assert meetings.view(james, card.meeting.id).meeting.state is MeetingState.BOOKED
        assert not self.due(monthly, AT + 9 * DAY)
        assert self.due(monthly, FIRST + 25 * DAY)

    def test_an_agreement_that_needs_none_is_left_alone(self, monthly: Office):
        monthly.services.meeting_editing.set_cadence(monthly.actor("james"), RUNNING, None)
        assert not self.due(monthly, AT)
