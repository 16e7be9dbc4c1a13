"""Sentences whose own words leave no doubt what is asked, whatever the understanding guessed."""

import re

from bot.context import Turn
from bot.intent_names import OUT_OF_SCOPE, TALK_TO_HUMAN
from bot.said import has_any

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

_ON_OFFER = re.compile(r"\b(?:do|does|can) (?:you|cec) (?:sell|offer|provide|supply|carry)\b", re.IGNORECASE)
#: A counted thing after an estimate ("5 drones") is short; a longer sentence speaks of something else.
_MOST_WORDS_OF_A_COUNT = 5


def plain_intent(turn: Turn) -> str | None:
    """The intent that the words name by themselves; None leaves it to the understanding."""
    if _PERSON.search(turn.text) and not _REFUSES.search(turn.text):
        return TALK_TO_HUMAN
    intent = turn.understanding.intent
    if intent == "ask_price" and _asks_what_is_paid(turn):
        return "payment_schedule"
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


def _asks_what_is_there(turn: Turn) -> bool:
    """Staff who ask what is in a step mean the agreements, not how the step goes."""
    return has_any(turn.understanding, ("stage",)) and bool(_IN_A_STEP.search(turn.text))


def _counts_after_price(turn: Turn) -> bool:
    counted = turn.memory.intent == "ask_price" and has_any(turn.understanding, ("quantity",))
    return counted and len(turn.text.split()) <= _MOST_WORDS_OF_A_COUNT


def _asks_what_is_paid(turn: Turn) -> bool:
    named = has_any(turn.understanding, ("service", "category", "quantity"))
    return bool(_PAID_NOW.search(turn.text)) and not named and not _SPOKEN_OF.search(turn.text)
