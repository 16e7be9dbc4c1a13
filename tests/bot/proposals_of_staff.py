"""What tests of the staff's side of proposals share: the card, its buttons and menus, forms filled in and sent."""

import json
from collections.abc import Mapping
from typing import Any

from bot.handlers import proposal_staff
from bot.replies import Reply
from domain.permissions import Actor
from domain.proposal_changes import Wanted
from services import Services
from services.proposal_cards import ProposalView
from tests.blockkit import check_reply, elements
from tests.bot.desk import Desk, who
from tests.bot.needs import opened, press

#: NRCS's is with the customer at version 2; RMA's was not presented yet; the third runs.
NRCS, RMA, RUNNING = "SLA-2027-0031", "SLA-2027-0033", "SLA-2026-0019"


def person(services: Services, name: str) -> Actor:
    return services.directory.actor(f"U0{name.upper()}")


def view(services: Services, number: str = NRCS, name: str = "james") -> ProposalView:
    return services.proposals.view(person(services, name), number)


def card(services: Services, number: str = NRCS, user: str = "U0JAMES", page: int = 0) -> Reply:
    """What staff see, within Slack's limits."""
    reply = proposal_staff.show(who(services, user), services, number, page)
    check_reply(reply)
    return reply


def line_choice(reply: Reply, place: int, does: str) -> dict[str, Any]:
    """What the menu of a line sends. `place` counts from 1."""
    menus = [each for each in elements(reply.blocks) if each["type"] == "overflow"]
    menu = menus[place - 1]
    chosen = next(each for each in menu["options"] if each["text"]["text"] == does)
    return {"type": "overflow", "action_id": menu["action_id"], "selected_option": chosen}


def form(desk: Desk, element: Mapping[str, Any], user: str = "U0JAMES") -> dict[str, Any]:
    """The form that a button or menu of the card opens."""
    press(desk, user, element)
    return opened(desk)


def standing(form: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the inputs of a form, by block."""
    found: dict[str, Any] = {}
    for block in form["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            chosen = element.get("initial_option")
            value = element.get("initial_value") or element.get("initial_date")
            found[block["block_id"]] = chosen["value"] if chosen else value
    return found


def send(desk: Desk, form: Mapping[str, Any], user: str = "U0JAMES", **changes: Any) -> dict[str, str]:
    """Send a form with what stands in it and these changes (`__` is the dot in an input's name). Returns its errors."""
    changed = {name.replace("__", "."): value for name, value in changes.items()}
    answer = desk.submit(user, form, {**standing(form), **changed})
    found = json.loads(answer.body) if answer.body else {}
    return found.get("errors", {})


def asked(services: Services, *wanted: Wanted, number: str = NRCS) -> ProposalView:
    """Maria asks for these changes of the version on the table."""
    maria = person(services, "maria")
    current = view(services, number).current
    assert current
    services.proposals.look(maria, number, current.version.number)
    return services.proposals.request_changes(maria, number, current.version.number, wanted, "Budget is short.").view


def line_of(services: Services, service: str, number: str = NRCS) -> str:
    draft = view(services, number).draft
    assert draft
    return next(line.id for line in draft.draft.lines if line.service == service)
