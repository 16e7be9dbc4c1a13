"""Reads calendars of others (RFC 5545): when their owner is busy, with everything that is repeated counted out.

Nobody knows what stands in such a file, and a few lines can ask for millions of events. So it is read in a process of
its own, with little memory and time: `python -m documents.calendar_reading`, the file on its standard input after a
line of JSON with `zone`, `start` and `end` (seconds since 1970). It answers with JSON: pairs of such seconds.
"""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
from icalendar import Calendar, vBroken

from documents.own_process import MEGABYTE, limit
from domain.busy_times import Busy, merged

NOT_A_CALENDAR = 3
"""How the process ends then."""
LONGEST_SECONDS = 10
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_MOST_MEMORY = 512 * MEGABYTE


class NotACalendar(Exception):
    """The file is not one, or nothing in it can be read."""


def busy_times(content: bytes, zone: ZoneInfo, start: datetime, end: datetime) -> tuple[Busy, ...]:
    """When the owner is busy between two instants, in order. Whole days, and times without a zone, are of `zone`.

    Raises NotACalendar.
    """
    text = content.decode("utf-8-sig", "replace").lstrip()
    if not text[:15].upper().startswith("BEGIN:VCALENDAR"):
        raise NotACalendar
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in _events(calendar, start, end)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise NotACalendar from error
    if not calendars:  # it ends in the middle
        raise NotACalendar
    taken = (Busy(_instant(event.start, zone), _instant(event.end, zone)) for event in events if _is_taken(event))
    return merged(Busy(max(each.start, start), min(each.end, end)) for each in taken)


def _events(calendar: Any, start: datetime, end: datetime) -> Iterable[Any]:
    calendar.subcomponents = [part for part in calendar.subcomponents if part.name != "VEVENT" or _has_times(part)]
    return recurring_ical_events.of(calendar, skip_bad_series=True).between(start, end)


def _has_times(event: Any) -> bool:
    """Whether its times can be read; one odd event shall not lose the others."""
    return "DTSTART" in event and not any(isinstance(event.get(name), vBroken) for name in _TIMES)


def _is_taken(event: Any) -> bool:
    """Free time is marked in several ways; a meeting that was called off takes none."""
    marks = {str(event.get(name, "")).upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")}
    return not marks & {"TRANSPARENT", "CANCELLED", "FREE"}


def _instant(value: date, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), zone)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def main() -> int:
    limit(_MOST_MEMORY, LONGEST_SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    start, end = (datetime.fromtimestamp(asked[name], UTC) for name in ("start", "end"))
    try:
        found = busy_times(sys.stdin.buffer.read(), ZoneInfo(asked["zone"]), start, end)
    except NotACalendar:
        return NOT_A_CALENDAR
    sys.stdout.write(json.dumps([[int(each.start.timestamp()), int(each.end.timestamp())] for each in found]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
