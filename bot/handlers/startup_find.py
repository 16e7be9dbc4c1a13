"""Which startup task a sentence names: by the words of its title; who asks for its owner may name what it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.context import Turn
from bot.handlers.agreement_replies import is_known
from bot.handlers.asked import number_asked
from bot.said import word_set
from bot.startup_sentences import Do, SaidOfTask, said_of_task
from domain.errors import CecError
from domain.stages import Stage
from domain.startup import MOST_TASKS
from domain.startup_plans import TaskState
from services.startup_cards import PlanSummary, TaskCard

#: So much of what is said must stand in the task.
LEAST_SHARED = 0.5
MOST_READ = 20
_COMMON = word_set(
    "the and for our with all task tasks from their them that this its are has have been was were your who what step "
    "startup agreement now already please being"
)
_OF_TASKS = re.compile(r"\b(?:overdue|late|block\w*|stuck|left|mine|ours|tasks?)\b", re.IGNORECASE)
#: Of a sentence that goes on with what was shown.
MOST_WORDS = 6
_LEFT = (TaskState.OPEN, TaskState.BLOCKED)
_ENDINGS = re.compile(r"(?:ings?|ed|es|e|s)$")


@dataclass(frozen=True)
class FoundTask:
    """A task that may be meant, of the agreement of that number."""

    number: str
    card: TaskCard


def tasks_meant(turn: Turn, said: SaidOfTask) -> tuple[FoundTask, ...]:
    """Those that fit best, of the agreement that is named, else of all startups that are the asker's."""
    tasks = [
        FoundTask(number, card)
        for number in numbers_of(turn)
        for card in turn.services.startup.view(turn.actor, number, size=MOST_TASKS).tasks.items
    ]
    named = _best(said.task, [(each, each.card.title) for each in tasks])
    if named or said.do is not Do.WHO:
        return named
    thing = said.task.partition(" ")[2]  # its first word is what is done with it, which many instructions say
    about = [(each, f"{each.card.instructions} {each.card.reason}") for each in tasks]
    return _best(thing, [(each, text) for each, text in about if each.card.state in _LEFT]) or _best(thing, about)


def speaks_of_task(turn: Turn) -> bool:
    """Whether the sentence says something of a task of a startup that is the asker's."""
    said = said_of_task(turn.text)
    if said is None or not is_known(turn.actor):
        return False
    try:
        return bool(tasks_meant(turn, said))
    except CecError:
        return False


def goes_on_with_tasks(turn: Turn) -> bool:
    """ "What is blocking it", "which are overdue", "and mine?" after startup tasks were shown."""
    after = turn.memory.intent == "startup_tasks" and turn.memory.agreement is not None
    return after and len(turn.text.split()) <= MOST_WORDS and bool(_OF_TASKS.search(turn.text))


def numbers_of(turn: Turn) -> tuple[str, ...]:
    """The startups that a sentence may be about: the one that is named, else the one spoken of and the asker's own."""
    number = number_asked(turn)
    if number:
        return (number,)
    spoken_of = turn.memory.agreement
    own = [plan.number for plan in own_plans(turn)]
    return (spoken_of,) if spoken_of in own else tuple(own)


def own_plans(turn: Turn) -> tuple[PlanSummary, ...]:
    """The startups in which the asker has a role; a customer without one sees those of the organization, staff the
    one that is spoken of."""
    startup, actor = turn.services.startup, turn.actor
    plans = startup.plans(actor)
    if plans:
        spoken_of = turn.memory.agreement
        others = [] if not actor.is_staff or spoken_of in {plan.number for plan in plans} else [spoken_of]
    elif actor.is_staff:
        others = [turn.memory.agreement]
    else:
        rows = turn.services.agreements.own(actor, size=MOST_READ).rows
        others = [row.summary.number for row in rows if row.summary.stage is Stage.STARTUP]
    return (*plans, *(plan for number in others if number and (plan := _plan(turn, number))))


def _plan(turn: Turn, number: str) -> PlanSummary | None:
    try:
        return turn.services.startup.view(turn.actor, number, size=1).summary
    except CecError:  # it has no plan
        return None


def _best(said: str, tasks: Sequence[tuple[FoundTask, str]]) -> tuple[FoundTask, ...]:
    """Those that share most with what was said, and of these those that say least beside it."""
    words = _stems(said)
    if not words:
        return ()
    joined = words | {_stem(f"{one}{other}") for one, other in pairwise(_words(said))}  # "kick off" is "kick-off"
    scored: list[tuple[float, float, FoundTask]] = []
    for task, text in tasks:
        of_task = _stems(text)
        shared = len(joined & of_task)
        if shared and shared / len(words) >= LEAST_SHARED:
            scored.append((shared / len(words), shared / len(of_task), task))
    best = max((score[:2] for score in scored), default=None)
    return tuple(task for *score, task in scored if tuple(score) == best)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _words(text) if len(word) > 2 and word not in _COMMON)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"(?<=\w)[-‐](?=\w)", "", text.casefold()))


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) > 2 else word
