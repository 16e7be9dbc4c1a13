"""Meetings of CEC and customers: asked for, times proposed, answered and booked, moved, cancelled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import meeting_answers as answers
from domain.errors import InvalidInput
from domain.meeting_changes import cancel, require_both_sides
from domain.meeting_series import Scope
from domain.meeting_slots import Slots
from domain.meetings import Meeting, MeetingState, Plan
from domain.permissions import Action, Actor
from services.access import agreement_for, require
from services.context import Context
from services.meeting_cards import MeetingCard, MeetingPage
from services.meeting_kinds import Kinds
from services.meeting_moving import following, move_following, new_repeats
from services.meeting_notices import CANCELLED, DECLINED, tell_all, tell_asked, tell_organizers
from services.meeting_parts import about, card_of, may_read, must_be_open, readable, refuse_second, require_deciding
from services.meeting_setup import new_meeting
from services.meeting_steps import Step, change
from services.meeting_times import refuse_bad_times, slots_for
from services.meetings_to_do import to_answer

PAGE_SIZE = 10
MOST_OF_AGREEMENT = 60
"""Of one agreement at once: more than a year of weekly ones."""
USUAL_DAYS = 14
"""How far ahead times are looked for."""
AHEAD = (MeetingState.BOOKED,)
WAITING = (MeetingState.ASKED, MeetingState.PROPOSED)
OVER = (MeetingState.BOOKED, MeetingState.HELD)


@dataclass(frozen=True)
class MeetingUseCases:
    """A meeting that the actor may not see is NotFound, as one that never was."""

    context: Context
    kinds: Kinds

    # -- Looking at them

    def view(self, actor: Actor, meeting_id: str) -> MeetingCard:
        with self.context.reading() as work:
            agreement, meeting = readable(work, actor, meeting_id)
            return card_of(work, actor, agreement, meeting, self.context.clock())

    def ahead(
        self, actor: Actor, page: int = 0, start: datetime | None = None, end: datetime | None = None
    ) -> MeetingPage:
        """Booked ones of which the actor is a participant or a contact, the next first; between two instants."""
        now = self.context.clock()
        return self._page(actor, AHEAD, page, after=max(start or now, now), before=end)

    def waiting(self, actor: Actor, page: int = 0) -> MeetingPage:
        """Those that have no time yet."""
        return self._page(actor, WAITING, page)

    def to_answer(self, actor: Actor) -> tuple[MeetingCard, ...]:
        """Those of which proposed times wait for the actor's answer."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            return to_answer(work, actor, self.context.clock())

    def over(self, actor: Actor, page: int = 0) -> MeetingPage:
        """Those that are over, the latest first."""
        return self._page(actor, OVER, page, before=self.context.clock())

    def of_agreement(self, actor: Actor, number: str, *states: MeetingState) -> tuple[MeetingCard, ...]:
        """Those of an agreement that the actor may see: first those that have no time yet, then by their times."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            require(actor, Action.READ_MEETING, about(actor, agreement))
            now = self.context.clock()
            found = work.meetings.first_of_agreement(agreement.id, states, MOST_OF_AGREEMENT)
            return tuple(card_of(work, actor, agreement, each, now) for each in found)

    # -- Times

    def times_for_new(self, actor: Actor, number: str, plan: Plan, after: datetime, days: int = USUAL_DAYS) -> Slots:
        """Times for a meeting that is not there yet. Raises InvalidInput as `propose`."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.ARRANGE_MEETING)
            now = self.context.clock()
            meeting = new_meeting(work, actor, agreement, plan, self.kinds[plan.kind], "new", now)
            start = max(after, now)
            return slots_for(work, actor, meeting, start, start + timedelta(days=days))

    def times_for(self, actor: Actor, meeting_id: str, after: datetime, days: int = USUAL_DAYS) -> Slots:
        """Times for one that is there: asked for, or to be moved."""
        with self.context.reading() as work:
            agreement, meeting = readable(work, actor, meeting_id)
            require(actor, Action.ARRANGE_MEETING, about(actor, agreement, meeting))
            start = max(after, self.context.clock())
            return slots_for(work, actor, meeting, start, start + timedelta(days=days))

    # -- Setting one up

    def ask(self, actor: Actor, number: str, plan: Plan, meeting_id: str | None = None) -> MeetingCard:
        """Ask for a meeting without times: who leads for CEC is to propose some. `meeting_id` makes it count once."""
        return self._set_up(actor, number, replace(plan, slots=(), repeats=None), meeting_id)

    def propose(self, actor: Actor, number: str, plan: Plan, meeting_id: str | None = None) -> MeetingCard:
        """Propose times; the first one that suits all who have to come is booked.

        Raises InvalidInput naming what cannot be, Conflict while another one of the kind waits for answers.
        """
        if not plan.slots:
            raise InvalidInput("time1", "Give at least one time.")
        return self._set_up(actor, number, plan, meeting_id)

    def propose_times(
        self, actor: Actor, meeting_id: str, slots: Sequence[datetime], seen: int | None = None
    ) -> MeetingCard:
        """Times for one that was asked for, or other times in place of those before. One that is booked keeps its time
        until another one is agreed on."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            answers.must_be_ahead(meeting, step.now)
            refuse_bad_times(step.work, actor, meeting, slots, step.now)
            owned = replace(meeting, organizer=meeting.organizer or (actor.id if actor.is_staff else None))
            return _proposed(step, meeting, answers.propose(owned, slots, actor.id, actor.side, step.now))

        return change(self.context, actor, meeting_id, Action.ARRANGE_MEETING, apply, seen)

    # -- Answering

    def answer(
        self,
        actor: Actor,
        meeting_id: str,
        yes: Collection[datetime] = (),
        no: Collection[datetime] = (),
        other: str = "",
    ) -> MeetingCard:
        """Which times suit, which don't, or in words what would; of a booked meeting whether the actor comes."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            answered = answers.answer(meeting, actor.id, actor.side, step.now, yes, no, other)
            settled = step.settle(meeting, answered)
            if {e.person for e in answers.declined(settled)} - {e.person for e in answers.declined(meeting)}:
                tell_organizers(step.work, actor, step.agreement, settled, DECLINED, step.now)
            return settled

        return change(self.context, actor, meeting_id, Action.ANSWER_MEETING, apply)

    def book(self, actor: Actor, meeting_id: str, time: datetime, seen: int | None = None) -> MeetingCard:
        """The organizer decides, or CEC does: it takes place then, whoever has answered."""
        return self.move(actor, meeting_id, time, Scope.ONE, seen)

    def move(
        self, actor: Actor, meeting_id: str, time: datetime, scope: Scope = Scope.ONE, seen: int | None = None
    ) -> MeetingCard:
        """To another time at once; with `following` also all later ones of its series, by as many days and to the
        same time of day. Raises NotAllowed for who does not decide: they propose other times."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            require_deciding(actor, meeting)
            answers.must_be_ahead(meeting, step.now)
            refuse_bad_times(step.work, actor, meeting, [time], step.now)
            if scope is Scope.FOLLOWING and meeting.series:
                return move_following(step, meeting, time)
            return step.settle(meeting, answers.book(meeting, time, actor.id, actor.side, step.now))

        return change(self.context, actor, meeting_id, Action.ARRANGE_MEETING, apply, seen)

    def keep_time(self, actor: Actor, meeting_id: str) -> MeetingCard:
        """The times that were proposed count no more; one that is booked keeps its time."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            require_deciding(actor, meeting)
            answers.must_be_open(meeting)
            return step.keep(meeting, answers.withdraw_slots(meeting))

        return change(self.context, actor, meeting_id, Action.ARRANGE_MEETING, apply)

    def cancel(self, actor: Actor, meeting_id: str, reason: str, scope: Scope = Scope.ONE) -> MeetingCard:
        """Call it off with a reason, or it and all later ones of its series; everyone is told."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            ended = step.keep(meeting, cancel(meeting, reason, actor.id, step.now))
            also = [each for each in following(step, meeting, scope) if each.is_ahead(step.now)]
            for each in also:
                step.keep(each, cancel(each, reason, actor.id, step.now))
            tell_all(step.work, actor, step.agreement, ended, CANCELLED, step.now, also=also)
            return ended

        return change(self.context, actor, meeting_id, Action.ARRANGE_MEETING, apply)

    # -- Steps

    def _set_up(self, actor: Actor, number: str, plan: Plan, meeting_id: str | None) -> MeetingCard:
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.ARRANGE_MEETING)
            work.needs.hold(agreement.id)
            now = self.context.clock()
            before = work.meetings.find(meeting_id) if meeting_id else None
            if before and before.agreement == agreement.id:
                return card_of(work, actor, agreement, before, now)
            must_be_open(agreement)
            step = Step(work, self.context, actor, agreement, now)
            made = self._made(step, plan, meeting_id or self.context.new_id())
            card = card_of(work, actor, agreement, made, now)
            work.commit()
            return card

    def _made(self, step: Step, plan: Plan, meeting_id: str) -> Meeting:
        new = new_meeting(step.work, step.actor, step.agreement, plan, self.kinds[plan.kind], meeting_id, step.now)
        if plan.required or plan.invited:  # where nobody was named, a side without contacts is told through its lead
            require_both_sides(new.participants)
        if not plan.slots:
            return step.keep(None, new)
        refuse_second(step.work, step.agreement, plan.kind)
        refuse_bad_times(step.work, step.actor, new, plan.slots, step.now)
        repeated = replace(new, repeats=new_repeats(plan, step.agreement))
        return _proposed(step, None, answers.propose(repeated, plan.slots, step.actor.id, step.actor.side, step.now))

    def _page(
        self,
        actor: Actor,
        states: Collection[MeetingState],
        page: int,
        after: datetime | None = None,
        before: datetime | None = None,
    ) -> MeetingPage:
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            found = work.meetings.of_person(
                actor.id,
                states,
                after,
                before,
                as_contact=True,
                organization=actor.organization,
                limit=PAGE_SIZE + 1,
                offset=page * PAGE_SIZE,
            )
            now, pairs = self.context.clock(), [(work.agreements.get(e.agreement), e) for e in found[:PAGE_SIZE]]
            cards = tuple(card_of(work, actor, *pair, now) for pair in pairs if may_read(actor, *pair))
            return MeetingPage(cards, page, len(found) > PAGE_SIZE)


def _proposed(step: Step, before: Meeting | None, after: Meeting) -> Meeting:
    kept = step.keep(before, after)
    tell_asked(step.work, step.actor, step.agreement, kept, step.now)
    return kept
