"""Where a sentence about a proposal parts into changes, and what in it asks, keeps or only tells. Pure."""

import re
from dataclasses import replace

from bot.context import Turn
from bot.estimate_clauses import clauses
from bot.leaning import own_words
from bot.said import word_set

_CUT = re.compile(
    r"(?:\s*[,;]\s*(?:(?:but|and|then|so|also)\s+)*|\s+(?:but|and|then)\s+(?:also\s+)?|[.!?]\s+)"
    r"(?=(?:(?:then|also|please|just|instead|we(?:['’]d| would)? (?:also )?(?:want|like|need|prefer)|can (?:we|you)"
    r"|could (?:we|you))\s+(?:to\s+|also\s+)?)*"
    r"(?:add|remove|drop|delete|scrap|exclude|include|put|take|leave|without|make|change|set|reduce|increase|lower"
    r"|raise|forget|skip|minus|plus|no|swap|replace|double|triple|halve|half|twice|cut|trim|bump|bring|give|get|bill"
    r"|invoice|pay|shift|push|start|begin|end|extend|shorten|move|waive|strike|term)\b)",
    re.IGNORECASE,
)
#: "Don't remove the mailboxes": nothing that can be read is to be changed.
_KEEPS = re.compile(
    r"\b(?:do not|don['’]?t|never|no need to|without)\s+(?:\w+\s+)?"
    r"(?:remov\w+|dropp?\w*|cut\w*|delet\w+|reduc\w+|tak\w+|strik\w+|chang\w+|touch\w*|rais\w+|increas\w+|add\w*)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:want|need|like|prefer|can|could|please|should|must|give|get|waive|lower|raise|include|add|remove|change|make"
    r"|have to|has to|don['’]?t|not)\b",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"\W*(?:(?:yes|yeah|yep|ok|okay|sure|please|right|correct|and|now|thanks|thank you|go ahead|do (?:it|that|so)"
    r"|(?:send|submit|confirm)(?: (?:it|that|them|this|these))?(?: to (?:cec|them|you))?"
    r"|that['’]?s (?:it|all|right|correct|fine)|looks good)\b\W*)+",
    re.IGNORECASE,
)
_AMENDMENT = re.compile(r"\b(?:amend\w*|(?:running|current|signed) (?:agreement|sla|contract))\b", re.IGNORECASE)
#: Words that speak of a change without saying which.
_GENERAL = word_set(
    "add adjust adjustment amend amendment ask asking can change changes changing comment comments could counter "
    "correct correction contract draft drafts edit edits few for hello hi in like make making modify need negotiate "
    "negotiating new on our please propose proposal proposals redline redlines renegotiate request revise sla some "
    "something submit suggest term terms agreement thanks the to tweak update version want we would"
)


def changes_in(turn: Turn) -> tuple[Turn, ...]:
    """The changes of a sentence, each as a turn of its own in which everything keeps its place."""
    return clauses(turn, _CUT)


def asks_for_it(text: str) -> bool:
    """Whether it asks for something, and is not only told beside a change."""
    return bool(_ASKS.search(text))


def keeps_it(text: str) -> bool:
    """ "Don't remove the mailboxes"."""
    return bool(_KEEPS.search(text))


def says_send(text: str) -> bool:
    """ "Yes", "go ahead and send it": nothing but a yes to what was shown."""
    return bool(_SENDS.fullmatch(text))


def speaks_of_amendment(text: str) -> bool:
    """ "We want to amend our SLA": what runs is meant, and no proposal."""
    return bool(_AMENDMENT.search(text))


def says_something(turn: Turn) -> bool:
    """Whether it says more than that something is to be changed."""
    bare = replace(turn.understanding, entities=())  # every word counts, also those that were recognized
    return bool({word.casefold() for word in own_words(turn.text, bare)} - _GENERAL)
