"""Instants and days as the rules of alerts count them, at CEC's office."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.alerts import Looked, Wanted
from domain.business_days import add_business_days
from services.settings_table import ALERT_WAIT_DAYS, OFFICE_ZONE, office_hours_of, value_of
from storage.unit_of_work import UnitOfWork

NEWS_DAYS = 3
"""Business days after which news settle by themselves."""


def business_days_after(work: UnitOfWork, at: datetime, days: int) -> datetime:
    """The same time of day at the office, so many business days later."""
    local = at.astimezone(ZoneInfo(value_of(work, OFFICE_ZONE)))
    return datetime.combine(add_business_days(local.date(), days), local.time(), local.tzinfo)


def opening_on(work: UnitOfWork, day: date) -> datetime:
    """When the office opens on a day, or the next time after it."""
    hours = office_hours_of(work)
    return hours.next_opening(datetime.combine(day, time.min, ZoneInfo(hours.zone)))


def wait_days(work: UnitOfWork) -> int:
    return int(value_of(work, ALERT_WAIT_DAYS))


def from_then_on(wanted: Wanted, begins: datetime, now: datetime) -> Looked:
    """Wanted from an instant on; until then only looked at again."""
    return Looked((wanted,)) if begins <= now else Looked((), begins)


def until_then(wanted: Wanted, ends: datetime, now: datetime) -> Looked:
    """News: wanted until an instant."""
    return Looked((wanted,), ends) if now < ends else Looked()
