"""Several changes of an estimate in one sentence: "no phones then, but double the laptops". Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.context import Turn

#: One more change begins with one of these, after a comma or a joining word.
_CUT = re.compile(
    r"(?:\s*[,;.]\s*(?:(?:but|and|then|so)\s+)?|\s+(?:but|and|then)\s+)(?=(?:(?:then|also|please|just|instead)\s+)*"
    r"(?:add|remove|drop|delete|scrap|exclude|include|put|take|leave|without|make|change|set|reduce|increase|lower"
    r"|raise|forget|skip|minus|plus|no|swap|replace|double|triple|halve|half|twice)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
#: What opens a sentence and changes nothing by itself: "no, add ten".
_OPENS = frozenset({"no", "nope", "ok", "okay", "yes", "well", "actually", "sorry", "please", "hm"})


def clauses(turn: Turn, cut: re.Pattern[str] = _CUT) -> tuple[Turn, ...]:
    """The changes, each as a turn of its own in which everything keeps its place; a single one is the turn itself.

    `cut` matches what joins two of them.
    """
    found = [(start, end) for start, end in _spans(turn.text, cut) if _says_something(turn.text[start:end])]
    return tuple(_part(turn, start, end) for start, end in found) if len(found) > 1 else (turn,)


def _spans(text: str, cut: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for joint in cut.finditer(text):
        yield start, joint.start()
        start = joint.end()
    yield start, len(text)


def _says_something(clause: str) -> bool:
    return not {word.casefold() for word in _WORD.findall(clause)} <= _OPENS


def _part(turn: Turn, start: int, end: int) -> Turn:
    text = " " * start + turn.text[start:end] + " " * (len(turn.text) - end)
    kept = tuple(each for each in turn.understanding.entities if start <= each.start and each.end <= end)
    return replace(turn, text=text, understanding=replace(turn.understanding, text=text, entities=kept))
