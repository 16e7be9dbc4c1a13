"""What a person meets who writes a sentence: an answer, a question back, or "I did not understand".

It follows bot/conversation.py for one sentence by itself, with the thresholds of bot/understanding/thresholds.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.handlers.unclear import offerable
from bot.understanding.model import Understanding
from bot.understanding.thresholds import close_intents, is_understood


class Met(StrEnum):
    ANSWERED_RIGHT = "answered right"
    ASKED_RIGHT = "asked back, with the right one among the buttons"
    ASKED_WRONG = "asked back, without the right one"
    NOT_UNDERSTOOD = "not understood"
    ANSWERED_WRONG = "answered wrong"


def met(meant: Understanding, expected: str) -> Met:
    """What the sentence is answered with, whose right intent is `expected`."""
    if not is_understood(meant):
        return Met.NOT_UNDERSTOOD
    close = close_intents(meant)
    choices = offerable(close)
    if choices and choices != (meant.intent,):
        return Met.ASKED_RIGHT if expected in choices else Met.ASKED_WRONG
    if not choices and {"affirm", "deny"} <= set(close):  # a yes that may be a no is neither
        return Met.NOT_UNDERSTOOD
    return Met.ANSWERED_RIGHT if meant.intent == expected else Met.ANSWERED_WRONG


def counted(all_met: Iterable[Met]) -> Mapping[Met, int]:
    """How often each was met, best first; 0 too."""
    counts = Counter(all_met)
    return {each: counts[each] for each in Met}
