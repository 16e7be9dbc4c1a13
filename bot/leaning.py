"""Whether a sentence leans on what was said before: it then holds nothing but names, numbers, times and small words."""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.context import Turn
from bot.said import word_set
from bot.understanding.model import Entity, Understanding
from bot.understanding.readers.number_words import ONES, TEENS, TENS

#: Words that only bind: what is left without them and without names and numbers is what a sentence itself says.
SMALL_WORDS = word_set(
    "a about actually after afterwards also an and annual annually are as at be between but by did do does each every "
    "fiscal fine for from fy get give got had has have how i if in instead is it its just last let lets like made "
    "make maybe me mean meant month monthly months my need next no nope not now of ok okay on one ones only or our "
    "per please quarter rather right s same say so sorry start starting take than that the their theirs them then "
    "these they thing this those to too took total try us want was we were what whats will with would yeah year "
    "yearly years yes yet you first second third fourth fifth 1st 2nd 3rd 4th 5th d re weeks quarters double triple "
    "halve half twice hmm hm um said oops wait correction typo nah nope scratch should again both til till "
    "until thru through end beginning begin neither nor people"
) | {*ONES, *TEENS, *TENS}

#: "What is next" is a question of its own; "next year" and "what about the next quarter" are times.
_ASKS_NEXT = re.compile(
    r"\bwhat(?:['’]?s| is| comes| do (?:i|we) do| should (?:i|we) do)? next\b(?! (?:fiscal |calendar )?(?:year|quarter|"
    r"month|week|fy))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
#: What ends a sentence or quotes a word, and is no part of it.
_SIGNS_AROUND = " .,;:?!\"'“”‘’"
_REFUSED = re.compile(
    r"\b(?:not(?: for| the)?|neither|nor|instead of|rather than|no longer)\s+(?:the\s+)?$", re.IGNORECASE
)


def leans(turn: Turn) -> bool:
    """Whether the sentence says nothing of its own beside names, numbers, times and small words."""
    return not own_words(turn.text, turn.understanding) and not _ASKS_NEXT.search(turn.text)


def own_words(text: str, understanding: Understanding) -> tuple[str, ...]:
    """The words of a sentence that are neither small words nor part of what was recognized."""
    spans = [(each.start, each.end) for each in understanding.entities if each.end > each.start]
    words = [m for m in _WORD.finditer(text) if not any(a <= m.start() < b for a, b in spans)]
    return tuple(m[0] for m in words if m[0].casefold() not in SMALL_WORDS and not m[0].isdigit())


def as_typed(text: str, words: Collection[str]) -> str:
    """These words as they stand in the text, with the signs that belong to them: "R&D", "<script>"."""
    runs = (run.strip(_SIGNS_AROUND) for run in text.split())
    return " ".join(run for run in runs if not set(_WORD.findall(run)).isdisjoint(words))


def without_refused(turn: Turn) -> Turn:
    """ "30, not 40" and "tablets instead of laptops" name what is not meant, too: only the other one is left.

    What is left keeps its place in the text.
    """
    found = turn.understanding.entities
    refused = [each for each in found if _is_refused(each, turn.understanding)]
    text = turn.text
    for each in refused:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    kept = tuple(each for each in found if each not in refused)
    return replace(turn, text=text, verbatim=turn.said, understanding=replace(turn.understanding, entities=kept))


def _is_refused(entity: Entity, understanding: Understanding) -> bool:
    others = any(each.entity == entity.entity and each != entity for each in understanding.entities)
    return others and bool(_REFUSED.search(understanding.text[: entity.start]))
