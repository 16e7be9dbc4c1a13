"""The clocks of a support request: how long a first response and the resolution may take, and how long they took.

A clock runs in the office hours or round the clock, as the unit of the metric says, and stands still in the pauses:
while CEC waits for the customer, and while the request was resolved before it was opened again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from domain.catalog import Metric
from domain.metric_kinds import TIME_UNITS, MetricKind, kind_of

TIMED = (MetricKind.FIRST_RESPONSE, MetricKind.RESOLUTION)
_SECOND = timedelta(seconds=1)


class Hours(Protocol):
    """Hours in which a clock runs. Spans of time are real time within them."""

    @property
    def day(self) -> timedelta:
        """How long they last on one day."""
        ...

    def later(self, at: datetime, span: timedelta) -> datetime:
        """The instant that lies so much of these hours after another one."""
        ...

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of these hours lies between two instants."""
        ...


@dataclass(frozen=True)
class RoundTheClock:
    day: timedelta = timedelta(days=1)

    def later(self, at: datetime, span: timedelta) -> datetime:
        return at.astimezone(UTC) + span

    def between(self, start: datetime, end: datetime) -> timedelta:
        return max(end - start, timedelta(0))


ROUND_THE_CLOCK = RoundTheClock()


@dataclass(frozen=True)
class Pause:
    """`end` is None while it lasts."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """One metric of the request's service, with its target as it was agreed when the request began.

    `due_at` is the last instant at which the target is met: after hours that is the next opening. `warn_at` is when it
    comes near. Both are None while the clock stands still before.
    `met_at` is when it was done. `breached_at` is when the target was missed, which stays so; `cause` why.
    `former` is the name of the service that the request was about when it was missed, empty while it is about that: the
    clock stands as it was then.
    """

    metric: Metric
    due_at: datetime | None = None
    warn_at: datetime | None = None
    met_at: datetime | None = None
    breached_at: datetime | None = None
    cause: str = ""
    former: str = ""

    @property
    def kind(self) -> MetricKind:
        return kind_of(self.metric)

    @property
    def is_late(self) -> bool:
        return self.breached_at is not None


def clocks_for(metrics: Sequence[Metric]) -> tuple[Clock, ...]:
    """One for each metric that follows from the times of requests."""
    return tuple(Clock(metric) for metric in metrics if kind_of(metric) in TIMED)


def allowed(metric: Metric, hours: Hours) -> timedelta:
    """How long it may take; `hours` are those of the metric's unit."""
    return timedelta(microseconds=int(metric.target * _microseconds(metric, hours)))


def in_unit(metric: Metric, hours: Hours, taken: timedelta) -> Decimal:
    """How long it took, in the metric's unit."""
    return Decimal(taken // timedelta(microseconds=1)) / _microseconds(metric, hours)


def hours_of(metric: Metric, office: Hours) -> Hours:
    """Those that the metric's unit counts."""
    return office if TIME_UNITS[metric.unit].business else ROUND_THE_CLOCK


def taken(hours: Hours, start: datetime, pauses: Sequence[Pause], until: datetime) -> timedelta:
    """How much of the hours has passed without the pauses."""
    return sum((hours.between(*run) for run in _runs(start, pauses, until)), timedelta(0))


def reached_at(hours: Hours, start: datetime, pauses: Sequence[Pause], span: timedelta) -> datetime | None:
    """When so much of the hours will have passed without the pauses; None where a pause lasts before."""
    position, left = start, span
    for pause in pauses:
        run = hours.between(position, pause.start)
        if left <= run:
            return hours.later(position, left)
        if pause.end is None:
            return None
        left, position = left - run, pause.end
    return hours.later(position, left)


def kept_until(hours: Hours, start: datetime, pauses: Sequence[Pause], span: timedelta) -> datetime | None:
    """The last instant at which no more than that has passed: where it is reached just as the clock stops, the one at
    which it would run again. None where a pause lasts before."""
    found = reached_at(hours, start, pauses, span)
    while found is not None:
        at = hours.later(found, timedelta(0))
        stopped = next((each for each in pauses if each.start <= at and (each.end is None or at < each.end)), None)
        if stopped is None:
            return at
        found = stopped.end
    return None


def wound(
    clock: Clock,
    office: Hours,
    start: datetime,
    pauses: Sequence[Pause],
    met_at: datetime | None,
    warn_percent: int,
    now: datetime,
) -> Clock:
    """The clock as these times make it. A target that was missed stays missed."""
    hours = hours_of(clock.metric, office)
    span = allowed(clock.metric, hours)
    due_at = kept_until(hours, start, pauses, span)
    missed = due_at is not None and due_at < (met_at or now)
    return replace(
        clock,
        due_at=due_at,
        warn_at=reached_at(hours, start, pauses, span * warn_percent / 100),
        met_at=met_at,
        breached_at=clock.breached_at or (due_at if missed else None),
    )


def _runs(start: datetime, pauses: Sequence[Pause], until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which the clock runs."""
    position = start
    for pause in pauses:
        if pause.start >= until:
            break
        yield position, pause.start
        position = pause.end or until
    yield position, max(position, until)


def _microseconds(metric: Metric, hours: Hours) -> Decimal:
    """Of one unit."""
    unit = TIME_UNITS[metric.unit]
    one = hours.day if unit.seconds is None else unit.seconds * _SECOND
    return Decimal(one // timedelta(microseconds=1))
