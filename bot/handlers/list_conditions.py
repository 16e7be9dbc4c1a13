"""What staff meant a list of agreements to be narrowed by, where no such condition could be understood."""

import re

from bot.context import Turn
from bot.leaning import own_words
from bot.said import word_set
from bot.views.list_question import ListQuestion
from domain.stages import Stage

NO_CONDITION = "I could not find a condition in that, so these are all open agreements."

#: Words that ask for agreements, all of them, and for nothing more.
_ONLY_ASKING = word_set(
    "active add agreement agreements all altogether any anything attention board can cec could count current currently "
    "dashboard display entire every everyone everything existing first full going got here important list lists lot me "
    "most much many number open order ordered outstanding overall overview pipeline please portfolio present priority "
    "see show sla slas sort sorted stand standing stands state status statuses summary sum tell there together total "
    "urgency urgent value view where which whole who working worth would"
)
#: Words by which lists are narrowed, and what stands around them; `bot/handlers/asked.py` reads them.
_CONDITION_WORDS = word_set(
    "account accounts across action afternoon agencies agency archived assigned at awaiting been behind being budget "
    "bureau bureaus but by client clients closed coming contract contracts court customer customers date dates day "
    "days deadline deadlines deal deals depend depending depends doing don due during either ended ending ends "
    "engagement engagements except excluding expired finished former funded funds good handled handles has "
    "held hello hi i including just know last late lead leading leads led like look manage managed manages mine moment "
    "months more morning names negotiated negotiation numbers old on one ones only organization organizations other "
    "our ours outside over overdue own owned owns page past pending people phase phases pls progress responsible rest "
    "run running runs schedule side sit sits sitting stage stages start started "
    "starting step steps still stuck t team than those turn turns under unfunded us wait waiting waits week "
    "weeks month whatever whose within without wondering yet you your"
)
#: What the step of signatures may be asked for by: "who hasn't signed yet".
_SIGNING = word_set("hasn haven need needs sign signature signatures signed unsigned")
_MOST_UNREAD = 3
_WORD = re.compile(r"[^\W\d_]{3,}")
_HOW_MANY = re.compile(
    r"\bhow many (organi[sz]ations|customers|agencies|clients)\b(?!.*\b(with|at|in|wait\w*|have)\b)", re.I
)
_SUM = re.compile(r"\bworth\b|\b(?:total|combined|overall) (?:value|amount|worth|sum)\b|\badd(?:s|ed)? up\b", re.I)
#: Said where a sum was asked for.
NO_SUM = "I don't add up amounts: each agreement shows its own when you open it."
_LED_BY = re.compile(
    r"\b(?:owned|led|managed|run|handled|held)\s+by\s+([^\W\d_][\w'’-]*(?:\s+[A-Z][\w'’-]*)*)"
    r"|\bassigned\s+to\s+([^\W\d_][\w'’-]*(?:\s+[A-Z][\w'’-]*)*)"
    r"|\b([A-Z][\w-]+)['’]s\s+(?:agreements|slas|SLAs|list|portfolio)\b"
)
_NOBODY = word_set(
    "me us cec you the our your a an any anyone someone somebody nobody who whom which what them it each"
)


def asks_for_sum(text: str) -> bool:
    """Whether amounts should be added up."""
    return bool(_SUM.search(text))


def asks_how_many_organizations(text: str) -> bool:
    return bool(_HOW_MANY.search(text))


def says_no_condition(turn: Turn, question: ListQuestion) -> bool:
    """Whether the sentence says more than "list the agreements", and none of it was understood."""
    rest = {word.casefold() for word in own_words(turn.text, turn.understanding)} - _ONLY_ASKING
    return question.is_open and not question.closed and bool(rest)


def unread_words(turn: Turn, question: ListQuestion) -> tuple[str, ...]:
    """Words that say something and by which the list is not narrowed. None of a long story: nobody reads them all."""
    known = _ONLY_ASKING | _CONDITION_WORDS
    if question.stage is Stage.AGREEMENT_FUNDING:
        known = known | _SIGNING
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
