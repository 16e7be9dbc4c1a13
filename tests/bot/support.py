"""What tests of support requests in Slack share. APHIS has SLA-2026-0003 with laptops; Luis works at CEC."""

from typing import Any

from bot.app import MODULES
from domain.support_priorities import Impact, Urgency
from domain.support_requests import Report
from services import Services
from services.support_cards import RequestCard
from tests.bot.alerts import Workspace
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import person

APHIS, LAPTOP = "SLA-2026-0003", "managed_laptop"
REPORT = Report("It <b>stops</b> & beeps", Impact.SEVERAL, Urgency.NORMAL, "Fort Collins")


def support_desk(services: Services) -> Desk:
    return a_desk(services, *MODULES, slack=Workspace())


def asked(services: Services, by: str = "fatima", **given: Any) -> str:
    card = services.support_requests.open(person(services, by), LAPTOP, REPORT, **given)
    return card.request.number


def now(services: Services, number: str, by: str = "luis") -> RequestCard:
    return services.support_requests.view(person(services, by), number)
