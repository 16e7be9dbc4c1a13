"""Time zones in the words that people use for them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_AMERICAN = {
    "EST": "Eastern Time",
    "CST": "Central Time",
    "MST": "Mountain Time",
    "PST": "Pacific Time",
    "AKST": "Alaska Time",
    "HST": "Hawaii Time",
    "AST": "Atlantic Time",
    "ChST": "Guam Time",
    "SST": "Samoa Time",
}
#: Mountain Standard Time all year: for half of it not what is called Mountain Time.
_ARIZONA = ("America/Phoenix", "US/Arizona")
_WINTER = datetime(2026, 1, 15, tzinfo=UTC)
"""A day without daylight saving time in all of these zones."""


def zone_words(zone: ZoneInfo) -> str:
    """As in Eastern Time; elsewhere the zone's city, as in Berlin time."""
    if zone.key in _ARIZONA:
        return "Arizona Time"
    region, _, city = zone.key.rpartition("/")
    american = region.split("/")[0] in ("America", "Pacific", "US")
    name = _AMERICAN.get(_WINTER.astimezone(zone).tzname() or "") if american else None
    return name or (f"{city.replace('_', ' ')} time" if region else zone.key)
