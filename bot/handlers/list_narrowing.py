"""By which steps, services and organizations a sentence narrows a list, and what of it no list can be narrowed by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.asked import as_list_stage, list_stage_asked
from bot.handlers.list_conditions import unread_words
from bot.understanding.model import Entity
from bot.views.list_question import ListQuestion
from bot.views.talk import quoted
from bot.views.text import join_and
from domain.stages import SEQUENCE, Stage

_STEP = re.compile(
    r"\b(?:steps?|stages?|phases?)\s*(?:number|no\.?|#)?\s*(?P<number>10|[1-9])\b(?![.,]\d)", re.IGNORECASE
)
#: What stands before a name that is left out: "aren't in operations", "except NRCS".
_LEFT_OUT = re.compile(
    r"(?:\b(?:not|never|except|excepting|excluding|other than|outside|besides|without|no longer|beyond)"
    r"|\b(?:are|is|was|were|do|does|have|has|did)n['’]?t)\s+"
    r"(?:(?:yet|currently|already|still|those|the|ones|any|at|in|of|with|for|from|led|by|have|step|stage|phase)\s+)*$",
    re.IGNORECASE,
)
#: What a list may be narrowed by. Agreement numbers open one agreement instead.
_USED = frozenset({"organization", "stage", "service", "fiscal_year", "agreement_number"})


#: What stands before the step that bounds others: "past step 4", "beyond the survey", "before the proposal".
_STEP_LEAD = r"(?:\s+(?:the|step|stage|phase|number))*\s*$"
_PAST = re.compile(
    rf"\b(?:past|beyond|after|above|later than|further than|through with|done with){_STEP_LEAD}", re.IGNORECASE
)
_NOT_PAST = re.compile(rf"\b(?:before|below|earlier than|not (?:yet )?(?:past|beyond|at)){_STEP_LEAD}", re.IGNORECASE)
#: Who has not signed is asked of agreements that are there to be signed.
_UNSIGNED = re.compile(
    r"(?:\bnot|n['’]t|\byet to|\bstill (?:has|have|need|needs) to|\bwithout)\b.{0,20}\b(?:sign(?:ed)?|signatures?)\b"
    r"|\bunsigned\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Named:
    stage: Stage
    start: int


def stages_asked(turn: Turn) -> tuple[Stage, ...]:
    """The steps of the agreements to list: those that are named, or all but those that are left out."""
    named = list(_stages(turn))
    bounded = _bounded(turn.text, named)
    if bounded:
        return bounded
    if not named and _UNSIGNED.search(turn.text):
        return (Stage.AGREEMENT_FUNDING,)
    out = {each.stage for each in named if _is_left_out(turn.text, each.start)}
    wanted = dict.fromkeys(each.stage for each in named if each.stage not in out)
    if out:
        return tuple(stage for stage in SEQUENCE if stage not in out and (not wanted or stage in wanted))
    one = None if wanted else list_stage_asked(turn)
    return (one,) if one else tuple(wanted)


def _bounded(text: str, named: Sequence[_Named]) -> tuple[Stage, ...]:
    """The steps after or before the one that is named so; none where none is."""
    for each in named:
        place = SEQUENCE.index(each.stage)
        if _NOT_PAST.search(text[: each.start]):
            return SEQUENCE[:place]
        if _PAST.search(text[: each.start]):
            return SEQUENCE[place + 1 :]
    return ()


def services_asked(turn: Turn) -> tuple[str, ...]:
    """The keys of the services that must be in the agreements to list."""
    return tuple(dict.fromkeys(str(each.value) for each in _wanted(turn, "service")))


def organizations_named(turn: Turn) -> tuple[str, ...]:
    """The organizations whose agreements to list, as the sentence names them."""
    return tuple(dict.fromkeys(str(each.value) for each in _wanted(turn, "organization")))


def not_applied(turn: Turn, question: ListQuestion, words: bool = True) -> str:
    """A sentence that names the conditions which the list is not narrowed by; empty where all of them were.

    Without `words` only names, times and numbers count as conditions.
    """
    missed = [*_entities_missed(turn, question), *(unread_words(turn, question) if words else ())]
    named = join_and([f"“{quoted(each)}”" for each in missed], "or")
    said = f"I could not narrow the list by {named}." if missed else ""
    return " ".join(part for part in (said, *_ambiguous(turn)) if part)


def _entities_missed(turn: Turn, question: ListQuestion) -> Iterable[str]:
    used = _USED | ({"time", "quantity"} if question.due_before else set())
    years = [each for each in turn.understanding.entities if each.entity == "fiscal_year"]
    for each in turn.understanding.entities:
        out = each.entity in ("organization", "service") and _is_left_out(turn.text, each.start)
        is_step = any(each.start < found.end("number") <= each.end for found in _STEP.finditer(turn.text))
        if each.start < each.end and not is_step and (out or each.entity not in used or each in years[1:]):
            before = _LEFT_OUT.search(turn.text[: each.start])
            yield turn.text[before.start() if before else each.start : each.end]


def _ambiguous(turn: Turn) -> Iterable[str]:
    catalog = turn.services.catalog.current().catalog
    for each in _wanted(turn, "service"):
        others = [catalog.service(key).name for key in each.candidates if key != each.value]
        if others:
            yield f"“{quoted(each.text)}” may also mean {join_and(others, 'or')}."


def _stages(turn: Turn) -> Iterable[_Named]:
    for each in turn.understanding.entities:
        stage = as_list_stage(next((stage for stage in Stage if each.entity == "stage" and stage == each.value), None))
        if stage:
            yield _Named(stage, each.start)
    for found in _STEP.finditer(turn.text):
        stage = as_list_stage(tuple(Stage)[int(found["number"]) - 1])
        if stage:
            yield _Named(stage, found.start())


def _wanted(turn: Turn, kind: str) -> list[Entity]:
    found = (each for each in turn.understanding.entities if each.entity == kind)
    return [each for each in found if each.start == each.end or not _is_left_out(turn.text, each.start)]


def _is_left_out(text: str, start: int) -> bool:
    return bool(_LEFT_OUT.search(text[:start]))
