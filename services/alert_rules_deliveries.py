"""The alert about a place in Slack that nothing reaches any more."""

from datetime import datetime

from domain.alerts import AlertKind, Level, Looked, Subject, SubjectType, Wanted
from services.alert_times import business_days_after, until_then
from services.context import Context
from services.settings_table import staff_channel_of
from storage.unit_of_work import UnitOfWork

KNOWN_FOR = 5
"""Business days; a place that is still gone by then fails again and is told anew."""


def delivery_alerts(work: UnitOfWork, context: Context, place: str, now: datetime) -> Looked:
    """To the staff channel; to administrators where it is the staff channel itself that is gone."""
    failed = work.alerts.failed(place)
    if failed is None:
        return Looked()
    administrators = tuple(person.id for person in work.people.staff() if person.active and person.administrator)
    is_staffs = place == staff_channel_of(work)
    wanted = Wanted(
        kind=AlertKind.DELIVERY_FAILED,
        key=f"{AlertKind.DELIVERY_FAILED}:{place}:{failed.at.date()}",
        subject=Subject(SubjectType.DELIVERY, place),
        levels=(Level(administrators) if is_staffs and administrators else Level((), staff_channel=True),),
        since=failed.at,
        passing=True,
        said=not is_staffs,
        facts={"place": place, "error": failed.error, "staff_channel": is_staffs},
    )
    return until_then(wanted, business_days_after(work, failed.at, KNOWN_FOR), now)
