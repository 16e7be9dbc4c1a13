"""Reports of how well agreed levels are kept: the answer to a question, other periods by button, and the charts."""

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Asker, Click
from bot.handlers.agreement_replies import reader_of, told
from bot.replies import Outcome, Reply
from bot.report_periods import packed
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.performance import in_order, performance_blocks, performance_text
from bot.views.performance_buttons import ReportQuestion, question_in, report_buttons
from documents.charts import MetricChart, metric_chart
from domain.attainment import Verdict
from domain.errors import InvalidInput
from domain.measured_periods import with_months_before
from services import Services
from services.memory import Memory
from services.performance_cards import AgreementPerformance, PerformanceRow

MOST_CHARTS = 3


def report_reply(
    asker: Asker, services: Services, asked: ReportQuestion, memory: Memory, with_charts: bool = False
) -> Reply:
    """Raises NotFound for an agreement that the asker may not see, InvalidInput for a period outside of its term."""
    found = only_asked(services.performance.view(asker.actor, asked.number, asked.period), asked)
    key = services.agreements.status(asker.actor, asked.number).organization.key
    today = reader_of(asker).today
    return Reply(
        text=performance_text(found, today),
        blocks=performance_blocks(found, today, report_buttons(asked)),
        about=frozenset({key}),
        memory=remembered(memory, asked, key),
        charts=charts_of(asker, services, asked) if with_charts else (),
    )


def only_asked(found: AgreementPerformance, asked: ReportQuestion) -> AgreementPerformance:
    """Only the rows that are asked about. Raises InvalidInput with what there is where nothing fits."""
    rows = tuple(row for row in found.rows if _is_asked(row, asked))
    if not rows and found.rows:
        names = dict.fromkeys(row.attainment.service_name for row in found.rows)
        raise InvalidInput("service", f"{found.number} promises no such level. It has: {', '.join(names)}.")
    return replace(found, rows=rows)


def _is_asked(row: PerformanceRow, asked: ReportQuestion) -> bool:
    one = row.attainment
    by_service = not asked.services or one.service in asked.services
    return by_service and (not asked.metrics or one.metric.key in asked.metrics)


def remembered(memory: Memory, asked: ReportQuestion, organization: str) -> Memory:
    """ "And in May?" then asks the same for May."""
    return replace(
        memory,
        intent="view_report",
        agreement=asked.number or memory.agreement,
        organization=organization,
        services=asked.services,
        quantities=(),
        metrics=asked.metrics,
        period=packed(asked.period),
    )


def charts_of(asker: Asker, services: Services, asked: ReportQuestion) -> tuple[MetricChart, ...]:
    """Month by month up to the end of the period, what was missed first; of measured levels only."""
    today = reader_of(asker).today
    if asked.period.start > today:
        return ()
    months = with_months_before(asked.period, today)
    found = only_asked(services.performance.view(asker.actor, asked.number, months), asked)
    measured = [row for row in in_order(found.rows) if row.attainment.verdict is not Verdict.NO_DATA]
    shown = [[each for each in row.months if found.term.overlap(each.period)] for row in measured[:MOST_CHARTS]]
    return tuple(metric_chart(each) for each in shown)


# -- buttons -----------------------------------------------------------------------------------------------------


def opened(click: Click) -> Outcome:
    return _answered(click, with_charts=True)


def turned(click: Click) -> Outcome:
    """Another period, in the place of the one before."""
    return _answered(click, replaced=True)


def charts(click: Click) -> Outcome:
    asked = question_in(read_value(click.value))
    if asked is None:
        return Reply(STALE, private=True)
    key = click.services.agreements.status(click.actor, asked.number).organization.key
    found = charts_of(click.asker, click.services, asked)
    said = _charts_said(found, asked.number)
    return Reply(said, about=frozenset({key}), charts=found)


def _charts_said(found: Sequence[MetricChart], number: str) -> str:
    if not found:
        return f"Nothing was measured for {number} up to then, so there is nothing to draw."
    return f"Charts of {number}, month by month: {'; '.join(chart.title for chart in found)}."


def _answered(click: Click, replaced: bool = False, with_charts: bool = False) -> Outcome:
    asked = question_in(read_value(click.value))
    if asked is None:
        return Reply(STALE, private=True)
    try:
        reply = told(click.asker, lambda: report_reply(click.asker, click.services, asked, click.memory, with_charts))
    except InvalidInput as outside:
        return Reply(str(outside), private=True)
    return replace(reply, replace=replaced)


def register(routes: Routes) -> None:
    routes.action("reports.open", opened)
    routes.action("reports.period", turned)
    routes.action("reports.charts", charts)
