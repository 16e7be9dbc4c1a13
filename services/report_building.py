"""What an individual report says, read from what is measured, agreed and asked."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from documents.charts import metric_chart
from documents.report_facts import ExceptionFacts, MeasurementFacts, MetricFacts, ReportFacts, RequestCounts
from domain.agreements import Agreement
from domain.attainment import Attainment
from domain.fiscal import Period
from domain.measurement_exceptions import ExceptionState
from domain.measurements import Measurement
from domain.reports import Report, period_words
from domain.support_requests import RequestState
from services.performance import performance_in
from services.performance_cards import AgreementPerformance
from services.settings_table import OFFICE_ZONE, value_of
from storage.unit_of_work import UnitOfWork

MOST_MEASUREMENTS = 20_000
"""Of one report's spreadsheet."""
_CHART_MONTHS = 12
_RESOLVED = (RequestState.RESOLVED, RequestState.CLOSED)

type _Promised = dict[tuple[str, str], Attainment]
"""By service and metric."""


def report_facts(work: UnitOfWork, agreement: Agreement, report: Report, at: datetime) -> ReportFacts:
    """Of the days of its period that lie in the term."""
    zone = ZoneInfo(value_of(work, OFFICE_ZONE))
    days = report.period.overlap(agreement.term) or report.period
    found = performance_in(work, agreement, days)
    promised = {_key(row.attainment): row.attainment for row in found.rows}
    measured = work.measurements.between(agreement.id, days.start, days.end)
    shown = (_measurement(each, promised) for each in measured[:MOST_MEASUREMENTS])
    return ReportFacts(
        number=agreement.number,
        agreement_title=agreement.title,
        organization=found.organization,
        title=report.kind.label,
        period=report.period,
        period_name=period_words(report.kind, report.period),
        edition=report.edition,
        note=report.note,
        made_at=at,
        zone=zone,
        metrics=_metrics(found, performance_in(work, agreement, _year_until(days, agreement.term))),
        exceptions=tuple(_exceptions(work, agreement, days, promised)),
        requests=_requests(work, agreement, days, zone),
        measurements=tuple(shown),
        measured=len(measured),
    )


def _key(figure: Attainment) -> tuple[str, str]:
    return figure.service, figure.metric.key


def _year_until(days: Period, term: Period) -> Period:
    """The months that a chart shows: a year up to the last one, as far as the term goes."""
    start = days.end.replace(day=1)
    for _ in range(_CHART_MONTHS - 1):
        start = (start - timedelta(days=1)).replace(day=1)
    return Period(min(max(start, term.start), days.start), days.end)


def _metrics(found: AgreementPerformance, year: AgreementPerformance) -> tuple[MetricFacts, ...]:
    months = {_key(row.attainment): row.months for row in year.rows}
    return tuple(
        MetricFacts(row.attainment, row.months, metric_chart(months[_key(row.attainment)])) for row in found.rows
    )


def _exceptions(work: UnitOfWork, agreement: Agreement, days: Period, promised: _Promised) -> Iterator[ExceptionFacts]:
    """Those that both sides agreed to, and that concern a day of the period."""
    names = {service: figure.service_name for (service, _), figure in promised.items()}
    for each in work.measurement_exceptions.of_agreement(agreement.id):
        if each.state is ExceptionState.AGREED and each.days.overlap(days):
            figure = promised.get((each.service, each.metric or ""))
            measure = figure.metric.measure if figure else each.metric or ""
            yield ExceptionFacts(names.get(each.service, each.service), measure, each.days, each.reason)


def _requests(work: UnitOfWork, agreement: Agreement, days: Period, zone: ZoneInfo) -> RequestCounts:
    start, end = (datetime.combine(day, time.min, zone) for day in (days.start, days.end + timedelta(days=1)))
    states = work.support_requests.counted(agreement.id, start, end)
    states.pop(RequestState.MERGED, None)
    return RequestCounts(sum(states.values()), sum(states.get(each, 0) for each in _RESOLVED))


def _measurement(measured: Measurement, promised: _Promised) -> MeasurementFacts:
    figure = promised.get((measured.service, measured.metric))
    return MeasurementFacts(
        service=figure.service_name if figure else measured.service,
        measure=figure.metric.measure if figure else measured.metric,
        day=measured.day,
        key=measured.key,
        value=measured.value,
        unit=figure.metric.unit if figure else "",
        weight=measured.weight,
        target=measured.target,
        source=measured.source.value,
        left_out=measured.exception is not None,
    )
