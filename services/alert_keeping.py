"""Keeping what happened to an alert, with its history and what has to be told, within a unit of work."""

from datetime import datetime

from domain.alert_deliveries import Delivery
from domain.history import Change
from domain.kept_alerts import AfterHours, Alert, Event, Step
from domain.permissions import Actor
from services.alert_notices import post, update
from services.alert_places import Told, told
from storage.unit_of_work import UnitOfWork

SUBJECT = "alert"
"""How the history calls them."""


def keep(work: UnitOfWork, actor: Actor, step: Step, now: datetime, after: AfterHours) -> datetime | None:
    """Save a step and tell whom it concerns. Returns when the alert has to be looked at again."""
    alert = step.alert
    if step.before is None:
        work.alerts.add(alert)
    elif step.events:
        work.alerts.save(alert, step.before.revision)
    work.history.append(*(_change(alert, step.before, event, actor, now) for event in step.events))
    before = () if step.before is None else work.alerts.deliveries(alert.id)
    places = told(work, alert, before, step.events, actor.id, now)
    _keep_places(work, before, places)
    for each in before:
        if step.events and each.has_message:
            update(work, alert, each, step.events, actor.person, now)
    for each in places.leaving:
        if each.has_message:
            post(work, alert, each)
    return _next_at(alert, places, after, now)


def _keep_places(work: UnitOfWork, before: tuple[Delivery, ...], places: Told) -> None:
    for each in places.deliveries:
        if each not in before:
            work.alerts.keep_delivery(each)


def _next_at(alert: Alert, places: Told, after: AfterHours, now: datetime) -> datetime | None:
    """What is held while somebody has the alert has no time of its own."""
    if not alert.is_open:
        return None
    moments = (alert.escalates_at(after), alert.snoozed_until, places.next_at)
    return min((each for each in moments if each and each > now), default=None)


def _change(alert: Alert, before: Alert | None, event: Event, actor: Actor, now: datetime) -> Change:
    old, new, note = None, None, ""
    match event:
        case Event.RAISED | Event.RENEWED:
            old, new = before.wanted.mark if before else None, alert.wanted.mark
        case Event.ESCALATED:
            old, new = str(before.level if before else 0), str(alert.level)
        case Event.CLAIMED | Event.ASSIGNED | Event.RELEASED:
            old, new = before.claimed_by if before else None, alert.claimed_by
        case Event.SNOOZED | Event.WOKEN:
            new = alert.snoozed_until.isoformat() if alert.snoozed_until else None
        case Event.SETTLED:
            note = alert.settled_why
        case Event.CHANGED:
            pass
    return Change(SUBJECT, alert.id, alert.wanted.organization, event.value, old, new, now, actor.id, note)
