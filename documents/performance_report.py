"""An individual report as a tagged PDF, as a DOCX, and as a spreadsheet with the numbers behind it."""

from collections.abc import Mapping

from documents.charts import alternative_text, legend, number_words
from documents.files import DocumentFile, document_file
from documents.pictures import Picture, picture_of
from documents.rendering import to_docx, to_pdf
from documents.report_facts import MetricFacts, ReportFacts
from documents.spreadsheets import Cell, Column, Sheet, workbook
from documents.template_files import OURS, Templates
from domain.attainment import Attainment, Trend, Verdict
from domain.words import day_in_words

TEMPLATE = "performance_report.html"

_TRENDS = {
    Trend.BETTER: "Better",
    Trend.SAME: "The same",
    Trend.WORSE: "Worse",
    Trend.UNKNOWN: "No data before",
}
_VERDICTS = {Verdict.MET: "Met", Verdict.MISSED: "Missed", Verdict.NO_DATA: "No data"}

_FIGURES = (
    *(Column("Service", 26), Column("Metric", 26), Column("Unit", 12), Column("Target", 16), Column("Value", 12)),
    *(Column("Result", 10), Column("Trend", 14), Column("Measurements", 14), Column("Within the target", 14)),
    Column("Left out by agreement", 14),
)
_MEASUREMENTS = (
    *(Column("Service", 26), Column("Metric", 26), Column("Day", 18), Column("What", 18), Column("Value", 12)),
    *(Column("Unit", 12), Column("Weight", 10), Column("Target", 12), Column("Source", 12), Column("Left out", 10)),
)


def report_files(facts: ReportFacts, templates: Templates = OURS) -> tuple[DocumentFile, ...]:
    """The same facts give the same bytes."""
    html, pictures = as_html(facts, templates), _pictures(facts)
    return (
        document_file(facts.name, "pdf", to_pdf(html, facts.made_at, templates, pictures)),
        document_file(facts.name, "docx", to_docx(html, facts.made_at, templates, pictures)),
        document_file(facts.name, "xlsx", xlsx(facts)),
    )


def as_html(facts: ReportFacts, templates: Templates = OURS) -> str:
    charted = _charted(facts)
    return templates.filled(
        TEMPLATE,
        report=facts,
        legend=next((legend(each.chart) for each in charted.values()), ""),
        figures=[(each.attainment, *figure_words(each.attainment)) for each in facts.metrics],
        charts=[(_name(place), each.chart.title, alternative_text(each.chart)) for place, each in charted.items()],
    )


def figure_words(figure: Attainment) -> tuple[str, str, str]:
    """Value, result and trend."""
    value = figure.tally.value
    shown = "No data" if value is None else f"{number_words(value)} {figure.metric.unit}"
    return shown, _VERDICTS[figure.verdict], _TRENDS[figure.trend]


def xlsx(facts: ReportFacts) -> bytes:
    months = [(month, each) for each in facts.metrics for month in each.months]
    sheets = (
        Sheet("Summary", _FIGURES, tuple(_figure_row(each.attainment) for each in facts.metrics)),
        Sheet(
            "Months",
            (Column("Month", 18), *_FIGURES[:6], *_FIGURES[7:]),
            tuple((month.period.start, *_without_trend(_figure_row(month))) for month, _ in months),
        ),
        Sheet(
            "Measurements",
            _MEASUREMENTS,
            tuple(
                (
                    *(each.service, each.measure, each.day, each.key, each.value, each.unit, each.weight),
                    *(each.target, each.source, "yes" if each.left_out else "no"),
                )
                for each in facts.measurements
            ),
        ),
        Sheet("About", (Column("What", 30), Column("Says", 90)), _about(facts)),
    )
    return workbook(f"{facts.title} of {facts.number}, {facts.period_name}", sheets, facts.made_at)


def _figure_row(figure: Attainment) -> tuple[Cell, ...]:
    tally, (_, result, trend) = figure.tally, figure_words(figure)
    return (
        *(figure.service_name, figure.metric.measure, figure.metric.unit, figure.metric.target_words),
        *(tally.value, result, trend, tally.number, tally.within, tally.excluded),
    )


def _without_trend(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (*row[:6], *row[7:])


def _about(facts: ReportFacts) -> tuple[tuple[str, str], ...]:
    shown = len(facts.measurements)
    more = f"The first {shown:,} of {facts.measured:,}" if shown < facts.measured else f"All {shown:,}"
    left_out = [
        (
            "Left out by agreement",
            f"{each.service}, {each.measure or 'all metrics'}, {day_in_words(each.days.start)} to "
            f"{day_in_words(each.days.end)}: {each.reason}",
        )
        for each in facts.exceptions
    ]
    return (
        ("Agreement", f"{facts.number}, {facts.agreement_title}"),
        ("Organization", facts.organization),
        ("Period", facts.period_name),
        ("In short", facts.answer),
        ("Measurements", f"{more} are in this file."),
        *left_out,
        ("SHA-256 of the content", facts.digest),
    )


def _charted(facts: ReportFacts) -> Mapping[int, MetricFacts]:
    """By their place; a metric that was never measured has no chart."""
    measured = (each for each in facts.metrics if each.chart.count(Verdict.NO_DATA) < len(each.chart.months))
    return dict(enumerate(measured, start=1))


def _pictures(facts: ReportFacts) -> dict[str, Picture]:
    return {_name(place): picture_of(each.chart) for place, each in _charted(facts).items()}


def _name(place: int) -> str:
    return f"chart-{place}"
