"""Where an alert has to be told now: which people can be reached, and how each of them wants to be told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.alert_deliveries import STAFF_PLACE, Delivery, How, Why
from domain.kept_alerts import Alert, AlertState, Event
from domain.people import Person
from domain.preferences import AlertsBy
from services.recipients import in_slack
from services.telling_hours import may_be_told_at
from storage.unit_of_work import UnitOfWork

SETTLED_BEFORE, LEFT_BEFORE = "settled", "left"
"""Why a delivery that was held never left."""
_TELL_ANEW = frozenset({Event.WOKEN, Event.RELEASED})
"""Whoever heard of it by another notice only hears of it again by a message of its own."""


@dataclass(frozen=True)
class Told:
    """The places of an alert, and those of them that leave now."""

    deliveries: tuple[Delivery, ...]
    leaving: tuple[Delivery, ...]

    @property
    def next_at(self) -> datetime | None:
        return min((each.due_at for each in self.deliveries if each.is_held), default=None)


def told(
    work: UnitOfWork, alert: Alert, before: Iterable[Delivery], events: tuple[Event, ...], by: str, now: datetime
) -> Told:
    """`before` are its places so far, `events` what happened just now, `by` an `Actor.id`: who did it knows of it."""
    there = {each.place: each for each in before}
    begun_by_notice = Event.RAISED in events and alert.wanted.said
    for place, why in tuple(_wanted(work, alert, there)):
        if place not in there or _is_told_anew(there, place, events):
            known = begun_by_notice or place == by
            new = _new(work, alert, place, why, now, known, channel=not _failed(there, STAFF_PLACE))
            there |= {each.place: each for each in new if each.place == place or each.place not in there}
    checked = [_checked(work, alert, each, now) for each in there.values()]
    leaving = [each for each in checked if each.is_held and each.due_at <= now and _may_leave(alert, each, there)]
    gone = {each.place: replace(each, told_at=now) for each in leaving}
    return Told(tuple(gone.get(each.place, each) for each in checked), tuple(gone.values()))


def _wanted(work: UnitOfWork, alert: Alert, there: Mapping[str, Delivery]) -> Iterator[tuple[str, Why]]:
    """Who has to be told as things stand: those of its level, or to whom it was given."""
    if not alert.is_open or alert.state is AlertState.SNOOZED:
        return
    if alert.claimed_by:
        yield alert.claimed_by, Why.ASSIGNED
        if _failed(there, alert.claimed_by):
            yield from _stand_ins(work, there, Why.UNREACHABLE)
        return
    level, why = alert.now_for, Why.ESCALATED if alert.level else Why.FIRST
    people = [each.id for each in in_slack(work, level.people) if not _failed(there, each.id)]
    yield from ((each, why) for each in people)
    if level.staff_channel or not people:
        yield from _stand_ins(work, there, why if level.staff_channel else Why.UNREACHABLE)


def _stand_ins(work: UnitOfWork, there: Mapping[str, Delivery], why: Why) -> Iterator[tuple[str, Why]]:
    """The staff channel; where that can't be told, administrators."""
    yield STAFF_PLACE, why
    if _failed(there, STAFF_PLACE):
        yield from ((each.id, Why.UNREACHABLE) for each in _administrators(work))


def _is_told_anew(there: Mapping[str, Delivery], place: str, events: tuple[Event, ...]) -> bool:
    """Who was told by another notice, or in a staff channel that turned out to be gone."""
    how = there[place].how
    if how is How.NOTICE:
        return bool(_TELL_ANEW & set(events))
    return how is How.CHANNEL and place != STAFF_PLACE and _failed(there, STAFF_PLACE)


def _new(
    work: UnitOfWork, alert: Alert, place: str, why: Why, now: datetime, known: bool, channel: bool
) -> Iterator[Delivery]:
    """`channel`: whether there is a staff channel that can be told."""
    plain = Delivery(alert.id, place, alert.level, How.CHANNEL, why, now)
    person = work.people.find(place) if place != STAFF_PLACE else None
    if known:
        yield replace(plain, how=How.NOTICE, told_at=now)
    elif person is None:
        yield plain
    else:
        chosen = work.preferences.of(person.id)
        in_channel = chosen.alerts_by is AlertsBy.CHANNEL
        if chosen.alerts_by is AlertsBy.DIRECT or (in_channel and not channel):
            yield replace(plain, how=How.DIRECT, due_at=may_be_told_at(work, person, now))
        else:
            yield replace(plain, how=How(chosen.alerts_by.value), told_at=now)
        if in_channel and channel:
            yield replace(plain, place=STAFF_PLACE)


def _checked(work: UnitOfWork, alert: Alert, delivery: Delivery, now: datetime) -> Delivery:
    """A held one, as it has to be now: its person may have left, or have other quiet hours."""
    if not delivery.is_held:
        return delivery
    if not alert.is_open:
        return replace(delivery, problem=SETTLED_BEFORE)
    if delivery.place == STAFF_PLACE:
        return delivery
    person = next(iter(in_slack(work, [delivery.place])), None)
    if person is None:
        return replace(delivery, problem=LEFT_BEFORE)
    return replace(delivery, due_at=may_be_told_at(work, person, now))


def _may_leave(alert: Alert, delivery: Delivery, there: Mapping[str, Delivery]) -> bool:
    """What somebody has, or will hear of later, is told to nobody else, unless who has it can't be reached."""
    if alert.state is AlertState.OPEN or delivery.place == alert.claimed_by:
        return True
    unheard = alert.state is AlertState.CLAIMED and _failed(there, alert.claimed_by or "")
    return unheard and delivery.why is Why.UNREACHABLE


def _administrators(work: UnitOfWork) -> tuple[Person, ...]:
    return tuple(each for each in work.people.staff() if each.administrator and each.active and each.slack_user_id)


def _failed(there: Mapping[str, Delivery], place: str) -> bool:
    return place in there and bool(there[place].problem)
