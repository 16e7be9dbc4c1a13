"""Alerts on their way to Slack: one message in each place, nothing lost and nothing twice."""

from dataclasses import replace
from datetime import date

import pytest

from bot.replies import Reply
from bot.slack import SlackUnreachable
from domain.preferences import AlertsBy
from services import Services
from services.preferences import PreferenceWish
from tests.blockkit import button, check_reply
from tests.bot.alerts import PRESENTED, Outbox, Workspace, now, the_alert
from tests.bot.needs import person

JAMES, STAFF = "DU0JAMES", "C0STAFF"
SAID = "Proposal waits for the customer: SLA-2027-0031"


@pytest.fixture
def outbox(fresh_services: Services) -> Outbox:
    return Outbox(fresh_services)


def test_an_alert_is_posted_once_and_changed_where_it_stands(outbox: Outbox) -> None:
    services, card = outbox.services, the_alert(outbox.services)
    outbox.alerts()
    (post,) = outbox.about(JAMES, SAID)
    check_reply(Reply(post["text"], post["blocks"]))
    assert "Nobody has claimed it. It waits for James Okafor." in post["text"]
    services.alerts.claim(person(services, "james"), card.alert.id)
    outbox.alerts()
    assert len(outbox.about(JAMES, SAID)) == 1
    (update,) = [each for each in outbox.slack.all("chat.update") if SAID in each["text"]]
    assert "James Okafor sees to it." in update["text"]
    (line,) = outbox.about(JAMES, "James Okafor sees to it.")
    assert line["thread_ts"] == update["ts"]


def test_after_a_crash_nothing_is_posted_twice(outbox: Outbox) -> None:
    services, card = outbox.services, the_alert(outbox.services)
    outbox.alerts()
    services.alerts.claim(person(services, "james"), card.alert.id)
    outbox.alerts()
    posted = len(outbox.slack.all("chat.postMessage"))
    outbox.alerts(again=True)
    assert len(outbox.slack.all("chat.postMessage")) == posted


def test_a_message_that_a_crash_left_unnoted_shows_what_became_of_it_meanwhile(outbox: Outbox) -> None:
    services, card = outbox.services, the_alert(outbox.services)
    outbox.alerts()
    with services.alerts.context.unit_of_work() as work:
        (place,) = work.alerts.deliveries(card.alert.id)
        work.alerts.keep_delivery(replace(place, channel_id=None, ts=None))
        work.commit()
    services.alerts.settle(person(services, "james"), card.alert.id)
    outbox.alerts(again=True)
    assert len(outbox.about(JAMES, SAID)) == 1
    *_, update = [each for each in outbox.slack.all("chat.update") if SAID in each["text"]]
    assert "James Okafor" in update["text"]


def test_while_slack_takes_nothing_nothing_is_lost(outbox: Outbox) -> None:
    the_alert(outbox.services)
    outbox.slack.down = True
    with pytest.raises(SlackUnreachable):
        outbox.alerts()
    outbox.slack.down = False
    outbox.alerts()
    assert len(outbox.about(JAMES, SAID)) == 1


def test_a_message_that_somebody_deleted_is_said_anew_while_it_matters(outbox: Outbox) -> None:
    services, card = outbox.services, the_alert(outbox.services)
    outbox.alerts()
    services.alerts.claim(person(services, "james"), card.alert.id)
    outbox.slack.refuse["chat.update"] = "message_not_found"
    outbox.alerts()
    assert len(outbox.about(JAMES, SAID)) == 2
    services.alerts.settle(person(services, "james"), card.alert.id)
    outbox.alerts()
    assert len(outbox.about(JAMES, SAID)) == 2


def test_what_was_settled_before_it_left_is_not_said(outbox: Outbox) -> None:
    services, card = outbox.services, the_alert(outbox.services)
    services.alerts.settle(person(services, "james"), card.alert.id)
    outbox.alerts()
    assert outbox.about(JAMES, SAID) == []


def test_where_the_channel_was_archived_others_are_told(outbox: Outbox) -> None:
    services = outbox.services
    services.preferences.change(person(services, "james"), PreferenceWish(alerts_by=AlertsBy.CHANNEL))
    card = the_alert(services)
    outbox.slack.refuse["chat.postMessage"] = "is_archived"
    outbox.alerts()
    del outbox.slack.refuse["chat.postMessage"]
    staff = next(each for each in now(services, card).deliveries if each.name is None)
    assert staff.problem == "is_archived"
    services.alerts.sweep()
    outbox.alerts()
    assert outbox.about("DU0DANA", "Messages not delivered"), "administrators hear that the staff channel is gone"


def test_where_no_direct_message_can_be_opened_others_are_told(outbox: Outbox) -> None:
    services, card = outbox.services, the_alert(outbox.services)
    outbox.slack.refuse["conversations.open"] = "user_disabled"
    outbox.alerts()
    assert [each.problem for each in now(services, card).deliveries] == ["user_disabled"]
    services.alerts.sweep()
    outbox.alerts()
    assert outbox.about(STAFF, SAID)


def test_without_a_staff_channel_administrators_are_told(outbox: Outbox) -> None:
    services, dana = outbox.services, person(outbox.services, "dana")
    services.preferences.change(person(services, "james"), PreferenceWish(alerts_by=AlertsBy.CHANNEL))
    services.channels.unbind(dana, STAFF)
    card = the_alert(services)
    outbox.alerts()
    staff = next(each for each in now(services, card).deliveries if each.name is None)
    assert staff.problem == "no channel"


def test_a_digest_counts_what_is_open_with_a_button_for_each(outbox: Outbox) -> None:
    the_alert(outbox.services)
    outbox.deliver("alert_digest")
    (digest,) = outbox.about(JAMES, "For November 2, 2026: ")
    reply = Reply(digest["text"], digest["blocks"])
    check_reply(reply)
    assert "Proposal waits for the customer: " in digest["text"]
    assert button(reply, "All my alerts")
    assert button(reply, "Change this digest")
    assert PRESENTED in digest["text"]


def test_a_digest_is_not_sent_when_nothing_is_open_any_more(outbox: Outbox) -> None:
    services, james = outbox.services, person(outbox.services, "james")
    the_alert(services)
    for card in services.alerts.open_for(james, size=100).items:
        services.alerts.settle(james, card.alert.id)
    outbox.deliver("alert_digest")
    assert outbox.about(JAMES, "Your day") == []


def test_a_digest_that_was_held_up_until_a_later_one_left_is_not_sent(outbox: Outbox) -> None:
    services = outbox.services
    the_alert(services)
    with services.alerts.context.unit_of_work() as work:
        work.alerts.keep_digests({person(services, "james").id: date(2026, 11, 3)})
        work.commit()
    outbox.deliver("alert_digest")
    assert outbox.about(JAMES, "Your day") == []


def test_who_left_is_told_nothing_more(outbox: Outbox) -> None:
    services = outbox.services
    the_alert(services)
    with services.alerts.context.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-james"), active=False))
        work.commit()
    outbox.alerts()
    outbox.deliver("alert_digest")
    assert outbox.posts(JAMES) == []


def test_a_workspace_keeps_what_was_posted() -> None:
    slack = Workspace()
    ts = slack.post("C1", "x", key="k")
    assert slack.posted("C1", None, "k") == ts
