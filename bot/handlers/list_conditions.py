"""What staff meant a list of agreements to be narrowed by, where no such condition could be understood."""

import re
from collections.abc import Iterable, Iterator

from bot.context import Turn
from bot.leaning import own_words
from bot.said import has_any, word_set
from bot.views.list_question import ListQuestion

NO_CONDITION = "I could not find a condition in that, so these are all open agreements."

#: Words that ask for agreements, all of them, and for nothing more.
_ONLY_ASKING = word_set(
    "active agreement agreements all any anything attention board can cec could count current currently dashboard "
    "display entire every everyone everything existing first full going here important list lists lot me most much "
    "many number open order ordered outstanding overview pipeline please portfolio present priority see show sla "
    "slas sort sorted stand standing stands state status statuses summary tell there together urgency urgent view "
    "where which whole who working would"
)
_HOW_MANY = re.compile(
    r"\bhow many (organi[sz]ations|customers|agencies|clients)\b(?!.*\b(with|at|in|wait\w*|have)\b)", re.I
)
_LED_BY = re.compile(
    r"\b(?:owned|led|managed|run|handled|held)\s+by\s+([^\W\d_][\w'’-]*(?:\s+[A-Z][\w'’-]*)*)"
    r"|\bassigned\s+to\s+([^\W\d_][\w'’-]*(?:\s+[A-Z][\w'’-]*)*)"
    r"|\b([A-Z][\w-]+)['’]s\s+(?:agreements|slas|SLAs|list|portfolio)\b"
)
_NOBODY = word_set(
    "me us cec you the our your a an any anyone someone somebody nobody who whom which what them it each"
)
_OF_WHOM = re.compile(
    r"\b(?:for|of|with)\s+(?:the\s+)?([A-Z][\w&'’.-]*(?:\s+(?:(?:of|and|for|the)\s+)*[A-Z][\w&'’.-]*)*)"
)
_NO_ORGANIZATION = word_set(
    "cec fy sla slas sml step survey proposal operations renewal startup i q1 q2 q3 q4 january february march april "
    "may june july august september october november december monday tuesday wednesday thursday friday"
)


def asks_how_many_organizations(text: str) -> bool:
    return bool(_HOW_MANY.search(text))


def says_no_condition(turn: Turn, question: ListQuestion) -> bool:
    """Whether the sentence says more than "list the agreements", and none of it was understood."""
    rest = {word.casefold() for word in own_words(turn.text, turn.understanding)} - _ONLY_ASKING
    return question.is_open and not question.closed and bool(rest)


def unknown_lead(text: str) -> str | None:
    """The name after "led by" or before "'s agreements"; for a sentence in which no person of CEC was recognized."""
    found = _LED_BY.search(text)
    name = next((each for each in found.groups() if each), "") if found else ""
    return name.removesuffix("'s").removesuffix("’s") if name and name.casefold() not in _NOBODY else None


def unknown_organization(turn: Turn) -> str | None:
    """The name after "for", "of" or "with", where no organization was recognized."""
    if has_any(turn.understanding, ("organization",)) or turn.text.isupper():
        return None
    return next(_names(turn, _OF_WHOM.finditer(turn.text)), None)


def _names(turn: Turn, found: Iterable[re.Match[str]]) -> Iterator[str]:
    known = [(each.start, each.end) for each in turn.understanding.entities]
    for match in found:
        first = match[1].split()[0].casefold()
        recognized = any(start < match.end(1) and match.start(1) < end for start, end in known)
        if not recognized and first not in _NO_ORGANIZATION and not re.match(r"(fy)?\d", first):
            yield match[1].rstrip(".'’")
