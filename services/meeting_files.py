"""Calendar files of meetings: what a mail program or a calendar needs to take one over, move it, or take it out."""

from dataclasses import dataclass

from documents.calendar_events import CalendarEvent, Method
from documents.files import DocumentFile, document_file
from documents.icalendar_files import icalendar_file
from domain.errors import Conflict
from domain.meeting_series import Scope, sequence_of
from domain.meetings import Meeting, MeetingState
from domain.permissions import Actor
from services.context import Context
from services.meeting_events import invitation_of, one_of_series, whole_series
from services.meeting_parts import readable
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class MeetingFileUseCases:
    context: Context

    def file(
        self, actor: Actor, meeting_id: str, scope: Scope = Scope.FOLLOWING, called: str = "meeting"
    ) -> DocumentFile:
        """An invitation, an update, or a cancellation, by how the meeting stands. One of a series comes with all of
        it, or alone with `Scope.ONE`. The reminders are the actor's own.

        Raises NotFound for a meeting that the actor may not see, Conflict for one that never had a time.
        """
        with self.context.reading() as work:
            agreement, meeting = readable(work, actor, meeting_id)
            events = self._events(work, actor, meeting, scope)
        method = Method.CANCEL if all(event.cancelled for event in events) else Method.REQUEST
        return document_file(f"{agreement.number}-{called}", "ics", icalendar_file(events, method))

    def _events(self, work: UnitOfWork, actor: Actor, meeting: Meeting, scope: Scope) -> list[CalendarEvent]:
        if meeting.time is None:
            raise Conflict("This meeting has no time yet, so there is nothing for a calendar.")
        series = work.meetings.of_series(meeting.series) if meeting.series else ()
        booked = any(each.state is MeetingState.BOOKED for each in (meeting, *series))
        reminders = work.preferences.of(actor.id).reminders if booked else ()
        if series and scope is Scope.FOLLOWING:
            return whole_series(work, series, reminders)
        return [one_of_series(invitation_of(work, meeting, reminders), meeting, sequence_of(series))]
