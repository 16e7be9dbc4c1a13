"""Which services with which targets an agreement promises on a day: amendments change them during the term."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NoReturn

from domain.agreements import Agreement, AgreementLine
from domain.catalog import Metric
from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.stages import SIGNED


@dataclass(frozen=True)
class AgreedTargets:
    """`runs`: the lines from a day on, the earliest first; the first ones from the beginning."""

    agreement: Agreement
    runs: tuple[tuple[date, tuple[AgreementLine, ...]], ...]

    @property
    def organization(self) -> str:
        return self.agreement.organization

    def lines_on(self, day: date) -> tuple[AgreementLine, ...]:
        return next((lines for start, lines in reversed(self.runs) if start <= day), self.runs[0][1])

    def lines_in(self, period: Period) -> tuple[AgreementLine, ...]:
        """Every service that is promised on one of these days, as it was last."""
        found: dict[str, AgreementLine] = {}
        for day in self._days_of_change(period):
            found |= {line.service: line for line in self.lines_on(day)}
        return tuple(found.values())

    def targets_in(self, period: Period) -> Mapping[tuple[str, str], Metric]:
        """By service and metric: every target that is promised on one of these days, as it was last."""
        return {
            (line.service, metric.key): metric
            for day in self._days_of_change(period)
            for line in self.lines_on(day)
            for metric in line.metrics
        }

    def metric_on(self, day: date, service: str, metric: str) -> Metric:
        """Raises InvalidInput at "service" or "metric" where that is not promised on the day."""
        start = next((start for start, _ in reversed(self.runs) if start <= day), self.runs[0][0])
        return self._metrics.get((start, service, metric)) or self._refused(day, service, metric)

    @cached_property
    def _metrics(self) -> Mapping[tuple[date, str, str], Metric]:
        """By the start of the run, service and key: files ask for the same ones over and over."""
        return {
            (start, line.service, metric.key): metric
            for start, lines in self.runs
            for line in lines
            for metric in line.metrics
        }

    def _refused(self, day: date, service: str, metric: str) -> NoReturn:
        line = next((line for line in self.lines_on(day) if line.service == service), None)
        if line is None:
            known = _listed(line.service for line in self.lines_on(day))
            raise InvalidInput(
                "service", f"{self.agreement.number} has no service “{service[:40]}” then. It has: {known}."
            )
        known = _listed(each.key for each in line.metrics)
        raise InvalidInput("metric", f"{line.name} has no metric “{metric[:40]}”. It has: {known}.")

    def check_days(self, days: Period, today: date) -> None:
        """Raises InvalidInput at "day" or "first_day" for what cannot have been measured then."""
        term, number = self.agreement.term, self.agreement.number
        if self.agreement.stage not in SIGNED:
            said = "was closed before it was signed" if self.agreement.closed_at else "is not signed yet"
            raise InvalidInput("agreement", f"{number} {said}, so nothing is measured for it.")
        for field, day in (("day", days.end), ("first_day", days.start)):
            if not term.contains(day):
                raise InvalidInput(field, f"{day} is outside the term of {number}, {term.start} to {term.end}.")
        if days.end > today:
            raise InvalidInput("day", f"{days.end} is still to come. Give a day that has passed.")

    def _days_of_change(self, period: Period) -> list[date]:
        """The first day, and those on which something else counts."""
        return [period.start, *(start for start, _ in self.runs if period.contains(start) and start != period.start)]


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(keys) or "nothing"
