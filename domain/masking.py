"""Sentences without the people in them: names, addresses, numbers and mentions give way to words that mean nobody.

What is no person and looks like one ("Fort Collins") may be masked, too: that costs little, a kept name much more.
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from domain.given_names import ALSO_WORDS, GIVEN_NAMES, words_of

NAME = "NAME"
SOMEONE = "someone"
ADDRESS = "name@example.gov"
PHONE = "000-000-0000"
AGREEMENT = "SLA-0000-0000"
REQUEST = "REQ-0000"
LONGEST = 400

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<mailto:[^>]*>"), ADDRESS),
    (re.compile(r"<tel:[^>]*>"), PHONE),
    (re.compile(r"<@[^>]*>"), SOMEONE),
    (re.compile(r"<#[^>]*>"), "a channel"),
    (re.compile(r"<![^>]*>"), " "),
    (re.compile(r"<https?:[^>|]*\|([^>]*)>"), r"\1"),
    (re.compile(r"<?https?://[^\s>]+>?", re.IGNORECASE), "a link"),
)
_NUMBERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*", re.IGNORECASE), ADDRESS),
    (re.compile(r"\b[\w.]+ ?(?:\(at\)|\[at\]| at ) ?[\w-]+ ?(?:\(dot\)|\[dot\]| dot ) ?\w+", re.IGNORECASE), ADDRESS),
    (re.compile(r"(?<![\w@])@[\w.-]+"), SOMEONE),
    (re.compile(r"\bSLA(?:\s+(?:number|no\.?|num))?[\s#:_-]*(?:20)?\d\d[\s_/-]+\d{1,7}\b", re.IGNORECASE), AGREEMENT),
    (re.compile(r"\b20\d\d-(?!20\d\d)\d{4}\b"), AGREEMENT),
    (re.compile(r"\bREQ(?:uest)?[\s#:_-]*\d+\b", re.IGNORECASE), REQUEST),
    (
        re.compile(
            r"\b((?:support |service |help )?(?:request|ticket|tkt|case|incident|issue)s?)[\s:]*"
            r"(?:#|number|no\.?|num|nr|id)?[\s:#]*\d{3,}\b",
            re.IGNORECASE,
        ),
        rf"\1 {REQUEST}",
    ),
    (re.compile(r"(?<!\w)#\s?\d{3,}\b"), REQUEST),
    (re.compile(r"\b\d{3}-\d{2}-\d{4}\b"), "000-00-0000"),
    (
        re.compile(
            r"(?<![\w-])(?:\+?\d{1,2}[\s.-]*)?\(?\d{3}\)?[\s.-]+\d{3}[\s.-]+\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?(?!\w)"
        ),
        PHONE,
    ),
    (re.compile(r"(?<![\w-])\+\d[\d\s().-]{7,}\d(?!\w)"), PHONE),
    (re.compile(r"(?<![\w-])\d{3}[.-]\d{4}(?!\w)"), PHONE),
    (re.compile(r"(?<![\w$,.])\d{9,}(?!\w)"), "000000000"),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = re.compile(r"(?:\b(?:mr|mrs|ms|dr|prof|sir|madam)\.?\s+)$", re.IGNORECASE)
#: Words after which a capital letter begins a name.
_SPEAKS_OF_SOMEONE = re.compile(
    r"(?:\b(?:my name is|this is|i am|i['’]m|named|called|ask|asked|tell|told|contact|email|e-mail|call|phone|ping|cc"
    r"|attn|dear|hi|hello|hey|thanks|thank you|regards|sincerely|cheers|best|assigned to|led by|owned by|signed by"
    r"|approved by|replaced by|replaces|talk(?:ed|ing)? (?:to|with)|sp(?:oke|eak|eaking) (?:to|with)"
    r"|meet(?:ing)? with|per|is|is now)\s*[,:]?\s+|^\s*[-–—]\s*|[.,\n]\s*[-–—]\s*)$",
    re.IGNORECASE,
)
_BEGINS_SENTENCE = re.compile(r"(?:^|[.?!:;\n])[\s\"“'(>•*-]*$")
#: Words with a capital letter that are no names, beside those that the caller knows.
_NO_NAMES = words_of(
    """
    a add adobe afternoon agency all also am american an and any apple april are as at august be best book budget by
    can cancel cec change check cheers contact cost could day dear december department describe did director do does
    drop east english evening excel explain february federal find fiscal for friday from funding get give good google
    government hello help hey hi hour how i if in increase is it its january july june just lead let linux list
    looking manager march may me microsoft monday month morning move my need needs new no north not november october
    of office officer official ok okay on one onedrive or oracle our outlook please poc powerpoint price program
    provide quarter quote regards remove renew report saturday schedule security send september sharepoint should show
    sign sincerely sla slack so sorry south spanish start states status sunday teams technical tell thank thanks that
    the their then there they this thursday to today tomorrow tuesday united update us usda want wants was we
    wednesday week were west what when where which who why will windows with word would year yes you your zoom
    """
)
#: Shorter words are masked only where they have a capital letter: "an" and "do" are names, too.
_SHORTEST = 3
#: Of a sentence in Which Every Word Is Capital the capitals tell nothing.
_TITLE_CASE = 0.7


def masked(text: str, names: Collection[str] = (), known: Collection[str] = ()) -> str:
    """The text on one line without people, addresses, telephone numbers, links, mentions, numbers of agreements and
    requests, and at most `LONGEST` characters of it.

    `names` are words of names that are known, `known` words that are none; both in small letters.
    """
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    for pattern, instead in (*_MARKS, *_NUMBERS):
        text = pattern.sub(instead, text)
    text = _without_names(text, frozenset(names), frozenset(known) | _NO_NAMES)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0]


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that might be names, in small letters and without a possessive."""
    return tuple(dict.fromkeys(_plain(match[0]) for match in _WORD.finditer(text)))


