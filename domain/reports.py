"""Individual reports: how the services of one agreement were kept in a month or a quarter, sent to its customer.

A report is wanted, made, reviewed by CEC (or not, where the office says so), sent, and acknowledged by the customer.
Its files never change. What was wrong in one is said by the next edition, which takes its place.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period, fiscal_year_of
from domain.meetings import checked_text
from domain.words import day_in_words

LONGEST_COMMENT = 2_000
LONGEST_NOTE = 500


class ReportKind(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def label(self) -> str:
        return f"{self.value.capitalize()} report"


class ReportState(StrEnum):
    WANTED = "wanted"
    """Its files are being made."""
    REVIEW = "review"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REPLACED = "replaced"
    """By the next edition."""


AT_CUSTOMER = frozenset({ReportState.SENT, ReportState.ACKNOWLEDGED})


@dataclass(frozen=True)
class Report:
    """`agreement` is its id, `organization` the key of its customer. `automatic`: it goes out without a review.

    `note` says why this edition was made after another one. `digest` is the SHA-256 of what its files say. `..._by` are
    person ids. `revision` counts the changes.
    """

    id: str
    agreement: str
    organization: str
    kind: ReportKind
    period: Period
    edition: int
    automatic: bool
    wanted_at: datetime
    wanted_by: str
    note: str = ""
    state: ReportState = ReportState.WANTED
    digest: str = ""
    made_at: datetime | None = None
    sent_at: datetime | None = None
    sent_by: str | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    revision: int = 0

    @property
    def was_sent(self) -> bool:
        """Whether the customer has it, also when another one took its place."""
        return self.sent_at is not None


@dataclass(frozen=True)
class ReportFile:
    """A file of a report, without its content. `format` is its ending ("pdf"); `size` is in bytes."""

    report: str
    format: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ReportComment:
    """`report` is an id; `author` is how the person was called then."""

    id: str
    report: str
    at: datetime
    by: str
    from_staff: bool
    author: str
    text: str


def period_with(kind: ReportKind, day: date) -> Period:
    """The calendar month or the fiscal quarter that a day lies in."""
    if kind is ReportKind.MONTHLY:
        return Period(day.replace(day=1), Period(day, day + timedelta(days=31)).by_month()[0].end)
    return next(quarter for quarter in fiscal_year_of(day).quarters if quarter.contains(day))


def last_period(kind: ReportKind, today: date) -> Period:
    """The latest one that is over."""
    return period_with(kind, period_with(kind, today).start - timedelta(days=1))


def period_words(kind: ReportKind, period: Period) -> str:
    """ "October 2026", or "Q1 FY2027 (October to December 2026)"."""
    if kind is ReportKind.MONTHLY:
        return f"{period.start:%B %Y}"
    year = fiscal_year_of(period.start)
    return f"Q{year.quarters.index(period) + 1} {year} ({period.start:%B} to {period.end:%B %Y})"


def must_be_over(period: Period, today: date) -> None:
    if period.end >= today:
        raise InvalidInput(
            "period",
            f"This period runs until {day_in_words(period.end)}. Its report is made after that; "
            "`/cec report` shows how it stands.",
        )


def made(report: Report, digest: str, at: datetime) -> Report:
    """Its files are kept: it waits for its review, or goes out at once. Raises Conflict when they were kept before."""
    if report.state is not ReportState.WANTED:
        raise Conflict("This report was made already.")
    waiting = replace(report, state=ReportState.REVIEW, digest=digest, made_at=at)
    return replace(waiting, state=ReportState.SENT, sent_at=at) if report.automatic else waiting


def sent(report: Report, by: str, at: datetime) -> Report:
    """Reviewed and sent to the customer."""
    _must_be_current(report)
    if report.state in AT_CUSTOMER:
        raise Conflict("This report was sent already.")
    if report.state is ReportState.WANTED:
        raise Conflict("This report is still being made. Try again in a minute.")
    return replace(report, state=ReportState.SENT, sent_by=by, sent_at=at)


def acknowledged(report: Report, by: str, at: datetime) -> Report:
    """The customer has read it."""
    _must_be_current(report)
    if report.state is ReportState.ACKNOWLEDGED:
        raise Conflict("This report was acknowledged already.")
    if report.state is not ReportState.SENT:
        raise Conflict("This report was not sent yet.")
    return replace(report, state=ReportState.ACKNOWLEDGED, acknowledged_by=by, acknowledged_at=at)


def next_edition(report: Report, new_id: str, note: str, automatic: bool, by: str, at: datetime) -> Report:
    """Made anew from what is measured now, such as after a correction. Raises InvalidInput without a reason."""
    _must_be_current(report)
    if report.state is ReportState.WANTED:
        raise Conflict("This report is being made at the moment. Try again in a minute.")
    return Report(
        id=new_id,
        agreement=report.agreement,
        organization=report.organization,
        kind=report.kind,
        period=report.period,
        edition=report.edition + 1,
        automatic=automatic,
        wanted_at=at,
        wanted_by=by,
        note=_required("note", note, LONGEST_NOTE, "reason"),
    )


def replaced(report: Report) -> Report:
    return replace(report, state=ReportState.REPLACED)


def comment(comment_id: str, report: Report, text: str, by: tuple[str, str, bool], at: datetime) -> ReportComment:
    """`by`: id and name of who writes, and whether they are of CEC. Raises InvalidInput for an empty one."""
    person, author, from_staff = by
    words = _required("text", text, LONGEST_COMMENT, "comment")
    return ReportComment(comment_id, report.id, at, person, from_staff, author, words)


def _required(field: str, text: str, longest: int, what: str) -> str:
    if not text.strip():
        raise InvalidInput(field, f"Give the {what} in a few words.")
    return checked_text(field, text, longest, what)


def _must_be_current(report: Report) -> None:
    if report.state is ReportState.REPLACED:
        raise Conflict("Another edition took the place of this report. Open the reports of the agreement again.")
