"""What sentences about agreements ask by their own words: which of them, how they stand, who leads or signs."""

import re

from bot.context import Turn
from bot.follow_tables import ABOUT_AGREEMENTS
from bot.handlers.titles import agreement_by_subject, names_one
from bot.plain_words import asks_price_of
from bot.said import has_any
from bot.understanding.thresholds import SURE

_IN_A_STEP = re.compile(
    r"\b(?:what|which|who|anything|anyone)(?:['’]?s| is| are| do we have)?(?: currently| now| still)? (?:in|at)\b",
    re.IGNORECASE,
)

#: "What's past step 4", "who is beyond the survey": staff mean the agreements.
_PAST_A_STEP = re.compile(
    r"^\W*(?:what|which|who|everything|everyone|anything|list|show)\b.{0,60}\b(?:past|beyond)\b"
    r"(?:\s+(?:the|step|stage|phase|number))*\s*(?P<step>\d{1,2}\b)?",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:sign(?:ed)?|far|status|stands?|doing|going|stuck|progress|done|finished|waiting)\b", re.IGNORECASE
)
_OVERDUE = re.compile(
    r"^\W*(?:(?:and|so|ok)\s+)?(?:what|which|who|anything|everything|show|list|give|is|are|do)\b.{0,80}"
    r"\b(?:overdue|past due|behind schedule)\b",
    re.IGNORECASE,
)
_PAYMENTS = re.compile(r"\b(?:payments?|instal?lments?|invoices?|bills?|funds|transfers?|money)\b", re.IGNORECASE)
#: What stands around the number in "show me the transfers of SLA-2026-0019".
_PAYMENTS_ALONE = re.compile(
    r"\W*(?:(?:please|show|list|give|get|see|open|me|us|all|the|our|its|and)\W+)*"
    r"(?:payments?|instal?lments?|invoices?|bills|funds|transfers?|payment schedule)"
    r"(?:\W+(?:schedule|of|for|in|on|the|agreement|sla|please))*\W*",
    re.IGNORECASE,
)
#: "Everything at the proposal stage", "only those in step 1".
_ALL_IN_A_STEP = re.compile(
    r"^\W*(?:(?:show|list|give|get|see)(?: me| us)?\s+)?"
    r"(?:only|just|everything|everyone|all|those|these|agreements|slas)\b.{0,80}\b(?:in|at|on|with)\b",
    re.IGNORECASE,
)
_HOW_IT_GOES = re.compile(
    r"\bhow(?:['’]?s| is| are)\b.{0,80}\b(?:doing|going|coming along|coming|getting on|progressing|faring)\b",
    re.IGNORECASE,
)
#: Of the agreement that was spoken of.
_WHO_LEADS = re.compile(
    r"^\W*(?:and )?who(?:['’]?s| is)? (?:leads?|leading|runs?|handles?|handling|in charge of)\b", re.IGNORECASE
)
_ITS_TERM = re.compile(
    r"\bwhen (?:does|do|did|will|is|are) (?:it|that|this|the term|services?)\b.{0,80}"
    r"\b(?:start|begin|end|expire|run out|over)(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^\W*where(?:['’]?s| is| are| do| does)\b", re.IGNORECASE)
_SIGNS_NEXT = re.compile(
    r"\bwho(?:['’]?s| is)?\b.{0,80}\bsign(?:s|ing|ature)?\b.{0,80}\b(?:next|now|still|left|missing)\b"
    r"|\bwho (?:still |else )?(?:has|needs|have|must|is left|is next)\b.{0,80}\bsign\b|\bwhose signature\b"
    r"|^\W*when (?:did|was|were|will) .{0,80}\bsign(?:ed)?\b",
    re.IGNORECASE,
)


def asks_what_is_past(turn: Turn) -> bool:
    past = _PAST_A_STEP.search(turn.text)
    return bool(past and (past["step"] or has_any(turn.understanding, ("stage",))))


def points_at_one(turn: Turn) -> bool:
    """ "Has anyone signed the circuits one", where that is not clear already, and is no service that is spoken of."""
    meant = turn.understanding
    clear = meant.intent in ABOUT_AGREEMENTS and meant.confidence >= SURE
    of_services = turn.memory.intent in ("ask_price", "describe_service", "browse_catalog")
    asks = _WHERE.search(turn.text) or _STATE.search(turn.text) or not of_services
    if clear or not asks or asks_price_of(turn.text) or not names_one(turn.text):
        return False
    return agreement_by_subject(turn) is not None


def knows_agreements(turn: Turn) -> bool:
    return turn.actor.is_staff or turn.actor.organization is not None


def asks_what_is_there(turn: Turn) -> bool:
    """Staff who ask what is in a step mean the agreements, not how the step goes."""
    in_a_step = _IN_A_STEP.search(turn.text) or _ALL_IN_A_STEP.search(turn.text)
    return has_any(turn.understanding, ("stage",)) and bool(in_a_step)


def asks_how_it_stands(turn: Turn) -> bool:
    """ "How is RMA doing", "where's FNS with endpoint protection"."""
    if not has_any(turn.understanding, ("organization", "agreement_number")):
        return False
    return bool(_HOW_IT_GOES.search(turn.text) or (_WHERE.search(turn.text) and turn.actor.is_staff))


def asks_what_is_late(turn: Turn) -> bool:
    one = has_any(turn.understanding, ("agreement_number",))
    return bool(_OVERDUE.search(turn.text)) and knows_agreements(turn) and not one


def asks_late_payments(turn: Turn) -> bool:
    """ "Are any of our payments overdue"."""
    return bool(_OVERDUE.search(turn.text) and _PAYMENTS.search(turn.text))


def asks_its_payments(turn: Turn) -> bool:
    """ "SLA-2026-0019 transfers": a number, and payments as the only other words."""
    numbers = [each for each in turn.understanding.entities if each.entity == "agreement_number"]
    if len(numbers) != 1 or not knows_agreements(turn):
        return False
    rest = f"{turn.text[: numbers[0].start]} {turn.text[numbers[0].end :]}"
    return bool(_PAYMENTS_ALONE.fullmatch(rest))


def asks_who_leads(turn: Turn) -> bool:
    return _of_the_one_spoken_of(turn, _WHO_LEADS)


def asks_its_term(turn: Turn) -> bool:
    return _of_the_one_spoken_of(turn, _ITS_TERM)


def asks_who_signs(turn: Turn) -> bool:
    return bool(_SIGNS_NEXT.search(turn.text))


def _of_the_one_spoken_of(turn: Turn, words: re.Pattern[str]) -> bool:
    named = has_any(turn.understanding, ("agreement_number", "organization"))
    return bool(turn.memory.agreement) and not named and bool(words.search(turn.text))
