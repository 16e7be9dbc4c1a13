"""The days of the sample, which count from the day of loading: -30 is thirty days before it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.context import DEFAULT_ZONE
from services.data_files import Entry

MORNING = time(9, 10)


def day_of(entry: Entry, key: str) -> int:
    value = entry.text(key)
    if value.removeprefix("-").isdecimal():
        return int(value)
    entry.report(key, f"{entry.label}: “{value[:20]}” is not a whole number.", "Write digits, such as -30.")
    return 0


def morning_of(day: date) -> datetime:
    """The morning of the day at the office, or of the Friday before a weekend."""
    weekday = day - timedelta(days=max(day.weekday() - 4, 0))
    return datetime.combine(weekday, MORNING, ZoneInfo(DEFAULT_ZONE))
