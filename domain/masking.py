"""Sentences without people and amounts: names, addresses, numbers and mentions give way to words that mean nobody.

What is no person and looks like one ("Fort Collins") may be masked, too: that costs little, a kept name much more.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.everyday_words import EVERYDAY_WORDS
from domain.given_names import ALSO_WORDS, FAMILY_NAMES, GIVEN_NAMES
from domain.masked_figures import without_figures
from domain.words import folded, word_set

NAME = "NAME"
LONGEST = 400

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
_NO_NAMES = word_set(
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
#: Words after which also a small letter begins a name, when nobody knows the word.
_SURELY_OF_SOMEONE = re.compile(
    r"\b(?:my name is|named|dear|(?:spoke|spoken|speak|talk|talked|met) (?:to|with)|(?:mr|mrs|ms|dr|prof)\.?)\s+$",
    re.IGNORECASE,
)
#: After a given name these of `ALSO_WORDS` go on with the sentence: "can John mark it", "tell Maria good news".
_GOES_ON = word_set(
    """
    art bass best bill bird booth branch bright burns case cash chance chase colon combs cook cotton craft cross curry
    dawn day downs drew early english flowers french friend fry gamble gates glass gold golden good grant gross guy head
    hood hope horn house hull hunt justice key late law levy little long love major mark may miles mills north page pan
    park parks peoples person pool power price rice rich riddle rob rose rush sharp short silver sims small song sparks
    street strong sue sun sweet temple wall waters weeks west will winter winters wise wood
    """
)
_PARTICLES = word_set("da de del den der dos ibn la las los van von")
#: Shorter words are masked only where they have a capital letter: "an" and "do" are names, too.
_SHORTEST = 3
#: Of a sentence in Which Every Word Is Capital, OR SHOUTED, the capitals tell nothing.
_TITLE_CASE = 0.7
#: Characters; the longest of the words that speak of someone is much shorter.
_FAR = 60
_BETWEEN_NAMES = re.compile(r"\s*(?:,|/|&|,?\s(?:and|or)\s)\s*")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er")


def masked(text: str, names: Collection[str] = (), known: Collection[str] = ()) -> str:
    """The text on one line without people, addresses, telephone numbers, links, mentions, amounts of money, numbers of
    agreements and requests, and at most `LONGEST` characters of it.

    `names` are words of names that are known, `known` words that are none; both as `words_in` gives them.
    """
    text = unicodedata.normalize("NFC", "".join(char if char.isprintable() or char == "\n" else " " for char in text))
    text = without_figures(text)
    text = _without_names(text, _Words.of(text, frozenset(names), frozenset(known) | _NO_NAMES))
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0]


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that might be names, in small letters, without accents and without a possessive."""
    return tuple(dict.fromkeys(_plain(match[0]) for match in _WORD.finditer(unicodedata.normalize("NFC", text))))


@dataclass(frozen=True)
class _Words:
    """What is known of the words of one text. `capitals_tell`: a name is seen by its capital letter."""

    names: frozenset[str]
    known: frozenset[str]
    capitals_tell: bool
    is_shouted: bool

    @classmethod
    def of(cls, text: str, names: frozenset[str], known: frozenset[str]) -> "_Words":
        words = [match[0] for match in _WORD.finditer(text) if match[0] != NAME]
        many = _TITLE_CASE * len(words)
        is_title = len(words) > 3 and sum(word[0].isupper() for word in words) > many
        return cls(names, known, not is_title, is_title and sum(word.isupper() for word in words) > many)

    def is_listed(self, plain: str) -> bool:
        return plain in self.names or plain in GIVEN_NAMES or plain.replace("'", "") in FAMILY_NAMES

    def is_also_a_word(self, plain: str) -> bool:
        return plain in self.known or plain in ALSO_WORDS or plain in EVERYDAY_WORDS or len(plain) < _SHORTEST

    def is_surely_a_name(self, plain: str) -> bool:
        return self.is_listed(plain) and not self.is_also_a_word(plain)

    def is_surely_a_family(self, plain: str) -> bool:
        return self.is_surely_a_name(plain) and plain not in GIVEN_NAMES

    def is_unknown(self, word: str) -> bool:
        """Whatever its letters: nobody knows it as a word."""
        forms = (_plain(word), *_plain(word).split("-"))
        is_word = any(form in self.known or form in ALSO_WORDS or _is_everyday(form) for form in forms)
        return len(forms[0]) >= _SHORTEST and not is_word

    def is_like_a_name(self, word: str) -> bool:
        """A capital letter and small ones, and no word that is known."""
        bare = _bare(word)
        small = len(bare) == 1 or self.is_shouted or any(char.islower() for char in bare[1:])
        if not bare[:1].isupper() or not small:
            return False
        if not self.capitals_tell:
            return self.is_unknown(word)
        singular = folded(bare.removesuffix("s")) if bare[:-1].isupper() else ""  # "SLAs"
        forms = (_plain(word), singular, *map(folded, bare.split("-")))
        return not any(form in self.known or ("'" in form and form in EVERYDAY_WORDS) for form in forms)

    def may_be_a_name(self, word: str) -> bool:
        return _plain(word) in self.names or self.is_surely_a_name(_plain(word)) or self.is_like_a_name(word)

    def may_follow_a_name(self, word: str, between: str) -> bool:
        """`between` stands between the name and the word."""
        plain, has_capital = _plain(word), self.capitals_tell and word[0].isupper()
        if _BETWEEN_NAMES.fullmatch(between):
            return has_capital and self.is_like_a_name(word) and self.is_unknown(word)
        if has_capital and (self.may_be_a_name(word) or plain in ALSO_WORDS):
            return True
        is_a_family = plain in ALSO_WORDS and plain not in _GOES_ON and plain not in self.known
        return plain in _PARTICLES or is_a_family or self.is_surely_a_name(plain) or self.is_unknown(word)


