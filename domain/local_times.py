"""What a day and a time of day mean in a zone, also on the days on which the clocks are changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from domain.errors import InvalidInput
from domain.words import clock_in_words, day_in_words


@dataclass(frozen=True)
class Moment:
    """`at` is in UTC, because Python never finds a time that comes twice equal to the same instant of another zone.

    `note` is a sentence for the person who gave the time, where it could mean two moments; else "".
    """

    at: datetime
    note: str = ""


def moment_of(day: date, clock: time, zone: ZoneInfo, field: str = "time") -> Moment:
    """When the clocks of a zone show that time. Of a time that comes twice it is the first, and the note says so.

    Raises InvalidInput at `field` for a time that the clocks leave out.
    """
    shown = datetime.combine(day, clock, zone)
    # Python counts on from before the change, so a time that is left out comes back as a later one.
    back = shown.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise InvalidInput(
            field,
            f"The clocks go forward on {day_in_words(day)}, so there is no {clock_in_words(clock)} that day. "
            f"Give another time, such as {clock_in_words(back.time())}.",
        )
    if shown.utcoffset() == shown.replace(fold=1).utcoffset():
        return Moment(shown.astimezone(UTC))
    return Moment(
        shown.astimezone(UTC),
        f"The clocks go back on {day_in_words(day)}, so {clock_in_words(clock)} comes twice that day. "
        f"I took the first one, {shown.tzname()}.",
    )
