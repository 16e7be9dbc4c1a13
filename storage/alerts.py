"""Alerts, and where each was told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, literal_column, or_, select, union_all

from domain.alert_deliveries import STAFF_PLACE, Delivery, How, Why
from domain.alerts import AlertKind, Level, Subject, SubjectType, Wanted
from domain.errors import Conflict
from domain.kept_alerts import Alert, AlertState
from storage.alert_tables import alert_deliveries, alert_digests, alerts, failed_deliveries
from storage.plain import from_plain, to_plain
from storage.tables import agreement_contacts
from storage.transaction import Transaction, Values

_WANTED = ("key", "agreement", "organization", "since", "mark", "passing", "said", "facts")
_ALERT = (
    *("id", "raised_at", "level", "level_at", "claimed_by", "snoozed_until"),
    *("settled_at", "settled_by", "settled_why", "revision"),
)
_DELIVERY = ("alert", "place", "level", "due_at", "told_at", "channel_id", "ts", "problem")
# Written out, not a parameter: only so does a database see that its indexes of open ones fit.
_OPEN = alerts.c.state != literal_column("'settled'")
_some = and_(alerts.c.subject_type == bindparam("type"), alerts.c.subject_id.in_(bindparam("ids", expanding=True)))
_concerning = select(alerts).where(_some, or_(_OPEN, alerts.c.settled_by.is_not(None)))
_CONCERNING = _concerning.order_by(alerts.c.since, alerts.c.id)
_d = alert_deliveries.c
_deliveries = select(alert_deliveries).where(_d.alert.in_(bindparam("ids", expanding=True)))
_people = bindparam("people", expanding=True)
_not_apart = alerts.c.kind.not_in(bindparam("apart", expanding=True))
_theirs = union_all(
    select(alerts.c.claimed_by.label("person")).where(_OPEN, alerts.c.claimed_by.in_(_people), _not_apart),
    select(_d.place).where(
        *(_d.place.in_(_people), _d.alert == alerts.c.id, _OPEN, alerts.c.claimed_by.is_(None)),
        or_(_not_apart, _d.how != How.NOTICE.value),
    ),
).subquery()
_MANY_OF = select(_theirs.c.person, func.count().label("many")).group_by(_theirs.c.person)
_DELIVERIES = _deliveries.order_by(_d.alert, _d.level, _d.due_at, _d.place)


class Whose(StrEnum):
    """`mine`: told to the person or claimed by them, and by nobody else. `team`: of the agreements in which the person
    has a role, and what the staff channel was told of. `all`: every open one."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True)
class FailedDelivery:
    """A channel or a person (Slack ids) that nothing reaches any more; Slack's word for why."""

    place: str
    error: str
    at: datetime


