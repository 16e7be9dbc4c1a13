"""All individual reports, in a lasting order and in small portions: for exports, which must not fill the memory."""

from collections.abc import Iterator

from sqlalchemy import select

from domain.reports import Report, ReportComment, ReportFile
from storage.portions import Portions
from storage.report_tables import report_comments, reports
from storage.reports import Reports, built_report, built_report_comment


class WholeReports(Portions):
    def reports(self) -> Iterator[Report]:
        """By id."""
        return (built_report(row) for row in self._rows(select(reports), reports.c.id))

    def files(self) -> Iterator[ReportFile]:
        """By report and format, without their content."""
        repository = Reports(self._db)
        for row in self._rows(select(reports.c.id), reports.c.id):
            yield from repository.files(row.id)

    def comments(self) -> Iterator[ReportComment]:
        """By id."""
        return (built_report_comment(row) for row in self._rows(select(report_comments), report_comments.c.id))
