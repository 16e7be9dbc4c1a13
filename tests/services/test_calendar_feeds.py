"""A private address for each person, at which a calendar program reads their meetings."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient

from domain.errors import NotAllowed, NotFound, Unavailable
from domain.meetings import MeetingKind, Plan
from services.calendar_feeds import CalendarFeedUseCases
from tests.services.office import AT, Office
from tests.services.test_meetings import FIRST, FS
from web.app import create_web

SECRET = "0123456789abcdef0123456789abcdef"


@dataclass
class Desk:
    office: Office
    secret: str = SECRET

    @property
    def feeds(self) -> CalendarFeedUseCases:
        return CalendarFeedUseCases(self.office.services.catalog.context, self.secret.encode())

    @property
    def web(self) -> FlaskClient:
        return create_web({}, read_feed=self.feeds.read).test_client()

    def path(self, name: str = "erik") -> str:
        return self.feeds.path(self.office.actor(name))

    def book(self) -> str:
        meetings = self.office.services.meetings
        card = meetings.propose(self.office.actor("james"), FS, Plan(MeetingKind.STARTUP, slots=(FIRST,)))
        meetings.answer(self.office.actor("erik"), card.meeting.id, yes=(FIRST,))
        return card.meeting.id

    def events(self, path: str, meeting: str) -> list[Any]:
        """Those of the meeting in the feed; other ones are of the sample."""
        answer = self.web.get(path)
        assert answer.status_code == 200
        found = vobject.readOne(answer.text).contents.get("vevent", [])
        return [event for event in found if event.uid.value == f"meeting-{meeting}@cec-concierge"]


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def test_a_feed_shows_the_meetings_that_a_person_takes_part_in(desk: Desk):
    meeting = desk.book()
    (event,) = desk.events(desk.path(), meeting)
    assert (event.dtstart.value, event.summary.value) == (FIRST, "Startup meeting")
    assert FS in event.description.value
    assert [alarm.action.value for alarm in event.valarm_list] == ["DISPLAY", "DISPLAY"]
    assert desk.events(desk.path("maria"), meeting) == []


def test_a_meeting_that_is_cancelled_is_gone_from_it(desk: Desk):
    meeting = desk.book()
    desk.office.services.meetings.cancel(desk.office.actor("james"), meeting, "The room burned down")
    assert desk.events(desk.path(), meeting) == []


def test_the_address_stays_until_it_is_renewed_and_then_the_old_one_shows_nothing(desk: Desk):
    old = desk.path()
    assert desk.path() == old
    new = desk.feeds.renew(desk.office.actor("erik"))
    assert new != old
    assert desk.path() == new
    assert [desk.web.get(path).status_code for path in (old, new)] == [404, 200]
    changes = [change for change in desk.office.history("person", "p-erik") if change.field == "feed"]
    assert [(change.old, change.new) for change in changes] == [("1", "2"), (None, "1")]


def test_renewing_what_was_never_given_out_gives_the_first_one(desk: Desk):
    assert desk.feeds.renew(desk.office.actor("erik")) == desk.path()


def test_wrong_revoked_and_foreign_addresses_are_answered_all_the_same(desk: Desk):
    path = desk.path()
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    name, signature = token.split(".")
    desk.feeds.renew(desk.office.actor("erik"))
    other = desk.path("maria").removeprefix("/calendar/").split(".")[0]
    tokens = [
        token,
        f"{name}.",
        name,
        "x",
        "é",
        f"{name}.{signature[:-1]}A",
        f"{other}.{signature}",
        "%00",
        "a" * 600,
        ".",
    ]
    answers = [desk.web.get(f"/calendar/{each}.ics") for each in tokens]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.text for answer in answers} == {"There is no calendar at this address."}


def test_a_signature_of_another_key_is_worth_nothing(desk: Desk):
    path = desk.path()
    assert Desk(desk.office, SECRET[::-1]).web.get(path).status_code == 404


def test_a_feed_that_was_never_made_is_not_there_even_with_the_right_signature(desk: Desk):
    desk.path("maria")
    token = desk.feeds._token("p-erik", 0)  # pyright: ignore[reportPrivateUsage]
    assert desk.web.get(f"/calendar/{token}.ics").status_code == 404


def test_who_left_has_no_feed_any_more(desk: Desk):
    path = desk.path()
    with desk.office.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-erik"), active=False))
        work.commit()
    assert desk.web.get(path).status_code == 404


def test_nobody_else_gets_an_address(desk: Desk):
    with pytest.raises(NotAllowed):
        desk.path("nina")


def test_without_a_key_there_are_no_addresses(desk: Desk):
    keyless = Desk(desk.office, "")
    with pytest.raises(Unavailable):
        keyless.path()
    desk.path()
    token = keyless.feeds._token("p-erik", 1)  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(NotFound):
        keyless.feeds.read(token)


def test_a_program_that_has_it_already_is_not_sent_it_again(desk: Desk):
    path = desk.path()
    first = desk.web.get(path)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in first.headers["Cache-Control"]
    again = desk.web.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    desk.book()
    changed = desk.web.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_it_is_the_same_while_nothing_changes(desk: Desk):
    desk.book()
    path = desk.path()
    before = desk.web.get(path).data
    desk.office.clock.pass_by(minutes=30)
    assert desk.web.get(path).data == before


def test_when_the_database_is_away_a_program_is_asked_to_come_again():
    def away(token: str) -> Any:
        raise Unavailable("The database does not answer.")

    answer = create_web({}, read_feed=away).test_client().get("/calendar/x.ics")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")


def test_meetings_long_past_are_left_out(desk: Desk):
    meeting, path = desk.book(), desk.path()
    desk.office.clock.at = AT.replace(year=AT.year + 1)
    assert desk.events(path, meeting) == []
