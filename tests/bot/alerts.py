"""What tests of alerts in Slack share. James leads SLA-2027-0031, a proposal that the customer has had for long."""

from collections.abc import Mapping
from typing import Any

from bot.handlers.alerts import alert_reply
from bot.notices import Notices
from bot.replies import Reply
from domain.alerts import AlertKind
from services import Services
from services.alert_cards import AlertCard, AlertView
from services.alerts import Whose
from storage.durable import NOTICE_QUEUE, make_client
from tests.blockkit import check_reply, elements
from tests.bot.desk import Desk, FakeSlack, who
from tests.bot.needs import opened, person, press

PRESENTED = "SLA-2027-0031"
WAITING = AlertKind.PROPOSAL_WAITING_CUSTOMER


class Workspace(FakeSlack):
    """Remembers what was posted, as Slack's own history does."""

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        if method in ("conversations.history", "conversations.replies"):
            return {"messages": [each for each in self.kept if each["channel"] == arguments["channel"]]}
        answer = super()._answer(method, arguments)
        if method == "chat.postMessage":
            self.kept.append({**arguments, "ts": answer["ts"]})
        return answer

    @property
    def kept(self) -> list[dict[str, Any]]:
        return self.__dict__.setdefault("_kept", [])


class Outbox:
    """The queue of notices, delivered when a test says so."""

    def __init__(self, services: Services, slack: FakeSlack | None = None) -> None:
        self.services, self.slack = services, slack or Workspace()
        self._done: set[str] = set()

    def deliver(self, *kinds: str, again: bool = False) -> None:
        """Those of these kinds that are new since the last time; with `again` as after a crash: all, once more."""
        client = make_client(self.services.alerts.context.storage.engine)
        queued = client.list_queued_workflows(queue_name=NOTICE_QUEUE, load_input=True)
        client.destroy()
        packed = [each.input["args"][0] for each in sorted(queued, key=lambda w: w.created_at or 0) if each.input]
        for notice in (each for each in packed if each["kind"] in kinds and (again or each["key"] not in self._done)):
            Notices(self.slack, self.services).deliver(notice, again)
            self._done.add(notice["key"])

    def alerts(self, again: bool = False) -> None:
        self.deliver("alert", "alert_thread", again=again)

    def posts(self, channel: str) -> list[dict[str, Any]]:
        return [each for each in self.slack.all("chat.postMessage") if each["channel"] == channel]

    def about(self, channel: str, words: str) -> list[dict[str, Any]]:
        return [each for each in self.posts(channel) if words in each["text"]]


def the_alert(services: Services, kind: AlertKind = WAITING, number: str = PRESENTED) -> AlertCard:
    """After a sweep, and the digests that are due by then."""
    services.alerts.sweep()
    services.alerts.send_digests()
    page = services.alerts.open_for(person(services, "james"), Whose.ALL, size=500, kinds=(kind,))
    (only,) = (each for each in page.items if each.alert.wanted.facts.get("number") == number)
    return only


def now(services: Services, card: AlertCard) -> AlertView:
    return services.alerts.view(person(services, "james"), card.alert.id)


def shown_to(services: Services, user: str, card: AlertCard, back: dict[str, Any] | None = None) -> Reply:
    reply = alert_reply(who(services, user), card, back=back)
    check_reply(reply)
    return reply


def menu(desk: Desk, card: AlertCard, name: str, user: str = "U0JAMES") -> dict[str, Any]:
    """The modal that a choice of the menu opens."""
    blocks = shown_to(desk.routes.services, user, card).blocks
    seldom = next(each for each in elements(blocks) if each["type"] == "overflow")
    chosen = next(each for each in seldom["options"] if each["text"]["text"] == name)
    press(desk, user, {"type": "overflow", "action_id": seldom["action_id"], "selected_option": chosen})
    return opened(desk)
