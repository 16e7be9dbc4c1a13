"""When and where a meeting about the needs is, in a few words: the same on every surface."""

from zoneinfo import ZoneInfo

from bot.views.blocks import safe
from bot.views.text import dated, plural
from domain.meetings import Meeting
from domain.people import Side


def meeting_words(meeting: Meeting, zone: ZoneInfo, whose_time: str) -> str:
    """As in Nov 10, 2026 at 2:00 PM (Eastern Time), 60 minutes, Room 4; or that times are proposed."""
    if meeting.time:
        return f"{dated(meeting.time, zone)} ({whose_time}), {how(meeting)}"
    side = "CEC" if meeting.side is Side.CEC else "the customer"
    return f"times proposed by {side}, not accepted yet; {how(meeting)}"


def how(meeting: Meeting) -> str:
    """Its length and place."""
    place = meeting.place or meeting.link
    return f"{plural(meeting.minutes, 'minute')}{f', {safe(place)}' if place else ''}"
