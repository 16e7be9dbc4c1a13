"""How well the levels of an agreement are met: sums of measurements, so that the whole is always that of its parts."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from domain.catalog import Direction, Metric
from domain.fiscal import Period
from domain.money import ZERO

_SHOWN = Decimal("0.001")


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"
    NO_DATA = "no data"


@dataclass(frozen=True)
class Tally:
    """`number` measurements, their `weight` (such as minutes or cases) and the `total` of value times weight.
    `within`: how many of them, each by itself, kept the target. `excluded`: how many more are left out by agreement."""

    number: int = 0
    weight: Decimal = ZERO
    total: Decimal = ZERO
    within: int = 0
    excluded: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.number + other.number,
            self.weight + other.weight,
            self.total + other.total,
            self.within + other.within,
            self.excluded + other.excluded,
        )

    @property
    def mean(self) -> Decimal | None:
        """The weighted mean, exactly enough to compare; None without measurements."""
        return self.total / self.weight if self.number and self.weight else None

    @property
    def value(self) -> Decimal | None:
        """The weighted mean as it is shown: to three digits, rounded half up."""
        return None if self.mean is None else self.mean.quantize(_SHOWN, ROUND_HALF_UP)


def meets(metric: Metric, value: Decimal) -> bool:
    return value >= metric.target if metric.direction is Direction.AT_LEAST else value <= metric.target


def verdict_of(metric: Metric, tally: Tally) -> Verdict:
    """By the mean that is not rounded: 99.4999 does not meet 99.5. Nothing measured is never met."""
    if tally.mean is None:
        return Verdict.NO_DATA
    return Verdict.MET if meets(metric, tally.mean) else Verdict.MISSED


@dataclass(frozen=True)
class Attainment:
    """One metric of one line in a period. `service` is the key of the line's service, `service_name` its name.
    `before`: the tally of the period of the same kind that came before it."""

    service: str
    service_name: str
    metric: Metric
    period: Period
    tally: Tally
    before: Tally = Tally()

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.metric, self.tally)
