"""Preferences in Slack: hours, alerts, reminders, connected calendars, and the address of one's own calendar."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot import outcomes
from bot.handlers import preferences
from bot.handlers.preferences import preferences_reply
from bot.replies import Reply
from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.preferences import AlertsBy, DigestRhythm, Preferences
from services import Services
from tests.blockkit import button, check_reply, words
from tests.bot.alerts import Outbox
from tests.bot.desk import Desk, a_desk, who
from tests.bot.needs import opened, person, press, updated

HOURS = {"works_on": ["0", "1", "2", "3"], "works_from": "07:30", "works_until": "16:00"}
QUIET = {"quiet_from": "18:00", "quiet_until": "07:00"}
ADDRESS = "https://calendar.example.com/private-1234/basic.ics"
EVENT = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261103T150000Z\r\nDTEND:20261103T160000Z\r\nEND:VEVENT\r\n"
FILE = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{EVENT}END:VCALENDAR\r\n".encode()


class Internet:
    """Whether a calendar stands at the address."""

    is_there = True

    def read(self, address: str) -> bytes:
        if not self.is_there:
            raise InvalidInput("calendar", "It is too slow.")
        return FILE


@pytest.fixture
def internet() -> Internet:
    return Internet()


@pytest.fixture
def desk(fresh_services: Services, internet: Internet) -> Desk:
    calendars = replace(fresh_services.busy_calendars, read=internet.read)
    feeds = replace(fresh_services.calendar_feeds, secret=b"a secret of the test")
    return a_desk(replace(fresh_services, busy_calendars=calendars, calendar_feeds=feeds), preferences)


def card(desk: Desk, user: str = "U0MARIA") -> Reply:
    reply = preferences_reply(who(desk.routes.services, user), desk.routes.services)
    check_reply(reply)
    return reply


def chosen(desk: Desk, name: str = "maria") -> Preferences:
    return desk.routes.services.preferences.view(person(desk.routes.services, name)).preferences


def form(desk: Desk, name: str, user: str = "U0MARIA") -> dict[str, Any]:
    press(desk, user, button(card(desk, user), name))
    return opened(desk)


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]


def test_what_is_usual_is_shown_and_only_staff_choose_about_alerts(desk: Desk) -> None:
    customers, staffs = card(desk), card(desk, "U0JAMES")
    assert "Monday to Friday, 9:00 AM to 5:00 PM (Eastern Time). Quiet from 7:00 PM to 7:00 AM" in customers.text
    assert "1 day and 15 minutes before a meeting." in customers.text
    assert "digest" not in customers.text
    assert "A digest of what is open comes every working day at 8:00 AM." in staffs.text
    assert customers.private


def test_strangers_have_none(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        card(desk, "U0NINA")


def test_hours_are_changed_and_quiet_hours_switched_off(desk: Desk) -> None:
    view = form(desk, "Change: Working and quiet hours")
    desk.submit("U0MARIA", view, {**HOURS, **QUIET, "quiet_until": "18:00"})
    assert chosen(desk).works_on == frozenset(range(4))
    assert "Monday, Tuesday, Wednesday and Thursday, 7:30 AM to 4:00 PM" in updated(desk)
    assert "No quiet hours." in updated(desk)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"works_until": "07:00"}, "works_until", "Give an end of your working hours"),
        ({"works_on": []}, "works_on", "Choose at least one day"),
        ({"works_on": ["9"]}, "works_on", "Choose days from Monday to Sunday."),
        ({"quiet_from": "soon"}, "quiet_from", "Choose a time."),
    ],
)
def test_hours_that_do_not_do_are_refused_at_their_field(
    desk: Desk, wrong: dict[str, Any], field: str, reason: str
) -> None:
    answer = desk.submit("U0MARIA", form(desk, "Change: Working and quiet hours"), {**HOURS, **QUIET, **wrong})
    assert reason in errors(answer)[field]
    assert chosen(desk).works_on == frozenset(range(5))


def test_staff_choose_how_alerts_and_the_digest_come(desk: Desk) -> None:
    view = form(desk, "Change: Alerts and digest", "U0JAMES")
    desk.submit("U0JAMES", view, {"alerts_by": "digest", "digest": "weekly", "digest_at": "09:15"})
    kept = chosen(desk, "james")
    assert (kept.alerts_by, kept.digest) == (AlertsBy.DIGEST, DigestRhythm.WEEKLY)
    assert "Alerts come in the digest only. A digest of what is open comes once a week at 9:15 AM." in updated(desk)
    answer = desk.submit("U0JAMES", view, {"alerts_by": "pigeon", "digest": "weekly", "digest_at": "09:15"})
    assert "Choose one of those" in errors(answer)["alerts_by"]


def test_reminders_are_chosen_up_to_four_or_none(desk: Desk) -> None:
    view = form(desk, "Change: Reminders")
    desk.submit("U0MARIA", view, {"reminders": ["120", "10"]})
    assert "2 hours and 10 minutes before a meeting." in updated(desk)
    answer = desk.submit("U0MARIA", view, {"reminders": ["120", "10", "5", "15", "30"]})
    assert "up to 4 reminders" in errors(answer)["reminders"]
    desk.submit("U0MARIA", view, {"reminders": []})
    assert chosen(desk).reminders == ()


def test_a_calendar_is_read_by_the_queue_and_its_owner_told(desk: Desk) -> None:
    outbox = Outbox(desk.routes.services)
    view = form(desk, "Connect a calendar")
    for _ in range(2):
        desk.submit("U0MARIA", view, {"calendar": ADDRESS})
    assert "Not read yet." in updated(desk)
    outbox.deliver("calendar_wanted")
    (told,) = outbox.posts("DU0MARIA")
    assert "Your calendar (calendar.example.com, ending in .ics) is connected. It shows 1 busy time" in told["text"]
    assert "Read last" in card(desk).text
    assert "private-1234" not in card(desk).text


def test_a_calendar_that_cannot_be_read_is_not_kept_and_its_owner_told_why(desk: Desk, internet: Internet) -> None:
    internet.is_there = False
    outbox = Outbox(desk.routes.services)
    desk.submit("U0MARIA", form(desk, "Connect a calendar"), {"calendar": ADDRESS})
    outbox.deliver("calendar_wanted")
    assert "is not connected. It is too slow." in outbox.posts("DU0MARIA")[0]["text"]
    assert chosen(desk).calendars == ()


def test_what_is_no_address_of_a_calendar_is_refused_at_its_field(desk: Desk) -> None:
    answer = desk.submit("U0MARIA", form(desk, "Connect a calendar"), {"calendar": "http://10.0.0.1/x.ics"})
    assert "It begins with https://" in errors(answer)["calendar"]
    assert chosen(desk).calendars == ()


def test_a_calendar_is_disconnected_and_what_fails_later_is_said_in_words(desk: Desk, internet: Internet) -> None:
    services = desk.routes.services
    services.busy_calendars.connect(person(services, "maria"), ADDRESS)
    with services.busy_calendars.context.unit_of_work() as work:
        (kept,) = work.busy_calendars.of(["p-maria"])
        work.busy_calendars.save(kept.failed("It is too slow.", kept.look_at))
        work.commit()
    assert "The last attempt failed: It is too slow." in card(desk).text
    press(desk, "U0MARIA", button(card(desk), "Disconnect calendar.example.com, ending in .ics"))
    assert "The calendar is disconnected" in updated(desk)
    assert chosen(desk).calendars == ()


def _address(desk: Desk, name: str) -> str:
    view = form(desk, name)
    return next(each for each in words(view["blocks"]) if each.startswith("`")).strip("`")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "169.254.169.254", "[::1]", "localhost", "wiki.internal", "printer.local"]
)
def test_an_address_within_a_private_network_is_refused_at_its_field(desk: Desk, host: str) -> None:
    answer = desk.submit("U0MARIA", form(desk, "Connect a calendar"), {"calendar": f"https://{host}/x.ics"})
    assert "Only public addresses that begin with https:// work" in errors(answer)["calendar"]


def test_what_is_saved_from_a_page_that_one_alone_sees_takes_its_place(desk: Desk, monkeypatch) -> None:
    answered: list[tuple[str, str, bool]] = []
    monkeypatch.setattr(outcomes, "respond", lambda _, to, reply, over, __: answered.append((to, reply.text, over)))
    alone, change = {"is_ephemeral": True, "channel_id": "D1"}, button(card(desk), "Change: Reminders")
    desk.click("U0MARIA", change, container=alone, channel={"id": "D1"}, response_url="https://answers.example.com/1")
    desk.submit("U0MARIA", opened(desk), {"reminders": ["10"]})
    ((to, text, over),) = answered
    assert (to, over) == ("https://answers.example.com/1", True)
    assert "10 minutes before a meeting." in text
    assert not desk.slack.all("chat.postMessage")


def test_ones_own_calendar_has_an_address_that_is_renewed_and_revoked(desk: Desk) -> None:
    feeds = desk.routes.services.calendar_feeds
    first = _address(desk, "Make an address")
    assert first.startswith("https://cec.example.gov/calendar/")
    assert _address(desk, "Show my address") == first
    second = _address(desk, "Make a new address")
    press(desk, "U0MARIA", button(card(desk), "Revoke the address"))
    assert "shows nothing any more" in updated(desk)
    assert "You have no address of it yet." in updated(desk)
    assert "Revoke the address" not in updated(desk)
    feeds.revoke(person(desk.routes.services, "maria"))
    for old in (first, second):
        with pytest.raises(NotFound):
            feeds.read(old.rpartition("/")[2].removesuffix(".ics"))
    third = _address(desk, "Make an address").rpartition("/")[2].removesuffix(".ics")
    assert feeds.read(third).content.startswith(b"BEGIN:VCALENDAR")
