"""The time zones that exist; looking them up reads files, so it is done once."""

from functools import cache
from zoneinfo import available_timezones


def is_zone(name: str | None) -> bool:
    """Whether it is the name of a time zone, such as America/New_York."""
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
