"""Which intent the readers of entities go by, when several are likely.

Whether "February" lies ahead, or "2" is a time of day, depends on what is spoken of rather than on the one intent: a
sentence that is most likely about some meeting speaks of meetings, even where a report is likelier than each of them.
"""

from collections.abc import Sequence

from bot.understanding.readers.tense import LOOKING_BACK
from bot.understanding.readers.time_clocks import MEETING_INTENTS

#: Below this share no topic is likely enough to read a sentence by it.
LIKELY = 0.25
_TOPICS = (MEETING_INTENTS, LOOKING_BACK)


def reading_intent(ranking: Sequence[tuple[str, float]]) -> str:
    """The likeliest intent, or that of the likelier topic; "" when nothing is likely."""
    if not ranking:
        return ""
    first, confidence = ranking[0]
    if not any(first in topic for topic in _TOPICS):
        return first if confidence >= LIKELY else ""
    share, topic = max(((_share(topic, ranking), topic) for topic in _TOPICS), key=lambda each: each[0])
    return next(intent for intent, _ in ranking if intent in topic) if share >= LIKELY else ""


def _share(topic: frozenset[str], ranking: Sequence[tuple[str, float]]) -> float:
    return sum(confidence for intent, confidence in ranking if intent in topic)
