"""When and where a meeting about the needs is, in a few words: the same on every surface."""

from zoneinfo import ZoneInfo

from bot.views.blocks import safe
from bot.views.text import instant, plural
from domain.needs_meetings import NeedsMeeting
from domain.people import Side


def meeting_words(meeting: NeedsMeeting, zone: ZoneInfo, whose_time: str) -> str:
    """As in Nov 10, 2026 at 2:00 PM (Eastern Time), 60 minutes, Room 4; or that times are proposed."""
    if meeting.time:
        return f"{instant(meeting.time, zone)} ({whose_time}), {how(meeting)}"
    side = "CEC" if meeting.side is Side.CEC else "the customer"
    return f"times proposed by {side}, not accepted yet; {how(meeting)}"


def how(meeting: NeedsMeeting) -> str:
    """Its length and place."""
    invitation = meeting.invitation
    return f"{plural(invitation.minutes, 'minute')}{f', {safe(invitation.place)}' if invitation.place else ''}"
