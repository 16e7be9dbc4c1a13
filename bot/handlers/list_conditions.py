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
#: Words by which lists are narrowed, and what stands around them; `bot/handlers/asked.py` reads them.
_CONDITION_WORDS = word_set(
    "account accounts across action afternoon agencies agency archived assigned at awaiting been behind being budget "
    "bureau bureaus but by client clients closed coming contract contracts court customer customers date dates days "
    "deadline deadlines deal deals depend depending depends doing don due during either ended ending ends engagement "
    "engagements except excluding expired finished former funded funds good handled handles has held hello hi i "
    "including just know last late lead leading leads led like look manage managed manages mine moment months more "
    "morning names negotiated negotiation numbers old on one ones only organization organizations other our ours "
    "outside over overdue own owned owns page past pending people phase phases pls progress responsible rest run "
    "running runs schedule side sit sits sitting stage stages start started starting step steps still stuck t team "
    "than those turn turns under unfunded us wait waiting waits weeks whatever whose within without wondering yet you "
    "your"
)
_MOST_UNREAD = 3
_WORD = re.compile(r"[^\W\d_]{3,}")
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


def unread_words(turn: Turn, question: ListQuestion) -> tuple[str, ...]:
    """Words that say something and by which the list is not narrowed. None of a long story: nobody reads them all."""
    known = _ONLY_ASKING | _CONDITION_WORDS
    if question.owner:
        names = " ".join(card.name for card in turn.services.directory.staff(turn.actor) if card.id == question.owner)
        known = known | {word.casefold() for word in _WORD.findall(names)}
    read = own_words(turn.text, turn.understanding)
    unread = dict.fromkeys(each for word in read for each in _WORD.findall(word) if each.casefold() not in known)
    return tuple(unread) if len(unread) <= _MOST_UNREAD else ()


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
