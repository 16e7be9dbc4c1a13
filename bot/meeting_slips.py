"""Times that are said of a meeting and cannot be: no such day or hour, one that the clocks leave out, or past."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.understanding.model import Understanding
from bot.views.text import dated
from domain.errors import InvalidInput
from domain.local_times import moment_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\d:/.-])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?![\d:])")
_CLOCK = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m\b", re.IGNORECASE)
#: A leap year, so that February 29 is left to the reader of times.
_LONGEST_YEAR = 2028


def impossible(text: str) -> tuple[str, ...]:
    """A sentence for each day and hour that no calendar or clock has."""
    return (*_no_such_days(text), *_no_such_hours(text))


def left_out_and_past(understanding: Understanding, zone: ZoneInfo, at: datetime) -> dict[datetime, str]:
    """The times in the sentence that the clocks leave out, or that are over, each with a sentence why."""
    found: dict[datetime, str] = {}
    for each in understanding.entities:
        value = str(each.value)
        if each.entity != "time" or "T" not in value or "/" in value:
            continue
        moment = datetime.fromisoformat(value)
        if reason := _left_out(each.text, moment, zone):
            found[moment] = reason
        elif moment <= at:
            found[moment] = f"{dated(moment, zone)} is past. Give a time that is still to come."
    return found


def _no_such_days(text: str) -> Iterator[str]:
    for match in _DAY.finditer(text):
        month = _MONTHS.index(match["month"].casefold()) + 1
        if not 1 <= int(match["day"]) <= monthrange(_LONGEST_YEAR, month)[1]:
            yield f"There is no {date(_LONGEST_YEAR, month, 1):%B} {match['day']}. Give another day."


def _no_such_hours(text: str) -> Iterator[str]:
    for match in _HOUR.finditer(text):
        if int(match["hour"]) > 24 or int(match["minute"]) > 59:
            yield f"There is no {match[0]} on a clock. Give another time."


def _left_out(said: str, moment: datetime, zone: ZoneInfo) -> str:
    """The reader of times counts on over an hour that the clocks leave out; here it is said that there is none."""
    clock = _CLOCK.search(said)
    if not clock:
        return ""
    hour = int(clock["hour"]) % 12 + (12 if clock["half"].casefold() == "p" else 0)
    try:
        moment_of(moment.astimezone(zone).date(), time(hour, int(clock["minute"] or 0)), zone)
    except InvalidInput as error:
        return str(error)
    return ""
