"""Sentences whose own words leave no doubt what is asked, whatever the understanding guessed."""

import re

from bot.contact_words import gives_contact, wants_to_start
from bot.context import Turn
from bot.intent_names import OUT_OF_SCOPE, TALK_TO_HUMAN
from bot.said import has_any
from bot.understanding.thresholds import SURE

_PERSON = re.compile(
    r"\b(?:speak|talk|chat)(?:ing)? (?:to|with) (?:(?:an? |some)?(?:real |actual |live )?"
    r"(?:person|human|agent|representative)|somebody|someone|anybody|anyone)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\b(?:don['’]?t|do not|no need to|not|without)\b", re.IGNORECASE)
#: What is paid now is a question about agreements; what would be paid is one about prices.
_PAID_NOW = re.compile(
    r"\b(?:are we|we are|we['’]re|do we)(?: (?:currently|already|now))? (?:pay|spend)(?:ing)?\b", re.IGNORECASE
)
_SPOKEN_OF = re.compile(r"\b(?:it|that|this|those|these|them)\b", re.IGNORECASE)
_PRICE_OF = re.compile(
    r"\b(?:how much (?:is|are|for|does|do|would|will)|(?:price|cost|quote|estimate) (?:of|for))\b", re.IGNORECASE
)
_ASKS_PRICE = re.compile(r"^\W*(?:how much|prices?|costs?|quote|estimate)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"^\W*what(?:['’]?s| is| comes) next\b(?! (?:fiscal |calendar )?(?:year|quarter|month|week))", re.IGNORECASE
)

_IN_A_STEP = re.compile(
    r"\b(?:what|which|who|anything|anyone)(?:['’]?s| is| are| do we have)?(?: currently| now| still)? (?:in|at)\b",
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

_ON_OFFER = re.compile(r"\b(?:do|does|can) (?:you|cec) (?:sell|offer|provide|supply|carry)\b", re.IGNORECASE)
_BROKEN = re.compile(
    r"\boutages?\b|\b(?:is|are|went|been) (?:all )?(?:down|offline|broken|frozen)\b|\bcrash(?:ed|es|ing)\b"
    r"|\b(?:not|stopped|n['’]t) work(?:ing)?\b",
    re.IGNORECASE,
)
#: A counted thing after an estimate ("5 drones") is short; a longer sentence speaks of something else.
_MOST_WORDS_OF_A_COUNT = 5


def plain_intent(turn: Turn) -> str | None:
    """The intent that the words name by themselves; None leaves it to the understanding."""
    if _PERSON.search(turn.text) and not _REFUSES.search(turn.text):
        return TALK_TO_HUMAN
    if wants_to_start(turn.text) and not turn.actor.is_staff:
        return "share_contacts"
    intent = turn.understanding.intent
    if intent in ("find_contact", "share_contacts") and gives_contact(turn.text):
        return "share_contacts"
    if _BROKEN.search(turn.text) and _may_report(turn):
        return "report_issue"
    if intent == "ask_price" and _asks_what_is_paid(turn):
        return "payment_schedule"
    if _SIGNS_NEXT.search(turn.text):
        return "sign_agreement"
    if has_any(turn.understanding, ("organization", "agreement_number")) and _asks_how_it_stands(turn):
        return "agreement_status"
    spoken_of = turn.memory.agreement and not has_any(turn.understanding, ("agreement_number", "organization"))
    if spoken_of and _WHO_LEADS.search(turn.text):
        return "find_contact"
    if spoken_of and _ITS_TERM.search(turn.text):
        return "ask_renewals"
    if intent in ("agreement_status", "next_step") and _NEXT.search(turn.text):
        return "next_step"
    if intent == "request_change" and _ASKS_PRICE.search(turn.text) and _PRICE_OF.search(turn.text):
        return "ask_price"
    if intent == "explain_process" and turn.actor.is_staff and _asks_what_is_there(turn):
        return "list_agreements"
    if intent != OUT_OF_SCOPE:
        return None
    if _PRICE_OF.search(turn.text) or _counts_after_price(turn):
        return "ask_price"
    return "browse_catalog" if _ON_OFFER.search(turn.text) else None


def _may_report(turn: Turn) -> bool:
    """Whether what does not work was taken for news about a request, or for nothing sure."""
    meant = turn.understanding
    if meant.intent == "request_status":
        return not has_any(meant, ("request_number",))
    return meant.intent == OUT_OF_SCOPE and meant.confidence < SURE


def _asks_what_is_there(turn: Turn) -> bool:
    """Staff who ask what is in a step mean the agreements, not how the step goes."""
    in_a_step = _IN_A_STEP.search(turn.text) or _ALL_IN_A_STEP.search(turn.text)
    return has_any(turn.understanding, ("stage",)) and bool(in_a_step)


def _asks_how_it_stands(turn: Turn) -> bool:
    """ "How is RMA doing", "where's FNS with endpoint protection"."""
    return bool(_HOW_IT_GOES.search(turn.text) or (_WHERE.search(turn.text) and turn.actor.is_staff))


def _counts_after_price(turn: Turn) -> bool:
    counted = turn.memory.intent == "ask_price" and has_any(turn.understanding, ("quantity",))
    return counted and len(turn.text.split()) <= _MOST_WORDS_OF_A_COUNT


def _asks_what_is_paid(turn: Turn) -> bool:
    named = has_any(turn.understanding, ("service", "category", "quantity"))
    return bool(_PAID_NOW.search(turn.text)) and not named and not _SPOKEN_OF.search(turn.text)
