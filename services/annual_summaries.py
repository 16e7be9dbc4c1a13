"""CEC's own summary of a fiscal year over all agreements: how levels were kept, support, money and reports."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from documents.annual_summary import AnnualFacts, ReportCounts, annual_files
from documents.charts import MoneyChart
from documents.files import DocumentFile
from documents.template_files import OURS, Templates
from domain.fiscal import FiscalYear, Period, fiscal_year_of
from domain.measured_periods import Span
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Action, Actor
from domain.reports import ReportState
from domain.support_requests import RequestState
from services.access import require
from services.context import Context
from services.money import money_in
from services.portfolio import portfolio_of
from services.settings_table import OFFICE_ZONE, office_day, value_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class AnnualSummaryUseCases:
    """For staff."""

    context: Context
    templates: Templates = OURS

    def files(self, actor: Actor, year: str | None = None) -> tuple[DocumentFile, ...]:
        """PDF and XLSX of a fiscal year as it stands; None: the present one. Raises InvalidInput for no such year."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            facts = _facts(work, self._year(work, year), self.context.clock())
        return annual_files(facts, self.templates)

    def send(self, actor: Actor, year: str | None = None) -> FiscalYear:
        """Have the files sent to who asks. A second time within a minute changes nothing. Raises as `files`."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.unit_of_work() as work:
            wanted = self._year(work, year)
            key = f"annual-summary:{wanted.name}:{actor.id}:{self.context.clock():%Y%m%d%H%M}"
            to = Destination(slack_user_id=actor.slack_user_id)
            work.notices.enqueue(Notice(key, NoticeKind.ANNUAL_SUMMARY, to, {"year": wanted.name}))
            work.commit()
        return wanted

    def _year(self, work: UnitOfWork, year: str | None) -> FiscalYear:
        return FiscalYear.parse(year) if year else fiscal_year_of(office_day(work, self.context))


def _facts(work: UnitOfWork, year: FiscalYear, at: datetime) -> AnnualFacts:
    zone = ZoneInfo(value_of(work, OFFICE_ZONE))
    states = work.support_requests.counted(None, *_instants(year.period, zone))
    states.pop(RequestState.MERGED, None)
    solved = sum(states.get(each, 0) for each in (RequestState.RESOLVED, RequestState.CLOSED))
    reports = work.reports.counts(year.start, year.end)
    return AnnualFacts(
        year=year,
        made_at=at,
        zone=zone,
        portfolio=portfolio_of(work, year.period, Span.YEAR),
        money=MoneyChart(f"Payments of all agreements, {year}", money_in(work, year)),
        requests_opened=sum(states.values()),
        requests_resolved=solved,
        reports=ReportCounts(
            sent=reports.get(ReportState.SENT, 0) + reports.get(ReportState.ACKNOWLEDGED, 0),
            acknowledged=reports.get(ReportState.ACKNOWLEDGED, 0),
            in_review=reports.get(ReportState.REVIEW, 0),
        ),
    )


def _instants(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first moment of its first day until before that of the day after its last one."""
    start, end = (datetime.combine(day, time.min, zone) for day in (period.start, period.end + timedelta(days=1)))
    return start, end
