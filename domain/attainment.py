"""How well the levels of an agreement are met: sums of measurements, so that the whole is always that of its parts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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

    def __neg__(self) -> "Tally":
        """To take what was counted out again."""
        return Tally(-self.number, -self.weight, -self.total, -self.within, -self.excluded)

    def __sub__(self, other: "Tally") -> "Tally":
        return self + -other

    @property
    def mean(self) -> Decimal | None:
        """The weighted mean, exactly enough to compare; None without measurements."""
        return self.total / self.weight if self.number and self.weight else None

    @property
    def value(self) -> Decimal | None:
        """The weighted mean as it is shown: to three digits, rounded half up."""
        return None if self.mean is None else self.mean.quantize(_SHOWN, ROUND_HALF_UP)


def whole(parts: Iterable[Tally]) -> Tally:
    """Of very many parts, sooner than one by one."""
    columns = list(zip(*((t.number, t.weight, t.total, t.within, t.excluded) for t in parts), strict=True))
    if not columns:
        return Tally()
    number, weight, total, within, excluded = (sum(column) for column in columns)
    return Tally(number, Decimal(weight), Decimal(total), within, excluded)


def meets(target: Decimal, direction: Direction, value: Decimal) -> bool:
    return value >= target if direction is Direction.AT_LEAST else value <= target


def verdict_of(target: Decimal, direction: Direction, tally: Tally) -> Verdict:
    """By the mean that is not rounded: 99.4999 does not meet 99.5. Nothing measured is never met."""
    if tally.mean is None:
        return Verdict.NO_DATA
    return Verdict.MET if meets(target, direction, tally.mean) else Verdict.MISSED


class Trend(StrEnum):
    """Against the period before; what is better depends on the metric."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judged:
    """What was measured while one target was in force."""

    target: Decimal
    direction: Direction
    tally: Tally

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.target, self.direction, self.tally)


def whole_verdict(parts: Iterable[Judged]) -> Verdict:
    """Each part is judged by its own target. The whole is met when no part is missed and something was measured."""
    verdicts = {part.verdict for part in parts}
    return next((each for each in (Verdict.MISSED, Verdict.MET) if each in verdicts), Verdict.NO_DATA)


@dataclass(frozen=True)
class Attainment:
    """One metric of one line in a period. `service` is the key of the line's service, `service_name` its name,
    `metric` as it was promised last.

    `parts` are what was measured, one for each target that was in force. `before`: the tally of the period of the same
    kind that came before it.
    """

    service: str
    service_name: str
    metric: Metric
    period: Period
    parts: tuple[Judged, ...] = ()
    before: Tally = Tally()

    @property
    def tally(self) -> Tally:
        return whole(part.tally for part in self.parts)

    @property
    def verdict(self) -> Verdict:
        return whole_verdict(self.parts)

    @property
    def target_words(self) -> str:
        """As in "at least 99 %"; each one where it changed meanwhile."""
        targets = [part.target for part in self.parts] or [self.metric.target]
        return ", then ".join(replace(self.metric, target=each).target_words for each in targets)

    @property
    def trend(self) -> Trend:
        now, before = self.tally.value, self.before.value
        if now is None or before is None:
            return Trend.UNKNOWN
        if now == before:
            return Trend.SAME
        return Trend.BETTER if (now > before) == (self.metric.direction is Direction.AT_LEAST) else Trend.WORSE
