"""Individual reports as they are shown."""

from dataclasses import dataclass

from domain.fiscal import Period
from domain.reports import Report, ReportComment, ReportFile, ReportKind


@dataclass(frozen=True)
class ReportCard:
    """`number` and `title` are those of the agreement, `lead` is who reviews it, empty where nobody does."""

    report: Report
    number: str
    title: str
    organization: str
    files: tuple[ReportFile, ...]
    comments: tuple[ReportComment, ...]
    lead: str
    may_send: bool
    may_make_anew: bool
    may_comment: bool
    may_acknowledge: bool


@dataclass(frozen=True)
class ReportList:
    """The reports of an agreement, the latest first. `automatic`: those to come go out without a review; `chosen`:
    that was chosen for this agreement. `choices`: what the actor may ask for, the latest period first."""

    number: str
    title: str
    organization: str
    reports: tuple[Report, ...]
    page: int
    has_next: bool
    automatic: bool
    chosen: bool
    choices: tuple[tuple[ReportKind, Period], ...]
    may_choose: bool
