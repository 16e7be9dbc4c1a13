"""What somebody has to do in all startups, and how far these are: asked for, and on App Home."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, divider, header, safe, section
from bot.views.startup import plan_sentence, tasks_button
from bot.views.startup_lines import task_button, task_line
from bot.views.text import plural
from bot.views.tracker import Reader
from domain.agreement_lists import Page
from services.startup_cards import OwnTask, PlanSummary, TaskFilter

PLANS_ON_HOME = 4


def own_text(found: Page[OwnTask], plans: Sequence[PlanSummary], reader: Reader) -> str:
    lines = [f"{own.number}: {task_line(own.card, reader)}".replace("*", "").replace("\n", ". ") for own in found.items]
    return "\n".join([_own_title(found, plans), *lines, *(_plan_line(plan, reader).replace("*", "") for plan in plans)])


def own_blocks(found: Page[OwnTask], plans: Sequence[PlanSummary], reader: Reader) -> list[Block]:
    blocks = [section(f"*{_own_title(found, plans)}*")]
    for own in found.items:
        line = f"{own.number}, {safe(own.title)}\n{task_line(own.card, reader)}"
        blocks.append(section(line, task_button(own.number, own.card)))
    turns = [("Previous", found.page - 1)] * (found.page > 0) + [("Next", found.page + 1)] * found.has_next
    if turns:
        blocks.append(actions([
            button(text, f"startup.own:{text}", {"p": to}, label=f"{text} of your tasks") for text, to in turns
        ]))  # fmt: skip
    return [*blocks, *(section(_plan_line(plan, reader), tasks_button(plan.number)) for plan in plans)]


def _own_title(found: Page[OwnTask], plans: Sequence[PlanSummary]) -> str:
    if found.count:
        return f"You have {plural(found.count, 'startup task')} to do, the earliest due day first."
    return "You have no startup tasks to do." if plans else "You have no role in a startup that is under way."


def _plan_line(plan: PlanSummary, reader: Reader) -> str:
    return f"*{plan.number}*  {safe(plan.title)}\n{plan_sentence(plan, reader)}"


def home_plans(plans: Sequence[PlanSummary], reader: Reader) -> list[Block]:
    """How far each startup is, and what of it is the reader's; nothing where there is none."""
    rows = [
        section(
            f"{_plan_line(plan, reader)}{f' You have {plural(plan.mine, "task")} to do.' if plan.mine else ''}",
            tasks_button(plan.number, shown=TaskFilter.MINE if plan.mine else TaskFilter.ALL),
        )
        for plan in plans[:PLANS_ON_HOME]
    ]
    return [divider(), header("Startup and transition"), *rows] if rows else []
