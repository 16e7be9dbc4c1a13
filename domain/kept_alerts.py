"""An alert that was raised: who has it, whom it was told, how it is settled.

    open <--> claimed --> settled
     ^  \\-> snoozed -/

What the rules of `domain/alerts.py` want is compared with what is kept (`reconciled`). People claim, snooze, settle
and pass on. Every function returns a `Step`: the alert as it is now, and what happened to it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.alerts import AlertKind, Level, Wanted
from domain.errors import Conflict, InvalidInput
from domain.words import day_in_words


class AlertState(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    SNOOZED = "snoozed"
    SETTLED = "settled"


class Event(StrEnum):
    """`renewed`: another mark. `changed`: other facts, nobody is told. `woken`: the time of a snooze is over."""

    RAISED = "raised"
    RENEWED = "renewed"
    CHANGED = "changed"
    WOKEN = "woken"
    ESCALATED = "escalated"
    CLAIMED = "claimed"
    RELEASED = "released"
    SNOOZED = "snoozed"
    ASSIGNED = "assigned"
    SETTLED = "settled"


LONGEST_SNOOZE_DAYS = 90
NO_LONGER_WANTED = "It is no longer so."
NOTHING_TO_SAY: Mapping[AlertKind, str] = {}

_DUE = ("ends_on", "due_on", "valid_until")
"""The facts that name a last day."""

type AfterHours = Callable[[datetime, int], datetime]
"""The instant so many hours of open office after another one."""


@dataclass(frozen=True)
class Alert:
    """`level` is the place in `wanted.levels` of those who are told, `level_at` since when. `settled_by` is the person
    (id) who settled it, None where it settled by itself; `settled_why` says it in words. `revision` counts changes."""

    id: str
    wanted: Wanted
    raised_at: datetime
    level_at: datetime
    state: AlertState = AlertState.OPEN
    level: int = 0
    claimed_by: str | None = None
    snoozed_until: datetime | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None
    settled_why: str = ""
    revision: int = 1

    @property
    def is_open(self) -> bool:
        return self.state is not AlertState.SETTLED

    @property
    def due_on(self) -> date | None:
        """The last day before what it is about is over or due, where it names one."""
        named = (self.wanted.facts.get(name) for name in _DUE)
        return next((date.fromisoformat(str(day)) for day in named if day), None)

    @property
    def now_for(self) -> Level:
        """Whom it goes to now."""
        return self.wanted.levels[self.level]

    def escalates_at(self, after: AfterHours) -> datetime | None:
        """When the next level is told, unless somebody claims it; None where there is none."""
        if self.state is not AlertState.OPEN or self.level + 1 >= len(self.wanted.levels) or self.now_for.hours is None:
            return None
        return after(self.level_at, self.now_for.hours)


@dataclass(frozen=True)
class Step:
    alert: Alert
    events: tuple[Event, ...]
    before: Alert | None = None


def reconciled(
    kept: Iterable[Alert],
    wanted: Iterable[Wanted],
    now: datetime,
    after: AfterHours,
    new_id: Callable[[], str],
    gone: frozenset[str] = frozenset(),
    over: Mapping[AlertKind, str] = NOTHING_TO_SAY,
) -> tuple[Step, ...]:
    """What becomes of the alerts of one subject, in the order in which things began to wait; those that stay as they
    are have no events.

    `kept` are those that are open, and those that somebody settled by hand: these are raised again only with another
    mark. `gone` are the ids of people who left; `over` as in `Looked`.
    """
    by_key = {each.key: each for each in wanted}
    there = {alert.wanted.key: alert for alert in kept if alert.is_open}
    done = {(alert.wanted.key, alert.wanted.mark) for alert in kept if not alert.is_open and alert.settled_by}
    past = [alert for key, alert in there.items() if key not in by_key]
    steps = [_settled(alert, over.get(alert.wanted.kind, NO_LONGER_WANTED), None, now) for alert in past]
    for key, each in sorted(by_key.items(), key=lambda item: (item[1].since, item[0])):
        if key in there:
            steps.append(_followed(there[key], each, now, after, gone))
        elif (key, each.mark) not in done:
            steps.append(Step(Alert(new_id(), each, now, now), (Event.RAISED,)))
    return tuple(steps)


def claim(alert: Alert, by: str, now: datetime) -> Step:
    """Raises Conflict when another one has it or it is settled. Claiming one's own again changes nothing."""
    _must_be_open(alert)
    if alert.claimed_by == by:
        return Step(alert, ())
    if alert.claimed_by is not None:
        raise Conflict("Someone else has this alert. Use Assign to change that.")
    return _step(alert, Event.CLAIMED, state=AlertState.CLAIMED, claimed_by=by, snoozed_until=None)


