"""What an individual report of an agreement says: how its services were kept in a month or a quarter."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from documents.agreement_facts import canonical
from documents.charts import MetricChart
from domain.attainment import Attainment, Verdict
from domain.fiscal import Period


@dataclass(frozen=True)
class MetricFacts:
    """One metric of a service in the period; `months` are those of the period, `chart` has up to a year before it."""

    attainment: Attainment
    months: tuple[Attainment, ...]
    chart: MetricChart


@dataclass(frozen=True)
class ExceptionFacts:
    """Measurements of these days that both sides agreed to leave out. `measure` is empty for all of the service."""

    service: str
    measure: str
    days: Period
    reason: str


@dataclass(frozen=True)
class RequestCounts:
    """Support requests that were opened in the period, and how many of them were resolved until the report was made."""

    opened: int
    resolved: int


@dataclass(frozen=True)
class MeasurementFacts:
    """A measurement behind the figures. `left_out`: by an agreed exception."""

    service: str
    measure: str
    day: date
    key: str
    value: Decimal
    unit: str
    weight: Decimal
    target: Decimal
    source: str
    left_out: bool


@dataclass(frozen=True)
class ReportFacts:
    """`title` is "Monthly report", `period_name` "October 2026"; `zone` is for its moments.

    `measurements` are the first ones where there are more than a spreadsheet is good for; `measured` is how many there
    are. `note` says why this edition was made after another one.
    """

    number: str
    agreement_title: str
    organization: str
    title: str
    period: Period
    period_name: str
    edition: int
    note: str
    made_at: datetime
    zone: ZoneInfo
    metrics: tuple[MetricFacts, ...]
    exceptions: tuple[ExceptionFacts, ...]
    requests: RequestCounts
    measurements: tuple[MeasurementFacts, ...]
    measured: int

    @property
    def name(self) -> str:
        """As its files are called."""
        edition = f"-edition-{self.edition}" if self.edition > 1 else ""
        return f"{self.number}-{self.title.lower().replace(' ', '-')}-{self.period.start}{edition}"

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says, in hexadecimal."""
        text = json.dumps(canonical(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def answer(self) -> str:
        """How it went, in a sentence."""
        met, missed, nothing = (self.count(verdict) for verdict in (Verdict.MET, Verdict.MISSED, Verdict.NO_DATA))
        if not met and not missed:
            return "Nothing was measured in this period, so no target counts as met."
        said = f"{met} of {met + missed} measured targets were met."
        return f"{said} {nothing} more have no data and do not count as met." if nothing else said

    def count(self, verdict: Verdict) -> int:
        return sum(each.attainment.verdict is verdict for each in self.metrics)
