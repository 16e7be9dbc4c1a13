"""Alerts: what needs CEC's people, for whom, and what they do about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import kept_alerts
from domain.alert_deliveries import STAFF_PLACE
from domain.alerts import AlertKind
from domain.errors import Conflict, InvalidInput, NotFound
from domain.kept_alerts import Alert, Step
from domain.people import Person, Side
from domain.permissions import Action, Actor
from services.access import require
from services.alert_cards import AlertMessage, AlertPage, AlertView, card_of, view_of
from services.alert_digests import DIGESTED_APART, send_digests
from services.alert_keeping import keep
from services.alert_sweep import sweep
from services.context import Context
from services.settings_table import OFFICE_ZONE, office_hours_of, value_of
from storage.alerts import Whose
from storage.unit_of_work import UnitOfWork

LONGEST_WHY = 500
PAGE_SIZE = 10
_GONE = "I can't find that alert."
_CHANGED = "This alert changed meanwhile. Look at it again, then repeat this."


@dataclass(frozen=True)
class AlertUseCases:
    """For staff. `seen` is the revision that the actor saw, None where it does not matter."""

    context: Context

    def open_for(
        self,
        actor: Actor,
        whose: Whose = Whose.MINE,
        page: int = 0,
        size: int = PAGE_SIZE,
        kinds: tuple[AlertKind, ...] = (),
        person: str | None = None,
    ) -> AlertPage:
        """What is open, the one that waits longest first; `kinds`: only of these; `person` (id): as for this
        colleague. Page `page`, counted from 0."""
        require(actor, Action.READ_ALERTS)
        with self.context.reading() as work:
            of = person or actor.id
            found = work.alerts.open_ones(whose, of, size + 1, page * size, kinds)
            colleague = work.people.find(person) if person else None
            shown = _page(work, found, page, size, work.alerts.counted(whose, of))
            return replace(shown, of=colleague.name if colleague else None)

    def view(self, actor: Actor, alert_id: str) -> AlertView:
        """With its history, and to whom it was delivered and why. Raises NotFound."""
        require(actor, Action.READ_ALERTS)
        with self.context.reading() as work:
            return view_of(work, _found(work, alert_id))

    def claim(self, actor: Actor, alert_id: str, seen: int | None = None) -> AlertView:
        """The actor sees to it. Raises Conflict when another one does."""
        return self._change(actor, alert_id, seen, lambda work, alert, now: kept_alerts.claim(alert, actor.id, now))

    def release(self, actor: Actor, alert_id: str, seen: int | None = None) -> AlertView:
        """It waits for someone again."""
        return self._change(actor, alert_id, seen, lambda work, alert, now: kept_alerts.release(alert, now))

    def snooze(self, actor: Actor, alert_id: str, until: datetime, seen: int | None = None) -> AlertView:
        """Nothing is said of it until then. Raises InvalidInput (`until`) for a time that is past, too far, or after
        it is due."""

        def put_off(work: UnitOfWork, alert: Alert, now: datetime) -> Step:
            return kept_alerts.snooze(alert, until, now, _due_at(work, alert))

        return self._change(actor, alert_id, seen, put_off)

    def settle(self, actor: Actor, alert_id: str, why: str = "", seen: int | None = None) -> AlertView:
        """It is done. Raises InvalidInput (`why`) for more words than are kept."""
        if len(why.strip()) > LONGEST_WHY:
            raise InvalidInput("why", f"Say it in up to {LONGEST_WHY} characters.")
        words = why.strip() or "Done."
        return self._change(
            actor, alert_id, seen, lambda work, alert, now: kept_alerts.settle(alert, actor.id, words, now)
        )

    def assign(self, actor: Actor, alert_id: str, person_id: str, seen: int | None = None) -> AlertView:
        """Give it to someone of CEC. Raises InvalidInput (`person`) for somebody else, for who left, and for who is
        not in Slack."""

        def give(work: UnitOfWork, alert: Alert, now: datetime) -> Step:
            return kept_alerts.assign(alert, _colleague(work.people.find(person_id)).id)

        return self._change(actor, alert_id, seen, give)

    # By the clock

    def sweep(self) -> int:
        """Looks at everything whose time has come. Returns how much that was."""
        return sweep(self.context)

    def send_digests(self) -> int:
        """Those that are due. Returns how many."""
        return send_digests(self.context)

    # By who delivers notices: shows nothing to anyone

    def message(self, alert_id: str, place: str, maybe_posted: bool = False) -> AlertMessage | None:
        """What to post or update in a place. None where it was settled before it was ever posted, or its person left:
        then nothing is said. `maybe_posted`: an earlier try may have posted it without that being noted."""
        with self.context.reading() as work:
            alert, delivery = work.alerts.find(alert_id), work.alerts.delivery(alert_id, place)
            if alert is None or delivery is None or not _is_told(work, place):
                return None
            if delivery.ts is None and not alert.is_open and not maybe_posted:
                return None
            return AlertMessage(card_of(work, alert), delivery.channel_id, delivery.ts)

    def digest(self, actor: Actor, day: date) -> AlertPage | None:
        """What is open for the actor, without what has a digest of its own. None where the digest of a later day was
        sent meanwhile: this one is stale."""
        require(actor, Action.READ_ALERTS)
        with self.context.reading() as work:
            last = work.alerts.digest_days().get(actor.id)
            if last and last > day:
                return None
            found = work.alerts.open_ones(Whose.MINE, actor.id, PAGE_SIZE + 1, apart=DIGESTED_APART)
            return _page(work, found, 0, PAGE_SIZE, work.alerts.counted(Whose.MINE, actor.id, DIGESTED_APART))

    def posted(self, alert_id: str, place: str, channel_id: str, ts: str) -> None:
        """The message of this place was posted there."""
        with self.context.unit_of_work() as work:
            delivery = work.alerts.delivery(alert_id, place)
            if delivery and (delivery.channel_id, delivery.ts) != (channel_id, ts):
                work.alerts.keep_delivery(replace(delivery, channel_id=channel_id, ts=ts))
                work.commit()

    def failed(self, alert_id: str, place: str, error: str) -> None:
        """The message could not be posted there, and never will: others are told in place of it."""
        with self.context.unit_of_work() as work:
            alert, delivery = work.alerts.find(alert_id), work.alerts.delivery(alert_id, place)
            if alert and delivery and not delivery.problem:
                work.alerts.keep_delivery(replace(delivery, problem=error))
                work.watches.look(alert.wanted.subject)
                work.commit()

    # -- pieces ----------------------------------------------------------------------------------------------

    def _change(
        self, actor: Actor, alert_id: str, seen: int | None, move: Callable[[UnitOfWork, Alert, datetime], Step]
    ) -> AlertView:
        require(actor, Action.HANDLE_ALERTS)
        with self.context.unit_of_work() as work:
            now = self.context.clock()
            work.watches.hold(_found(work, alert_id).wanted.subject)
            alert = _found(work, alert_id)
            if seen is not None and seen != alert.revision:
                raise Conflict(_CHANGED)
            step = move(work, alert, now)
            if step.events:
                keep(work, actor, step, now, office_hours_of(work).after)
                work.watches.look(alert.wanted.subject)
            view = view_of(work, step.alert)
            work.commit()
            return view


def _page(work: UnitOfWork, found: tuple[Alert, ...], page: int, size: int, counted: dict[AlertKind, int]) -> AlertPage:
    """`found` may be one more than the page holds."""
    cards = tuple(card_of(work, alert) for alert in found[:size])
    return AlertPage(cards, page, len(found) > size, counted)


def _found(work: UnitOfWork, alert_id: str) -> Alert:
    found = work.alerts.find(alert_id)
    if found is None:
        raise NotFound(_GONE)
    return found


def _due_at(work: UnitOfWork, alert: Alert) -> datetime | None:
    """When its last day is over at the office."""
    zone = ZoneInfo(value_of(work, OFFICE_ZONE))
    return datetime.combine(alert.due_on + timedelta(days=1), time.min, zone) if alert.due_on else None


def _colleague(person: Person | None) -> Person:
    if person is None or not person.active or person.side is not Side.CEC:
        raise InvalidInput("person", "Choose someone of CEC.")
    if person.slack_user_id is None:
        raise InvalidInput("person", f"{person.name} is not in Slack and would not hear of it. Choose someone else.")
    return person


def _is_told(work: UnitOfWork, place: str) -> bool:
    person = None if place == STAFF_PLACE else work.people.find(place)
    return place == STAFF_PLACE or (person is not None and person.active)
