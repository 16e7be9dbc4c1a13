"""Whom a sentence names: a person to reach, or the one whose agreement is asked about."""

import re
from collections.abc import Iterator

from bot.context import Turn
from bot.said import word_set
from domain.given_names import ALSO_WORDS, GIVEN_NAMES

_NAME_WORD = r"[^\W\d_][\w'’-]{0,40}[^\W_]"
_THINGS = r"agreements?|slas?|contracts?|deals?|proposals?|drafts?|renewals?|funding|payments?|survey|signature"
_WAYS = r"phone|number|e-?mail|address|contact|details"
#: Whose agreement: "Erik Lindqvist's SLA", "the agreement of Erik Lindqvist".
_OWNS = re.compile(
    rf"\b((?:{_NAME_WORD}\s+){{0,2}}{_NAME_WORD})['’]s\s+(?:\w+\s+){{0,2}}?(?:{_THINGS})\b", re.IGNORECASE
)
_OF = re.compile(
    rf"\b(?:agreements?|slas?|contracts?|proposals?)\s+(?:of|for|with|by)\s+({_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}})",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"\b(?:reach|call|contact|e-?mail|phone|ring|message|ping|write to|get (?:a )?hold of|in touch with|find|is"
    r"|about)\s+"
    rf"({_NAME_WORD}(?:[ .]{_NAME_WORD}){{0,2}})",
    re.IGNORECASE,
)
_HAS = re.compile(rf"\b({_NAME_WORD}(?:[ .]{_NAME_WORD}){{0,2}})['’]s\s+(?:\w+\s+){{0,2}}?(?:{_WAYS})\b", re.IGNORECASE)
#: Of whom one thing is asked: "her phone number", "how do I reach him".
_SAME = re.compile(
    rf"\b(?:his|hers?|their)\s+(?:\w+\s+)?(?:{_WAYS}|title|role|job)\b"
    r"|\b(?:reach|call|contact|e-?mail|phone|ring|message|ping|write to|get (?:a )?hold of|in touch with)\s+"
    r"(?:him|her)\b",
    re.IGNORECASE,
)
_SEPARATE = re.compile(r"[ .]+")


def names_outsider(turn: Turn) -> bool:
    """Whether a customer asks about the agreement of a person whom they cannot see, known or made up."""
    owns = [name for name in _names(turn, _OWNS) if _looks_like_name(name)]
    asked = [
        *owns,
        *(name for name in _names(turn, _OF) if _is_given(name)),
    ]  # "the agreement for Soil Maps" has a title
    return any(not turn.services.directory.reachable(turn.actor, name) for name in asked)


def means_same_person(text: str) -> bool:
    """Whether the sentence asks how to reach the person who was named before."""
    return bool(_SAME.search(text))


def person_asked(turn: Turn) -> str | None:
    """The name of the person whom the sentence wants to reach."""
    asked = [name for found in (_HAS, _REACH) for name in _names(turn, found)]
    reachable = turn.services.directory.reachable
    return next((name for name in asked if _looks_like_name(name) or reachable(turn.actor, name)), None)


def _names(turn: Turn, pattern: re.Pattern[str]) -> Iterator[str]:
    """What the pattern finds, from the first word that looks like a name on, where it is not something known."""
    known = [(each.start, each.end) for each in turn.understanding.entities if each.start < each.end]
    for match in pattern.finditer(turn.text):
        words = [word for word in _SEPARATE.split(match[1]) if word]
        while words and words[0].casefold() in _NO_NAME:
            words.pop(0)
        inside = any(start < match.end(1) and match.start(1) < end for start, end in known)
        if words and not inside and not any(word.casefold() in _NO_NAME for word in words):
            yield " ".join(words)


def _looks_like_name(name: str) -> bool:
    """Capital letters, or a name that is frequent."""
    return _is_given(name) or all(word[:1].isupper() and not word.isupper() for word in name.split())


def _is_given(name: str) -> bool:
    return any(word.casefold() in GIVEN_NAMES - ALSO_WORDS for word in name.split())


#: What may stand where a name does, and is none.
_NO_NAME = word_set(
    "a about account admin administrator advisor agencies agency agreement agreements all an and another any anybody "
    "anyone are bill billing boss budget bureau can cec charge cio client company contact contacts contract "
    "coordinator could customer customers day delivery department desk did director do does draft each email everyone "
    "expert finance first for from funding going group handles has have he help her here him his how i if in is issue "
    "it its last lead leader legal let manager many me meeting month my new next nobody not now of office officer "
    "official on one or organization other our ours out owner partner payment people person phone please poc program "
    "project proposal quarter rep representative responsible s security she show signer signing sla slas sml somebody "
    "someone specialist staff status still support supposed survey team technical tell that the their them there "
    "these they this those to today tomorrow unit us was we week were what when where which who whose why will with "
    "work year yesterday you your"
)
