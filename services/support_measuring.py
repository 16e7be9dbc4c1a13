"""What follows from the times of a support request: its clocks, the measurements that it gives, and credits."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.catalog import Metric
from domain.fiscal import Period
from domain.measurements import Identity, Measurement, computed
from domain.metric_kinds import MetricKind, kind_of
from domain.proration import prorated_over
from domain.service_credits import ServiceCredit, credit_for
from domain.support_clocks import Clock, hours_of, in_unit, taken, wound
from domain.support_requests import RequestState, SupportRequest
from services.office_hours import OfficeHours
from services.settings_table import office_hours_of, value_of
from services.support_coverage import lines_on
from services.support_settings import SUPPORT_WARN_PERCENT
from storage.unit_of_work import UnitOfWork


def timed(work: UnitOfWork, request: SupportRequest, now: datetime) -> SupportRequest:
    """With its clocks as they stand. One that was merged is timed no more: the other one is."""
    if request.started_at is None or request.state is RequestState.MERGED:
        return request
    office, percent = office_hours_of(work), int(value_of(work, SUPPORT_WARN_PERCENT))
    times = (office, request.started_at, request.pauses)
    clocks = (
        each if each.former else wound(each, *times, met_at(request, each), percent, now) for each in request.clocks
    )
    return replace(request, clocks=tuple(clocks))


def met_at(request: SupportRequest, clock: Clock) -> datetime | None:
    if clock.kind is MetricKind.FIRST_RESPONSE:
        return request.responded_at
    return request.resolution.at if request.resolution else None


def keep_measurements(
    work: UnitOfWork, agreement: Agreement, before: SupportRequest | None, after: SupportRequest, now: datetime
) -> None:
    """In the transaction that changes the request: what it gives now counts, what it gives no more is withdrawn."""
    gave: Mapping[Identity, Measurement] = _measurements(work, agreement, before, now) if before else {}
    gives = _measurements(work, agreement, after, now)
    for identity in gave.keys() - gives.keys():
        work.measurements.withdraw_computed(identity, now, _why_no_more(before, after))
    for identity, measurement in gives.items():
        if identity not in gave or not measurement.says_the_same(gave[identity]):
            work.measurements.record_computed(measurement)


def keep_credits(
    work: UnitOfWork, agreement: Agreement, before: SupportRequest | None, after: SupportRequest, now: datetime
) -> None:
    """For targets that were missed just now, where the metric says so; once for a month. What the request gave goes
    with it where it goes on as another one, or is about another service."""
    if before and (after.merged_into != before.merged_into or after.service != before.service):
        work.service_credits.withdraw(agreement.id, before.service, after.number)
    if after.merged_into:
        return
    same = before is not None and before.service == after.service
    known = {clock.metric.key for clock in before.running_clocks if clock.is_late} if before and same else set[str]()
    for clock in after.running_clocks:
        if clock.breached_at and clock.metric.key not in known:
            credit = _credit(work, agreement, after, clock.metric, clock.breached_at, now)
            if credit:
                work.service_credits.keep_first(credit)


@dataclass(frozen=True)
class _Given:
    metric: Metric
    at: datetime
    value: Decimal


def _measurements(
    work: UnitOfWork, agreement: Agreement, request: SupportRequest, now: datetime
) -> Mapping[Identity, Measurement]:
    if request.started_at is None or request.state is RequestState.MERGED:
        return {}
    office = office_hours_of(work)
    given = [each for clock in request.running_clocks if (each := _time_taken(request, clock, office))]
    satisfaction = _satisfaction(work, agreement, request, office)
    found = (
        computed(
            (agreement.id, agreement.organization),
            request.service,
            each.metric,
            request.number,
            # What comes after the term counts on its last day: later nothing is promised.
            min(office_day_of(office, each.at), agreement.term.end),
            each.value,
            now,
        )
        for each in (*given, *([satisfaction] if satisfaction else []))
    )
    return {each.identity: each for each in found}


def _time_taken(request: SupportRequest, clock: Clock, office: OfficeHours) -> _Given | None:
    at = met_at(request, clock)
    if at is None or request.started_at is None:
        return None
    hours = hours_of(clock.metric, office)
    return _Given(clock.metric, at, in_unit(clock.metric, hours, taken(hours, request.started_at, request.pauses, at)))


def _satisfaction(
    work: UnitOfWork, agreement: Agreement, request: SupportRequest, office: OfficeHours
) -> _Given | None:
    if request.rating is None:
        return None
    lines = lines_on(work, agreement, office_day_of(office, request.asked_at))
    metrics = (metric for line in lines if line.service == request.service for metric in line.metrics)
    metric = next((each for each in metrics if kind_of(each) is MetricKind.SATISFACTION), None)
    return _Given(metric, request.rating.at, Decimal(request.rating.stars)) if metric else None


def _why_no_more(before: SupportRequest | None, after: SupportRequest) -> str:
    if after.merged_into:
        return f"The request was merged into {after.merged_into}."
    if before and before.service != after.service:
        return f"The request is about {after.service_name} now."
    return "The request was opened again."


def _credit(
    work: UnitOfWork, agreement: Agreement, request: SupportRequest, metric: Metric, missed: datetime, now: datetime
) -> ServiceCredit | None:
    day = office_day_of(office_hours_of(work), missed)
    month = Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    days = month.overlap(agreement.term)
    if metric.credit is None or days is None:
        return None
    line = next((each for each in lines_on(work, agreement, day) if each.service == request.service), None)
    if line is None:
        return None
    price = prorated_over(line.annual_amount, days)
    of = (agreement.id, agreement.organization)
    return credit_for(of, request.service, metric, month.start, price, request.number, now)


def office_day_of(office: OfficeHours, at: datetime) -> date:
    """The day that it was at CEC's office."""
    return at.astimezone(ZoneInfo(office.zone)).date()
