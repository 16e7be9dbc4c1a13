"""Individual reports: their states, their files, which never change, and what is written about them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Row, func, or_, select

from domain.alerts import SubjectType
from domain.errors import Conflict, NotFound
from domain.fiscal import Period
from domain.reports import Report, ReportComment, ReportFile, ReportKind, ReportState
from domain.stages import SERVICES_RUN
from storage.report_tables import report_choices, report_comments, report_files, report_schedule, reports
from storage.tables import agreements
from storage.transaction import Transaction, Values
from storage.watches import look_anew

_SAME_NAME = (
    *("id", "agreement", "organization", "edition", "automatic", "wanted_at", "wanted_by", "note", "digest"),
    *("made_at", "sent_at", "sent_by", "acknowledged_at", "acknowledged_by", "revision"),
)
_COMMENT = ("id", "report", "at", "by", "from_staff", "author", "text")
_FILE = ("report", "format", "name", "size", "sha256")
_FIRST_DAY = "first_day"
_c, _f, _a = reports.c, report_files.c, agreements.c


class Reports:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, report_id: str) -> Report | None:
        row = self._db.row(self._db.locked(select(reports).where(_c.id == report_id)))
        return None if row is None else built_report(row)

    def of_agreement(self, agreement: str, sent_only: bool, limit: int, offset: int = 0) -> tuple[Report, ...]:
        """The latest period and edition first. `sent_only`: those that the customer has."""
        found = select(reports).where(_c.agreement == agreement)
        if sent_only:
            found = found.where(_c.sent_at.is_not(None))
        ordered = found.order_by(_c.start.desc(), _c.kind, _c.edition.desc()).limit(limit).offset(offset)
        return tuple(built_report(row) for row in self._db.rows(ordered))

    def latest(self, agreement: str, kind: ReportKind, start: date) -> Report | None:
        """The last edition of the report of one period, which begins on `start`."""
        same = (_c.agreement == agreement, _c.kind == kind.value, _c.start == start)
        row = self._db.row(select(reports).where(*same).order_by(_c.edition.desc()).limit(1))
        return None if row is None else built_report(row)

    def lacking(self, kind: ReportKind, period: Period, limit: int) -> tuple[str, ...]:
        """Agreements (ids) whose services run, or ran then, and that have no report of the period yet."""
        same = (reports.c.agreement == _a.id, _c.kind == kind.value, _c.start == period.start)
        began = datetime.combine(period.start, time.min, UTC)
        found = (
            select(_a.id)
            .where(
                _a.stage.in_(sorted(stage.value for stage in SERVICES_RUN)),
                _a.term_start <= period.end,
                _a.term_end >= period.start,
                or_(_a.closed_at.is_(None), _a.closed_at >= began),
                ~select(_c.id).where(*same).exists(),
            )
            .order_by(_a.id)
            .limit(limit)
        )
        return tuple(row.id for row in self._db.rows(found))

    def counts(self, first: date, last: date) -> dict[ReportState, int]:
        """How many there are of periods that begin between two days."""
        of = select(_c.state, func.count().label("number")).where(_c.start.between(first, last)).group_by(_c.state)
        return {ReportState(row.state): row.number for row in self._db.rows(of)}

    def save(self, report: Report) -> Report:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision, and for an edition
        that is there."""
        saved = replace(report, revision=report.revision + 1)
        if report.revision == 0:
            self._db.insert(reports, [_row(saved)])
        elif not self._db.run(
            reports.update().where(_c.id == saved.id, _c.revision == report.revision).values(_row(saved))
        ):
            raise Conflict("Someone else changed this report meanwhile. Look at it again, then repeat this.")
        look_anew(self._db, SubjectType.REPORT, [saved.id])
        return saved

    # -- files and comments

    def add_files(self, files: Iterable[tuple[ReportFile, bytes]]) -> None:
        """Raises Conflict for a format that is kept: files never change."""
        rows = [{**{name: getattr(file, name) for name in _FILE}, "content": content} for file, content in files]
        self._db.insert(report_files, rows)

    def files(self, report: str) -> tuple[ReportFile, ...]:
        """By format, without their content."""
        found = select(*(report_files.c[name] for name in _FILE)).where(_f.report == report).order_by(_f.format)
        return tuple(ReportFile(**row._mapping) for row in self._db.rows(found))

    def content(self, file: ReportFile) -> bytes:
        """Raises NotFound."""
        same = (_f.report == file.report, _f.format == file.format)
        found = self._db.value(select(_f.content).where(*same))
        if found is None:
            raise NotFound("I can't find that file.")
        return bytes(found)

    def comments(self, report: str) -> tuple[ReportComment, ...]:
        """The first one first."""
        c = report_comments.c
        found = select(report_comments).where(c.report == report).order_by(c.at, c.id)
        return tuple(built_report_comment(row) for row in self._db.rows(found))

    def comment(self, comment_id: str) -> ReportComment | None:
        row = self._db.row(select(report_comments).where(report_comments.c.id == comment_id))
        return None if row is None else built_report_comment(row)

    def add_comment(self, comment: ReportComment) -> None:
        self._db.insert(report_comments, [{name: getattr(comment, name) for name in _COMMENT}])

    # -- how they go out

    def choice(self, agreement: str) -> bool | None:
        """Whether those of an agreement go out without a review; None where it is as usual."""
        c = report_choices.c
        return self._db.value(select(c.automatic).where(c.agreement == agreement))

    def choose(self, agreement: str, automatic: bool | None) -> None:
        if automatic is None:
            self._db.run(report_choices.delete().where(report_choices.c.agreement == agreement))
        else:
            self._db.upsert(report_choices, {"agreement": agreement, "automatic": automatic})

    def begun_on(self) -> date | None:
        """The day on which reports were first looked for by the clock."""
        return self._db.value(select(report_schedule.c.begun_on))

    def keep_begun_on(self, day: date) -> None:
        self._db.insert(report_schedule, [{"name": _FIRST_DAY, "begun_on": day}])


def _row(report: Report) -> Values:
    return {
        **{name: getattr(report, name) for name in _SAME_NAME},
        "kind": report.kind.value,
        "start": report.period.start,
        "end": report.period.end,
        "state": report.state.value,
    }


def built_report(row: Row[Any]) -> Report:
    return Report(
        **{name: row._mapping[name] for name in _SAME_NAME},
        kind=ReportKind(row.kind),
        period=Period(row.start, row.end),
        state=ReportState(row.state),
    )


def built_report_comment(row: Row[Any]) -> ReportComment:
    return ReportComment(**{name: row._mapping[name] for name in _COMMENT})
