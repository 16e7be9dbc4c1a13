"""One startup task in a list: what it is, how it stands, by when and by whom, and its buttons."""

from bot.replies import Block
from bot.views.blocks import button, clip, safe
from bot.views.steps import due
from bot.views.text import capital, instant_day, plural
from bot.views.tracker import Reader
from domain.people import Side
from domain.startup_plans import TaskState
from services.startup_cards import TaskCard

REASON_SHOWN = 300


def task_button(number: str, card: TaskCard, text: str = "Open") -> Block:
    return named_task_button(number, card.key, card.title, text)


def named_task_button(number: str, key: str, title: str, text: str, style: str | None = None) -> Block:
    """Where only the key and the title of the task are known."""
    value = {"number": number, "k": key}
    return button(text, f"startup.task:{number}.{key}", value, style=style, label=f"{text}: {clip(title, 50)}")


def done_button(number: str, card: TaskCard, in_list: str = "") -> Block:
    """`in_list` is the filter of the list that it stands in, to be shown again."""
    value = {"number": number, "k": card.key, "v": card.revision, **({"f": in_list} if in_list else {})}
    label = f"Check off: {clip(card.title, 50)}"
    style = None if in_list else "primary"
    return button("Check off", f"startup.done:{number}.{card.key}", value, style=style, label=label)


def whose(side: Side, reader: Reader) -> str:
    """The side as the reader knows it."""
    return "your organization" if side is Side.CUSTOMER and not reader.is_staff else side.label


def task_line(card: TaskCard, reader: Reader) -> str:
    """What it is, how it stands, by when and by whom."""
    facts = [*([] if is_settled(card) else [capital(due(card.due_on, reader.today))]), owner_words(card, reader)]
    if not card.required:
        facts.append("Not required before go-live")
    return f"*{safe(card.title)}*\n{state_words(card, reader)}. {'. '.join(facts)}."


def state_words(card: TaskCard, reader: Reader) -> str:
    """As in Blocked: the rule is not approved; Done by James Okafor, Nov 2, 2026."""
    since = f", {instant_day(card.since, reader.zone)}" if card.since else ""
    by = f" by {safe(card.by)}" if card.by else ""
    reason = safe(clip(card.reason, REASON_SHOWN)).rstrip(".")
    match card.state:
        case TaskState.DONE:
            return f"Done{by}{since}"
        case TaskState.BLOCKED:
            return f"Blocked{by}{since}: {reason}"
        case TaskState.NOT_NEEDED:
            return f"Not needed, says {safe(card.by or 'CEC')}{since}: {reason}"
        case TaskState.OPEN if card.waits_for:
            return f"Waits for {plural(len(card.waits_for), 'other task')}"
        case TaskState.OPEN:
            return "Open"


def owner_words(card: TaskCard, reader: Reader) -> str:
    """Who does it: as in Mei-Ling Chen, technical specialist of CEC."""
    role = f"{card.role.label} of {whose(card.side, reader)}"
    if card.owner is None:
        return f"Nobody has it yet: no {role} is named"
    if card.owner.id == reader.person_id:
        return "Given to you by name" if card.given else f"Yours, as {card.role.label}"
    return f"{safe(card.owner.name)}, {'given to them by name' if card.given else role}"


def is_settled(card: TaskCard) -> bool:
    return card.state in (TaskState.DONE, TaskState.NOT_NEEDED)


def is_mine(card: TaskCard, reader: Reader) -> bool:
    mine = card.owner is not None and card.owner.id == reader.person_id
    return mine and card.may_work and not is_settled(card)
