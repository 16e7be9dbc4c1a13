"""How people work and want to be told, and their calendars, on both databases."""

from dataclasses import replace
from datetime import time, timedelta

from domain.busy_times import LOOKED_AT_EVERY, Busy, BusyCalendar
from domain.preferences import AlertsBy, DigestRhythm, Preferences
from storage.unit_of_work import Storage
from tests.builders import NOON
from tests.storage.filling import fill_directory

ADDRESS = "https://calendar.example.com/p-1.ics"
HOUR = timedelta(hours=1)
CHOSEN = Preferences(
    person_id="p-1",
    works_on=frozenset({0, 2, 6}),
    works_from=time(6, 30),
    works_until=time(14, 45),
    quiet_from=time(22),
    quiet_until=time(5, 15),
    alerts_by=AlertsBy.DIGEST,
    digest=DigestRhythm.WEEKLY,
    digest_at=time(9, 5),
    reminders=(60, 5),
    calendars=(ADDRESS,),
    feed=3,
)


def test_who_never_chose_anything_has_what_is_usual(storage: Storage):
    fill_directory(storage)
    with storage.reading() as work:
        assert work.preferences.of("p-1") == Preferences("p-1")


def test_what_a_person_chose_is_read_as_it_was_kept(storage: Storage):
    fill_directory(storage)
    for chosen in (CHOSEN, replace(CHOSEN, feed=None, works_on=frozenset(), reminders=(), calendars=())):
        with storage.unit_of_work() as work:
            work.preferences.save(chosen)
            work.commit()
        with storage.reading() as work:
            assert work.preferences.of("p-1") == chosen
            assert work.preferences.of_several(["p-1", "staff"]) == {"p-1": chosen, "staff": Preferences("staff")}


def test_a_calendar_is_kept_with_the_busy_times_that_were_read(storage: Storage):
    fill_directory(storage)
    new = BusyCalendar("p-1", ADDRESS, look_at=NOON)
    read = new.read([Busy(NOON + HOUR, NOON + 2 * HOUR)], NOON)
    for calendar in (new, read, read.failed("It does not answer.", NOON + LOOKED_AT_EVERY)):
        with storage.unit_of_work() as work:
            work.busy_calendars.save(calendar)
            work.commit()
        with storage.reading() as work:
            assert work.busy_calendars.of(["p-1", "staff"]) == (calendar,)
            assert work.busy_calendars.find("p-1", ADDRESS) == calendar
    with storage.unit_of_work() as work:
        work.busy_calendars.remove("p-1", ADDRESS)
        assert work.busy_calendars.of(["p-1"]) == ()


def test_calendars_are_looked_at_when_they_are_due_those_that_wait_longest_first(storage: Storage):
    fill_directory(storage)
    with storage.unit_of_work() as work:
        for name, minutes in (("b", 5), ("c", 0), ("a", 10), ("later", -1)):
            address = f"https://calendar.example.com/{name}.ics"
            work.busy_calendars.save(BusyCalendar("p-1", address, look_at=NOON - timedelta(minutes=minutes)))
        names = [calendar.address[-5] for calendar in work.busy_calendars.due(NOON, 10)]
        assert names == ["a", "b", "c"]
        assert len(work.busy_calendars.due(NOON, 2)) == 2
