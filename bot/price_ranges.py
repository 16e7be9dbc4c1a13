"""Ranges in a question about prices: "between 50 and 80 mailboxes", "100 to 120 laptops". Pure."""

import json
import re
from dataclasses import replace
from itertools import pairwise

from bot.context import Turn
from bot.estimates import Draft, pack, recalled, unpack
from bot.leaning import own_words
from bot.said import word_set
from bot.understanding.model import Entity
from services.memory import Memory, Pending

_TO = re.compile(r"\s*(?:-|\u2013|\u2014|(?:up )?to|through|till|or)\s*(?:about |around |maybe )?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|&)\s*(?:about |around |maybe )?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:about |around |maybe )?$", re.IGNORECASE)
#: "Change it from 40 to 50": what was, and what is to be.
_CHANGES = re.compile(
    r"\b(?:change|increase|raise|reduce|lower|drop|cut|grow|grew|move|go|goes|went|bring|correct)\b.*\bfrom\s*$",
    re.IGNORECASE,
)

#: What was asked when both ends of a range were shown; its fact `least` is the estimate of the smaller numbers.
RANGE = "range"
_MOST = re.compile(
    r"\b(?:higher|highest|upper|larger|largest|bigger|biggest|top|more|most|max(?:imum)?|second|latter|last)\b", re.I
)
_LEAST = re.compile(r"\b(?:lower|lowest|smaller|smallest|fewer|less|least|min(?:imum)?|bottom|first|former)\b", re.I)
_BESIDE = word_set(
    "number numbers figure amount value end price estimate range go use pick choose show want higher highest "
    "upper larger "
    "largest bigger biggest top more most max maximum latter lower lowest smaller smallest fewer less least "
    "min minimum "
    "bottom former cost costs"
)  # fmt: skip


def with_range(memory: Memory, least: Draft) -> Memory:
    """The memory after both ends were shown: the most is the estimate spoken of, "the lower one" means `least`."""
    facts = memory.pending.facts if memory.pending else {}
    return replace(memory, pending=Pending(RANGE, {**facts, "least": json.dumps(pack(least))}))


def end_picked(turn: Turn) -> Draft | None:
    """ "The higher one", "the lower number" after a range; None where the sentence says anything else."""
    pending = turn.memory.pending
    if not pending or pending.question != RANGE or turn.understanding.entities:
        return None
    most, least = bool(_MOST.search(turn.text)), bool(_LEAST.search(turn.text))
    said = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    if most == least or said - _BESIDE:
        return None
    return recalled(turn.memory) if most else unpack(json.loads(str(pending.facts["least"])))


def ends(turn: Turn) -> tuple[Turn, Turn] | None:
    """The question with the least and with the most of each range in it; None where it holds no range."""
    found = turn.understanding.entities
    numbers = [each for each in found if each.entity == "quantity"]
    ranges = [pair for pair in pairwise(numbers) if _is_range(*pair, turn.text)]
    if not ranges:
        return None
    first = {id(least) for least, _ in ranges}
    least_of = {id(most): least for least, most in ranges}
    most = tuple(each for each in found if id(each) not in first)
    least = tuple(replace(each, value=least_of[id(each)].value) if id(each) in least_of else each for each in most)
    return _with(turn, least), _with(turn, most)


def without_former(turn: Turn) -> Turn:
    """ "Change it from 70 to 80" names two numbers, and means the second."""
    found = turn.understanding.entities
    numbers = [each for each in found if each.entity == "quantity"]
    former = [
        first
        for first, last in pairwise(numbers)
        if _CHANGES.search(turn.text[: first.start]) and _TO.fullmatch(turn.text[first.end : last.start])
    ]
    return _with(turn, tuple(each for each in found if each not in former)) if former else turn


def _is_range(least: Entity, most: Entity, text: str) -> bool:
    if not float(least.value) < float(most.value):
        return False
    before, between = text[: least.start], text[least.end : most.start]
    if _CHANGES.search(before):
        return False
    return bool(_TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)))


def _with(turn: Turn, entities: tuple[Entity, ...]) -> Turn:
    return replace(turn, understanding=replace(turn.understanding, entities=entities))
