"""What tests of signatures and payments in Slack share. In the sample FNS has two signatures of four, FS is signed and
has transferred nothing yet, ARS's transfer waits to be confirmed, NRCS negotiates."""

from collections.abc import Mapping
from typing import Any

from bot.handlers import payments_replies, signing
from bot.notices import Notices
from bot.replies import Reply
from domain.notices import Destination, NoticeKind
from domain.permissions import Actor
from sandbox.blockkit.check import check_view
from services import Services
from services.memory import Memory
from services.signing_cards import SigningView
from tests.blockkit import check_reply
from tests.bot.desk import Desk, FakeSlack, who

HALF_SIGNED, SIGNED, TRANSFERRED, RUNNING, BEHIND, NEGOTIATED = (
    *("SLA-2027-0024", "SLA-2027-0026", "SLA-2027-0022"),
    *("SLA-2026-0007", "SLA-2026-0019", "SLA-2027-0031"),
)
MESSAGE = {"ts": "1700000000.000100"}


def person(services: Services, name: str) -> Actor:
    return services.directory.actor(f"U0{name.upper()}")


def signatures(services: Services, name: str, number: str = HALF_SIGNED) -> Reply:
    reply = signing.show(who(services, f"U0{name.upper()}"), services, number, Memory())
    check_reply(reply)
    return reply


def payments(services: Services, name: str, number: str = SIGNED) -> Reply:
    reply = payments_replies.show(who(services, f"U0{name.upper()}"), services, number, Memory())
    check_reply(reply)
    return reply


def press(desk: Desk, name: str, element: Mapping[str, Any], channel: str = "D1") -> None:
    container = {"message_ts": MESSAGE["ts"], "channel_id": channel}
    user = f"U0{name.upper()}"
    desk.click(user, element, channel={"id": channel}, message=MESSAGE, container=container)


def updated(desk: Desk) -> Reply:
    """What stands in the place of the message whose button was pressed."""
    last = desk.slack.all("chat.update")[-1]
    reply = Reply(last["text"], last["blocks"])
    check_reply(reply)
    return reply


def form(desk: Desk) -> dict[str, Any]:
    view = desk.slack.all("views.open")[-1]["view"]
    check_view(view)
    return view


def deliver(services: Services, slack: FakeSlack, name: str, kind: NoticeKind, **facts: Any) -> Reply:
    """A notice to that person; gives the last message."""
    to = {"staff": False, "channel_id": None, "slack_user_id": f"U0{name.upper()}", "thread_ts": None}
    assert Destination(**to)
    Notices(slack, services).deliver({"key": f"k-{name}", "kind": kind.value, "to": to, "facts": facts}, again=False)
    last = slack.all("chat.postMessage")[-1]
    reply = Reply(last["text"], last.get("blocks") or ())
    check_reply(reply)
    return reply


def document_opened(services: Services, name: str, number: str = HALF_SIGNED) -> SigningView:
    actor = person(services, name)
    view = services.signatures.view(actor, number)
    return services.signatures.opened(actor, number, view.sha256)
