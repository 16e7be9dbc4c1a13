"""What tests of startup tasks in Slack share: people of two startups, plans, tasks, buttons."""

from typing import Any

from bot.handlers.startup import show
from bot.handlers.startup_replies import task_reply
from bot.replies import Reply
from services import Services
from services.memory import Memory
from services.startup_cards import TaskFilter, TaskView
from tests.blockkit import check_reply, elements
from tests.bot.desk import who

ARS, APHIS = "SLA-2027-0018", "SLA-2027-0016"
BLOCKED, MOVE, REVIEW, KICKOFF = "restore_tested", "hosting_tested", "readiness_review", "kickoff"


def task(services: Services, key: str, user: str = "U0JAMES", number: str = ARS) -> TaskView:
    return services.startup.task(services.directory.actor(user), number, key)


def card(services: Services, user: str, key: str, number: str = ARS) -> Reply:
    reply = task_reply(who(services, user), task(services, key, user, number), Memory())
    check_reply(reply)
    return reply


def plan(services: Services, user: str, number: str = ARS, shown: TaskFilter = TaskFilter.ALL) -> Reply:
    reply = show(who(services, user), services, number, Memory(), shown)
    check_reply(reply)
    return reply


def menu_choice(reply: Reply, text: str) -> dict[str, Any]:
    """What Slack sends when that line of a menu is chosen."""
    for menu in elements(reply.blocks):
        for each in menu.get("options", ()):
            if each["text"]["text"].startswith(text):
                return {"type": menu["type"], "action_id": menu["action_id"], "selected_option": each}
    raise AssertionError(f"no choice “{text}”")
