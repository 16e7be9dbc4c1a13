"""Has a calendar file read by a process of its own, which cannot take our memory or time (`calendar_reading.py`)."""

import json
from datetime import UTC, datetime

from documents.calendar_reading import LONGEST_SECONDS, NOT_A_CALENDAR
from domain.busy_times import Busy
from domain.errors import InvalidInput
from services.calendar_addresses import FIELD
from services.own_process import read_apart

_NO_CALENDAR = "What is at that address is not a calendar. Give the address of an ICS file (iCalendar)."
_TOO_MUCH = "There is too much in the calendar to read it. Give the address of one with less in it."


def busy_in(content: bytes, zone: str, start: datetime, end: datetime) -> tuple[Busy, ...]:
    """When its owner, who is in `zone`, is busy between two instants.

    Raises InvalidInput, with a sentence for the owner, where it cannot be read.
    """
    asked = {"zone": zone, "start": int(start.timestamp()), "end": int(end.timestamp())}
    given = json.dumps(asked).encode() + b"\n" + content
    code, said = read_apart("documents.calendar_reading", given, LONGEST_SECONDS)
    if code:
        raise InvalidInput(FIELD, _NO_CALENDAR if code == NOT_A_CALENDAR else _TOO_MUCH)
    return tuple(Busy(*(datetime.fromtimestamp(each, UTC) for each in times)) for times in json.loads(said))
