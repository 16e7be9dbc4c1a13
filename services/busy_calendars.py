"""Calendars that people connect, to show when they are busy: read when they are connected, and every 15 minutes."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.busy_times import DAYS_AHEAD, LOOKED_AT_EVERY, Busy, BusyCalendar
from domain.errors import Conflict, InvalidInput, NotFound
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Action, Actor, Subject
from domain.preference_checks import MOST_CALENDARS
from services.access import require
from services.busy_reading import busy_in
from services.calendar_addresses import CalendarReader, checked_address, masked_address
from services.context import Context, plain_change
from services.settings_table import zone_of_person
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("cec.calendars")

#: Reads the file at an address. Raises InvalidInput with a sentence for the calendar's owner.
type Read = Callable[[str], bytes]

READ_AT_ONCE = 4
MOST_IN_A_ROUND = 200
_NOT_CONNECTED = "That calendar is not connected any more."
NOT_READ = "I couldn't read that calendar. I try again in a quarter of an hour."


@dataclass(frozen=True)
class ConnectedCalendar:
    """How many busy times it shows, or why it could not be read; `shown_as` does not give its address away."""

    shown_as: str
    count: int
    problem: str = ""


@dataclass(frozen=True)
class BusyCalendarUseCases:
    """Each for the person's own calendars."""

    context: Context
    read: Read = CalendarReader().read

    def connect(self, actor: Actor, address: str) -> BusyCalendar:
        """Read it and keep what it shows; one that is connected already is read again. Takes up to half a minute.

        Raises InvalidInput, at the field `calendar`, where it cannot be read, Conflict where there are enough, NotFound
        for one that was connected and was disconnected while it was read.
        """
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        checked = checked_address(address)
        with self.context.reading() as work:
            _refuse_too_many(work, actor, checked)
            zone = zone_of_person(work, work.people.get(actor.id)).key
            was_connected = _is_connected(work, actor, checked)
        busy = self._busy(checked, zone)
        with self.context.unit_of_work() as work:
            work.people.hold([actor.id])
            now = self.context.clock()
            if was_connected and not _is_connected(work, actor, checked):
                raise NotFound(_NOT_CONNECTED)
            _refuse_too_many(work, actor, checked)
            calendar = BusyCalendar(actor.id, checked, now).read(busy, now)
            _choose(work, actor, checked, now)
            work.busy_calendars.save(calendar)
            work.commit()
        return calendar

    def want(self, actor: Actor, address: str, form: str) -> None:
        """Connect it soon: a notice has it read (`connect_wanted`), and tells the actor what came of it. A form (id)
        counts once. Raises InvalidInput, at the field `calendar`, for what is no address, Conflict as `connect`."""
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        checked = checked_address(address)
        with self.context.unit_of_work() as work:
            work.people.hold([actor.id])
            now = self.context.clock()
            _refuse_too_many(work, actor, checked)
            _choose(work, actor, checked, now)
            if work.busy_calendars.find(actor.id, checked) is None:
                work.busy_calendars.save(BusyCalendar(actor.id, checked, now + LOOKED_AT_EVERY))
            to = Destination(slack_user_id=actor.slack_user_id)
            work.notices.enqueue(Notice(f"calendars:{form}", NoticeKind.CALENDAR_WANTED, to))
            work.commit()

    def connect_wanted(self, actor: Actor) -> tuple[ConnectedCalendar, ...]:
        """Read those that the actor wanted and that were never read; what can't be read is forgotten. By the queue.

        Nothing is said of one that was disconnected meanwhile.
        """
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        with self.context.reading() as work:
            new = [each.address for each in work.busy_calendars.of([actor.id]) if each.read_at is None]
        return tuple(found for found in (self._connected(actor, address) for address in new) if found)

    def _connected(self, actor: Actor, address: str) -> ConnectedCalendar | None:
        shown_as = masked_address(address)
        with suppress(NotFound):
            try:
                return ConnectedCalendar(shown_as, len(self.connect(actor, address).busy))
            except InvalidInput as error:
                self.disconnect(actor, address)
                return ConnectedCalendar(shown_as, 0, str(error))
        return None

    def disconnect(self, actor: Actor, address: str) -> None:
        """Forget the calendar and all that was read from it. Raises NotFound for one that is not connected."""
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        with self.context.unit_of_work() as work:
            work.people.hold([actor.id])
            if not _is_connected(work, actor, address):
                raise NotFound(_NOT_CONNECTED)
            _forget(work, actor.id, address)
            subject, masked = ("person", actor.id), masked_address(address)
            now = self.context.clock()
            work.history.append(plain_change(actor, subject, "calendar", masked, None, now, actor.organization))
            work.commit()

    def read_due(self) -> int:
        """Read the calendars that it is time for, and keep what they show. Returns how many. By the clock.

        What could be read last stays where a calendar does not answer. Those of people who left are forgotten.
        """
        read = 0
        with ThreadPoolExecutor(READ_AT_ONCE, "calendars") as readers:
            for calendar, found in readers.map(self._looked_at, self._taken()):
                self._keep(calendar, found)
                read += 1
        return read

    def _taken(self) -> tuple[tuple[BusyCalendar, str], ...]:
        """Those that are due, with the zone of each. They are put off, so that no other round takes them too."""
        with self.context.unit_of_work() as work:
            now = self.context.clock()
            due = work.busy_calendars.due(now, MOST_IN_A_ROUND)
            people = {person.id: person for person in work.people.several(each.person_id for each in due)}
            left = [each for each in due if not people[each.person_id].active]
            taken = [each for each in due if people[each.person_id].active]
            for each in left:
                _forget(work, each.person_id, each.address)
            for each in taken:
                work.busy_calendars.save(replace(each, look_at=now + LOOKED_AT_EVERY))
            zones = tuple(zone_of_person(work, people[each.person_id]).key for each in taken)
            if due:
                work.commit()
        return tuple(zip(taken, zones, strict=True))

    def _looked_at(self, taken: tuple[BusyCalendar, str]) -> tuple[BusyCalendar, tuple[Busy, ...] | str]:
        """The busy times, or why they could not be read."""
        calendar, zone = taken
        try:
            return calendar, self._busy(calendar.address, zone)
        except InvalidInput as error:
            log.info("a calendar of %s was not read: %s", calendar.person_id, error)
            return calendar, str(error)
        except Exception:  # what one server sends must not keep the other calendars from being read
            log.exception("a calendar of %s was not read", calendar.person_id)
            return calendar, NOT_READ

    def _keep(self, calendar: BusyCalendar, found: tuple[Busy, ...] | str) -> None:
        with self.context.unit_of_work() as work:
            kept = work.busy_calendars.find(calendar.person_id, calendar.address)
            if kept is None:  # it was disconnected meanwhile
                return
            now = self.context.clock()
            work.busy_calendars.save(kept.failed(found, now) if isinstance(found, str) else kept.read(found, now))
            work.commit()

    def _busy(self, address: str, zone: str) -> tuple[Busy, ...]:
        start, end = _window(self.context.clock())
        return busy_in(self.read(address), zone, start, end)


