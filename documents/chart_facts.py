"""What charts show: how a metric was kept and money by month, with the words for those who do not see the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.attainment import Attainment, Verdict
from domain.catalog import Metric
from domain.money import ZERO, format_money

MOST_MONTHS = 24
"""A chart shows at most so many, the latest ones."""
_SHOWN = Decimal("0.001")


@dataclass(frozen=True)
class MonthFigure:
    """A month (its first day). `value` is in the metric's unit, None without data; `target` was in force then."""

    month: date
    value: Decimal | None
    target: Decimal
    verdict: Verdict


@dataclass(frozen=True)
class MetricChart:
    """One metric of a service, month by month."""

    service: str
    metric: Metric
    months: tuple[MonthFigure, ...]

    @property
    def title(self) -> str:
        return f"{self.service}: {self.metric.measure}"

    def count(self, verdict: Verdict) -> int:
        return sum(each.verdict is verdict for each in self.months)


@dataclass(frozen=True)
class MonthOfMoney:
    """In USD: what was to be paid by a day of the month, and what arrived in it."""

    month: date
    due: Decimal
    arrived: Decimal


@dataclass(frozen=True)
class MoneyChart:
    title: str
    months: tuple[MonthOfMoney, ...]


type Chart = MetricChart | MoneyChart


def metric_chart(months: Sequence[Attainment]) -> MetricChart:
    """Of the months of one metric, at least one, the earliest first."""
    shown = months[-MOST_MONTHS:]
    return MetricChart(shown[-1].service_name, shown[-1].metric, tuple(map(_figure, shown)))


def legend(chart: Chart) -> str:
    """What the signs mean."""
    if isinstance(chart, MoneyChart):
        return "Filled bar: arrived. Outlined bar: due."
    return "Circle: met. Triangle: missed. Dashed line: target."


def alternative_text(chart: Chart) -> str:
    """What the picture shows; the first sentence says the answer."""
    return _money_text(chart) if isinstance(chart, MoneyChart) else _metric_text(chart)


def answer_text(chart: Chart) -> str:
    """The first sentence of `alternative_text`, for beside the picture."""
    return _money_answer(chart) if isinstance(chart, MoneyChart) else _metric_answer(chart)


def number_words(value: Decimal) -> str:
    """Without zeros at the end, at most three digits after the point: "99.5"."""
    return f"{value.quantize(_SHOWN).normalize():,f}"


def month_words(month: date) -> str:
    return f"{month:%b %Y}"


def _figure(month: Attainment) -> MonthFigure:
    target = month.parts[-1].target if month.parts else month.metric.target
    return MonthFigure(month.period.start.replace(day=1), month.tally.value, target, month.verdict)


def _metric_text(chart: MetricChart) -> str:
    if chart.count(Verdict.NO_DATA) == len(chart.months):
        return _metric_answer(chart)
    values = "; ".join(f"{month_words(each.month)} {_said(each)}" for each in chart.months)
    return f"{_metric_answer(chart)} {values}."


def _metric_answer(chart: MetricChart) -> str:
    measured = len(chart.months) - chart.count(Verdict.NO_DATA)
    if not measured:
        return f"{chart.title}: nothing was measured. The target is {chart.metric.target_words}."
    months = "month" if measured == 1 else "months with data"
    met = f"met in {chart.count(Verdict.MET)} of {measured} {months}"
    return f"{chart.title}: {met}, target {chart.metric.target_words}."


def _said(figure: MonthFigure) -> str:
    if figure.value is None:
        return "no data"
    missed = ", missed" if figure.verdict is Verdict.MISSED else ""
    return f"{number_words(figure.value)}{missed}"


def _money_text(chart: MoneyChart) -> str:
    months = "; ".join(
        f"{month_words(each.month)} {format_money(each.arrived)} of {format_money(each.due)}" for each in chart.months
    )
    return f"{_money_answer(chart)} {months}."


def _money_answer(chart: MoneyChart) -> str:
    due = sum((each.due for each in chart.months), ZERO)
    arrived = sum((each.arrived for each in chart.months), ZERO)
    return f"{chart.title}: {format_money(arrived)} arrived, {format_money(due)} was due."
