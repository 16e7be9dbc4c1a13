"""The forms of startup tasks: a reason, a comment, who does it, and the task itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import field, modal, option, plain, safe, section, select, text_input
from bot.views.menus import menu
from bot.views.text import capital
from domain.people import ROLES_OF, Side
from domain.startup import LONGEST_INSTRUCTIONS, LONGEST_TITLE
from domain.startup_edits import TaskContent
from domain.startup_work import LONGEST_WORDS
from services.startup_cards import TaskLink, TaskView

#: What a form that asks for words says: title, what it does, label, button.
WORDS: dict[str, tuple[str, str, str, str]] = {
    "block": ("Blocked", "Those who lead both sides are told.", "What is in the way", "Save"),
    "reopen": (
        "Open again",
        "Where the task is required, both sides confirm go-live anew.",
        "Why it is opened again",
        "Open again",
    ),
    "comment": ("Comment", "Both sides can read it.", "Comment", "Send"),
    "not_needed": ("Not needed", "Both sides can read the reason.", "Why it is not needed", "Save"),
    "remove": (
        "Remove a task",
        "What depends on it then depends on what it depended on. Both sides can read the reason.",
        "Why it is removed",
        "Remove",
    ),
}
#: Nobody by name: whoever has the role does it.
BY_ROLE = "-"
#: Of a menu; tasks beyond it are left out, those that it depends on are not.
MOST_OPTIONS = 100


def words_form(form: str, view: TaskView, metadata: Any, words: str = "") -> View:
    title, says, label, submit = WORDS[form]
    name = "text" if form == "comment" else "reason"
    blocks = [
        section(f"*{safe(view.card.title)}*\n{says}"),
        field(name, label, text_input(words, True, LONGEST_WORDS)),
    ]
    return modal(f"startup.{form}", title, blocks, submit, metadata)


def assign_form(view: TaskView, metadata: Any, chosen: str | None = None) -> View:
    card = view.card
    choices = [(f"Whoever is {card.role.label}", BY_ROLE)]
    choices += [
        (f"{person.name}, {person.title}" if person.title else person.name, person.id) for person in view.takers
    ]
    owner = chosen or (card.owner.id if card.owner and card.given else BY_ROLE)
    blocks = [
        section(f"*{safe(card.title)}*\nThey are told. Only people with a role in {view.number} can be chosen."),
        field("person", "Who does it", menu("value", "Choose a person", choices, owner)),
    ]
    return modal("startup.assign", "Give to someone", blocks, "Save", metadata)


def task_form(
    number: str, content: TaskContent | None, others: Sequence[TaskLink], metadata: Any, due_on: date
) -> View:
    """A new task, or a known one to change. `others` are the tasks that it can depend on; `due_on` stands in it."""
    known = content or TaskContent("", Side.CEC, ROLES_OF[Side.CEC][0], due_on)
    blocks = [
        section(f"A startup task of {number}. Who has it is told, and both sides can read the reason."),
        field("title", "What is to be done", text_input(known.title, max_length=LONGEST_TITLE)),
        field("role", "Who does it", _roles(known)),
        field("due_on", "Due", _day(due_on), hint="A business day."),
        field("required", "Before go-live", _required(known.required)),
        field(
            "instructions",
            "Instructions",
            text_input(known.instructions, True, LONGEST_INSTRUCTIONS),
            optional=True,
        ),
        *_depends_on(known, others),
        field("reason", "Why the plan is changed", text_input(multiline=True, max_length=LONGEST_WORDS)),
    ]
    title, callback, submit = (
        ("Change a task", "startup.change", "Save") if content else ("Add a task", "startup.added", "Add")
    )
    return modal(callback, title, blocks, submit, metadata)


def _roles(content: TaskContent) -> Block:
    choices = [
        (f"{capital(side.label)}: {role.label}", f"{side.value} {role.value}")
        for side in Side
        for role in ROLES_OF[side]
    ]
    return menu("value", "Choose a role", choices, f"{content.side.value} {content.role.value}")


def _required(required: bool) -> Block:
    options = [option("Required before go-live", "yes"), option("Not required before go-live", "no")]
    return select("value", "Choose", options, options[0 if required else 1])


def _day(chosen: date) -> Block:
    return {"type": "datepicker", "action_id": "value", "initial_date": chosen.isoformat()}


def _depends_on(content: TaskContent, others: Sequence[TaskLink]) -> list[Block]:
    """Nothing where the plan has no other task."""
    first = sorted(others, key=lambda each: each.key not in content.depends_on)[:MOST_OPTIONS]
    options = [option(each.title, each.key) for each in first]
    if not options:
        return []
    element: Block = {
        "type": "multi_static_select",
        "action_id": "value",
        "placeholder": plain("Other tasks"),
        "options": options,
    }
    chosen = [each for each in options if each["value"] in content.depends_on]
    if chosen:
        element["initial_options"] = chosen
    return [field("depends_on", "What should be done first", element, optional=True)]
