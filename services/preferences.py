"""How people work and want to be told: each chooses for themselves, customers and staff alike."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from domain.permissions import Action, Actor, Subject
from domain.preference_checks import checked_preferences
from domain.preferences import AlertsBy, DigestRhythm, Preferences
from services.access import require
from services.calendar_addresses import masked_address
from services.context import Context, plain_change
from services.settings_table import zone_of_person
from services.telling_hours import look_at_what_is_told
from storage.unit_of_work import UnitOfWork

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class PreferenceWish:
    """What someone chooses; None leaves it as it is. The fields mean what they mean in `Preferences`."""

    works_on: frozenset[int] | None = None
    works_from: time | None = None
    works_until: time | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    alerts_by: AlertsBy | None = None
    digest: DigestRhythm | None = None
    digest_at: time | None = None
    reminders: tuple[int, ...] | None = None


@dataclass(frozen=True)
class CalendarCard:
    """A calendar that someone connected. `shown_as` does not give it away, `address` does: it is for buttons only.

    `read_at` is when it could be read last; `problem` is a sentence where that failed since, else "".
    """

    address: str
    shown_as: str
    read_at: datetime | None
    problem: str


@dataclass(frozen=True)
class PreferencesView:
    """`zone` is the one that the times of day are in."""

    preferences: Preferences
    zone: str
    calendars: tuple[CalendarCard, ...]


@dataclass(frozen=True)
class PreferenceUseCases:
    context: Context

    def view(self, actor: Actor) -> PreferencesView:
        """Raises NotAllowed for strangers."""
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        with self.context.reading() as work:
            zone = zone_of_person(work, work.people.get(actor.id)).key
            calendars = tuple(
                CalendarCard(each.address, masked_address(each.address), each.read_at, each.problem)
                for each in work.busy_calendars.of([actor.id])
            )
            return PreferencesView(work.preferences.of(actor.id), zone, calendars)

    def change(self, actor: Actor, wish: PreferenceWish) -> Preferences:
        """Raises InvalidInput naming the field."""
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        with self.context.unit_of_work() as work:
            work.people.hold([actor.id])
            after = choose(work, actor, wish, self.context.clock())
            work.commit()
            return after


def choose(work: UnitOfWork, actor: Actor, wish: PreferenceWish, now: datetime) -> Preferences:
    """As `change`, in a unit of work that is under way."""
    before = work.preferences.of(actor.id)
    chosen = {name: value for name, value in vars(wish).items() if value is not None}
    after = checked_preferences(replace(before, **chosen))
    changes = [
        plain_change(actor, ("person", actor.id), name, said(before), said(after), now, actor.organization)
        for name, said in _SAID.items()
        if said(before) != said(after)
    ]
    if changes:
        work.preferences.save(after)
        look_at_what_is_told(work, actor.id, now)
        work.history.append(*changes)
    return after


def _plain(name: str) -> Callable[[Preferences], str]:
    def said(chosen: Preferences) -> str:
        value: Any = getattr(chosen, name)
        return f"{value:%H:%M}" if isinstance(value, time) else str(value)

    return said


#: What stands in the history of each thing that can be chosen.
_SAID: dict[str, Callable[[Preferences], str]] = {
    "works_on": lambda chosen: ", ".join(_DAYS[day] for day in sorted(chosen.works_on)),
    **{name: _plain(name) for name in ("works_from", "works_until", "quiet_from", "quiet_until")},
    **{name: _plain(name) for name in ("alerts_by", "digest", "digest_at")},
    "reminders": lambda chosen: ", ".join(f"{minutes} min" for minutes in chosen.reminders) or "none",
}
