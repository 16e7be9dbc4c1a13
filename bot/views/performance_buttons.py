"""Buttons below a report, and the question that they carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from bot.replies import Block
from bot.report_periods import neighbours, packed, quarter_of, unpacked
from bot.views.blocks import actions, button
from bot.views.individual_reports import reports_button
from bot.views.online import online_button
from domain.agreement_numbers import agreement_number
from domain.fiscal import Period, fiscal_year_of
from domain.measured_periods import month_of
from services.performance_cards import AgreementPerformance

_MOST_KEYS = 10


@dataclass(frozen=True)
class ReportQuestion:
    """`services` and `metrics` are keys; all of them where none are named."""

    number: str
    period: Period
    services: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()

    @property
    def value(self) -> dict[str, Any]:
        found = {"number": self.number, "period": packed(self.period), "s": self.services, "m": self.metrics}
        return {key: value for key, value in found.items() if value}


def question_in(value: Mapping[str, Any]) -> ReportQuestion | None:
    """None for a button that is old or forged."""
    number, period = agreement_number(str(value.get("number") or "")), unpacked(str(value.get("period") or ""))
    if number is None or period is None:
        return None
    return ReportQuestion(number, period, _keys(value.get("s")), _keys(value.get("m")))


def report_buttons(asked: ReportQuestion) -> list[Block]:
    """Other periods, then what can be done with it."""
    return [
        actions(_periods(asked)),
        actions(
            [
                button("Show the charts", "reports.charts", asked.value),
                button("Exceptions", "exceptions.list", {"number": asked.number}),
                reports_button(asked.number),
                online_button(f"/agreements/{asked.number}"),
            ]
        ),
    ]


def choose_buttons(found: Sequence[AgreementPerformance], asked: ReportQuestion) -> Block:
    """One for each agreement."""
    return actions(
        [button(each.number, f"reports.open:{each.number}", replace(asked, number=each.number).value) for each in found]
    )


def _periods(asked: ReportQuestion) -> list[Block]:
    last, (before, after) = asked.period.end, neighbours(asked.period)
    year = fiscal_year_of(last)
    choices = {
        "Month": month_of(last),
        "Quarter": quarter_of(last),
        f"All of {year}": year.period,
        "Before": before,
        "After": after,
    }
    return [
        button(name, f"reports.period:{name.split()[0].lower()}", replace(asked, period=period).value)
        for name, period in choices.items()
        if period != asked.period
    ]


def _keys(value: Any) -> tuple[str, ...]:
    listed = cast(list[Any], value) if isinstance(value, list) else []
    return tuple(key for key in listed[:_MOST_KEYS] if isinstance(key, str))
