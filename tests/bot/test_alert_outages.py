"""Slack takes nothing for ten minutes, or a channel is archived: nothing is lost, nothing is said twice."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import pytest

from bot.jobs import may_pass
from bot.slack import SlackRefused, SlackUnreachable
from domain.preferences import AlertsBy
from services import Services
from services.build import build_services
from services.preferences import PreferenceWish
from storage.alerts import Whose
from tests.bot.alerts import PRESENTED, Outbox, Workspace, the_alert
from tests.bot.needs import person
from tests.services.office import KNOWLEDGE, Clock

JAMES, STAFF = "DU0JAMES", "C0STAFF"
SAID = f"Proposal waits for the customer: {PRESENTED}"
MINUTES = 10


class Archived(Workspace):
    """The staff channel was archived."""

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        if method == "chat.postMessage" and arguments["channel"] == STAFF:
            raise SlackRefused(method, "is_archived")
        return super()._answer(method, arguments)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(fresh_services: Services, clock: Clock) -> Outbox:
    ids = count(1)
    storage = fresh_services.alerts.context.storage
    return Outbox(build_services(storage, clock, lambda: f"outage-{next(ids)}", KNOWLEDGE))


def test_after_ten_minutes_without_slack_each_is_said_once_as_it_is_then(outbox: Outbox, clock: Clock) -> None:
    services, james, card = outbox.services, person(outbox.services, "james"), the_alert(outbox.services)
    others = [each for each in services.alerts.open_for(james, Whose.MINE, size=100).items if each.alert != card.alert]
    outbox.slack.down = True
    for minute in range(MINUTES):
        services.alerts.sweep()
        with pytest.raises(SlackUnreachable):
            outbox.alerts(again=minute > 0)
        if minute == MINUTES // 2:
            services.alerts.claim(james, card.alert.id)
            for other in others:
                services.alerts.settle(james, other.alert.id)
        clock.pass_by(minutes=1)
    outbox.slack.down = False
    outbox.alerts(again=True)
    (post,) = outbox.about(JAMES, SAID)
    assert "James Okafor sees to it." in post["text"]
    (line,) = outbox.about(JAMES, "James Okafor sees to it.")[1:]
    assert line["thread_ts"]
    keys = [each["metadata"]["event_payload"]["key"] for each in outbox.slack.all("chat.postMessage")]
    assert len(keys) == len(set(keys))
    assert others
    assert not {f"alert:{each.alert.id}:p-james" for each in others} & set(keys), "what was settled meanwhile is stale"


def test_of_an_archived_staff_channel_administrators_are_told_once_and_who_wanted_it_there_is_written_to(
    outbox: Outbox, clock: Clock
) -> None:
    outbox = Outbox(outbox.services, Archived())
    services = outbox.services
    services.preferences.change(person(services, "james"), PreferenceWish(alerts_by=AlertsBy.CHANNEL))
    the_alert(services)
    for _ in range(MINUTES):
        services.alerts.sweep()
        outbox.alerts()
        clock.pass_by(minutes=1)
    assert len(outbox.about("DU0DANA", "Messages not delivered")) == 1
    assert len(outbox.about(JAMES, SAID)) == 1


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"])
def test_while_the_app_is_shut_out_of_slack_a_notice_waits_and_nobody_else_is_told(outbox: Outbox, error: str) -> None:
    the_alert(outbox.services)
    outbox.slack.refuse["chat.postMessage"] = error
    with pytest.raises(SlackRefused, match=error) as refused:
        outbox.alerts()
    assert may_pass(refused.value), "the queue tries it again"
    del outbox.slack.refuse["chat.postMessage"]
    outbox.services.alerts.sweep()
    outbox.alerts()
    assert len(outbox.about(JAMES, SAID)) == 1
    assert outbox.about(STAFF, SAID) == []


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "user_not_found", "not_in_channel"])
def test_a_refusal_of_one_place_is_not_tried_again(outbox: Outbox, error: str) -> None:
    the_alert(outbox.services)
    outbox.slack.refuse["chat.postMessage"] = error
    outbox.alerts()
    assert not may_pass(SlackRefused("chat.postMessage", error))
