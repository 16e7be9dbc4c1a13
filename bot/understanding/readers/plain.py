"""A text with the typographic variants of its characters made plain, every position kept."""

import re
from collections.abc import Iterable

#: Words and digits of the readers' patterns are ASCII, so that no letter of another script is taken for one.
FLAGS = re.ASCII | re.IGNORECASE

_VARIANTS = {
    "'": "\u2018\u2019\u02bc\u00b4`",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212",
    " ": "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r\n\v\f",
    '"': "\u201c\u201d",
}
_LONG_GAP = re.compile(r" {5,}")
_PLAIN = str.maketrans({variant: plain for plain, variants in _VARIANTS.items() for variant in variants})


def plain(text: str) -> str:
    """The same text, as long as before: typographic quotes, dashes and spaces become the keyboard's.

    Nothing is read across a long gap: it is blanked out, so that patterns cannot search it again and again.
    """
    return _LONG_GAP.sub(lambda gap: "\0" * len(gap[0]), text.translate(_PLAIN))


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space in a word is any white space."""
    return (
        "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)) + ")"
    )
