"""What a person meets who writes a sentence: an answer, a question back, or "I did not understand".

It is what bot/verdict.py says of one sentence as a whole. What the conversation makes of it beside that is not counted:
several requests in it, its background, and what was said before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.understanding.model import Understanding
from bot.verdict import verdict


class Met(StrEnum):
    ANSWERED_RIGHT = "answered right"
    ASKED_RIGHT = "asked back, with the right one among the buttons"
    ASKED_WRONG = "asked back, without the right one"
    NOT_UNDERSTOOD = "not understood"
    ANSWERED_WRONG = "answered wrong"


def met(meant: Understanding, expected: str) -> Met:
    """What the sentence is answered with, whose right intent is `expected`."""
    found = verdict(meant)
    if not found.understood:
        return Met.NOT_UNDERSTOOD
    if found.choices:
        return Met.ASKED_RIGHT if expected in found.choices else Met.ASKED_WRONG
    return Met.ANSWERED_RIGHT if meant.intent == expected else Met.ANSWERED_WRONG


def counted(all_met: Iterable[Met]) -> Mapping[Met, int]:
    """How often each was met, best first; 0 too."""
    counts = Counter(all_met)
    return {each: counts[each] for each in Met}
