"""Sample measurements as a file, brought in by the checks of every other file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.agreed_targets import AgreedTargets
from domain.fiscal import Period
from domain.measured_periods import period_before
from domain.measurements import Measurement, Source
from domain.permissions import OPERATOR
from services.data_files import Entry
from services.measurement_rows import Given, Reading
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SampleMeasurements:
    """A value for each whole month before the day of loading, the last month last; each stands for so many cases."""

    agreement: str
    service: str
    metric: str
    cases: str
    values: tuple[str, ...]


def read_sample_measurements(entry: Entry) -> SampleMeasurements:
    entry.expect(("agreement", "service", "metric", "cases", "values"))
    return SampleMeasurements(
        agreement=entry.text("agreement"),
        service=entry.text("service"),
        metric=entry.text("metric"),
        cases=entry.text("cases"),
        values=entry.some_texts("values"),
    )


def add_measurements(work: UnitOfWork, samples: Iterable[SampleMeasurements], day: date, now: datetime) -> int:
    """How many were added; nothing to agreements that have measurements already."""
    listed = list(samples)
    found = work.agreed_targets.numbered({each.agreement for each in listed})
    ids = {targets.agreement.id for targets in found.values()}
    measured = {each.agreement for each in work.measurement_sums.of_agreements(ids, date.min, day)}
    targets = {number: each for number, each in found.items() if each.agreement.id not in measured}
    reading = Reading(targets, OPERATOR, Source.FILE, now, day)
    fresh = [each for each in listed if each.agreement in targets]
    made = [one for each in fresh for one in _months(reading, targets[each.agreement], each, day)]
    work.measurements.add(made)
    return len(made)


def _months(reading: Reading, targets: AgreedTargets, sample: SampleMeasurements, day: date) -> list[Measurement]:
    found: list[Measurement] = []
    month = _month_before(day)
    for value in reversed(sample.values):
        if month.start < targets.agreement.term.start:
            break
        unit = targets.metric_on(month.end, sample.service, sample.metric).unit
        ids = (sample.agreement, sample.service, sample.metric)
        found.append(reading.measurement(Given(*ids, month.end, value, unit, month.start, sample.cases)))
        month = period_before(month)
    return found


def _month_before(day: date) -> Period:
    end = day.replace(day=1) - timedelta(days=1)
    return Period(end.replace(day=1), end)
