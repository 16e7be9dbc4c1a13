"""How well the agreed levels are kept, read from sums by month."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from documents.words import period_words
from domain.agreements import Agreement
from domain.errors import InvalidInput, NotFound
from domain.fiscal import Period
from domain.measured_periods import checked_length, period_before, span_of
from domain.metric_words import metrics_meant
from domain.permissions import Action, Actor
from domain.stages import SIGNED
from services.access import agreement_for, require
from services.attainments import attainments, in_month, sums_in
from services.context import Context
from services.matching import best_names
from services.performance_cards import AgreementPerformance, PerformanceRow, Portfolio
from services.portfolio import portfolio_of
from storage.unit_of_work import UnitOfWork

MOST_ANSWERED = 10


@dataclass(frozen=True)
class PerformanceUseCases:
    """The target that counts is the one that was in force on the day of each measurement."""

    context: Context

    def view(self, actor: Actor, number: str, period: Period) -> AgreementPerformance:
        """Every promised metric in a period. Raises InvalidInput for one outside of the term, or of too many years."""
        checked_length(period)
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            if agreement.term.overlap(period) is None:
                term = period_words(agreement.term)
                raise InvalidInput("period", f"{agreement.number} runs from {term}. Give a period within it.")
            return performance_in(work, agreement, period)

    def answer(
        self, actor: Actor, number: str | None, service: str | None, metric: str | None, period: Period
    ) -> tuple[AgreementPerformance, ...]:
        """For one question: only the rows that are asked about, of one agreement or of all of the actor's own.

        `service` and `metric` are keys or words ("uptime"). Raises NotFound with what there is where nothing fits,
        InvalidInput where staff name no agreement.
        """
        if number is not None:
            return _asked_about((self.view(actor, number, period),), service, metric)
        checked_length(period)
        require(actor, Action.LIST_OWN_AGREEMENTS)
        if actor.organization is None:
            raise InvalidInput("number", "Name the agreement, such as SLA-2027-0031.")
        with self.context.reading() as work:
            own = work.agreements.of_organization(actor.organization)
            running = [each for each in own if each.stage in SIGNED and each.term.overlap(period)]
            found = tuple(performance_in(work, each, period) for each in running[:MOST_ANSWERED])
        if not found:
            raise NotFound("Your organization has no signed agreement that runs in this period.")
        return _asked_about(found, service, metric)

    def portfolio(self, actor: Actor, period: Period) -> Portfolio:
        """For staff: all agreements, by customer and by service. Raises InvalidInput for any
        other period than a month, a quarter or a fiscal year."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        span = span_of(period)
        if span is None:
            raise InvalidInput("period", "The portfolio is shown for a month, a fiscal quarter or a fiscal year.")
        with self.context.reading() as work:
            return portfolio_of(work, period, span)


def performance_in(work: UnitOfWork, agreement: Agreement, period: Period) -> AgreementPerformance:
    """Every promised metric of an agreement in a period that touches its term, and those months that touch it."""
    targets = work.agreed_targets.of([agreement.id])[agreement.id]
    before = period_before(period)
    sums = sums_in(work, agreement.id, period)
    earlier = attainments(targets, before, sums_in(work, agreement.id, before), period)
    shown = [month for month in period.by_month() if agreement.term.overlap(month)]
    months = {month: attainments(targets, month, in_month(sums, month), period) for month in shown}
    rows = tuple(
        PerformanceRow(replace(whole, before=earlier[key].tally), tuple(of_month[key] for of_month in months.values()))
        for key, whole in attainments(targets, period, sums, period).items()
    )
    name = work.organizations.get(agreement.organization).name
    return AgreementPerformance(agreement.number, agreement.title, name, agreement.term, period, before, rows)


def _asked_about(
    found: tuple[AgreementPerformance, ...], service: str | None, metric: str | None
) -> tuple[AgreementPerformance, ...]:
    """Without what was not asked about. Raises NotFound with the names of what there is."""
    rows = [row for each in found for row in each.rows]
    services = {row.attainment.service: row.attainment.service_name for row in rows}
    wanted = _meant(service, services) if service else set(services)
    metrics = {
        row.attainment.metric.key: row.attainment.metric.measure for row in rows if row.attainment.service in wanted
    }
    asked = metrics_meant(metric, metrics) if metric else frozenset(metrics)
    if not wanted or not asked:
        nothing, names = (metric, metrics) if wanted else (service, services)
        raise NotFound(f"I found nothing promised for “{(nothing or '')[:60]}”.", tuple(names.values())[:5])
    fits = [
        replace(
            each,
            rows=tuple(r for r in each.rows if r.attainment.service in wanted and r.attainment.metric.key in asked),
        )
        for each in found
    ]
    return tuple(each for each in fits if each.rows)


def _meant(words: str, names: Mapping[str, str]) -> set[str]:
    if words in names:
        return {words}
    near = best_names(words, {key: (name,) for key, name in names.items()})
    return {near[0].key} if near else set()
