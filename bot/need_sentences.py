"""Sentences in which staff say what a customer needs: what is needed, and whose words name the customer by.

"note: they need 40 laptops", "record a need for SLA-2027-0041: 20 desk phones", "SLA-2027-0044: they need 40
switches", "20 desk phones as a need of NRCS" after "record"; and, where a service or a number vouches for it,
"NRCS needs 30 monitors".
"""

import re
from dataclasses import dataclass

from bot.understanding.model import Understanding

_RECORD = r"(?:please\s+)?(?:note|record|add|log|write\s+down)"
_NEED = r"(?:as\s+)?(?:this\s+|the\s+|an?\s+)?(?:new\s+|other\s+)?(?:as\s+)?(?:an?\s+)?needs?"
_OF = r"(?:\s+(?:for|of|from|to|in)\s+(?P<whose>[^:]{1,80}?))?"
#: A dash only with a space before it: one stands in every number.
_SIGN = r"(?:\s*[:,]|\s+[-–])"
_WHAT = r"\s*(?P<what>\S.*)"
_NUMBER = r"SLA[\s#_–—-]*20\d\d[\s_/–—-]+\d{1,7}"
_VERB = r"(?:also\s+)?(?:needs?|wants?|requires?|asked\s+for|ask\s+for|would\s+like)"
_THEY = r"(?:they|the\s+customer|the\s+client)"

_SAYS_NEED = rf"(?:{_THEY}|{_NUMBER})\s+{_VERB}\s+(?!to\b)(?=\S)"
_FORMS = tuple(
    re.compile(rf"^\s*{form}\s*$", re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?:please\s+)?(?:note|needs?){_OF}{_SIGN}{_WHAT}",
        rf"(?:please\s+)?note\s+that\s+{_SAYS_NEED}(?P<whose>){_WHAT}",
        rf"{_RECORD}\s+{_NEED}{_OF}(?:{_SIGN}|\s+that\b){_WHAT}",
        rf"{_RECORD}\s+(?!(?:this|that|it)\s+as\b)(?P<what>\S.*?)\s+as\s+(?:an?\s+)?needs?{_OF}[.!]?",
        rf"(?P<whose>{_NUMBER})\s*[:,–-]?\s*(?:{_THEY}\s+)?{_VERB}\s+(?P<what>\S.*)",
    )
)
_NUMBERED = re.compile(
    rf"^\s*(?:(?:for|of|on)\s+)?{_NUMBER}\s*[:,–-]?\s*|[\s,]*(?:\b(?:for|of|in|on|to)\s+)?{_NUMBER}", re.IGNORECASE
)
_SUBJECT = re.compile(rf"^(?:that\s+)?{_SAYS_NEED}", re.IGNORECASE)
#: "We need to leave" and "I need coffee" are about those who talk.
_SPEAKS_OF_NEED = re.compile(
    rf"(?<!\bi )(?<!\bwe )(?<!\byou )\bneeds?\b(?!\s+to\b)|(?:\b{_THEY}|{_NUMBER})\s+{_VERB}\b", re.IGNORECASE
)
_SOMEONE_NEEDS = re.compile(
    rf"^\s*(?:(?:please\s+)?note\s+that\s+)?(?:the\s+)?(?P<whose>\S.{{0,80}}?)\s+{_VERB}\s+(?P<what>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: "NRCS needs a price for 30 laptops" asks for something to be done.
_TO_BE_DONE = re.compile(
    r"^(?:to|help|(?:an?|the|some|our|your|more)?\s*(?:new\s+|current\s+|latest\s+)*(?:help|prices?|pricing|quotes?|costs?"
    r"|estimates?|meetings?|calls?|status|updates?|copy|answers?|responses?|proposals?|drafts?|renewals?|agreements?"
    r"|surveys?|time|information|info|list|report|change))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SaidNeed:
    """`whose` are the words that name the agreement or the customer; empty where none do."""

    what: str
    whose: str = ""


def said_need(text: str) -> SaidNeed | None:
    """What is needed, where the words alone say so; None for every other sentence."""
    found = next((match for form in _FORMS if (match := form.match(text))), None)
    if found is None:
        return None
    what = _SUBJECT.sub("", found["what"].strip())
    return SaidNeed(what, (found["whose"] or "").strip())


def speaks_of_need(text: str) -> bool:
    """Whether its words name a need, or somebody else who needs something: "note: call me" does not."""
    return _SPEAKS_OF_NEED.search(text) is not None


def need_in_message(text: str) -> str:
    """What a message says is needed, without the number of the agreement: a form has a field for that."""
    said = said_need(text)
    return _NUMBERED.sub("", said.what if said else text).strip()


def need_of_customer(text: str, understanding: Understanding) -> SaidNeed | None:
    """ "NRCS needs 30 monitors", "they need 30 monitors": only what names a service or a number of something."""
    found = _SOMEONE_NEEDS.match(text)
    if found is None or text.rstrip().endswith("?") or _TO_BE_DONE.match(found["what"]):
        return None
    whose, begin = found["whose"].strip(), found.start("what")
    names = {each.text.casefold() for each in understanding.entities if each.entity == "organization"}
    is_they = re.fullmatch(_THEY, whose, re.IGNORECASE) is not None
    counted = any(each.entity in ("service", "quantity") and each.start >= begin for each in understanding.entities)
    if not counted or not (is_they or whose.casefold() in names):
        return None
    return SaidNeed(found["what"].strip(), "" if is_they else whose)
