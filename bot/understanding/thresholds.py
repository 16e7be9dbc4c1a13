"""When a sentence counts as understood, and when two meanings are too close to choose.

Confidences are calibrated: of the sentences with confidence 0.8 about eight in ten are right. The numbers were chosen
on the validation set (`docs/understanding.md`), with a wrong answer counted as bad as four needless questions.
"""

from bot.understanding.model import Understanding

#: Below this the likeliest intent is wrong more often than right.
UNDERSTOOD = 0.35
#: Two intents are close when the second has at least this share of the first's confidence ...
CLOSE = 0.45
#: ... and the first is not sure by itself.
SURE = 0.70
#: At most this many are offered.
OFFERED = 3


def is_understood(understanding: Understanding) -> bool:
    return understanding.confidence >= UNDERSTOOD


def close_intents(understanding: Understanding) -> tuple[str, ...]:
    """Two or three intents that the sentence may mean equally well; nothing when the first one is clear."""
    if not understanding.ranking or understanding.confidence >= SURE:
        return ()
    floor = understanding.confidence * CLOSE
    close = tuple(intent for intent, confidence in understanding.ranking[:OFFERED] if confidence >= floor)
    return close if len(close) > 1 else ()
