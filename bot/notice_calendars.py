"""A calendar that somebody connected: read here, because that may take long; they are told what came of it."""

from bot.outgoing import Outgoing, Sender, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.slack import Slack
from bot.views.blocks import actions, button, safe, section
from bot.views.text import plural
from domain.notices import NoticeKind
from services import Services
from services.busy_calendars import ConnectedCalendar


def calendar_wanted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Nothing where a notice before it read them already; what an earlier try read is not known any more."""
    found = seen_by_reader(outgoing, lambda: services.busy_calendars.connect_wanted(reader_of(outgoing, services)))
    if found is not None and (found or outgoing.again):
        text = "\n".join(_said(each) for each in found) or "I read your calendar. See what came of it."
        row = actions([button("My preferences", "preferences.open")])
        post(outgoing, slack, text, [section(text), row])


def _said(calendar: ConnectedCalendar) -> str:
    named = safe(calendar.shown_as)
    if calendar.problem:
        return f"Your calendar ({named}) is not connected. {safe(calendar.problem)}"
    busy = plural(calendar.count, "busy time")
    return f"Your calendar ({named}) is connected. It shows {busy} in the coming months. I read it every 15 minutes."


SENDERS: dict[NoticeKind, Sender] = {NoticeKind.CALENDAR_WANTED: calendar_wanted}
