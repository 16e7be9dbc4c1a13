"""Alerts in Slack: lists, the buttons of one alert, its forms, and why it was sent."""

import json
from datetime import UTC, datetime

import pytest

from bot.handlers import alerts, home, next_steps
from bot.handlers.alerts import alerts_reply, command
from bot.plain_requests import plain_intent
from bot.replies import Reply
from bot.views.alert_lists import AlertQuestion
from domain.errors import NotAllowed
from domain.kept_alerts import AlertState
from services import Services
from services.alert_cards import AlertCard
from services.alerts import Whose
from tests.blockkit import button, check_reply, elements, shown, words
from tests.bot.alerts import PRESENTED, WAITING, menu, now, shown_to, the_alert
from tests.bot.desk import Desk, FakeSlack, a_command, a_desk, who
from tests.bot.needs import person, press, updated
from tests.bot.saying import a_turn


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, alerts, home)


@pytest.fixture
def card(desk: Desk) -> AlertCard:
    return the_alert(desk.routes.services)


def _list(services: Services, user: str, question: AlertQuestion | None = None) -> Reply:
    reply = alerts_reply(who(services, user), services, question or AlertQuestion())
    check_reply(reply)
    return reply


def _typed(services: Services, user: str, words_typed: str) -> Reply:
    reply = command(a_command(services, user, "D1", "alerts", words_typed, FakeSlack()))
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


def _state(desk: Desk, card: AlertCard) -> AlertState:
    return now(desk.routes.services, card).card.alert.state


# Lists


def test_the_list_shows_what_is_open_for_the_reader_with_counts(desk: Desk, card: AlertCard) -> None:
    reply = _list(desk.routes.services, "U0JAMES")
    assert "are open for you, the one that waits longest first." in reply.text
    assert f"Proposal waits for the customer  {PRESENTED}" in shown(reply).replace("*", "")
    assert "Proposal waits for the customer (1)" in shown(reply)
    assert reply.private


def test_a_kind_is_chosen_in_the_menu_or_typed(desk: Desk, card: AlertCard) -> None:
    services = desk.routes.services
    menu = list(elements(_list(services, "U0JAMES").blocks))[1]
    choice = next(each for each in menu["options"] if each["value"].endswith(WAITING))
    press(desk, "U0JAMES", {"type": "static_select", "action_id": menu["action_id"], "selected_option": choice})
    assert "1 alert of the kind “Proposal waits for the customer” is open for you." in updated(desk)
    assert "1 alert of the kind" in _typed(services, "U0JAMES", "Proposal waits for the customer").text
    assert "My team's" in shown(_typed(services, "U0JAMES", "team renewals"))


def test_words_that_name_no_alerts_are_answered_with_those_that_do(desk: Desk, card: AlertCard) -> None:
    reply = _typed(desk.routes.services, "U0JAMES", "tickets")
    assert "I don't know these alerts." in reply.text
    assert "are open for you" in reply.text


def test_alerts_are_asked_for_in_words_also_those_of_a_colleague(desk: Desk, card: AlertCard) -> None:
    services = desk.routes.services

    def said(text: str, user: str = "U0DANA") -> str:
        turn = a_turn(services, text, "next_step", asker=who(services, user))
        assert plain_intent(turn) == "next_step"
        reply = next_steps.next_step(turn)
        check_reply(reply)
        return reply.text

    assert "open for James Okafor" in said("what alerts are open for James")
    assert "Proposal waits for the customer" in said("what alerts are open for James")
    assert "open for James Okafor" in _typed(services, "U0DANA", "james").text
    assert "for you" in said("show me my alerts", "U0JAMES")
    assert "the agreements where you are a contact and the staff channel" in said("which alerts does my team have")
    assert "“Proposal waits for the customer” is open at CEC" in said("all alerts: proposal waits for the customer")


def test_long_lists_are_paged_and_a_page_that_is_gone_becomes_the_first(desk: Desk, card: AlertCard) -> None:
    services = desk.routes.services
    every = _list(services, "U0JAMES", AlertQuestion(Whose.ALL))
    press(desk, "U0JAMES", button(every, "Next page of alerts"))
    second = updated(desk)
    assert second != shown(every)
    gone = _list(services, "U0JAMES", AlertQuestion(Whose.ALL, page=90))
    assert shown(gone) == shown(every)


def test_customers_and_strangers_see_no_alerts(desk: Desk, card: AlertCard) -> None:
    for user in ("U0MARIA", "U0NINA"):
        with pytest.raises(NotAllowed):
            alerts_reply(who(desk.routes.services, user), desk.routes.services, AlertQuestion())
        press(desk, user, button(shown_to(desk.routes.services, "U0JAMES", card), "Claim"))
    assert _state(desk, card) is AlertState.OPEN


def test_from_a_list_an_alert_opens_in_its_place_with_the_way_back(desk: Desk, card: AlertCard) -> None:
    only = AlertQuestion(kind=WAITING)
    listed = _list(desk.routes.services, "U0JAMES", only)
    press(desk, "U0JAMES", next(each for each in elements(listed.blocks) if each["type"] == "button"))
    alert = Reply("x", desk.slack.all("chat.update")[-1]["blocks"])
    press(desk, "U0JAMES", button(alert, "Claim"))
    assert "James Okafor sees to it." in updated(desk)
    back = Reply("x", desk.slack.all("chat.update")[-1]["blocks"])
    press(desk, "U0JAMES", button(back, "Back to the list"))
    assert "1 alert of the kind" in updated(desk)


