"""Times and days as forms about meetings hold them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.context import Asker, Submission
from bot.forms import at_field
from bot.replies import FieldErrors
from bot.views.admin_forms import field_of
from domain.errors import InvalidInput

#: Nobody is asked for a time that is closer than this, unless it is entered by hand.
SOONEST = timedelta(hours=4)


def times_given(values: Mapping[str, Any]) -> list[tuple[str, datetime]]:
    """Each time that was chosen or entered, with the block that holds it."""
    slots = next((block for block in values if field_of(block) == "slots"), "")
    found = [(slots, int(each)) for each in (values.get(slots) or ()) if str(each).isdecimal()]
    found += [(block, at) for block, at in values.items() if block.startswith("time") and isinstance(at, int)]
    return [(block, instant_of(at)) for block, at in found]


def at_time(submission: Submission, error: InvalidInput, blocks: Sequence[str]) -> FieldErrors:
    """The error of the third time stands where the third one was given; that of people at those who have to come."""
    place = error.field.removeprefix("time")
    if place.isdecimal() and 0 < int(place) <= len(blocks):
        return FieldErrors({blocks[int(place) - 1]: str(error)})
    if error.field in ("people", "participants"):
        return at_field(submission, InvalidInput("required", str(error)))
    return at_field(submission, error)


def own_times(values: Mapping[str, Any]) -> list[int]:
    return [at for name, at in values.items() if name.startswith("time") and isinstance(at, int)]


def instant_of(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def looked_from(asker: Asker, start: date) -> datetime:
    """From when on times are looked for: the beginning of that day, but not at once."""
    return max(datetime.combine(start, time(), asker.zone).astimezone(UTC), asker.at + SOONEST)


def as_day(given: object) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def local_day(asker: Asker) -> date:
    return asker.at.astimezone(asker.zone).date()
