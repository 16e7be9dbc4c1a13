"""One startup task with everything about it, and what the reader can do with it."""

from collections.abc import Sequence

from bot.replies import Block, View
from bot.views.blocks import actions, button, clip, header, modal, option, plain, safe, section
from bot.views.sections import sections
from bot.views.startup import tasks_button
from bot.views.startup_lines import done_button, is_settled, owner_words, state_words, task_button
from bot.views.steps import due
from bot.views.text import bullets, capital, instant, join_and, plural
from bot.views.tracker import Reader
from domain.startup_plans import TaskState
from services.startup_cards import Said, TaskLink, TaskView

COMMENTS_SHOWN = 3
COMMENTS_A_PAGE = 20
#: The parts of a menu's values.
CHANGE, NOT_NEEDED, REMOVE = "change", "not_needed", "remove"


def task_text(view: TaskView, reader: Reader, done: str = "") -> str:
    """Everything that the blocks say."""
    card = view.card
    parts = [done, f"{view.number}, {safe(view.title)}: {safe(card.title)}.", _facts(view, reader), card.instructions]
    return "\n".join([*(part for part in parts if part), *map(_comment_line(reader), _latest(view))]).replace("*", "")


def task_blocks(view: TaskView, reader: Reader, done: str = "") -> list[Block]:
    card = view.card
    blocks = [header(f"{view.number}: Startup task")]
    if done:
        blocks.append(section(f"*{done}*"))
    blocks.append(section(f"*{safe(card.title)}*\n{_facts(view, reader)}", _menu(view)))
    if card.instructions:
        blocks.append({"type": "section", "text": plain(card.instructions)})
    blocks += sections(map(_comment_line(reader), _latest(view)))
    buttons = _work_buttons(view)
    return [*blocks, *([actions(buttons, "startup.work")] if buttons else []), actions(_below(view), "startup.below")]


def warning_text(view: TaskView, warning: Sequence[TaskLink]) -> str:
    these = "This task" if len(warning) == 1 else "These tasks"
    return (
        f"“{safe(view.card.title)}” depends on others. {these} should be done first:\n"
        f"{bullets([f'{safe(link.title)}: {link.state.label}' for link in warning])}\nCheck it off all the same?"
    )


def warning_blocks(view: TaskView, warning: Sequence[TaskLink]) -> list[Block]:
    number, card = view.number, view.card
    value = {"number": number, "k": card.key, "v": card.revision, "any": True}
    anyway = button("Check off all the same", "startup.done:anyway", value)
    first = button("Open the first one", "startup.task:first", {"number": number, "k": warning[0].key})
    back = task_button(number, card, "Go back")
    return [section(warning_text(view, warning)), actions([anyway, first, back])]


def comments_modal(view: TaskView, reader: Reader, page: int) -> View:
    """All comments, the latest first."""
    newest = list(reversed(view.comments))
    shown = newest[page * COMMENTS_A_PAGE : (page + 1) * COMMENTS_A_PAGE]
    title = f"{plural(len(newest), 'comment')} on “{safe(view.card.title)}”, the latest first."
    blocks = [section(title), *sections([_comment_line(reader)(said) for said in shown], "\n\n")]
    has_next = len(newest) > (page + 1) * COMMENTS_A_PAGE
    turns = [("Later", page - 1)] * (page > 0) + [("Earlier", page + 1)] * has_next
    value = {"number": view.number, "k": view.card.key}
    if turns:
        blocks.append(
            actions([button(text, f"startup.comments:{text}", {**value, "p": to, "in": 1}) for text, to in turns])
        )
    return modal("startup.comments", "Comments", blocks)


def _facts(view: TaskView, reader: Reader) -> str:
    card = view.card
    lines = [f"{state_words(card, reader)}.", f"{owner_words(card, reader)}."]
    if not is_settled(card):
        lines.append(f"{capital(due(card.due_on, reader.today))}.")
    lines.append("Required before go-live." if card.required else "Not required before go-live.")
    if card.lines:
        lines.append(f"For {safe(join_and(card.lines))}.")
    if view.depends_on:
        lines.append(
            f"Depends on: {'; '.join(f'{safe(each.title)} ({each.state.label})' for each in view.depends_on)}."
        )
    return "\n".join(lines)


def _latest(view: TaskView) -> tuple[Said, ...]:
    return view.comments[-COMMENTS_SHOWN:]


def _comment_line(reader: Reader):
    def line(said: Said) -> str:
        return f"{safe(said.by)}, {instant(said.at, reader.zone)}: {safe(said.text)}"

    return line


def _work_buttons(view: TaskView) -> list[Block]:
    card, value = view.card, {"number": view.number, "k": view.card.key, "v": view.card.revision}
    made: list[Block] = []
    if card.may_work and is_settled(card):
        made.append(_form_button("Open again", "reopen", view))
    elif card.may_work:
        made.append(done_button(view.number, card))
        if card.state is TaskState.BLOCKED:
            made.append(button("Not blocked any more", "startup.unblock", value))
        else:
            made.append(_form_button("It is blocked", "block", view))
        made.append(_form_button("Give to someone", "assign", view))
    if view.may_comment:
        made.append(_form_button("Comment", "comment", view))
    return made


def _form_button(text: str, form: str, view: TaskView) -> Block:
    value = {"number": view.number, "k": view.card.key, "v": view.card.revision}
    return button(text, f"startup.form:{form}", value, label=f"{text}: {clip(view.card.title, 50)}")


def _menu(view: TaskView) -> Block | None:
    """For staff: what changes the plan stands in a menu, so that a phone shows the task."""
    if not view.may_change:
        return None
    card = view.card
    choices = [("Change the task", CHANGE), ("Remove the task", REMOVE)]
    if not is_settled(card):
        choices.insert(1, ("It is not needed", NOT_NEEDED))
    options = [option(text, f"{do} {card.revision} {view.number} {card.key}") for text, do in choices]
    return {"type": "overflow", "action_id": f"startup.plan:{card.key}", "options": options}


def _below(view: TaskView) -> list[Block]:
    made = [tasks_button(view.number, "All tasks", goes_back=True)]
    if len(view.comments) > COMMENTS_SHOWN:
        value = {"number": view.number, "k": view.card.key, "p": 0}
        made.insert(0, button(f"All {len(view.comments)} comments", "startup.comments", value))
    return made
