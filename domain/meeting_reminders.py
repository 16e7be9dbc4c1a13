"""What comes due around a meeting by its time: the reminders of those who take part."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from domain.meetings import Meeting, Participant


def reminder_now(meeting: Meeting, participant: Participant, minutes: Collection[int], now: datetime) -> int | None:
    """Which of a person's reminders (`minutes` before) is to be sent now; None for none.

    The nearest one that is due: after a pause the earlier ones would only say the same. What came due before the
    person was told of this time at all is left out, and nothing is sent once the meeting begins.
    """
    if not meeting.is_ahead(now) or meeting.time is None or meeting.time <= now or meeting.time in participant.no:
        return None
    told = max(filter(None, (meeting.timed_at, participant.invited_at)), default=meeting.created_at)
    due = [each for each in minutes if told < meeting.time - timedelta(minutes=each) <= now]
    return min(due, default=None)


def reminders_ahead(meeting: Meeting, minutes: Collection[int], now: datetime) -> Iterator[datetime]:
    """The instants of reminders that are still to come."""
    if meeting.is_ahead(now) and meeting.time:
        yield from (at for each in minutes if (at := meeting.time - timedelta(minutes=each)) > now)
