"""Short sentences after a list of agreements that go on with it: another page, fewer of them, the others."""

import re

from bot.choices import listed_before
from bot.context import Turn
from bot.handlers.asked import owner_asked
from bot.leaning import leans, own_words

_LEAD = (
    r"^\W*(?:(?:please|and|ok|okay|now|yes)\W+)*(?:(?:show|see|give|get|list|go to|display|open)\s+(?:me\s+|us\s+)?)?"
)
_OF_THEM = (
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?:them|those|these|agreements|slas|list))*(?:\s+of\s+(?:agreements|slas))?"
    r"(?:\W+please)?\W*$"
)
_NEXT = re.compile(
    rf"{_LEAD}(?:the\s+)?(?:next(?:\s+(?:page|ones|\d+|few))?|some more|more|\d+ more|rest){_OF_THEM}"
    rf"|{_LEAD}(?:page down|continue|go on|keep going){_OF_THEM}",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"{_LEAD}(?:the\s+)?(?:(?:previous|last|first)\s+page|previous|page (?:back|up)|(?:go\s+)?back){_OF_THEM}",
    re.IGNORECASE,
)
_PAGE = re.compile(rf"{_LEAD}(?:the\s+)?page\s+(\d{{1,4}})\W*$", re.IGNORECASE)
_FEWER = re.compile(r"^\W*(?:(?:and|now|ok|no|please|show me|show|list)\W+)*(?:only|just)\b", re.IGNORECASE)
_OF_THOSE = re.compile(r"\b(?:of|among|from) (?:those|these|them)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"^\W*(?:(?:and|what about|how about|which are)\W+)*(?:the\s+)?others?(?:\s+(?:ones?|agreements?|slas?))?\W*$",
    re.IGNORECASE,
)


def page_asked(text: str, shown: int) -> int | None:
    """The page that is asked for, counted from 0, while page `shown` is there."""
    named = _PAGE.match(text)
    if named:
        return max(int(named[1]) - 1, 0)
    if _NEXT.match(text):
        return shown + 1
    return max(shown - 1, 0) if _BACK.match(text) else None


def goes_on_with_list(turn: Turn) -> bool:
    """Whether the sentence asks for another page of what was listed, for fewer of it, or for the others."""
    shown = listed_before(turn.memory)
    if shown is None:
        return bool(_OTHERS.match(turn.text)) and turn.memory.agreement is not None
    if _names_lead(turn):
        return True
    narrows = _FEWER.match(turn.text) or (_OF_THOSE.search(turn.text) and not leans(turn))
    return bool(narrows or _OTHERS.match(turn.text)) or page_asked(turn.text, shown.page) is not None


def _names_lead(turn: Turn) -> bool:
    """ "And Priya's?": nothing but the name of somebody at CEC."""
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    if not turn.actor.is_staff or not words:
        return False
    lead = owner_asked(turn.text, turn.services.directory.staff(turn.actor))
    return lead is not None and words <= set(re.findall(r"[^\W_]+", lead.name.casefold()))