def _without_names(text: str, words: _Words) -> str:
    found = list(_names_in(text, words))
    if not found:
        return text
    kept = [text[: found[0][0]]]
    for (_, end), (following, _) in pairwise([*found, (len(text), len(text))]):
        is_one = following < len(text) and _is_one_name(text, end, following)
        kept.append(NAME if is_one else f"{NAME}{text[end:following]}")
    return re.sub(rf"{NAME}(?:{NAME})+", NAME, "".join(kept))


def _names_in(text: str, words: _Words) -> Iterator[tuple[int, int]]:
    matches = [match for match in _WORD.finditer(text) if match[0] != NAME]
    after_name = -1
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        if _goes_on(text, after_name, match, words) or _is_name(text, match, following, words):
            end = match.end() - len(match[0]) + len(_bare(match[0]))
            yield match.start(), end
            after_name = match.end() if end == match.end() else -1
        elif match[0] not in ("and", "or"):
            after_name = -1


def _goes_on(text: str, after_name: int, match: re.Match[str], words: _Words) -> bool:
    """Whether the word goes on with the name that ends at `after_name`, or with a list of names."""
    if after_name < 0:
        return False
    between = text[after_name : match.start()]
    close = _is_one_name(text, after_name, match.start()) or bool(_BETWEEN_NAMES.fullmatch(between))
    return close and words.may_follow_a_name(match[0], between)


def _is_name(text: str, match: re.Match[str], following: re.Match[str] | None, words: _Words) -> bool:
    word, plain, before = match[0], _plain(match[0]), _just_before(text, match.start())
    near = following[0] if following and _is_one_name(text, match.end(), following.start()) else ""
    of_someone = bool(_SPEAKS_OF_SOMEONE.search(before) or _TITLE.search(before))
    if words.is_listed(plain):
        if not words.is_also_a_word(plain):
            return True
        if not word[0].isupper():
            return plain in GIVEN_NAMES and words.is_surely_a_family(_plain(near))
        within = words.capitals_tell and not _BEGINS_SENTENCE.search(before) and plain not in words.known
        return of_someone or within or (bool(near) and words.may_be_a_name(near))
    if words.is_like_a_name(word):
        return of_someone or (bool(near) and words.may_be_a_name(near))
    return words.is_unknown(word) and bool(_SURELY_OF_SOMEONE.search(before))


def _just_before(text: str, place: int) -> str:
    """So much of the text before a place as its meaning hangs on."""
    return text[:place] if place <= _FAR else f"…{text[place - _FAR : place]}"


def _is_one_name(text: str, end: int, start: int) -> bool:
    """Whether what stands between two words leaves them one name; a point and a blank only after an initial."""
    between = text[end:start]
    if between.strip(" ._-"):
        return False
    return ". " not in between or not text[max(0, end - 3) : end].isalpha() or end < 3


def _is_everyday(plain: str) -> bool:
    """Also in another form of the word: "escalates"."""
    forms = (plain, *(plain.removesuffix(ending) for ending in _ENDINGS if plain.endswith(ending)))
    return any(form in EVERYDAY_WORDS and (form == plain or len(form) >= _SHORTEST) for form in forms)


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _plain(word: str) -> str:
    return folded(_bare(word)).replace("’", "'")
