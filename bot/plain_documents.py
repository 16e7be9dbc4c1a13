"""Sentences about the kept documents of an agreement, or about deputies who sign, by their own words."""

import re

from bot.context import Turn
from bot.plain_agreements import knows_agreements
from bot.said import has_any

_WANTS = (
    r"^\W*(?:(?:please|and|ok|okay|now|just)\W+)*(?:(?:can|could|may|would|will) (?:you|i|we)\s+(?:please\s+)?)?"
    r"(?:show|send|give|get|open|list|see|view|read|find|download|have|pull up|where(?:['’]?s| is| are| can i find)"
    r"|(?:i|we)(?:['’]d| would)? (?:need|want|like)|are there|is there|do (?:we|you) have)\b"
)
_PAPERS = r"(?:documents|paperwork|pdfs)"
_OF_AGREEMENT = (
    r"\b(?:documents?|paperwork|pdfs?|files?)\s+(?:of|for|from|in|on)\s+"
    r"(?:sla\b|(?:the|our|this|that|my)\s+(?:agreement|sla|contract)\b|it\b|this\b|that\b)"
)
_DOCUMENTS = re.compile(
    rf"{_OF_AGREEMENT}"
    rf"|{_WANTS}.{{0,30}}\b(?:the|our|my|all|its|their|these|this|any|which|what)\s+(?:\w+\s+)?{_PAPERS}\b"
    rf"|^\W*(?:which|what)\s+{_PAPERS}\s+(?:are there|exist|have (?:we|you)|do (?:we|you) have)\b"
    rf"|^\W*(?:(?:the|our|my|all|its|agreement|sla)\s+)*{_PAPERS}\W*(?:please\W*)?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?:{_WANTS}.{{0,30}}|^\W*(?:the\s+)?)\b(?:fully\s+)?(?:signed|executed)\s+"
    r"(?:(?:pdf|sla|agreement)\s+)?(?:copy|copies|pdfs?|documents?|file|agreement|contract|sla)\b",
    re.IGNORECASE,
)
#: What is asked about other papers, or about what one must bring.
_OTHERWISE = re.compile(
    r"\b(?:drafts?|proposals?|versions?|survey|questionnaire|required?|requires|submit|upload|prepare|bring"
    r"|(?:do|must|should|will) (?:we|i|you|they) (?:need|sign|send|provide|have to))\b",
    re.IGNORECASE,
)
_DEPUTY = re.compile(
    r"\bdeputies\b|\bdeputize\b"
    r"|\bdeputy\b(?!\s+(?:director|administrator|secretary|under|assistant|associate|chief|cio|cfo|commissioner"
    r"|commander|manager|program|general))"
    r"|\bsign\w*\s+(?:\w+\s+){0,4}?(?:for me|in my (?:place|absence|stead)|on my behalf|while i\b|when i\b)"
    r"|\bdelegat\w+\b.{0,40}\bsign\w*|\bsign\w*\b.{0,40}\bdelegat\w+",
    re.IGNORECASE,
)
_NAMES_DEPUTY = re.compile(
    r"\b(?:name|appoint|add|choose|set|make|delegate|deputize|want|need|while|when|away|leave|vacation|absence)\b",
    re.IGNORECASE,
)
_ABOUT_SERVICES = ("service", "category", "quantity")


def asks_documents(turn: Turn) -> bool:
    """ "Documents of SLA-2027-0041", "show me the signed PDF": those that are kept, not the draft."""
    if not knows_agreements(turn) or has_any(turn.understanding, _ABOUT_SERVICES):
        return False
    return asks_signed_copy(turn.text) or bool(_DOCUMENTS.search(turn.text) and not _OTHERWISE.search(turn.text))


def asks_signed_copy(text: str) -> bool:
    return bool(_SIGNED.search(text))


def speaks_of_deputies(turn: Turn) -> bool:
    """ "My deputies", "name a deputy while I am away": who signs in somebody's place."""
    return knows_agreements(turn) and bool(_DEPUTY.search(turn.text))


def names_deputy(text: str) -> bool:
    """Whether one is to be named, and not asked for."""
    return bool(_NAMES_DEPUTY.search(text))
