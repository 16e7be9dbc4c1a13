"""Alerts about support requests and outages: nobody has one, a target is near or missed, someone waits long."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.agreements import Agreement
from domain.alerts import AlertKind, Level, Looked, Subject, SubjectType, Wanted, merged
from domain.people import Role, Side
from domain.support_clocks import Clock
from domain.support_requests import RequestState, SupportRequest
from services.alert_facts import Fact, about
from services.alert_levels import in_role, levels
from services.alert_times import business_days_after, from_then_on, wait_days
from services.context import Context
from services.settings_table import value_of
from services.support_parts import specialists
from services.support_settings import OUTAGE_UPDATE_HOURS
from storage.unit_of_work import UnitOfWork

_MOST_HELD = 1_000
"""Of one person that are counted."""


def support_alerts(work: UnitOfWork, context: Context, request_id: str, now: datetime) -> Looked:
    request = work.support_requests.find(request_id)
    if request is None or not request.is_open or request.held:
        return Looked()
    agreement = work.agreements.get(request.agreement)
    to = _levels(work, agreement, request)
    clocks = (_clock(agreement, request, each, to, now) for each in request.running_clocks)
    return merged(_unassigned(agreement, request, to), _waiting(work, agreement, request, to, now), *clocks)


def held_alerts(work: UnitOfWork, context: Context, person_id: str, now: datetime) -> Looked:
    """Somebody opened many requests at once: one alert for all of them that wait to be released or merged."""
    held = work.support_requests.held_of(person_id, _MOST_HELD)
    if not held:
        return Looked()
    first, person = held[0], work.people.get(person_id)
    agreement = work.agreements.get(first.agreement)
    facts = {"count": len(held), "name": person.name, "request": first.number}
    key = f"{person_id}:{first.asked_at.date()}"
    to = _levels(work, agreement, first)
    wanted = about(agreement, AlertKind.REQUESTS_HELD, key, to, first.asked_at, facts)
    return Looked((replace(wanted, subject=Subject(SubjectType.PERSON, person_id)),))


def outage_alerts(work: UnitOfWork, context: Context, outage_id: str, now: datetime) -> Looked:
    """Customers have heard nothing of an outage for a while, or it was expected to be over."""
    outage = work.outages.find(outage_id)
    if outage is None or outage.is_over:
        return Looked()
    last = outage.last_update
    silent_at = last.at + timedelta(hours=int(value_of(work, OUTAGE_UPDATE_HOURS)))
    begins = min(silent_at, outage.expected_by or silent_at)
    wanted = Wanted(
        kind=AlertKind.OUTAGE_SILENT,
        key=f"{AlertKind.OUTAGE_SILENT}:{outage.id}:{outage.revision}",
        subject=Subject(SubjectType.OUTAGE, outage.id),
        levels=levels(work, (last.by,)),
        since=begins,
        facts={"outage": outage.id, "service_name": outage.service_name, "told_at": last.at.isoformat()},
    )
    return from_then_on(wanted, begins, now)


def _unassigned(agreement: Agreement, request: SupportRequest, to: tuple[Level, ...]) -> Looked:
    """The staff channel heard of it when it was opened, so whose area it is are told by the alert."""
    if request.assignee is not None:
        return Looked()
    since = request.started_at or request.asked_at
    return Looked((_wanted(agreement, request, AlertKind.REQUEST_UNASSIGNED, "", to, since, {}),))


def _waiting(
    work: UnitOfWork, agreement: Agreement, request: SupportRequest, to: tuple[Level, ...], now: datetime
) -> Looked:
    """The customer has not answered for days."""
    if request.state is not RequestState.WAITING or request.state_since is None:
        return Looked()
    begins = business_days_after(work, request.state_since, wait_days(work))
    key = request.state_since.isoformat()
    return from_then_on(
        _wanted(agreement, request, AlertKind.REQUEST_WAITING, key, to, begins, {"waiting_since": key}), begins, now
    )


def _clock(agreement: Agreement, request: SupportRequest, clock: Clock, to: tuple[Level, ...], now: datetime) -> Looked:
    """A warning when the target comes near, then that it was missed."""
    if clock.met_at is not None:
        return Looked()
    facts = {"measure": clock.metric.measure, "target": clock.metric.target_words}
    missed_at = clock.breached_at or clock.due_at
    if missed_at and (clock.is_late or missed_at < now):
        of = AlertKind.REQUEST_BREACHED
        return Looked((_wanted(agreement, request, of, clock.metric.key, to, missed_at, facts),))
    if clock.due_at is None or clock.warn_at is None:
        return Looked()
    told = {**facts, "due_at": clock.due_at.isoformat()}
    wanted = _wanted(agreement, request, AlertKind.REQUEST_WARNING, clock.metric.key, to, clock.warn_at, told)
    return merged(from_then_on(wanted, clock.warn_at, now), Looked((), clock.due_at + timedelta(seconds=1)))


def _wanted(
    agreement: Agreement,
    request: SupportRequest,
    kind: AlertKind,
    key: str,
    to: tuple[Level, ...],
    since: datetime,
    facts: Mapping[str, Fact],
) -> Wanted:
    own: dict[str, Fact] = {
        "request": request.number,
        "service_name": request.service_name,
        "priority": request.priority.value,
        "text": request.report.description[:200],
    }
    wanted = about(agreement, kind, f"{request.id}:{key}", to, since, {**own, **facts})
    return replace(wanted, subject=Subject(SubjectType.SUPPORT_REQUEST, request.id))


def _levels(work: UnitOfWork, agreement: Agreement, request: SupportRequest) -> tuple[Level, ...]:
    """Who has it, else those of its area; then who leads the agreement, then the staff channel."""
    return levels(work, tuple(_first(work, agreement, request)), in_role(agreement, Role.SML))


def _first(work: UnitOfWork, agreement: Agreement, request: SupportRequest) -> Iterator[str]:
    if request.assignee:
        yield request.assignee
        return
    named = [c.person_id for c in agreement.contacts if c.side is Side.CEC and c.role is Role.TECHNICAL_SPECIALIST]
    of_area = {each.id for each in specialists(work, request.area)}
    yield from (each for each in named if each in of_area)
    yield from sorted(of_area - set(named))
