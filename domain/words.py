"""Words as they are compared and listed."""

import re
import unicodedata

_SIGNS = re.compile(r"[^\w]+")


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


def bare_words(text: str) -> str:
    """The text without case and punctuation: two sentences with the same words teach nothing twice."""
    return _SIGNS.sub(" ", text.casefold()).strip() or text.strip()


def folded(text: str) -> str:
    """Without case and accents: "José" and "jose" are the same name."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
