"""Time zones as calendar files need them (RFC 5545, VTIMEZONE): when the clocks are changed.

`icalendar` can make these too, but gives the beginning of daylight saving time by the clocks after the change where the
standard wants the clocks before it, which is an hour late.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def zone_component(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """What the zone is called, and every change of its clocks in these years."""
    made: Any = Timezone()
    made.add("tzid", zone.key)
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    made.add_component(_observance(zone, start, start))
    alike: dict[tuple[object, ...], list[datetime]] = {}
    for change in _changes(zone, start, datetime(last_year + 1, 1, 1, tzinfo=UTC)):
        before, after = (change - _SECOND).astimezone(zone), change.astimezone(zone)
        alike.setdefault((before.utcoffset(), after.utcoffset(), after.tzname()), []).append(change)
    for part in (part for changes in alike.values() for part in _observances(zone, changes)):
        made.add_component(part)
    return made


def _observances(zone: ZoneInfo, changes: list[datetime]) -> list[Any]:
    """One with a yearly rule where they follow one, which every program understands; else one for each change."""
    made = [_observance(zone, change, change - _SECOND) for change in changes]
    rule = _yearly_rule([part["dtstart"].dt for part in made])
    if rule is None:
        return made
    made[0].add("rrule", rule)
    return made[:1]


def _yearly_rule(onsets: list[datetime]) -> vRecur | None:
    """As in "the second Sunday of March"; None where they do not come once a year by one rule."""
    first = onsets[0]
    years = list(range(first.year, first.year + len(onsets)))
    alike = len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) == 1
    if len(onsets) < 2 or not alike or [onset.year for onset in onsets] != years:
        return None
    counts = {(onset.day - 1) // 7 + 1 for onset in onsets}
    last = all((onset + timedelta(days=7)).month != onset.month for onset in onsets)
    if len(counts) > 1 and not last:
        return None
    which = -1 if last else counts.pop()
    return vRecur(freq="YEARLY", bymonth=first.month, byday=f"{which}{_DAY_NAMES[first.weekday()]}")


def _observance(zone: ZoneInfo, at: datetime, before: datetime) -> Any:
    """What the clocks show from a change on; `before` is an instant at which they still showed the other time."""
    after, offset_before = at.astimezone(zone), before.astimezone(zone).utcoffset()
    made: Any = TimezoneDaylight() if after.dst() else TimezoneStandard()
    made.add("dtstart", (at + (offset_before or timedelta(0))).replace(tzinfo=None))
    made.add("tzname", after.tzname())
    made.add("tzoffsetfrom", offset_before)
    made.add("tzoffsetto", after.utcoffset())
    return made


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which the clocks are changed, in order."""
    day = start
    while day < end:
        if day.astimezone(zone).utcoffset() != (day + _DAY).astimezone(zone).utcoffset():
            yield _change_within(zone, day, day + _DAY)
        day += _DAY


def _change_within(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    offset = early.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late