def assign(alert: Alert, person: str) -> Step:
    """Give it to a person, whoever had it before."""
    _must_be_open(alert)
    if alert.claimed_by == person:
        return Step(alert, ())
    return _step(alert, Event.ASSIGNED, state=AlertState.CLAIMED, claimed_by=person, snoozed_until=None)


def release(alert: Alert, now: datetime) -> Step:
    """It waits for someone again. Raises Conflict when nobody has it."""
    _must_be_open(alert)
    if alert.claimed_by is None:
        raise Conflict("Nobody has claimed this alert.")
    return _step(alert, Event.RELEASED, state=AlertState.OPEN, claimed_by=None, snoozed_until=None, level_at=now)


def snooze(alert: Alert, until: datetime, now: datetime, due_at: datetime | None = None) -> Step:
    """Say nothing of it until then. Raises InvalidInput for a time that is past or too far, or after it is due while
    that is still to come: `due_at` is when its last day (`Alert.due_on`) is over."""
    _must_be_open(alert)
    if until <= now:
        raise InvalidInput("until", "That time is past. Give one that is still to come.")
    if (until - now).days >= LONGEST_SNOOZE_DAYS:
        raise InvalidInput("until", f"Give a time within {LONGEST_SNOOZE_DAYS} days.")
    if alert.due_on and due_at and now < due_at <= until:
        raise InvalidInput("until", f"It is due on {day_in_words(alert.due_on)}. Give a time until then.")
    if alert.snoozed_until == until:
        return Step(alert, ())
    return _step(alert, Event.SNOOZED, state=AlertState.SNOOZED, snoozed_until=until)


def settle(alert: Alert, by: str, why: str, now: datetime) -> Step:
    """It is done, says a person."""
    _must_be_open(alert)
    return _settled(alert, why, by, now)


def _followed(alert: Alert, wanted: Wanted, now: datetime, after: AfterHours, gone: frozenset[str]) -> Step:
    """The alert as the rules want it now, with what its time brought."""
    events: list[Event] = []
    level = min(alert.level, len(wanted.levels) - 1)
    current = replace(alert, wanted=wanted, level=level)
    if wanted.mark != alert.wanted.mark:
        events.append(Event.RENEWED)
    elif current.wanted != alert.wanted:
        events.append(Event.CHANGED)
    if current.claimed_by in gone:
        current = replace(current, state=AlertState.OPEN, claimed_by=None, snoozed_until=None, level_at=now)
        events.append(Event.RELEASED)
    if current.snoozed_until and (current.snoozed_until <= now or Event.RENEWED in events):
        state = AlertState.CLAIMED if current.claimed_by else AlertState.OPEN
        current = replace(current, state=state, snoozed_until=None, level_at=now)
        events.append(Event.WOKEN)
    due = current.escalates_at(after)
    if due is not None and due <= now:
        current = replace(current, level=current.level + 1, level_at=now)
        events.append(Event.ESCALATED)
    return Step(replace(current, revision=alert.revision + 1) if events else alert, tuple(events), alert)


def _settled(alert: Alert, why: str, by: str | None, now: datetime) -> Step:
    ended = {"settled_at": now, "settled_by": by, "settled_why": why, "snoozed_until": None}
    return _step(alert, Event.SETTLED, state=AlertState.SETTLED, **ended)


def _step(alert: Alert, event: Event, **changes: object) -> Step:
    values: Mapping[str, object] = {**changes, "revision": alert.revision + 1}
    return Step(replace(alert, **values), (event,), alert)  # pyright: ignore[reportArgumentType]


def _must_be_open(alert: Alert) -> None:
    if not alert.is_open:
        raise Conflict("This alert is settled already.")