def _window(now: datetime) -> tuple[datetime, datetime]:
    return now - timedelta(days=1), now + timedelta(days=DAYS_AHEAD)


def _is_connected(work: UnitOfWork, actor: Actor, address: str) -> bool:
    return address in work.preferences.of(actor.id).calendars


def _refuse_too_many(work: UnitOfWork, actor: Actor, address: str) -> None:
    connected = work.preferences.of(actor.id).calendars
    if address not in connected and len(connected) >= MOST_CALENDARS:
        raise Conflict(f"You have connected {MOST_CALENDARS} calendars already. Disconnect one of them first.")


def _choose(work: UnitOfWork, actor: Actor, address: str, now: datetime) -> None:
    chosen = work.preferences.of(actor.id)
    if address not in chosen.calendars:
        work.preferences.save(replace(chosen, calendars=(*chosen.calendars, address)))
        subject, masked = ("person", actor.id), masked_address(address)
        work.history.append(plain_change(actor, subject, "calendar", None, masked, now, actor.organization))


def _forget(work: UnitOfWork, person_id: str, address: str) -> None:
    work.busy_calendars.remove(person_id, address)
    chosen = work.preferences.of(person_id)
    work.preferences.save(replace(chosen, calendars=tuple(each for each in chosen.calendars if each != address)))
