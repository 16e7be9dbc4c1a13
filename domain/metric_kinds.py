"""What a metric of a service measures, and in which time: read from its key and its unit in the catalog."""

from dataclasses import dataclass
from enum import StrEnum

from domain.catalog import Metric


class MetricKind(StrEnum):
    """The first three follow from support requests. All others are measured elsewhere and brought in."""

    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"
    SATISFACTION = "satisfaction"
    AVAILABILITY = "availability"
    COUNTED = "counted"

    @property
    def is_computed(self) -> bool:
        """Whether it is computed from support requests."""
        return self in (MetricKind.FIRST_RESPONSE, MetricKind.RESOLUTION, MetricKind.SATISFACTION)


@dataclass(frozen=True)
class TimeUnit:
    """A unit of time in which a target is given. `seconds` of one unit; a business day is `None`: as long as the
    office is open on it."""

    name: str
    seconds: int | None
    business: bool


TIME_UNITS = {
    unit.name: unit
    for unit in (
        TimeUnit("seconds", 1, False),
        TimeUnit("minutes", 60, False),
        TimeUnit("hours", 3600, False),
        TimeUnit("days", 86_400, False),
        TimeUnit("business hours", 3600, True),
        TimeUnit("business days", None, True),
    )
}


def kind_of(metric: Metric) -> MetricKind:
    """By its key; a first response or a resolution without a unit of time is one that is only counted."""
    try:
        kind = MetricKind(metric.key)
    except ValueError:
        return MetricKind.COUNTED
    timed = kind in (MetricKind.FIRST_RESPONSE, MetricKind.RESOLUTION)
    return MetricKind.COUNTED if timed and metric.unit not in TIME_UNITS else kind
