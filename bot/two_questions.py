"""Two questions in one message: one is answered, the other is not lost but offered as a button."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.handlers.suggestions import NOT_OFFERED
from bot.replies import Reply
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.understanding.thresholds import SURE
from bot.views.blocks import section
from bot.views.talk import MEANINGS, Offer, offers_row, quoted

_BETWEEN = re.compile(
    r"(?<=[.?!;])\s+|,?\s+and\s+(?=(?:how|what|whats|what's|when|who|where|which|why)\b)", re.IGNORECASE
)
_ALSO = re.compile(r"^(?:and|also|plus|oh)[ ,]+", re.IGNORECASE)
#: A shorter part is a greeting or a thank-you, not a question.
_LEAST_WORDS = 3


def with_other_question(reply: Reply, answered: str, text: str, understand: Callable[[str], Understanding]) -> Reply:
    """The reply with the part of `text` that asks something else than the intent `answered`, where there is one."""
    parts = [_ALSO.sub("", part.strip()) for part in _BETWEEN.split(text)]
    if reply.private or len(parts) != 2 or any(len(part.split()) < _LEAST_WORDS for part in parts):
        return reply
    try:
        meant = {part: understand(part) for part in parts}
    except UnderstandingUnavailable:
        return reply  # the answer stands by itself
    sure = all(each.confidence >= SURE and each.intent in MEANINGS for each in meant.values())
    others = [(part, each.intent) for part, each in meant.items() if each.intent != answered]
    if not sure or len(others) != 1 or others[0][1] in NOT_OFFERED:
        return reply
    return _with_offer(reply, *others[0])


def _with_offer(reply: Reply, part: str, intent: str) -> Reply:
    remark = f"You also wrote “{quoted(part)}”. I answer one thing at a time; use the button for this one."
    above = reply.blocks or [section(reply.text)]
    blocks = [*above, section(remark), offers_row([Offer(MEANINGS[intent], intent, part)])]
    return replace(reply, text=f"{reply.text}\n{remark}", blocks=blocks)
