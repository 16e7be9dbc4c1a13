"""What sentences about a proposal ask by their own words, whatever the understanding takes them for."""

import re

from bot.budget_words import says_budget
from bot.context import Turn
from bot.said import has_any
from bot.version_words import asks_changes, versions_said

#: The proposal was spoken of last.
OF_PROPOSAL = frozenset({"view_proposal", "request_change", "accept_proposal"})
_FREQUENCY = (
    r"(?:monthly|quarterly|yearly|annual(?:ly)?|in advance|in arrears"
    r"|(?:every|each|once a|by the) (?:month|quarter|year))"
)
_NAMED = re.compile(r"\b(?:drafts?|proposals?|versions?|offer)\b", re.IGNORECASE)
#: "Bill us monthly", "can we pay quarterly", "switch to monthly billing": not "when do you bill us".
_BILLING = re.compile(
    rf"^(?!\W*(?:when|how|what|do|does|did|are|is|who|why|which)\b).*?"
    rf"(?:\b(?:bill|invoice|charge)\s+(?:us|it|this|everything)\b.{{0,40}}\b{_FREQUENCY}\b"
    rf"|\b(?:pay|be (?:billed|invoiced|charged))\b.{{0,20}}\b{_FREQUENCY}\b"
    rf"|\b(?:switch|change|move|go|want|prefer|like|need|make)\b.{{0,40}}\b{_FREQUENCY}\s+(?:bill\w*|invoic\w*|payments?|instal\w*)\b)",
    re.IGNORECASE | re.DOTALL,
)
_THEY_WANT = re.compile(
    r"^\W*(?:\w+\W+){1,4}?(?:want|wants|need|needs|asked for|asks for|would like)\b.*\d", re.IGNORECASE
)
_TOTAL = re.compile(
    r"\bhow much\b.{0,30}\b(?:in all|in total|altogether|all in all|overall|all together)\b"
    r"|\bwhat(?:['’]?s| is| would)?\b.{0,20}\b(?:the )?(?:grand |overall )?total\b(?! (?:number|count))",
    re.IGNORECASE,
)
_HOW_MUCH_IS_IT = re.compile(r"^\W*(?:and\s+|so\s+)?how much (?:is|does|would|will) (?:it|that|this)\b", re.IGNORECASE)
#: What stands before and after the day in "can we start on March 1 instead": nothing else than the term is meant.
_MOVES_TERM = re.compile(
    r"\W*(?:(?:no|and|ok|okay|please|actually|then|rather|instead|just|can|could|we|it|should|['’]d|would|want|like|need"
    r"|prefer|to|let['’]?s|make|have)\W+)*(?:start|begin|end|finish)(?:\s+(?:it|services?|the (?:term|agreement|sla)))?"
    r"(?:\s+(?:in|on|at|by|from|with|only))*\s*",
    re.IGNORECASE,
)
_AFTER_A_DAY = re.compile(r"\W*(?:(?:instead|please|then|already|rather|thanks)\W*)*", re.IGNORECASE)
_AMENDS = re.compile(
    r"^\W*(?!(?:how|what|why|who|when|which|where|did|does|do|has|have|is|are)\b).*?"
    r"(?:\b(?:start|begin|open|create|make|prepare|draft|set up|need|want|do)\b(?:\W+\w+){0,3}?\W+amendment\b"
    r"|\bamend\b.{0,30}?(?:\bagreement\b|\bSLA\b|\bit\b))",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_BEFORE = re.compile(r"\bwhat(?:['’]?s| is| has| have)? (?:new|changed|different)\b", re.IGNORECASE)


#: What stands before the number of an agreement in "open the proposal of SLA-2027-0031".
_OPENS = re.compile(
    r"\W*(?:(?:please|and|now|ok|okay|just|(?:can|could|may|would) (?:you|i|we)|i|we|want to|need to|need|want)\W+)*"
    r"(?:(?:open|show|see|view|read|get|give|send|display|pull up|bring up|look at|have)\s+(?:(?:me|us|up)\s+)?)?"
    r"(?:(?:the|our|my|this|that|its|latest|current|newest|last|draft)\s+)*(?:proposal|draft)\s+"
    r"(?:(?:of|for|in|on|to|about)\s+)?(?:(?:the|our)\s+)?(?:agreement\s+|sla\s+)?",
    re.IGNORECASE,
)
_AFTER_A_NUMBER = re.compile(r"\W*(?:(?:please|now|thanks|thank you)\W*)*", re.IGNORECASE)
_SURVEY = re.compile(r"\b(?:survey|questionnaire|catalog)\b", re.IGNORECASE)


def speaks_of_proposal(turn: Turn) -> bool:
    """Whether the words name the draft, or it was spoken of last."""
    return turn.memory.intent in OF_PROPOSAL or bool(_NAMED.search(turn.text))


def tells_billing(turn: Turn) -> bool:
    """ "Bill us monthly"."""
    return _knows(turn) and bool(_BILLING.search(turn.text))


def tells_term(turn: Turn) -> bool:
    """ "Start in March instead", where a proposal or its agreement was spoken of last."""
    if not turn.memory.agreement or turn.memory.intent not in OF_PROPOSAL | {"agreement_status", "next_step"}:
        return False
    days = [each for each in turn.understanding.entities if each.entity in ("time", "fiscal_year")]
    return any(
        _MOVES_TERM.fullmatch(turn.text, 0, each.start) and _AFTER_A_DAY.fullmatch(turn.text, each.end) for each in days
    )


def tells_budget(turn: Turn) -> bool:
    """ "Our budget is 250k": the customer's own."""
    return bool(turn.actor.organization) and says_budget(turn.text)


def tells_customers_wish(turn: Turn) -> bool:
    """ "They want 20 tablets", said by staff after the proposal was shown."""
    return turn.actor.is_staff and turn.memory.intent in OF_PROPOSAL and bool(_THEY_WANT.search(turn.text))


def asks_its_total(turn: Turn) -> bool:
    """ "How much is it in all": of the proposal, where no service is priced."""
    priced = turn.memory.intent == "ask_price" or turn.memory.services
    if not _knows(turn) or priced or has_any(turn.understanding, ("service", "category", "quantity")):
        return False
    spoken_of = turn.memory.intent in OF_PROPOSAL and bool(_HOW_MUCH_IS_IT.search(turn.text))
    return spoken_of or (bool(turn.actor.organization) and bool(_TOTAL.search(turn.text)))


def asks_for_proposal(turn: Turn) -> bool:
    """ "Open the proposal of SLA-2027-0031", "compare version 1 and 3"."""
    if not _knows(turn):
        return False
    if len(versions_said(turn.text)) > 1 and asks_changes(turn.text) and not _SURVEY.search(turn.text):
        return True
    numbers = [each for each in turn.understanding.entities if each.entity == "agreement_number"]
    return any(
        _OPENS.fullmatch(turn.text, 0, each.start) and _AFTER_A_NUMBER.fullmatch(turn.text, each.end)
        for each in numbers
    )


def asks_to_amend(turn: Turn) -> bool:
    """ "Start an amendment of SLA-2026-0007", said by staff: what customers want changed is a wish."""
    return turn.actor.is_staff and bool(_AMENDS.search(turn.text))


def asks_its_news(turn: Turn) -> bool:
    """ "What changed" after the proposal was shown."""
    return turn.memory.intent in OF_PROPOSAL and bool(_SAYS_BEFORE.search(turn.text))


def _knows(turn: Turn) -> bool:
    return turn.actor.is_staff or turn.actor.organization is not None
