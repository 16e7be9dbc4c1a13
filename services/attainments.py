"""From sums to attainment: of a whole period and of its months, the same way."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from domain.agreed_targets import AgreedTargets
from domain.attainment import Attainment, Judged
from domain.fiscal import Period
from domain.measured_periods import cut
from storage.measurement_sums import Sum, sums_of
from storage.unit_of_work import UnitOfWork


def sums_in(work: UnitOfWork, agreement: str, period: Period) -> list[Sum]:
    """Of an agreement (id): whole months as they are kept, parts of months from the measurements themselves."""
    found = cut(period)
    sums: list[Sum] = []
    if found.first and found.last:
        sums.extend(work.measurement_sums.of_agreements([agreement], found.first, found.last))
    for part in found.parts:
        sums.extend(sums_of(work.measurements.between(agreement, part.start, part.end)))
    return sums


def attainments(
    targets: AgreedTargets, period: Period, sums: Iterable[Sum], promised: Period
) -> dict[tuple[str, str], Attainment]:
    """By service and metric, every one that is promised on a day of `promised`, measured or not."""
    parts = judged_parts(sums, lambda each: (each.service, each.metric))
    names = {line.service: line.name for line in targets.lines_in(promised)}
    return {
        (service, key): Attainment(
            service, names[service], metric, period, tuple(parts.get((service, key), {}).values())
        )
        for (service, key), metric in targets.targets_in(promised).items()
    }


def judged_parts[Key](sums: Iterable[Sum], key: Callable[[Sum], Key]) -> dict[Key, dict[Decimal, Judged]]:
    """By key and target."""
    parts: dict[Key, dict[Decimal, Judged]] = {}
    for each in sums:
        by_target = parts.setdefault(key(each), {})
        before = by_target.get(each.target)
        tally = each.tally + before.tally if before else each.tally
        by_target[each.target] = Judged(each.target, each.direction, tally)
    return parts


def in_month(sums: Iterable[Sum], month: Period) -> list[Sum]:
    """`month` may be a part of it."""
    return [each for each in sums if each.start == month.start.replace(day=1)]
