"""One change of a meeting: looked up, held, changed, kept, told, shown; and what follows when it is booked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.meeting_series import as_first, occurrence
from domain.meetings import Meeting, MeetingState
from domain.permissions import Action, Actor
from services.context import Context
from services.meeting_cards import MeetingCard
from services.meeting_notices import BOOKED, MOVED, OTHER_TIMES, show_anew, tell_all, tell_organizers
from services.meeting_parts import card_of, held, keep
from services.recurrences import occurrences
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Step:
    """A change under way."""

    work: UnitOfWork
    context: Context
    actor: Actor
    agreement: Agreement
    now: datetime

    def keep(self, before: Meeting | None, after: Meeting) -> Meeting:
        return keep(self.work, self.actor, before, after, self.now)

    def settle(self, before: Meeting, after: Meeting) -> Meeting:
        """Keep what an answer or a decision made of it, and tell who has to know."""
        if after.state is MeetingState.BOOKED and after.time != before.time:
            kept = self._booked(before, after)
            what = MOVED if before.time else BOOKED
            tell_all(self.work, self.actor, self.agreement, kept, what, self.now, was=before.time)
            return kept
        kept = self.keep(before, after)
        refused = bool(before.slots) and not kept.slots
        if refused:
            tell_organizers(self.work, self.actor, self.agreement, kept, OTHER_TIMES, self.now)
        if kept != before:
            show_anew(self.work, self.actor, self.agreement, kept, self.now, (kept.side,) if refused else ())
        return kept

    def _booked(self, before: Meeting, after: Meeting) -> Meeting:
        """The first of a series brings the others with it."""
        if after.repeats is None or after.series or after.time is None:
            return self.keep(before, after)
        first = self.keep(before, as_first(after))
        for each in occurrences(after.repeats.rule, after.time, ZoneInfo(after.repeats.zone))[1:]:
            other = occurrence(first, each.original, each.start, self.context.new_id(), self.now)
            self.keep(None, other)
        return first


def change(
    context: Context,
    actor: Actor,
    meeting_id: str,
    action: Action,
    apply: Callable[[Step, Meeting], Meeting],
    seen: int | None = None,
) -> MeetingCard:
    """`apply` keeps what it changes. `seen` is the revision that the person looked at; None where any will do.

    Raises NotFound, NotAllowed, Conflict.
    """
    with context.unit_of_work() as work:
        agreement, meeting = held(work, actor, meeting_id, action)
        if seen is not None and seen != meeting.revision:
            raise Conflict("Someone else changed this meeting meanwhile. Look at it again, then repeat this.")
        now = context.clock()
        changed = apply(Step(work, context, actor, agreement, now), meeting)
        card = card_of(work, actor, agreement, changed, now)
        work.commit()
        return card
