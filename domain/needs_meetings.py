"""The meeting about the needs that an agreement and its needs show."""

from collections.abc import Iterable
from datetime import date, tzinfo

from domain.meetings import Meeting, MeetingKind, MeetingState


def current(found: Iterable[Meeting], today: date, zone: tzinfo) -> Meeting | None:
    """The one that waits for an answer, else the next one that is booked.

    One of today counts all day; `zone` is where it is that day.
    """
    about_needs = [each for each in found if each.kind is MeetingKind.NEEDS]
    proposed = next((each for each in about_needs if each.state is MeetingState.PROPOSED), None)
    agreed = [(each.time, each) for each in about_needs if each.state in _AGREED and each.time]
    ahead = [(time, each) for time, each in agreed if time.astimezone(zone).date() >= today]
    return proposed or min(ahead, key=lambda one: one[0], default=(None, None))[1]


_AGREED = (MeetingState.BOOKED, MeetingState.HELD)
