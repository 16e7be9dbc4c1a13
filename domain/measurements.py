"""What was measured for a metric of an agreement's service."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from domain.attainment import Tally, meets
from domain.catalog import Direction, Metric

ONE = Decimal(1)
SYSTEM = "system"
"""Who gives what is computed from support requests."""
_PLACES = Decimal("0.000001")


class Source(StrEnum):
    COMPUTED = "computed"
    """From support requests."""
    FILE = "file"
    API = "api"
    ENTERED = "entered"
    """By a person, one by one."""


@dataclass(frozen=True)
class Measurement:
    """`agreement` is its id, `organization` the key of its customer; `service` and `metric` are the keys of its line
    and of the line's metric.

    `key` makes it count once among those of the same metric: the number of a request, or the days that it is about.
    It is about the days from `start` to `day`, and counts on `day`. `value` is in the metric's unit; `weight`, such as
    minutes or a number of cases, says how much it counts among others. `target` and `direction` are those that were in
    force on `day`. `by` is a person id, the name of an API key, or `system`. `exception` is the id of the agreed
    exception that leaves it out. `revision` counts the values that it had.
    """

    agreement: str
    organization: str
    service: str
    metric: str
    key: str
    start: date
    day: date
    value: Decimal
    weight: Decimal
    target: Decimal
    direction: Direction
    source: Source
    by: str
    at: datetime
    exception: str | None = None
    revision: int = 1

    @property
    def identity(self) -> "Identity":
        return self.agreement, self.service, self.metric, self.key

    @property
    def month(self) -> date:
        """The first day of the month in which it counts."""
        return self.day.replace(day=1)

    @property
    def tally(self) -> Tally:
        if self.exception:
            return Tally(excluded=1)
        return Tally(1, self.weight, self.value * self.weight, int(meets(self.target, self.direction, self.value)))

    def says_the_same(self, other: "Measurement") -> bool:
        """Of the same identity: whether nothing that was measured differs, whoever brought it in and when."""
        return (self.start, self.day, self.value, self.weight) == (other.start, other.day, other.value, other.weight)


type Identity = tuple[str, str, str, str]
"""Agreement, service, metric and key."""


def measured(
    agreement: tuple[str, str],
    service: str,
    metric: Metric,
    key: str,
    days: tuple[date, date],
    value: Decimal,
    source: Source,
    by: str,
    at: datetime,
    weight: Decimal = ONE,
) -> Measurement:
    """`agreement` is its id and the key of its organization, `metric` the one in force on the last of the `days`."""
    return Measurement(
        agreement=agreement[0],
        organization=agreement[1],
        service=service,
        metric=metric.key,
        key=key,
        start=days[0],
        day=days[1],
        value=exact(value),
        weight=exact(weight),
        target=exact(metric.target),
        direction=metric.direction,
        source=source,
        by=by,
        at=at,
    )


def computed(
    agreement: tuple[str, str], service: str, metric: Metric, request: str, day: date, value: Decimal, at: datetime
) -> Measurement:
    """Of the support request with that number, which counts on `day`. The value is in the metric's unit."""
    return measured(agreement, service, metric, request, (day, day), value, Source.COMPUTED, SYSTEM, at)


@lru_cache(4096)
def exact(number: Decimal) -> Decimal:
    """To six digits, rounded half up, written in one way: 4.50 is 4.5."""
    rounded = number.quantize(_PLACES, ROUND_HALF_UP)
    return Decimal(f"{rounded.normalize():f}")
