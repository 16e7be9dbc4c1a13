"""What people are told of startup tasks: of their own, of what is late, of the day's state, and of go-live."""

from datetime import date, datetime

from bot.outgoing import Outgoing, Sender, notice_reader, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.places import zone_known
from bot.replies import Block
from bot.slack import Slack
from bot.views.blocks import actions, context, safe, section
from bot.views.startup import go_live_button, go_live_sentence, plan_sentence, tasks_button
from bot.views.startup_lines import is_settled
from bot.views.startup_task import task_blocks, task_text
from bot.views.text import day, plural
from bot.views.tracker import Reader
from domain.notices import NoticeKind
from domain.permissions import Actor
from services import Services
from services.startup_cards import TaskFilter

#: Of a digest, in one message; the text says all of it.
MOST_ROWS = 40
#: What happened to a task, to follow the name of who did it.
_DID = {
    "assigned": "gave you a startup task of {number}.",
    "added": "added a startup task of yours to {number}.",
    "changed": "changed a startup task of yours in {number}.",
    "reopened": "opened a startup task of {number} again.",
    "unblocked": "noted that a startup task of {number} is not blocked any more.",
    "blocked": "noted that a startup task of {number} is blocked.",
    "commented": "commented on a startup task of {number}.",
    "not_needed": "noted that a startup task of yours in {number} is not needed.",
}


def plan_made(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """How many tasks the reader has, and which comes first."""
    facts, number = outgoing.facts, str(outgoing.facts["number"])
    first = f"“{safe(str(facts['task_title']))}” comes first, due {day(date.fromisoformat(str(facts['due_on'])))}"
    said = (
        f"The startup of {number}, {safe(str(facts['title']))}, begins. "
        f"You have {plural(int(facts['count']), 'task')}; {first}."
    )
    _tell(outgoing, slack, said, [tasks_button(number, "My tasks", TaskFilter.MINE)])


def task_told(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What happened to a task, and the task as it is now with what the reader can do."""
    facts = outgoing.facts
    by, number, title = safe(str(facts["by"])), str(facts["number"]), safe(str(facts["task_title"]))
    what = str(facts["what"])
    if what == "removed":
        _tell(outgoing, slack, f"{by} removed a startup task of {number}: “{title}”.", [tasks_button(number)])
        return
    said = f"{by} {_DID[what].format(number=number)}" if what in _DID else f"A startup task of {number} can begin now."
    _task(outgoing, slack, services, said)


def reminder(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Nothing when the task was settled meanwhile."""
    late = outgoing.facts["what"] == "overdue"
    number = outgoing.facts["number"]
    said = f"A startup task of {number} is overdue." if late else f"A startup task of {number} is due soon."
    _task(outgoing, slack, services, said, only_open=True)


def digest(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Once a day, to who leads for CEC."""
    facts = outgoing.facts
    numbers, said = str(facts["numbers"]).split(), str(facts["said"]).splitlines()
    head = f"Startups on {day(date.fromisoformat(str(facts['day'])))}: what is late, blocked or due soon."
    rows = [section(safe(line), tasks_button(number)) for number, line in zip(numbers, said, strict=True)][:MOST_ROWS]
    post(outgoing, slack, "\n".join([head, *map(safe, said)]), [section(f"*{head}*"), *rows])


def go_live(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """That both sides can confirm, that the other one has, or that confirmations count no more."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    number = str(facts["number"])
    view = seen_by_reader(outgoing, lambda: services.startup.view(actor, number, size=1))
    if view is None:
        return
    reader = _reader(outgoing, actor)
    by, title = safe(str(facts["by"])), safe(str(facts["title"]))
    said = {
        "ready": f"All required startup tasks of {number}, {title}, are done.",
        "confirmed": f"{by} confirmed go-live of {number}, {title}.",
        "voided": f"A required startup task of {number} is open again, so go-live is confirmed anew once it is done.",
    }[str(facts["what"])]
    plan = view.summary
    state = go_live_sentence(plan, reader)
    confirm = [go_live_button(plan, view.revision)] if plan.may_confirm else []
    row = actions([*confirm, tasks_button(number)])
    post(outgoing, slack, f"{said} {state}", [section(f"*{said}*\n{plan_sentence(plan, reader)}"), row])


def _task(outgoing: Outgoing, slack: Slack, services: Services, said: str, only_open: bool = False) -> None:
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    number, key = str(facts["number"]), str(facts["task"])
    view = seen_by_reader(outgoing, lambda: services.startup.task(actor, number, key))
    if view is None or (only_open and is_settled(view.card)):
        return
    reader = _reader(outgoing, actor)
    post(outgoing, slack, task_text(view, reader, said), task_blocks(view, reader, said))


def _tell(outgoing: Outgoing, slack: Slack, said: str, buttons: list[Block]) -> None:
    reason = outgoing.facts.get("reason")
    why: list[Block] = [context(f"Reason: {safe(str(reason))}")] if reason else []
    post(outgoing, slack, said, [section(said), *why, actions(buttons)])


def _reader(outgoing: Outgoing, actor: Actor) -> Reader:
    at = datetime.fromisoformat(str(outgoing.facts["at"]))
    return notice_reader(outgoing, actor, at.astimezone(zone_known(actor)).date())


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.STARTUP_TASKS: plan_made,
    NoticeKind.STARTUP_TASK: task_told,
    NoticeKind.STARTUP_REMINDER: reminder,
    NoticeKind.STARTUP_DIGEST: digest,
    NoticeKind.GO_LIVE: go_live,
}
