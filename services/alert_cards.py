"""Alerts as results show them."""

from dataclasses import dataclass
from datetime import datetime

from domain.alert_deliveries import STAFF_PLACE, Delivery, How, Why
from domain.alerts import AlertKind
from domain.kept_alerts import Alert
from services.alert_keeping import SUBJECT
from services.cards import OrganizationCard, organization_card, people_cards
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 100


@dataclass(frozen=True)
class AlertCard:
    """`claimed_by` and `settled_by` are names; None where nobody did, or it settled by itself. `waits_for` are the
    names of those whose turn it is, none where it is the staff channel's."""

    alert: Alert
    organization: OrganizationCard | None
    claimed_by: str | None
    settled_by: str | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class DeliveryView:
    """To whom it was told (None: the staff channel), how and why. `told_at` is None while it is held until `due_at`, or
    where `problem` says why it did not arrive."""

    name: str | None
    how: How
    why: Why
    due_at: datetime
    told_at: datetime | None
    problem: str


@dataclass(frozen=True)
class AlertEntry:
    """`what` is the value of a `domain.kept_alerts.Event`, `by` a name, None where time or the rules did it."""

    at: datetime
    what: str
    by: str | None
    old: str | None
    new: str | None
    note: str


@dataclass(frozen=True)
class AlertView:
    card: AlertCard
    deliveries: tuple[DeliveryView, ...]
    history: tuple[AlertEntry, ...]


@dataclass(frozen=True)
class AlertPage:
    """One page of a list, counted from 0. `of` is the name of the colleague whose alerts these are."""

    items: tuple[AlertCard, ...]
    page: int
    has_next: bool
    counts: dict[AlertKind, int]
    of: str | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class AlertMessage:
    """What its message in one place shows; `channel_id` and `ts` are where it is, None before it was posted."""

    card: AlertCard
    channel_id: str | None
    ts: str | None


def card_of(work: UnitOfWork, alert: Alert) -> AlertCard:
    wanted = alert.wanted
    organization = work.organizations.find(wanted.organization) if wanted.organization else None
    level = alert.now_for.people
    people = people_cards(work, {each for each in (alert.claimed_by, alert.settled_by, *level) if each})
    names = {person_id: card.name for person_id, card in people.items()}
    return AlertCard(
        alert,
        organization_card(organization) if organization else None,
        names.get(alert.claimed_by or ""),
        names.get(alert.settled_by or ""),
        tuple(names[each] for each in level if each in names and people[each].active),
    )


def view_of(work: UnitOfWork, alert: Alert) -> AlertView:
    deliveries = work.alerts.deliveries(alert.id)
    changes = work.history.of(SUBJECT, alert.id, HISTORY_READ)
    named = {each.by for each in changes} | {part for each in changes for part in (each.old, each.new) if part}
    people = people_cards(work, named | {each.place for each in deliveries})
    names = {person_id: card.name for person_id, card in people.items()}
    entries = tuple(
        AlertEntry(
            each.at,
            each.field,
            names.get(each.by),
            names.get(each.old or "", each.old),
            names.get(each.new or "", each.new),
            each.note,
        )
        for each in changes
    )
    return AlertView(card_of(work, alert), tuple(_delivery(each, names) for each in deliveries), entries)


def _delivery(delivery: Delivery, names: dict[str, str]) -> DeliveryView:
    name = None if delivery.place == STAFF_PLACE else names.get(delivery.place, "someone")
    return DeliveryView(name, delivery.how, delivery.why, delivery.due_at, delivery.told_at, delivery.problem)
