"""What is told about how well agreements are kept."""

from dataclasses import dataclass

from domain.attainment import Attainment, Verdict
from domain.fiscal import Period


@dataclass(frozen=True)
class PerformanceRow:
    """`months`: each month of the period by itself, or the part of it that lies in the period."""

    attainment: Attainment
    months: tuple[Attainment, ...]


@dataclass(frozen=True)
class AgreementPerformance:
    """`organization` is the name of the customer. Every promised metric has a row, also one without measurements."""

    number: str
    title: str
    organization: str
    term: Period
    period: Period
    before: Period
    rows: tuple[PerformanceRow, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(row.attainment.verdict is verdict for row in self.rows)


@dataclass(frozen=True)
class VerdictCounts:
    """How many promised metrics were met, missed, or not measured."""

    key: str
    name: str
    met: int = 0
    missed: int = 0
    no_data: int = 0


@dataclass(frozen=True)
class Portfolio:
    """All signed agreements whose term touches the period, by customer and by service, each by name."""

    period: Period
    agreements: int
    customers: tuple[VerdictCounts, ...]
    services: tuple[VerdictCounts, ...]
    total: VerdictCounts
