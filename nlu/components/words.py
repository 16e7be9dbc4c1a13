"""Words of a sentence, brought to one form, so that plurals, case and hyphens make no difference."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$|(?<=s)['’]$")
_SHORT_FOR = {"svc": "service", "mgmt": "management", "mgt": "management", "agcy": "agency", "natl": "national"}


@dataclass(frozen=True)
class Word:
    """A word as it stands in the text from `start` to `end` (exclusive), and its `stem`."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_capitals(self) -> bool:
        return self.text[:1].isupper() and (len(self.text) == 1 or self.text[1].isupper() or self.text[1].isdigit())


def words_of(text: str) -> list[Word]:
    """The words of `text` in order."""
    found = []
    for match in _WORD.finditer(text):
        # A possessive belongs to the sentence, not to the name: "NRCS's agreement" names NRCS.
        bare = _POSSESSIVE.sub("", match.group())
        found.append(Word(bare, stem(bare), match.start(), match.start() + len(bare)))
    return found


def stem(word: str) -> str:
    """The word in lower case, in the singular, in full: "Laptops" -> "laptop", "VMs" -> "vm", "svcs" -> "service"."""
    one = _singular(word.lower())
    return _SHORT_FOR.get(one, one)


def _singular(lower: str) -> str:
    if len(lower) < 3 or not lower.endswith("s") or lower.endswith(("ss", "us", "is")):
        return lower
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("ches", "shes", "xes", "sses", "zes")):
        return lower[:-2]
    return lower[:-1]


def one_form(text: str) -> str:
    """A name without blanks, hyphens, plurals and "and": "Help-Desks" and "helpdesk" are one."""
    return joined(words_of(text))


def joined(words: list[Word]) -> str:
    """The words' stems in one piece; "and" stands for "&", so both are left out."""
    return "".join(word.stem for word in words if word.stem != "and")
