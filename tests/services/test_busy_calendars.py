"""Calendars that people connect, to show when they are busy."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from domain.busy_times import Busy, BusyCalendar
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.permissions import Actor
from services.busy_calendars import NOT_READ, BusyCalendarUseCases
from tests.services.office import AT, Office

ADDRESS = "https://calendar.example.com/secret-1234/basic.ics"
HOUR = timedelta(hours=1)
EVENT = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261103T150000Z\r\nDTEND:20261103T160000Z\r\nEND:VEVENT\r\n"
BUSY = Busy(AT + timedelta(days=1), AT + timedelta(days=1, hours=1))


def a_calendar(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


@dataclass
class Internet:
    """What stands at an address: a file, or what is wrong with it."""

    files: dict[str, bytes | str] = field(default_factory=dict[str, bytes | str])
    asked: list[str] = field(default_factory=list[str])

    def read(self, address: str) -> bytes:
        self.asked.append(address)
        found = self.files.get(address, "There is nothing.")
        if isinstance(found, str):
            raise InvalidInput("calendar", found)
        return found


@dataclass
class Desk:
    office: Office
    internet: Internet

    @property
    def calendars(self) -> BusyCalendarUseCases:
        return BusyCalendarUseCases(self.office.services.catalog.context, self.internet.read)

    @property
    def maria(self) -> Actor:
        return self.office.actor("maria")

    def kept(self) -> tuple[BusyCalendar, ...]:
        with self.office.storage.reading() as work:
            return work.busy_calendars.of([self.maria.id])

    def connected(self) -> tuple[str, ...]:
        return self.office.services.preferences.view(self.maria).preferences.calendars


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office, Internet({ADDRESS: a_calendar(EVENT)}))


def test_a_calendar_is_read_when_it_is_connected(desk: Desk):
    made = desk.calendars.connect(desk.maria, "webcal://calendar.example.com/secret-1234/basic.ics")
    assert made.busy == (BUSY,)
    assert desk.kept() == (made,)
    assert desk.connected() == (ADDRESS,)


def test_only_a_little_of_its_address_is_shown_and_stands_in_the_history(desk: Desk):
    desk.calendars.connect(desk.maria, ADDRESS)
    (card,) = desk.office.services.preferences.view(desk.maria).calendars
    assert (card.shown_as, card.read_at, card.problem) == ("calendar.example.com, ending in .ics", AT, "")
    change = desk.office.history("person", desk.maria.id)[0]
    assert (change.field, change.old, change.new) == ("calendar", None, "calendar.example.com, ending in .ics")


def test_one_that_cannot_be_read_is_not_connected(desk: Desk):
    desk.internet.files[ADDRESS] = "It is too slow."
    with pytest.raises(InvalidInput, match=r"It is too slow\."):
        desk.calendars.connect(desk.maria, ADDRESS)
    assert (desk.kept(), desk.connected()) == ((), ())


@pytest.mark.parametrize("content", [b"<html>Sign in</html>", b"", b"BEGIN:VCARD\r\nEND:VCARD"])
def test_what_is_not_a_calendar_is_told_at_its_field(desk: Desk, content: bytes):
    desk.internet.files[ADDRESS] = content
    with pytest.raises(InvalidInput, match="is not a calendar") as refused:
        desk.calendars.connect(desk.maria, ADDRESS)
    assert refused.value.field == "calendar"


def test_an_address_that_is_none_is_never_asked_for(desk: Desk):
    with pytest.raises(InvalidInput, match="begins with https://"):
        desk.calendars.connect(desk.maria, "http://10.0.0.1/a.ics")
    assert desk.internet.asked == []


def test_it_is_read_again_every_quarter_of_an_hour(desk: Desk):
    desk.calendars.connect(desk.maria, ADDRESS)
    desk.internet.files[ADDRESS] = a_calendar()
    desk.office.clock.pass_by(minutes=14)
    assert desk.calendars.read_due() == 0
    desk.office.clock.pass_by(minutes=1)
    assert desk.calendars.read_due() == 1
    assert desk.kept()[0].busy == ()
    assert desk.calendars.read_due() == 0


def test_while_it_does_not_answer_what_was_read_last_stays_with_its_age(desk: Desk):
    desk.calendars.connect(desk.maria, ADDRESS)
    desk.internet.files[ADDRESS] = "It is too slow."
    desk.office.clock.pass_by(minutes=15)
    assert desk.calendars.read_due() == 1
    (kept,) = desk.kept()
    assert (kept.busy, kept.read_at, kept.problem) == ((BUSY,), AT, "It is too slow.")
    desk.internet.files[ADDRESS] = a_calendar()
    desk.office.clock.pass_by(minutes=15)
    desk.calendars.read_due()
    assert (desk.kept()[0].busy, desk.kept()[0].problem) == ((), "")


def test_one_that_fails_in_a_way_nobody_thought_of_does_not_hold_up_the_others(
    desk: Desk, caplog: pytest.LogCaptureFixture
):
    bad = "https://bad.example.com/a.ics"
    desk.internet.files[bad] = a_calendar(EVENT)
    desk.calendars.connect(desk.maria, bad)
    desk.calendars.connect(desk.maria, ADDRESS)
    desk.internet.files[ADDRESS] = a_calendar()
    desk.office.clock.pass_by(minutes=15)

    def read(address: str) -> bytes:
        if address == bad:
            raise ValueError("Invalid IPv6 URL")
        return desk.internet.read(address)

    assert BusyCalendarUseCases(desk.calendars.context, read).read_due() == 2
    kept = {each.address: each for each in desk.kept()}
    assert (kept[bad].busy, kept[bad].problem) == ((BUSY,), NOT_READ)
    assert (kept[ADDRESS].busy, kept[ADDRESS].problem) == ((), "")
    assert "Invalid IPv6 URL" in caplog.text


def test_a_calendar_that_is_disconnected_is_forgotten_with_its_times(desk: Desk):
    desk.calendars.connect(desk.maria, ADDRESS)
    desk.calendars.disconnect(desk.maria, ADDRESS)
    assert (desk.kept(), desk.connected()) == ((), ())
    with pytest.raises(NotFound):
        desk.calendars.disconnect(desk.maria, ADDRESS)


def test_one_that_is_disconnected_while_it_is_read_stays_away(desk: Desk):
    desk.calendars.connect(desk.maria, ADDRESS)
    desk.office.clock.pass_by(minutes=15)

    def read(address: str) -> bytes:
        desk.calendars.disconnect(desk.maria, ADDRESS)
        return a_calendar(EVENT)

    BusyCalendarUseCases(desk.calendars.context, read).read_due()
    assert desk.kept() == ()


def test_one_that_was_wanted_and_is_disconnected_while_it_is_read_stays_away(desk: Desk):
    other = "https://calendar.example.com/other.ics"
    desk.internet.files[other] = a_calendar(EVENT)
    desk.calendars.want(desk.maria, ADDRESS, "form-1")
    desk.calendars.want(desk.maria, other, "form-2")

    def read(address: str) -> bytes:
        if address == ADDRESS:
            desk.calendars.disconnect(desk.maria, ADDRESS)
        return desk.internet.read(address)

    (found,) = BusyCalendarUseCases(desk.calendars.context, read).connect_wanted(desk.maria)
    assert (found.count, found.problem) == (1, "")
    assert ([each.address for each in desk.kept()], desk.connected()) == ([other], (other,))


def test_one_that_was_wanted_and_disconnected_and_cannot_be_read_is_not_told_of(desk: Desk):
    desk.calendars.want(desk.maria, ADDRESS, "form-1")

    def read(address: str) -> bytes:
        desk.calendars.disconnect(desk.maria, ADDRESS)
        raise InvalidInput("calendar", "It is too slow.")

    assert BusyCalendarUseCases(desk.calendars.context, read).connect_wanted(desk.maria) == ()
    assert (desk.kept(), desk.connected()) == ((), ())


def test_calendars_of_people_who_left_are_forgotten_without_reading_them(desk: Desk):
    desk.calendars.connect(desk.maria, ADDRESS)
    maria, asked = desk.maria, len(desk.internet.asked)
    with desk.office.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get(maria.id), active=False))
        work.commit()
    desk.office.clock.pass_by(minutes=15)
    assert desk.calendars.read_due() == 0
    assert len(desk.internet.asked) == asked
    with desk.office.storage.reading() as work:
        assert (work.busy_calendars.of([maria.id]), work.preferences.of(maria.id).calendars) == ((), ())


def test_there_is_a_limit_of_calendars_but_one_can_be_read_again(desk: Desk):
    addresses = [f"https://calendar.example.com/{count}.ics" for count in range(4)]
    desk.internet.files |= dict.fromkeys(addresses, a_calendar())
    for address in [*addresses[:3], addresses[0]]:
        desk.calendars.connect(desk.maria, address)
    with pytest.raises(Conflict, match="You have connected 3 calendars already"):
        desk.calendars.connect(desk.maria, addresses[3])
    assert desk.connected() == tuple(addresses[:3])


def test_strangers_connect_nothing(desk: Desk):
    with pytest.raises(NotAllowed):
        desk.calendars.connect(desk.office.actor("nina"), ADDRESS)
    assert desk.internet.asked == []


def test_a_file_that_asks_for_millions_of_events_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.busy_reading.LONGEST_SECONDS", 1)
    times = "DTSTART:19260101T090000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=SECONDLY"
    desk.internet.files[ADDRESS] = a_calendar(f"BEGIN:VEVENT\r\nUID:1\r\n{times}\r\nEND:VEVENT\r\n")
    with pytest.raises(InvalidInput, match="There is too much in the calendar"):
        desk.calendars.connect(desk.maria, ADDRESS)
