"""The attainment of all agreements at once, counted by customer and by service."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from domain.attainment import Verdict
from domain.fiscal import Period
from domain.measured_periods import Span
from services.performance_cards import Portfolio, VerdictCounts
from storage.unit_of_work import UnitOfWork

type _Verdicts = Mapping[Verdict, int]


def portfolio_of(work: UnitOfWork, period: Period, span: Span) -> Portfolio:
    """What is promised and has no verdict is not measured."""
    promised = work.promised_metrics.in_period(period)
    customers: dict[str, Counter[Verdict]] = defaultdict(Counter)
    services: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for each in promised:
        customers[each.organization][Verdict.NO_DATA] += each.metrics
        services[each.service][Verdict.NO_DATA] += each.metrics
    for (organization, service, verdict), number in work.measurement_sums.verdicts(span, period).items():
        if verdict is not Verdict.NO_DATA:
            for counts in (customers[organization], services[service]):
                counts.update({verdict: number, Verdict.NO_DATA: -number})
    return Portfolio(
        period,
        work.promised_metrics.agreements_in(period),
        _counted(customers, {one.key: one.name for one in work.organizations.all()}),
        _counted(services, {each.service: each.service_name for each in promised}),
        _counts("all", "All agreements", sum(customers.values(), Counter[Verdict]())),
    )


def _counted(found: Mapping[str, _Verdicts], names: Mapping[str, str]) -> tuple[VerdictCounts, ...]:
    counts = [_counts(key, names.get(key, key), verdicts) for key, verdicts in found.items()]
    return tuple(sorted(counts, key=lambda each: (each.name, each.key)))


def _counts(key: str, name: str, verdicts: _Verdicts) -> VerdictCounts:
    number = [verdicts.get(verdict, 0) for verdict in (Verdict.MET, Verdict.MISSED, Verdict.NO_DATA)]
    return VerdictCounts(key, name, *number)
