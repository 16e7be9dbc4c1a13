"""What tests of renewals in Slack share: agreements near their end, cards, and what was pressed."""

import json
from typing import Any

from bot.handlers.renewal_cards import show
from bot.replies import Reply
from services import Services
from services.memory import Memory
from services.renewal_cards import RenewalView
from tests.blockkit import check_reply
from tests.bot.desk import Desk, who

#: Led by James, with Erik and Naomi of the Forest Service; the next one of NRCS, with Maria.
FS, NRCS = "SLA-2026-0011", "SLA-2026-0007"
#: Priya asked for its extension, Ingrid of RMA answers.
EXTENDED = "SLA-2026-0015"
#: Not renewed.
REFUSED = "SLA-2026-0019"


def card(services: Services, user: str, number: str = FS) -> Reply:
    reply = show(who(services, user), services, number, Memory())
    check_reply(reply)
    return reply


def renewal(services: Services, number: str = FS, user: str = "U0JAMES") -> RenewalView:
    return services.renewals.view(services.directory.actor(user), number)


def now_shown(desk: Desk) -> Reply:
    last = desk.slack.all("chat.update")[-1]
    return Reply(last["text"], last["blocks"])


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]
