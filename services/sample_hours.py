"""Working hours of people of the sample, where they are not the usual ones."""

from datetime import datetime, time

from domain.people import Person
from domain.permissions import Actor
from services.data_files import Entry
from services.preferences import PreferenceWish, choose
from storage.unit_of_work import UnitOfWork

HOURS_KEYS = ("works_from", "works_until")


def read_sample_hours(entry: Entry) -> PreferenceWish | None:
    """None where the person has the usual ones."""
    times = [_time(entry, key) for key in HOURS_KEYS if entry.peek(key).value]
    return PreferenceWish(works_from=times[0], works_until=times[1]) if len(times) == len(HOURS_KEYS) else None


def add_hours(work: UnitOfWork, person: Person, wish: PreferenceWish | None, now: datetime) -> None:
    if wish:
        choose(work, Actor(person=person), wish, now)


def _time(entry: Entry, key: str) -> time:
    try:
        return time.fromisoformat(entry.text(key))
    except ValueError:
        entry.report(key, "is no time of day", "Give hours and minutes, such as 07:30.")
        return time()
