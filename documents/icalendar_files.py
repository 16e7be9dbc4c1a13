"""iCalendar files (RFC 5545), as mail programs and calendars read them: invitations, updates, cancellations, feeds."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vRecur

from documents.calendar_events import Answer, CalendarEvent, Invited, Method
from documents.calendar_zones import zone_component
from documents.characters import usable

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//CEC//CEC Concierge//EN"
READ_AGAIN_AFTER = timedelta(hours=1)
"""How often a calendar that follows a feed should read it."""
YEARS_OF_SERIES = 4
"""A series that begins in one year reaches at most so far."""

#: Some programs end a line at each of these, also within a text.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def icalendar_file(events: Sequence[CalendarEvent], method: Method, name: str = "") -> bytes:
    """A file of one method. `name` is the calendar's, for a feed.

    The events of an invitation or a cancellation are one meeting: they share its `uid`.
    """
    calendar: Any = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        _name(calendar, name)
    for part in (*_zones(events), *(_event(event, method) for event in events)):
        calendar.add_component(part)
    return calendar.to_ical()


def _zones(events: Sequence[CalendarEvent]) -> Iterator[Timezone]:
    """The zones that the events name, for all years in which something happens."""
    timed = [event.start for event in events if isinstance(event.start, datetime)]
    named = {start.tzinfo.key: start.tzinfo for start in timed if isinstance(start.tzinfo, ZoneInfo)}
    years = [start.year for start in timed]
    for key in sorted(named):
        yield zone_component(named[key], min(years) - 1, max(years) + YEARS_OF_SERIES)


def _name(calendar: Any, name: str) -> None:
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")


def _event(event: CalendarEvent, method: Method) -> Event:
    made: Any = Event()
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    made.add("dtstamp", event.changed_at.astimezone(UTC))
    made.add("last-modified", event.changed_at.astimezone(UTC))
    made.add("dtstart", event.start)
    made.add("dtend", event.end)
    _add_repetition(made, event)
    cancelled = event.cancelled or method is Method.CANCEL
    made.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    made.add("summary", _line(event.title))
    _add_texts(made, event)
    _add_people(made, event, method)
    if not isinstance(event.start, datetime):
        made.add("transp", "TRANSPARENT")
    for minutes in () if cancelled else event.reminders:
        made.add_component(_alarm(event, minutes))
    return made


def _add_repetition(made: Any, event: CalendarEvent) -> None:
    if event.rule:
        made.add("rrule", vRecur.from_ical(event.rule))
    for left_out in event.left_out:
        made.add("exdate", left_out)
    for added in event.added:
        made.add("rdate", added)
    if event.instance:
        made.add("recurrence-id", event.instance)


def _add_texts(made: Any, event: CalendarEvent) -> None:
    if event.description:
        made.add("description", _text(event.description))
    if place := event.place or event.link:
        made.add("location", _line(place))
    if event.link:
        made.add("url", _line(event.link))


def _add_people(made: Any, event: CalendarEvent, method: Method) -> None:
    """A feed names nobody: whoever follows it would be taken for one who has to answer."""
    if method is Method.PUBLISH:
        return
    if event.organizer:
        made.add("organizer", _address(event.organizer))
    for invited in event.invited:
        address = _address(invited)
        role = "REQ-PARTICIPANT" if invited.required else "OPT-PARTICIPANT"
        waits = "TRUE" if invited.answer is Answer.NONE else "FALSE"
        address.params.update({"ROLE": role, "PARTSTAT": invited.answer.value, "RSVP": waits, "CUTYPE": "INDIVIDUAL"})
        made.add("attendee", address)


def _address(person: Invited) -> vCalAddress:
    address = vCalAddress(f"mailto:{_line(person.email)}")
    # A name with this sign could not be told from the end of the name.
    address.params["CN"] = _line(person.name).replace('"', "'")
    return address


def _alarm(event: CalendarEvent, minutes: int) -> Alarm:
    alarm: Any = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(event.title))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _text(value: str) -> str:
    return usable(_LINE_ENDS.sub("\n", value)).strip()


def _line(value: str) -> str:
    return " ".join(_text(value).split())
