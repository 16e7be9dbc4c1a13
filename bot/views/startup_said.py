"""What somebody said of a startup task, as a question with the button that does it."""

import json
from collections.abc import Sequence

from bot.replies import Block
from bot.startup_sentences import Do, SaidOfTask
from bot.views.blocks import actions, button, clip, safe, section
from bot.views.startup_lines import done_button, is_settled, state_words, task_button, task_line, whose
from bot.views.steps import due
from bot.views.text import capital
from bot.views.tracker import Reader
from domain.startup_plans import TaskState
from services.startup_cards import TaskView

QUOTED = 300
#: A button's value holds 2,000 characters, with the names of the agreement and the task.
LONGEST_WORDS = 1_800
_IN_FORM = "You can change the words before they are saved."


def question_text(view: TaskView, said: SaidOfTask, reader: Reader) -> str:
    """What would be done, or why it cannot be."""
    card = view.card
    name, state = f"“{safe(card.title)}” of {view.number}", state_words(card, reader)
    if why := _why_not(view, said):
        return f"{why.format(name=name, state=state, side=whose(card.side, reader))}"
    quoted = f"“{safe(clip(said.words, QUOTED))}”" if _carried(said) else ""
    match said.do:
        case Do.DONE:
            return f"Check off {name}? {capital(due(card.due_on, reader.today))}."
        case Do.BLOCK:
            return f"Mark {name} as blocked{f': {quoted}' if quoted else ''}? {_IN_FORM}"
        case Do.UNBLOCK:
            return f"Note that {name} is not blocked any more? {state}."
        case Do.REOPEN:
            return f"Open {name} again{f': {quoted}' if quoted else ''}? {state}."
        case Do.ASSIGN:
            return f"Give {name} to someone else? You choose the person in the form."
        case Do.COMMENT:
            return f"Write a comment on {name}{f': {quoted}' if quoted else ''}? {_IN_FORM}"
        case Do.WHO:
            return task_line(card, reader)


def question_blocks(view: TaskView, said: SaidOfTask, reader: Reader, person: str) -> list[Block]:
    """`person` is the id of whom the words name, empty where that is not clear."""
    does = [] if _why_not(view, said) else [_button(view, said, person)]
    return [
        section(question_text(view, said, reader)),
        actions([*does, task_button(view.number, view.card, "Look at the task")]),
    ]


def which_text(views: Sequence[TaskView], reader: Reader, asked: str) -> str:
    lines = [f"{view.number}: {task_line(view.card, reader)}".replace("*", "").replace("\n", ". ") for view in views]
    return "\n".join([*([asked] if asked else []), *lines])


def which_blocks(views: Sequence[TaskView], reader: Reader, asked: str) -> list[Block]:
    rows = [
        section(f"{view.number}: {task_line(view.card, reader)}", task_button(view.number, view.card)) for view in views
    ]
    return [*([section(asked)] if asked else []), *rows]


def _why_not(view: TaskView, said: SaidOfTask) -> str:
    card = view.card
    if said.do is Do.COMMENT:
        return "" if view.may_comment else "You can't write a comment on {name}: that is for its contacts."
    if not card.may_work:
        return "{name} is not yours to change: it is a task of {side}. {state}."
    unfitting = {
        Do.DONE: is_settled(card),
        Do.BLOCK: is_settled(card),
        Do.UNBLOCK: card.state is not TaskState.BLOCKED,
        Do.REOPEN: not is_settled(card),
    }
    return "{name} stays as it is. {state}." if unfitting.get(said.do) else ""


def _button(view: TaskView, said: SaidOfTask, person: str) -> Block:
    if said.do is Do.DONE:
        return done_button(view.number, view.card)
    value = {"number": view.number, "k": view.card.key, "v": view.card.revision}
    if said.do is Do.UNBLOCK:
        return button("Not blocked any more", "startup.unblock", value, style="primary")
    words = person if said.do is Do.ASSIGN else _carried(said)
    text = {
        Do.BLOCK: "It is blocked",
        Do.REOPEN: "Open again",
        Do.ASSIGN: "Give to someone",
        Do.COMMENT: "Comment",
    }[said.do]
    return button(text, f"startup.form:{said.do}", {**value, "w": words}, style="primary")


def _carried(said: SaidOfTask) -> str:
    """The words that the form starts with; none where a button cannot carry them."""
    return said.words if len(json.dumps(said.words)) <= LONGEST_WORDS else ""
