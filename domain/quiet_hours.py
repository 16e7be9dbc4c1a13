"""When a person may be told something: not in their quiet hours, and not on days on which they do not work."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.business_days import holiday_on
from domain.preferences import Preferences

_LOOKED_AHEAD = 30
"""Days; who works on no day at all is told on the first one that is no holiday."""


def works_on(preferences: Preferences, day: date) -> bool:
    return day.weekday() in preferences.works_on and holiday_on(day) is None


def hour_to_tell(preferences: Preferences, hour: time) -> time:
    """That time of day; where it is in the quiet hours, the one at which they end."""
    return preferences.quiet_until if _is_quiet(preferences, hour) else hour


def free_at(preferences: Preferences, zone: ZoneInfo, at: datetime) -> datetime:
    """The first instant, `at` itself or later, at which the person may be told."""
    local = at.astimezone(zone)
    if _may_be_told(preferences, local):
        return at
    begins = (
        _instant(local.date() + timedelta(days=ahead), preferences.quiet_until, zone) for ahead in range(_LOOKED_AHEAD)
    )
    later = [each for each in begins if each > at]
    fitting = (each for each in later if _may_be_told(preferences, each.astimezone(zone)))
    return next(fitting, later[0])


def _may_be_told(preferences: Preferences, local: datetime) -> bool:
    return works_on(preferences, local.date()) and not _is_quiet(preferences, local.time())


def _is_quiet(preferences: Preferences, now: time) -> bool:
    begins, ends = preferences.quiet_from, preferences.quiet_until
    if begins <= ends:
        return begins <= now < ends
    return now >= begins or now < ends


def _instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """In UTC: an hour that a change to daylight saving time skips becomes the one after it."""
    return datetime.combine(day, hour, zone).astimezone(UTC)