def test_home_of_staff_shows_their_alerts_and_that_of_customers_none(desk: Desk, card: AlertCard) -> None:
    services = desk.routes.services
    view = home.view_for(who(services, "U0JAMES"), services)
    assert "Alerts" in list(words(view["blocks"]))
    assert "alerts.page:mine" in json.dumps(view)
    assert "alerts.page" not in json.dumps(home.view_for(who(services, "U0MARIA"), services))


# Buttons


def test_claiming_twice_changes_nothing_and_another_one_is_told_who_has_it(desk: Desk, card: AlertCard) -> None:
    claim = button(shown_to(desk.routes.services, "U0JAMES", card), "Claim")
    press(desk, "U0JAMES", claim)
    press(desk, "U0JAMES", claim)
    assert "James Okafor sees to it." in updated(desk)
    assert now(desk.routes.services, card).card.alert.revision == card.alert.revision + 1
    press(desk, "U0PRIYA", claim)
    assert "Someone else has this alert." in updated(desk)
    assert "James Okafor sees to it." in updated(desk)


def test_in_the_staff_channel_who_was_too_late_is_told_alone(desk: Desk, card: AlertCard) -> None:
    claim = button(shown_to(desk.routes.services, "U0JAMES", card), "Claim")
    press(desk, "U0JAMES", claim, channel="C0STAFF")
    assert "James Okafor sees to it." in updated(desk)
    press(desk, "U0PRIYA", claim, channel="C0STAFF")
    (whisper,) = desk.slack.all("chat.postEphemeral")
    assert whisper["user"] == "U0PRIYA"
    assert "Someone else has this alert." in whisper["text"]


def test_an_alert_is_given_back(desk: Desk, card: AlertCard) -> None:
    services = desk.routes.services
    claimed = services.alerts.claim(person(services, "james"), card.alert.id).card
    press(desk, "U0JAMES", button(shown_to(services, "U0JAMES", claimed), "Release"))
    assert "Nobody has claimed it." in updated(desk)


def test_a_button_of_an_alert_that_is_settled_says_so(desk: Desk, card: AlertCard) -> None:
    services = desk.routes.services
    claim = button(shown_to(services, "U0JAMES", card), "Claim")
    services.alerts.settle(person(services, "priya"), card.alert.id, "They called.")
    press(desk, "U0JAMES", claim)
    assert "This alert is settled already." in updated(desk)
    assert "Settled by Priya Raman" in updated(desk)
    assert "They called." in updated(desk)


def test_an_alert_is_snoozed_until_a_time_in_the_readers_zone(desk: Desk, card: AlertCard) -> None:
    view = menu(desk, card, "Snooze")
    assert "In Eastern Time." in list(words(view["blocks"]))
    desk.submit("U0JAMES", view, {"until": "2026-11-05", "time": "09:30"})
    kept = now(desk.routes.services, card).card.alert
    assert kept.snoozed_until == datetime(2026, 11, 5, 14, 30, tzinfo=UTC)
    assert "Snoozed until" in updated(desk)


@pytest.mark.parametrize(
    ("day", "clock", "field", "reason"),
    [
        ("2026-10-30", "09:00", "until", "That time is past."),
        ("2027-06-01", "09:00", "until", "Give a time within 90 days."),
        ("2027-03-14", "02:30", "time", "The clocks go forward"),
        ("", "09:00", "until", "Choose a day and a time."),
    ],
)
def test_a_time_that_does_not_do_is_refused_at_its_field(
    desk: Desk, card: AlertCard, day: str, clock: str, field: str, reason: str
) -> None:
    answer = desk.submit("U0JAMES", menu(desk, card, "Snooze"), {"until": day, "time": clock})
    assert reason in json.loads(answer.body or "")["errors"][field]
    assert _state(desk, card) is AlertState.OPEN


def test_an_alert_is_given_to_a_colleague(desk: Desk, card: AlertCard) -> None:
    view = menu(desk, card, "Assign")
    desk.submit("U0JAMES", view, {"person": "p-priya"})
    assert "Priya Raman sees to it." in updated(desk)
    answer = desk.submit("U0JAMES", menu(desk, now(desk.routes.services, card).card, "Assign"), {"person": "p-maria"})
    assert "Choose someone of CEC." in json.loads(answer.body or "")["errors"]["person"]


def test_what_is_done_elsewhere_is_settled_with_words(desk: Desk, card: AlertCard) -> None:
    view = menu(desk, card, "Done")
    desk.submit("U0JAMES", view, {"why": "They answer on <Friday>."})
    assert "They answer on &lt;Friday&gt;." in updated(desk)
    desk.submit("U0JAMES", view, {"why": "Again."})
    assert "changed meanwhile" in updated(desk)
    assert now(desk.routes.services, card).card.alert.settled_why == "They answer on <Friday>."


def test_a_form_sent_after_somebody_changed_the_alert_changes_nothing(desk: Desk, card: AlertCard) -> None:
    view = menu(desk, card, "Done")
    desk.routes.services.alerts.claim(person(desk.routes.services, "priya"), card.alert.id)
    desk.submit("U0JAMES", view, {"why": ""})
    assert "changed meanwhile" in updated(desk)
    assert _state(desk, card) is AlertState.CLAIMED
