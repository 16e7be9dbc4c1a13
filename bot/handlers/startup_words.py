"""`startup_tasks`: what is left before go-live and whose it is; what is said of a task is confirmed by a button."""

import re
from dataclasses import replace

from bot.context import Asker, Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organizations_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.elsewhere import Question
from bot.handlers.startup_find import FoundTask, own_plans, tasks_meant
from bot.handlers.startup_replies import plan_reply, task_reply
from bot.replies import Reply
from bot.startup_sentences import Do, SaidOfTask, said_of_task
from bot.views.blocks import actions, button, safe, section
from bot.views.startup_own import own_blocks, own_text
from bot.views.startup_said import question_blocks, question_text, which_blocks, which_text
from bot.views.steps import STEP_NAMES
from bot.views.talk import Offer, ask_button
from domain.errors import NotFound
from domain.stages import Stage
from services import Services
from services.memory import Memory
from services.startup_cards import PlanSummary, TaskFilter, TaskView

_MINE = re.compile(
    r"\b(?:my|mine)\b(?!\s+(?:organi[sz]ation|agency|team|side))|\b(?:do|must|should|can|have) i\b"
    r"|\bi (?:have|must|need)\b|\bassigned to me\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:ours?|we|us|my (?:organi[sz]ation|agency|team|side))\b", re.IGNORECASE)
_OF_TASKS = re.compile(r"\b(?:tasks?|to do|work|list|todos?|open|left)\b", re.IGNORECASE)
_OVERDUE = re.compile(r"\b(?:overdue|late|past due|behind)\b", re.IGNORECASE)
_BLOCKED = re.compile(r"\b(?:block\w*|stuck|held up|in the way|holding)\b", re.IGNORECASE)
_LEFT = re.compile(
    r"\b(?:left|missing|remain\w*|outstanding|still (?:has|have|needs?|open|to be)|before)\b", re.IGNORECASE
)
_GOES_LIVE = re.compile(r"\b(?:confirm|approve|agree|ready)\b.{0,40}\bgo(?:ing)?[ -]?live\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:add|create|put in)\b.{0,30}\btask\b", re.IGNORECASE)
PRESS = "Press “Confirm go-live” below the tasks to confirm it for your side."
NOT_FOUND = "I found no task of that name. Here is the plan."


def startup_tasks(turn: Turn) -> Reply:
    return told(turn.asker, lambda: _answer(turn))


def own_reply(asker: Asker, services: Services, memory: Memory, page: int = 0) -> Reply:
    """What the asker has to do in all startups, and how far these are."""
    found, plans = services.startup.own(asker.actor, page), services.startup.plans(asker.actor)
    reader = reader_of(asker)
    about = frozenset(plan.organization.key for plan in plans)
    return Reply(own_text(found, plans, reader), own_blocks(found, plans, reader), about, memory=memory)


def _answer(turn: Turn) -> Reply:
    if not is_known(turn.actor):
        return elsewhere.answer_about(turn, QUESTION)
    named = organizations_asked(turn)  # a customer who names another one is refused
    said = said_of_task(turn.text)
    found = tasks_meant(turn, said) if said else ()
    if said and found:
        return _of_task(turn, said, found)
    if number_asked(turn) or named:
        return elsewhere.answer_about(turn, QUESTION)
    plans = own_plans(turn)
    spoken_of = next((plan.number for plan in plans if plan.number == turn.memory.agreement), None)
    if len(plans) == 1 or spoken_of:
        return _show(turn, spoken_of or plans[0].number)
    if plans:
        return own_reply(turn.asker, turn.services, turn.memory)
    return elsewhere.answer_about(turn, QUESTION)


# -- a plan ------------------------------------------------------------------------------------------------------


def _show(turn: Turn, number: str) -> Reply:
    """The plan with the tasks that are asked for."""
    shown = _filter_asked(turn)
    try:
        view = turn.services.startup.view(turn.actor, number, shown)
    except NotFound as error:
        return _without_plan(turn, number, str(error))
    return plan_reply(turn.asker, view, turn.memory, _before_plan(turn, view.summary))


QUESTION = Question("startup_tasks", Stage.STARTUP, _show)


def _filter_asked(turn: Turn) -> TaskFilter:
    text = turn.text
    if _OVERDUE.search(text):
        return TaskFilter.OVERDUE
    if _BLOCKED.search(text):
        return TaskFilter.BLOCKED
    if _MINE.search(text):
        return TaskFilter.MINE
    if _OURS.search(text) and _OF_TASKS.search(text) and not re.search(r"\bbefore we\b", text, re.IGNORECASE):
        return TaskFilter.OURS
    return TaskFilter.LEFT if _LEFT.search(text) else TaskFilter.ALL


def _before_plan(turn: Turn, plan: PlanSummary) -> str:
    """What answers the sentence beside the plan itself."""
    if said_of_task(turn.text):
        return NOT_FOUND
    if _GOES_LIVE.search(turn.text):
        return PRESS if plan.may_confirm else ""
    if _ADDS.search(turn.text):
        return "CEC's staff add a task by the button below the plan."
    return ""


def _without_plan(turn: Turn, number: str, why: str) -> Reply:
    """Raises NotFound for an agreement that is not there."""
    status = turn.services.agreements.status(turn.actor, number)
    explain = ask_button(Offer("What happens in startup", "explain_process", STEP_NAMES[Stage.STARTUP]))
    opened = button("Open the agreement", "agreements.open", {"number": status.number})
    memory = replace(turn.memory, agreement=status.number, organization=status.organization.key)
    about = frozenset({status.organization.key})
    return Reply(why, [section(safe(why)), actions([opened, explain])], about, memory=memory)


# -- one task ----------------------------------------------------------------------------------------------------


def _of_task(turn: Turn, said: SaidOfTask, found: tuple[FoundTask, ...]) -> Reply:
    views = [turn.services.startup.task(turn.actor, each.number, each.card.key) for each in found]
    if len(views) > 1:
        return _which(turn, said, views)
    view, reader = views[0], reader_of(turn.asker)
    if said.do is Do.WHO:
        return task_reply(turn.asker, view, turn.memory)
    memory = replace(turn.memory, agreement=view.number, organization=view.organization)
    text, chosen = question_text(view, said, reader), _person_meant(turn, said, view)
    blocks = question_blocks(view, said, reader, chosen)
    return Reply(text, blocks, frozenset({view.organization}), memory=memory)


def _which(turn: Turn, said: SaidOfTask, views: list[TaskView]) -> Reply:
    reader = reader_of(turn.asker)
    asked = "" if said.do is Do.WHO else "Which task do you mean? Open it to go on."
    about = frozenset(view.organization for view in views)
    return Reply(which_text(views, reader, asked), which_blocks(views, reader, asked), about, memory=turn.memory)


def _person_meant(turn: Turn, said: SaidOfTask, view: TaskView) -> str:
    """The id of the one among those who can take it whom the words name; empty where it is not clear."""
    if said.do is not Do.ASSIGN:
        return ""
    words = set(said.words.casefold().split())
    if words <= {"me", "myself"} and turn.actor.person:
        return turn.actor.person.id
    named = [person.id for person in view.takers if words & set(person.name.casefold().split())]
    return named[0] if len(named) == 1 else ""
