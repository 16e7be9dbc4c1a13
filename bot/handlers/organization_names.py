"""An organization that a sentence names and that understanding did not recognize: it is never passed over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.context import Turn
from bot.follow_tables import ABOUT_AGREEMENTS, ASKING_WORDS, FOLLOWS
from bot.handlers.asked import EVERYDAY
from bot.handlers.titles import shares_a_title
from bot.leaning import SMALL_WORDS, own_words
from bot.said import word_set
from domain.catalog import plain_words
from domain.given_names import GIVEN_NAMES

_CAPITAL = r"[A-Z][\w&.-]*(?:['’](?!s\b)\w+)?"
_RUN = re.compile(rf"\b{_CAPITAL}(?:\s+(?:(?:of|and|for|the|&)\s+){{0,3}}{_CAPITAL})*")
#: "The farm service agency", as people type it.
_SMALL_LETTERS = re.compile(r"\b((?:[a-z]+\s+){1,3})(agency|administration|bureau|commission)\b")
_AGREEMENT = re.compile(r"\b(?:agreements?|slas?)\b", re.IGNORECASE)
_KIND = r"Agency|Administration|Bureau|Commission|Authority"
_OF_A_GOVERNMENT = re.compile(rf"\b(?:{_KIND})$|^(?:Department|Bureau|Office) of\b")
_ORGANIZATION = re.compile(rf"\b(?:{_KIND}|Service|Services|Department|Institute|Corporation|Corps|Development)$")
_ABBREVIATION = re.compile(r"[A-Z](?:&?[A-Z]){1,5}")
#: What stands before a name that is none of a person and no first word.
_AT = re.compile(r"\b(?:for|of|with|at|from|about)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\b(?:for|of|with|at|from|about|is|are|does|did|has|have|was|will)|['’]s)\s+(?:the\s+)?$", re.IGNORECASE
)
_AFTER = re.compile(r"^\s+(?:agreements?|slas?|contracts?|survey|proposal|draft|renewal)\b", re.IGNORECASE)
#: Abbreviations and words with a capital letter that name no customer.
_NO_ORGANIZATION = word_set(
    "cec fy sla slas sml smls step survey proposal operations renewal startup q1 q2 q3 q4 january february march april "
    "may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "am pm asap ok fyi eta et est edt cst cdt mst mdt pst pdt utc cob eod us usa usda it hr id pdf csv xlsx docx cio "
    "cfo cto coo ciso poc po pi faq tbd tba hi isa iaa mou moa sow ato ssp vip slack excel word outlook teams "
    "microsoft365 agreement agreements christmas thanksgiving english federal government"
)
#: In small letters these say which agency is meant, not what it is called.
_WHICH = word_set("agencies client customer customers every federal government new old partner same single whole my")


@dataclass(frozen=True)
class _Run:
    """Words in capital letters, as they stand in the text."""

    name: str
    start: int
    end: int


def unknown_organization(turn: Turn) -> str | None:
    """What the sentence calls an organization, where none was recognized.

    Of a customer's sentence only what can be nothing else.
    """
    kinds = {each.entity for each in turn.understanding.entities if each.text}
    if kinds & {"organization", "agreement_number"} or _is_all_capital(turn.text):
        return None
    found = (run.name for run in _runs(turn) if _is_meant(turn, run))
    return next(found, None) or next(_in_small_letters(turn.text), None)


def surely_organization(turn: Turn, name: str) -> bool:
    """Whether the name is meant so also where the sentence is not clear: "and for NASS?", "hold the AMS agreement"."""
    if looks_like_organization(name) or _AGREEMENT.search(turn.text):
        return True
    goes_on = turn.memory.intent in ABOUT_AGREEMENTS or turn.memory.intent in FOLLOWS
    return goes_on and set(own_words(turn.text, turn.understanding)) <= set(re.findall(r"[^\W_]+", name))


def looks_like_organization(name: str) -> bool:
    """Whether a name is one by its own words, wherever it stands."""
    return bool(_ORGANIZATION.search(name) or _OF_A_GOVERNMENT.search(name))


def _runs(turn: Turn) -> Iterator[_Run]:
    known = [(each.start, each.end) for each in turn.understanding.entities if each.start < each.end]
    for match in _RUN.finditer(turn.text):
        run = _without_first_words(_Run(match[0].rstrip(".'’-"), match.start(), match.end()))
        touched = any(start < run.end and run.start < end for start, end in known)
        covered = any(start <= run.start and run.end <= end for start, end in known)
        if run.name and not covered and (not touched or looks_like_organization(run.name)):
            yield run


def _without_first_words(run: _Run) -> _Run:
    """The run without "Is" and "The", which are capital letters only because a sentence begins."""
    words = run.name.split()
    while words and (words[0].casefold() in SMALL_WORDS | ASKING_WORDS | {"i", "hi", "hello", "hey", "when", "why"}):
        words.pop(0)
    name = " ".join(words)
    return _Run(name, run.start + len(run.name) - len(name), run.end)


def _is_meant(turn: Turn, run: _Run) -> bool:
    words = run.name.split()
    if any(char.isdigit() for char in run.name) or {word.casefold() for word in words} <= _NO_ORGANIZATION:
        return False
    by_itself = len(words) > 1 and looks_like_organization(run.name)
    if not turn.actor.is_staff:
        return len(words) > 1 and bool(_OF_A_GOVERNMENT.search(run.name)) and not _is_known(turn, run.name, words)
    after = _AT.search(turn.text[: run.start])
    if _is_known(turn, run.name, () if by_itself or after else words):
        return False
    if by_itself or _ABBREVIATION.fullmatch(run.name):
        return True
    asks_for_people = turn.understanding.intent == "find_contact"
    stands = after or (not asks_for_people and _BEFORE.search(turn.text[: run.start]))
    stands = stands or _AFTER.match(turn.text[run.end :])
    return bool(stands) and not _is_person(turn, run.name) and not shares_a_title(turn, run.name)


def _is_known(turn: Turn, name: str, words: Sequence[str]) -> bool:
    """Whether the name, or each of these words, stands in the catalog, the steps or the glossary."""
    kinds = turn.services.vocabulary.current()
    names = (each for kind in kinds if kind != "organization" for of in kinds[kind].values() for each in of)
    known = {plain_words(each) for each in names}
    parts = {part for each in known for part in each.split()} if words else set[str]()
    return plain_words(name) in known or (bool(words) and all(plain_words(word) in parts for word in words))


def _is_person(turn: Turn, name: str) -> bool:
    given = any(word.casefold() in GIVEN_NAMES - EVERYDAY for word in name.split())
    return given or bool(turn.services.directory.reachable(turn.actor, name))


def _in_small_letters(text: str) -> Iterator[str]:
    for match in _SMALL_LETTERS.finditer(text):
        words = match[1].split()
        while words and (words[0] in SMALL_WORDS | ASKING_WORDS | _WHICH):
            words.pop(0)
        if words and not any(word in SMALL_WORDS | ASKING_WORDS | _WHICH for word in words):
            yield " ".join([*words, match[2]])


def _is_all_capital(text: str) -> bool:
    """Whether capital letters tell nothing: a headline, or everything in them."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 2 and all(word[0].isupper() for word in words)
