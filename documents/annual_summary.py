"""CEC's own annual summary over all agreements: as a tagged PDF, and as a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from documents.charts import MoneyChart, alternative_text, legend
from documents.files import DocumentFile, document_file
from documents.pictures import picture_of
from documents.rendering import to_pdf
from documents.spreadsheets import Cell, Column, Money, Sheet, workbook
from documents.template_files import OURS, Templates
from domain.fiscal import FiscalYear
from domain.money import ZERO

TEMPLATE = "annual_summary.html"
_MONEY = "money"

_COUNTS = (
    *(Column("Name", 40), Column("Targets met", 14), Column("Targets missed", 14), Column("Without data", 14)),
    Column("Met of those with data, %", 18),
)


class Counts(Protocol):
    """How many promised metrics were met, missed, or not measured, of a customer or a service."""

    @property
    def name(self) -> str: ...
    @property
    def met(self) -> int: ...
    @property
    def missed(self) -> int: ...
    @property
    def no_data(self) -> int: ...


class AllAgreements(Protocol):
    @property
    def agreements(self) -> int: ...
    @property
    def customers(self) -> Sequence[Counts]: ...
    @property
    def services(self) -> Sequence[Counts]: ...
    @property
    def total(self) -> Counts: ...


@dataclass(frozen=True)
class ReportCounts:
    """Individual reports of periods of the year; those that were acknowledged were also sent."""

    sent: int
    acknowledged: int
    in_review: int


@dataclass(frozen=True)
class AnnualFacts:
    """`portfolio` counts promised metrics over the whole year; `money` has its twelve months."""

    year: FiscalYear
    made_at: datetime
    zone: ZoneInfo
    portfolio: AllAgreements
    money: MoneyChart
    requests_opened: int
    requests_resolved: int
    reports: ReportCounts

    @property
    def is_over(self) -> bool:
        return self.made_at.astimezone(self.zone).date() > self.year.end

    @property
    def due(self) -> Decimal:
        return sum((month.due for month in self.money.months), ZERO)

    @property
    def arrived(self) -> Decimal:
        return sum((month.arrived for month in self.money.months), ZERO)


def annual_files(facts: AnnualFacts, templates: Templates = OURS) -> tuple[DocumentFile, ...]:
    """The same facts give the same bytes."""
    stem = f"annual-summary-{facts.year}"
    page = to_pdf(as_html(facts, templates), facts.made_at, templates, {_MONEY: picture_of(facts.money)})
    return document_file(stem, "pdf", page), document_file(stem, "xlsx", _xlsx(facts))


def as_html(facts: AnnualFacts, templates: Templates = OURS) -> str:
    return templates.filled(
        TEMPLATE,
        summary=facts,
        customers=_shared(facts.portfolio.customers),
        services=_shared(facts.portfolio.services),
        total=_share(facts.portfolio.total),
        chart=(_MONEY, alternative_text(facts.money), legend(facts.money)),
    )


def _share(counts: Counts) -> str:
    """Of the metrics that were measured, how many percent were met, rounded down: 99.9 is not all."""
    measured = counts.met + counts.missed
    return f"{100 * counts.met // measured} %" if measured else "No data"


def _shared(counts: Iterable[Counts]) -> list[tuple[Counts, str]]:
    return [(each, _share(each)) for each in counts]


def _xlsx(facts: AnnualFacts) -> bytes:
    portfolio, reports = facts.portfolio, facts.reports
    overview: tuple[tuple[str, Cell], ...] = (
        ("Signed agreements", portfolio.agreements),
        ("Targets met", portfolio.total.met),
        ("Targets missed", portfolio.total.missed),
        ("Targets without data", portfolio.total.no_data),
        ("Support requests opened", facts.requests_opened),
        ("Of these resolved", facts.requests_resolved),
        ("Reports sent", reports.sent),
        ("Of these acknowledged", reports.acknowledged),
        ("Reports in review", reports.in_review),
        ("Payments due", Money(facts.due)),
        ("Payments arrived", Money(facts.arrived)),
    )
    months = tuple((each.month, Money(each.due), Money(each.arrived)) for each in facts.money.months)
    sheets = (
        Sheet("Overview", (Column("What", 34), Column(str(facts.year), 20)), overview),
        Sheet("Customers", _COUNTS, tuple(map(_row, portfolio.customers))),
        Sheet("Services", _COUNTS, tuple(map(_row, portfolio.services))),
        Sheet("Payments", (Column("Month", 18), Column("Due", 18), Column("Arrived", 18)), months),
    )
    return workbook(f"Annual summary {facts.year}", sheets, facts.made_at)


def _row(counts: Counts) -> tuple[Cell, ...]:
    measured = counts.met + counts.missed
    share = round(Decimal(100 * counts.met) / measured, 1) if measured else None
    return counts.name, counts.met, counts.missed, counts.no_data, share