def _without_names(text: str, names: frozenset[str], known: frozenset[str]) -> str:
    found = list(_names_in(text, names, known))
    if not found:
        return text
    kept = [text[: found[0][0]]]
    for (_, end), (following, _) in pairwise([*found, (len(text), len(text))]):
        between = text[end:following]
        kept.append(NAME if following < len(text) and not between.strip(" .-") else f"{NAME}{between}")
    return re.sub(rf"{NAME}(?:{NAME})+", NAME, "".join(kept))


def _names_in(text: str, names: frozenset[str], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    words = [match for match in _WORD.finditer(text) if match[0] != NAME]
    if len(words) > 3 and sum(match[0][0].isupper() for match in words) > _TITLE_CASE * len(words):
        known = known | {_plain(match[0]) for match in words} - names - GIVEN_NAMES
    after_name = -1
    for place, match in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        adjacent = after_name >= 0 and not text[after_name : match.start()].strip(" .-")
        goes_on = adjacent and match[0][0].isupper() and _may_be_a_name(match[0], names, known)
        if goes_on or _is_name(text, match, following, names, known):
            end = match.end() - len(match[0]) + len(_bare(match[0]))
            yield match.start(), end
            after_name = match.end() if end == match.end() else -1
        else:
            after_name = -1


def _is_name(
    text: str, match: re.Match[str], following: re.Match[str] | None, names: frozenset[str], known: frozenset[str]
) -> bool:
    word, before = _plain(match[0]), text[: match.start()]
    capital = match[0][0].isupper()
    next_is_name = (
        following is not None
        and not text[match.end() : following.start()].strip(" .-")
        and (_may_be_a_name(following[0], names, known))
    )
    if word in names or word in GIVEN_NAMES:
        plain_word = word in known or word in ALSO_WORDS or len(word) < _SHORTEST
        if not plain_word:
            return True
        spoken_of = bool(_SPEAKS_OF_SOMEONE.search(before) or _TITLE.search(before))
        return capital and (next_is_name or spoken_of or not (_BEGINS_SENTENCE.search(before) or word in known))
    if not _is_like_a_name(match[0], known):
        return False
    return next_is_name or bool(_SPEAKS_OF_SOMEONE.search(before) or _TITLE.search(before))


def _may_be_a_name(word: str, names: frozenset[str], known: frozenset[str]) -> bool:
    return _plain(word) in names or _is_like_a_name(word, known)


def _is_like_a_name(word: str, known: frozenset[str]) -> bool:
    """A capital letter and small ones, and no word that is known."""
    bare = _bare(word)
    capital = bare[:1].isupper() and (len(bare) == 1 or any(char.islower() for char in bare[1:]))
    return capital and _plain(word) not in known and all(part.casefold() not in known for part in bare.split("-"))


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _plain(word: str) -> str:
    return _bare(word).casefold()
