"""What tests of needs in Slack share: an agreement with needs, buttons pressed, forms opened."""

from collections.abc import Mapping
from typing import Any

from bot.handlers.needs import show
from bot.replies import Reply
from domain.needs import NeedContent, Source, SourceKind
from domain.permissions import Actor
from sandbox.blockkit.check import check_view
from services import Services
from services.needs_cards import NeedsView
from tests.blockkit import check_reply, elements, shown
from tests.bot.desk import Desk, who

FS = "SLA-2027-0048"
LAPTOPS = NeedContent("end_user_support", "40 laptops & <docks> for *field* staff", "managed_laptop", 40)
BACKUP = NeedContent("storage_and_backup", "Maps backed up every night")
TALK = Source(SourceKind.MEETING, "Kickoff")
MESSAGE = {"ts": "1700000000.000100"}


def person(services: Services, name: str) -> Actor:
    return services.directory.actor(f"U0{name.upper()}")


def recorded(services: Services, *contents: NeedContent) -> NeedsView:
    james = person(services, "james")
    for place, content in enumerate(contents or (LAPTOPS, BACKUP)):
        services.needs.record(james, FS, content, TALK, f"n-{place}")
    return services.needs.view(james, FS)


def sent(services: Services, *contents: NeedContent) -> NeedsView:
    recorded(services, *contents)
    return services.needs.complete(person(services, "james"), FS).view


def card(services: Services, user: str, page: int = 0) -> Reply:
    reply = show(who(services, user), services, FS, page)
    check_reply(reply)
    return reply


def press(desk: Desk, user: str, element: Mapping[str, Any], channel: str = "D1", **more: Any) -> None:
    container = {"message_ts": MESSAGE["ts"], "channel_id": channel}
    desk.click(user, element, channel={"id": channel}, message=MESSAGE, container=container, **more)


def updated(desk: Desk) -> str:
    """What stands in the place of the message whose button was pressed."""
    last = desk.slack.all("chat.update")[-1]
    check_reply(Reply(last["text"], last["blocks"]))
    return shown(Reply(last["text"], last["blocks"]))


def opened(desk: Desk) -> dict[str, Any]:
    view = desk.slack.all("views.open")[-1]["view"]
    check_view(view)
    return view


def line_menu(services: Services, do: str) -> dict[str, Any]:
    menu = next(each for each in elements(card(services, "U0JAMES").blocks) if each["type"] == "overflow")
    chosen = next(each for each in menu["options"] if each["text"]["text"] == do)
    return {"type": "overflow", "action_id": menu["action_id"], "selected_option": chosen}


def values(**changes: Any) -> dict[str, Any]:
    """The form to record a need, filled in."""
    entered = {"area": "end_user_support", "text": "40 laptops", "service": "managed_laptop", "quantity": "40"}
    return {**entered, "source": "meeting", "reference": "Kickoff", **changes}
