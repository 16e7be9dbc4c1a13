"""Meetings about the needs: one side proposes times, the other accepts one or asks for others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain import needs_meetings as rules
from domain.needs_meetings import Invitation, NeedsMeeting
from domain.people import Side
from domain.permissions import Action, Actor
from services.access import require, subject_of
from services.context import Context, plain_change
from services.needs_cards import MeetingView
from services.needs_meeting_parts import meeting_view, readable_meeting, side_of, tell
from services.needs_parts import held, still_open
from storage.unit_of_work import UnitOfWork

SHOWN_AHEAD = 5


@dataclass(frozen=True)
class NeedsMeetingUseCases:
    """A meeting of another organization is NotFound, as one that never was."""

    context: Context

    def view(self, actor: Actor, meeting_id: str) -> MeetingView:
        with self.context.reading() as work:
            meeting = readable_meeting(work, actor, meeting_id)
            agreement = work.agreements.get(meeting.agreement)
            return meeting_view(work, actor, agreement, meeting, self.context.clock())

    def ahead(self, actor: Actor, limit: int = SHOWN_AHEAD) -> tuple[MeetingView, ...]:
        """Accepted ones that lie ahead, the next first: a customer's own; for staff where they are a contact."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        now = self.context.clock()
        with self.context.reading() as work:
            contact = actor.id if actor.is_staff else None
            found = work.needs_meetings.ahead(now, actor.organization, contact, limit)
            return tuple(meeting_view(work, actor, work.agreements.get(m.agreement), m, now) for m in found)

    def propose(self, actor: Actor, number: str, invitation: Invitation, meeting_id: str | None = None) -> MeetingView:
        """Propose times to the other side. `meeting_id` makes it count once (the id of the form).

        Raises InvalidInput naming the time that cannot be, Conflict while another proposal waits.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, actor, number, Action.ARRANGE_MEETING)
            now = self.context.clock()
            before = work.needs_meetings.find(meeting_id) if meeting_id else None
            if before and before.agreement == agreement.id:
                return meeting_view(work, actor, agreement, before, now)
            checked = rules.checked(invitation, now)
            rules.refuse_second(work.needs_meetings.of_agreement(agreement.id))
            meeting = NeedsMeeting(
                id=meeting_id or self.context.new_id(),
                agreement=agreement.id,
                organization=agreement.organization,
                proposed_by=actor.id,
                side=side_of(actor),
                at=now,
                invitation=checked,
            )
            self._keep(work, actor, None, meeting, now)
            other = Side.CUSTOMER if meeting.side is Side.CEC else Side.CEC
            tell(work, agreement, meeting, "proposed", (other,), now)
            view = meeting_view(work, actor, agreement, meeting, now)
            work.commit()
            return view

    def accept(self, actor: Actor, meeting_id: str, time: datetime) -> MeetingView:
        """Take one of the times; both sides are told."""
        return self._change(
            actor, meeting_id, tuple(Side), lambda m, now: rules.accept(m, time, side_of(actor), actor.id, now)
        )

    def ask_for_others(self, actor: Actor, meeting_id: str, reason: str = "") -> MeetingView:
        """None of the times suits; who proposed them is told."""
        return self._change(
            actor, meeting_id, None, lambda m, now: rules.ask_for_others(m, reason, side_of(actor), actor.id, now)
        )

    def cancel(self, actor: Actor, meeting_id: str, reason: str) -> MeetingView:
        """Call it off with a reason; both sides are told."""
        return self._change(actor, meeting_id, tuple(Side), lambda m, now: rules.cancel(m, reason, actor.id, now))

    def _change(
        self,
        actor: Actor,
        meeting_id: str,
        told: tuple[Side, ...] | None,
        change: Callable[[NeedsMeeting, datetime], NeedsMeeting],
    ) -> MeetingView:
        """`told` None: the side that proposed."""
        with self.context.unit_of_work() as work:
            found = readable_meeting(work, actor, meeting_id)
            require(actor, Action.ARRANGE_MEETING, subject_of(actor, work.agreements.get(found.agreement)))
            work.needs.hold(found.agreement)
            agreement = still_open(work.agreements.get(found.agreement))
            meeting = readable_meeting(work, actor, meeting_id)
            now = self.context.clock()
            changed = change(meeting, now)
            self._keep(work, actor, meeting, changed, now)
            tell(work, agreement, changed, changed.state.value, told or (changed.side,), now)
            view = meeting_view(work, actor, agreement, changed, now)
            work.commit()
            return view

    def _keep(
        self, work: UnitOfWork, actor: Actor, before: NeedsMeeting | None, after: NeedsMeeting, now: datetime
    ) -> None:
        work.needs_meetings.save(after)
        old = before.state.value if before else None
        subject = ("needs_meeting", after.id)
        work.history.append(
            plain_change(actor, subject, "state", old, after.state.value, now, after.organization, after.reason)
        )
