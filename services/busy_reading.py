"""Has a calendar file read by a process of its own, which cannot take our memory or time (`calendar_reading.py`)."""

import json
import subprocess
import sys
from datetime import UTC, datetime

from documents.calendar_reading import LONGEST_SECONDS, NOT_A_CALENDAR
from domain.busy_times import Busy
from domain.errors import InvalidInput
from services.calendar_addresses import FIELD

_COMMAND = (sys.executable, "-I", "-m", "documents.calendar_reading")
_NO_CALENDAR = "What is at that address is not a calendar. Give the address of an ICS file (iCalendar)."
_TOO_MUCH = "There is too much in the calendar to read it. Give the address of one with less in it."


def busy_in(content: bytes, zone: str, start: datetime, end: datetime) -> tuple[Busy, ...]:
    """When its owner, who is in `zone`, is busy between two instants.

    Raises InvalidInput, with a sentence for the owner, where it cannot be read.
    """
    asked = {"zone": zone, "start": int(start.timestamp()), "end": int(end.timestamp())}
    given = json.dumps(asked).encode() + b"\n" + content
    try:
        # Without our environment: it holds keys that whoever wrote the file must never get.
        done = subprocess.run(_COMMAND, input=given, capture_output=True, timeout=2 * LONGEST_SECONDS, env={})
    except subprocess.TimeoutExpired as error:
        raise InvalidInput(FIELD, _TOO_MUCH) from error
    if done.returncode:
        raise InvalidInput(FIELD, _NO_CALENDAR if done.returncode == NOT_A_CALENDAR else _TOO_MUCH)
    return tuple(Busy(*(datetime.fromtimestamp(each, UTC) for each in times)) for times in json.loads(done.stdout))
