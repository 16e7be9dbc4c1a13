"""Contact forms for tests of the bot: opened, filled in and sent."""

import json
from typing import Any

from bot.handlers import contact_forms, contact_menu
from bot.replies import Modal, Outcome
from bot.slack import Profile
from services import Services
from tests.blockkit import check_modal, words
from tests.bot.desk import FakeSlack, who
from tests.bot.saying import a_click, submitted

RMA, NRCS = "SLA-2027-0053", "SLA-2027-0031"


class Workspace(FakeSlack):
    """A Slack that shows the e-mails of the sample people."""

    def profile(self, user_id: str) -> Profile:
        name = user_id.removeprefix("U0").title()
        if user_id == "U0BOT":
            return Profile(user_id, "A bot", "", "UTC", is_bot=True)
        if user_id == "U0FOREIGN":
            return Profile(user_id, "Eve", "eve@rma.example.gov", "UTC", foreign=True)
        emails = {"U0YUKI": "yuki.tanaka@rma.example.gov", "U0MARIA": "maria.lopez@nrcs.example.gov"}
        return Profile(user_id, name, emails.get(user_id, ""), "UTC")


def shown(outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome, Modal), outcome
    check_modal(outcome)
    return outcome.view


def said(view: dict[str, Any]) -> str:
    return "\n".join(words(view["blocks"]))


def pressed(services: Services, user: str, value: object, handler: Any = contact_forms.manage) -> Outcome:
    return handler(a_click(services, {"action_id": "x", "value": json.dumps(value)}, who(services, user)))


def name_form(services: Services, user: str = "U0INGRID", **value: str) -> dict[str, Any]:
    return shown(pressed(services, user, {"n": RMA, **value}, contact_forms.add))


def send(services: Services, view: dict[str, Any], user: str = "U0INGRID", **typed: Any) -> Outcome:
    values = {"role": "customer.budget_officer", "how": "instead", "person": None, **typed}
    return contact_forms.named(Workspace(), submitted(services, view, values, who(services, user)))


def chosen(services: Services, user: str, do: str, person: str, role: str, number: str = NRCS) -> Outcome:
    return pressed(services, user, {"d": do, "n": number, "p": person, "r": role}, contact_menu.chosen)


ANA = {"name": "Ana Ruiz", "email": "ana.ruiz@rma.example.gov"}
