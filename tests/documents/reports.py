"""Facts of individual reports with defaults: say only what matters to the test."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from documents.charts import metric_chart
from documents.report_facts import ExceptionFacts, MeasurementFacts, MetricFacts, ReportFacts, RequestCounts
from domain.attainment import Attainment, Judged, Tally
from domain.catalog import Metric
from domain.fiscal import Period
from domain.measured_periods import period_before
from tests.domain.measurement_builders import RESOLUTION, UPTIME

AT = datetime(2026, 11, 5, 15, 0, tzinfo=UTC)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def attained(value: str | None, period: Period = OCTOBER, metric: Metric = UPTIME) -> Attainment:
    tally = Tally() if value is None else Tally(4, Decimal(4), 4 * Decimal(value), 3)
    parts = () if value is None else (Judged(metric.target, metric.direction, tally),)
    return Attainment("hosting", "Hosting", metric, period, parts, Tally(1, Decimal(1), Decimal(99)))


def a_metric(value: str | None = "99.8", metric: Metric = UPTIME) -> MetricFacts:
    september = period_before(OCTOBER)
    months = (attained("99.2", september, metric) if value else attained(None, september, metric),)
    now = attained(value, OCTOBER, metric)
    return MetricFacts(now, (now,), metric_chart((*months, now)))


def a_measurement(**changes: Any) -> MeasurementFacts:
    made = MeasurementFacts(
        *("Hosting", "Uptime", date(2026, 10, 4), "2026-10-04", Decimal("99.8"), "%", Decimal(1), Decimal("99.5")),
        source="file",
        left_out=False,
    )
    return replace(made, **changes)


def a_report(**changes: Any) -> ReportFacts:
    made = ReportFacts(
        number="SLA-2027-0042",
        agreement_title="Hosting for surveys",
        organization="Natural Resources Conservation Service",
        title="Monthly report",
        period=OCTOBER,
        period_name="October 2026",
        edition=1,
        note="",
        made_at=AT,
        zone=ZoneInfo("America/New_York"),
        metrics=(a_metric(), a_metric("9", RESOLUTION), a_metric(None, replace(UPTIME, key="x", measure="Backups"))),
        exceptions=(ExceptionFacts("Hosting", "", OCTOBER, "Planned maintenance\nof the building"),),
        requests=RequestCounts(7, 6),
        measurements=(a_measurement(), a_measurement(left_out=True, key="=1+1")),
        measured=2,
    )
    return replace(made, **changes)
