"""What is changed in meetings besides their time: who takes part, place and agenda; and how often there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.meeting_answers import settled
from domain.meeting_changes import change_details, change_people
from domain.meeting_series import Scope, from_here
from domain.meetings import Meeting
from domain.permissions import Action, Actor
from domain.recurrences import Rhythm
from services.access import agreement_for
from services.context import Context, plain_change
from services.meeting_cards import MeetingCard
from services.meeting_notices import CHANGED, INVITED, LEFT_OUT, tell_all, tell_people
from services.meeting_parts import cadence_of
from services.meeting_setup import participants
from services.meeting_steps import Step, change


@dataclass(frozen=True)
class MeetingEditingUseCases:
    """Raise NotFound for a meeting that the actor may not see, Conflict when it was changed since it was `seen`."""

    context: Context

    def change_details(
        self, actor: Actor, meeting_id: str, details: Mapping[str, str], seen: int | None = None
    ) -> MeetingCard:
        """`title`, `place`, `link` and `agenda`; what is not given stays. Everyone is told."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            now = {name: details.get(name, getattr(meeting, name)) for name in ("title", "place", "link", "agenda")}
            changed = change_details(meeting, **now)
            if changed == meeting:
                return meeting
            kept = step.keep(meeting, changed)
            tell_all(step.work, actor, step.agreement, kept, CHANGED, step.now)
            return kept

        return change(self.context, actor, meeting_id, Action.ARRANGE_MEETING, apply, seen)

    def change_people(
        self,
        actor: Actor,
        meeting_id: str,
        people: Mapping[str, bool],
        scope: Scope = Scope.ONE,
        seen: int | None = None,
    ) -> MeetingCard:
        """All who take part (person ids), each with whether they are required. Who is new or left out is told."""

        def apply(step: Step, meeting: Meeting) -> Meeting:
            kept = self._with_people(step, meeting, people)
            before, after = ({e.person: e for e in one.participants} for one in (meeting, kept))
            added = [after[each] for each in after.keys() - before.keys()]
            removed = [before[each] for each in before.keys() - after.keys()]
            tell_people(step.work, actor, step.agreement, kept, INVITED, added, step.now)
            tell_people(step.work, actor, step.agreement, kept, LEFT_OUT, removed, step.now)
            if scope is Scope.FOLLOWING and meeting.series:
                for each in from_here(step.work.meetings.of_series(meeting.series), meeting)[1:]:
                    self._with_people(step, each, people)
            return kept

        return change(self.context, actor, meeting_id, Action.ARRANGE_MEETING, apply, seen)

    def cadence(self, actor: Actor, number: str) -> Rhythm | None:
        """How often the agreement has a service review; None: it needs none."""
        with self.context.reading() as work:
            return cadence_of(work, agreement_for(work, actor, number))

    def set_cadence(self, actor: Actor, number: str, every: Rhythm | None) -> Rhythm | None:
        """Staff say how often; None: it needs no regular meetings."""
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.CHANGE_AGREEMENT)
            now, before = self.context.clock(), cadence_of(work, agreement)
            work.meetings.set_cadence(agreement.id, every, actor.id, now)
            subject = ("agreement", agreement.id)
            old, new = ((each.value if each else "never") for each in (before, every))
            work.history.append(plain_change(actor, subject, "service_reviews", old, new, now, agreement.organization))
            work.commit()
            return every

    def _with_people(self, step: Step, meeting: Meeting, people: Mapping[str, bool]) -> Meeting:
        """Who was left out or need not come holds up nobody: it is booked when all others accepted a time."""
        wanted = participants(step.work, step.agreement, people.items(), step.now)
        changed = _without_former_organizer(change_people(meeting, wanted, step.now))
        return step.settle(meeting, settled(changed, step.now))


def _without_former_organizer(meeting: Meeting) -> Meeting:
    gone = meeting.organizer is not None and meeting.participant(meeting.organizer) is None
    return replace(meeting, organizer=None) if gone else meeting
