"""The startup plan of an agreement: how far it is, its tasks page by page, and go-live."""

from bot.replies import Block
from bot.views.blocks import actions, button, confirmation, header, safe, section
from bot.views.menus import menu
from bot.views.startup_lines import done_button, is_mine, task_button, task_line, whose
from bot.views.text import capital, day, instant_day, plural
from bot.views.tracker import Reader
from domain.people import Side
from domain.startup_plans import Progress
from services.startup_cards import ConfirmedBy, PlanSummary, PlanView, TaskFilter

FILTERS: dict[TaskFilter, str] = {
    TaskFilter.ALL: "All tasks",
    TaskFilter.LEFT: "Left before go-live",
    TaskFilter.MINE: "My tasks",
    TaskFilter.OURS: "Tasks of my side",
    TaskFilter.OVERDUE: "Overdue tasks",
    TaskFilter.BLOCKED: "Blocked tasks",
}


def tasks_button(
    number: str, text: str = "Startup tasks", shown: TaskFilter = TaskFilter.ALL, goes_back: bool = False
) -> Block:
    """`goes_back` shows them in the place of the message that it stands in."""
    value = {"number": number, "f": shown.value, **({"back": True} if goes_back else {})}
    return button(text, f"startup.open:{shown}.{number}", value, label=f"{text} of {number}")


def plan_text(view: PlanView, reader: Reader, done: str = "") -> str:
    """Everything that the blocks say."""
    head = f"{view.summary.number}, {safe(view.summary.title)}. {plan_sentence(view.summary, reader)}"
    lines = [task_line(card, reader).replace("*", "").replace("\n", ". ") for card in view.tasks.items]
    return "\n".join(
        [*([done] if done else []), head, _dates(view), f"{FILTERS[view.shown]}:", *(lines or [_nothing(view)])]
    )


def plan_blocks(view: PlanView, reader: Reader, done: str = "") -> list[Block]:
    number = view.summary.number
    blocks = [header(f"{number}: Startup tasks")]
    if done:
        blocks.append(section(f"*{done}*"))
    blocks.append(section(f"{safe(view.summary.title)}. {plan_sentence(view.summary, reader)}\n{_dates(view)}"))
    blocks.append(actions([_filter_menu(view)], "startup.filter"))
    for card in view.tasks.items:
        blocks.append(section(task_line(card, reader), task_button(number, card)))
        if is_mine(card, reader) and not card.waits_for:
            blocks.append(actions([done_button(number, card, view.shown.value)]))
    if not view.tasks.items:
        blocks.append(section(_nothing(view)))
    return [*blocks, actions(_below(view), "startup.below")]


def plan_sentence(plan: PlanSummary, reader: Reader) -> str:
    """How far it is, what is late or blocked, and what is left before go-live."""
    late = [(plan.overdue, "overdue"), (plan.blocked, "blocked")]
    counted = "".join(f", {count} {word}" for count, word in late if count)
    return f"{progress_words(plan.progress)}{counted}. {go_live_sentence(plan, reader)}"


def progress_words(progress: Progress) -> str:
    """As in 7 of 12 tasks done (58 percent)."""
    return f"{progress.done} of {plural(progress.total, 'task')} done ({progress.percent} percent)"


def go_live_sentence(plan: PlanSummary, reader: Reader) -> str:
    if {each.side for each in plan.confirmed} == set(Side):
        return "Both sides have confirmed go-live."
    if plan.lacking:
        return f"{plural(plan.lacking, 'required task')} {'is' if plan.lacking == 1 else 'are'} left before go-live."
    confirmed = "".join(f" {_confirmed(each, reader)}" for each in plan.confirmed)
    waits = [whose(side, reader) for side in Side if side not in {each.side for each in plan.confirmed}]
    left = f"go-live waits for the confirmation of {' and of '.join(waits)}."
    return f"No required task is left:{confirmed} {left}" if not confirmed else f"{confirmed.strip()} {capital(left)}"


def _confirmed(by: ConfirmedBy, reader: Reader) -> str:
    return f"{safe(by.by)} confirmed go-live for {whose(by.side, reader)}, {instant_day(by.at, reader.zone)}."


def _dates(view: PlanView) -> str:
    last = f", the last task is due {day(view.last_due_on)}" if view.last_due_on else ""
    return f"The plan began {day(view.started_on)}{last}."


def _nothing(view: PlanView) -> str:
    return {
        TaskFilter.ALL: "The plan has no tasks.",
        TaskFilter.LEFT: "No required task is left before go-live.",
        TaskFilter.MINE: "You have no open tasks in this plan.",
        TaskFilter.OURS: "Your side has no tasks in this plan.",
        TaskFilter.OVERDUE: "No task is overdue.",
        TaskFilter.BLOCKED: "No task is blocked.",
    }[view.shown]


def _filter_menu(view: PlanView) -> Block:
    number = view.summary.number
    choices = [(f"{text}: {view.counts[shown]}", f"{shown.value} {number}") for shown, text in FILTERS.items()]
    return menu("startup.filter", "Which tasks", choices, f"{view.shown.value} {number}")


def _below(view: PlanView) -> list[Block]:
    plan, page = view.summary, view.tasks.page
    turns = [("Previous", page - 1)] * (page > 0) + [("Next", page + 1)] * view.tasks.has_next
    made = [_page_button(text, view, to) for text, to in turns]
    if plan.may_confirm:
        made.append(go_live_button(plan, view.revision))
    if view.may_change:
        made.append(button("Add a task", "startup.add", {"number": plan.number}, label=f"Add a task to {plan.number}"))
    opened = button("Open the agreement", "agreements.open", {"number": plan.number},
                    label=f"Open the agreement {plan.number}")  # fmt: skip
    return [*made, opened]


def go_live_button(plan: PlanSummary, revision: int) -> Block:
    ask = confirmation(
        "Confirm go-live?",
        f"You confirm for your side that the services of {plan.number} can go live. They run when both sides have "
        "confirmed.",
        "Confirm",
    )
    value, label = {"number": plan.number, "v": revision}, f"Confirm go-live of {plan.number}"
    return button("Confirm go-live", "startup.go_live", value, style="primary", label=label, confirm=ask)


def _page_button(text: str, view: PlanView, page: int) -> Block:
    number = view.summary.number
    value = {"number": number, "f": view.shown.value, "p": page}
    return button(text, f"startup.page:{text}", value, label=f"{text} startup tasks of {number}")