class Alerts:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, alert_id: str) -> Alert | None:
        row = self._db.row(select(alerts).where(alerts.c.id == alert_id))
        return None if row is None else built_alert(row)

    def concerning(self, *subjects: Subject) -> dict[Subject, tuple[Alert, ...]]:
        """The open ones of each of these subjects, and those that somebody settled by hand."""
        ids: dict[SubjectType, list[str]] = defaultdict(list)
        for each in subjects:
            ids[each.type].append(each.id)
        found: dict[Subject, list[Alert]] = {each: [] for each in subjects}
        for type, of_type in ids.items():
            for row in self._db.rows(_CONCERNING, type=type, ids=of_type):
                found[Subject(type, row.subject_id)].append(built_alert(row))
        return {subject: tuple(of_subject) for subject, of_subject in found.items()}

    def subjects_of(self, person: str) -> tuple[Subject, ...]:
        """What the open alerts that a person (id) was told of, or has, are about."""
        c = alerts.c
        found = select(c.subject_type, c.subject_id).where(*_conditions(Whose.MINE, person)).distinct()
        return tuple(Subject(SubjectType(row.subject_type), row.subject_id) for row in self._db.rows(found))

    def open_ones(
        self,
        whose: Whose,
        person: str,
        limit: int,
        offset: int = 0,
        kinds: Iterable[AlertKind] = (),
        apart: Iterable[AlertKind] = (),
    ) -> tuple[Alert, ...]:
        """The one that waits longest first. Of the kinds `apart` those of one's own are left out of which a notice of
        their own told the person."""
        wanted = _conditions(whose, person, kinds, apart)
        found = select(alerts).where(*wanted).order_by(alerts.c.since, alerts.c.id)
        return tuple(built_alert(row) for row in self._db.rows(found.limit(limit).offset(offset)))

    def counted(self, whose: Whose, person: str, apart: Iterable[AlertKind] = ()) -> dict[AlertKind, int]:
        """How many open ones of each kind; `apart` as for `open_ones`."""
        found = select(alerts.c.kind, func.count().label("many")).where(*_conditions(whose, person, (), apart))
        return {AlertKind(row.kind): row.many for row in self._db.rows(found.group_by(alerts.c.kind))}

    def many_of(self, people: Iterable[str], apart: Iterable[AlertKind] = ()) -> dict[str, int]:
        """How many are open and for each of these people (ids, as `Whose.MINE`); without those who have none. `apart`
        as for `open_ones`."""
        values = {"people": list(people), "apart": [kind.value for kind in apart]}
        return {row.person: row.many for row in self._db.rows(_MANY_OF, **values)}

    def add(self, alert: Alert) -> None:
        """Raises Conflict while there is an open one with its key."""
        self._db.insert(alerts, [_row(alert)])

    def save(self, alert: Alert, seen: int) -> None:
        """Raises Conflict unless `seen` is the revision that is kept."""
        c = alerts.c
        if not self._db.run(alerts.update().where(c.id == alert.id, c.revision == seen).values(_row(alert))):
            raise Conflict("Someone else changed this alert meanwhile. Look at it again, then repeat this.")

    # Where they were told

    def deliveries(self, *alert_ids: str) -> tuple[Delivery, ...]:
        """By alert, the first level first."""
        return tuple(built_delivery(row) for row in self._db.rows(_DELIVERIES, ids=alert_ids)) if alert_ids else ()

    def delivery(self, alert_id: str, place: str) -> Delivery | None:
        return next((each for each in self.deliveries(alert_id) if each.place == place), None)

    def keep_delivery(self, delivery: Delivery) -> None:
        """Insert or update."""
        values = {name: getattr(delivery, name) for name in _DELIVERY}
        self._db.upsert(alert_deliveries, {**values, "how": delivery.how.value, "why": delivery.why.value})

    # Digests

    def digest_days(self) -> dict[str, date]:
        """The day of the last digest of each person (id)."""
        return {row.person: row.day for row in self._db.rows(select(alert_digests))}

    def keep_digests(self, days: Mapping[str, date]) -> None:
        """The day of the last digest of these people (ids)."""
        self._db.upsert(alert_digests, *({"person": person, "day": day} for person, day in days.items()))

    # Places that nothing reaches

    def failed(self, place: str) -> FailedDelivery | None:
        row = self._db.row(select(failed_deliveries).where(failed_deliveries.c.place == place))
        return None if row is None else FailedDelivery(row.place, row.error, row.at)

    def keep_failed(self, failed: FailedDelivery) -> None:
        self._db.upsert(failed_deliveries, {"place": failed.place, "error": failed.error, "at": failed.at})


def _conditions(
    whose: Whose, person: str, kinds: Iterable[AlertKind] = (), apart: Iterable[AlertKind] = ()
) -> list[ColumnElement[bool]]:
    c, told, wanted = alerts.c, alert_deliveries.c, [kind.value for kind in kinds]
    other = c.kind.not_in([kind.value for kind in apart])
    conditions = [_OPEN]
    if wanted:
        conditions.append(c.kind.in_(wanted))
    if whose is Whose.MINE:
        to_person = c.id.in_(select(told.alert).where(told.place == person))
        by_alert = c.id.in_(select(told.alert).where(told.place == person, told.how != How.NOTICE.value))
        to_them = and_(c.claimed_by.is_(None), to_person, or_(other, by_alert))
        conditions.append(or_(and_(c.claimed_by == person, other), to_them))
    if whose is Whose.TEAM:
        own = c.agreement.in_(select(agreement_contacts.c.agreement).where(agreement_contacts.c.person == person))
        conditions.append(or_(own, c.id.in_(select(told.alert).where(told.place == STAFF_PLACE))))
    return conditions


def built_alert(row: Row[Any]) -> Alert:
    values = row._mapping
    wanted = Wanted(
        **{name: values[name] for name in _WANTED},
        kind=AlertKind(row.kind),
        subject=Subject(SubjectType(row.subject_type), row.subject_id),
        levels=from_plain(tuple[Level, ...], row.levels),
    )
    return Alert(**{name: values[name] for name in _ALERT}, wanted=wanted, state=AlertState(row.state))


def built_delivery(row: Row[Any]) -> Delivery:
    return Delivery(**{name: row._mapping[name] for name in _DELIVERY}, how=How(row.how), why=Why(row.why))


def _row(alert: Alert) -> Values:
    wanted = alert.wanted
    return {
        **{name: getattr(wanted, name) for name in _WANTED},
        **{name: getattr(alert, name) for name in _ALERT},
        "kind": wanted.kind.value,
        "subject_type": wanted.subject.type.value,
        "subject_id": wanted.subject.id,
        "levels": to_plain(wanted.levels),
        "facts": dict(wanted.facts),
        "state": alert.state.value,
    }
