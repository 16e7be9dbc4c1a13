"""Characters that a document cannot hold, and what stands there instead."""

import re
import unicodedata
from collections.abc import Set

_LAST_OF_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
#: Control characters, halves of pairs, and code points that are no characters: no font and no file format has them.
_UNUSABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]")

UNKNOWN = "\ufffd"


def usable(text: str) -> str:
    """The text without what is no character."""
    return _UNUSABLE.sub("", text)


def without(text: str, missing: Set[str]) -> str:
    """The text with other signs for the missing characters: names for symbols, nothing for invisible ones."""
    return text.translate({ord(character): _in_place_of(character) for character in missing})


def _in_place_of(character: str) -> str:
    """A name in brackets for a symbol ("(grinning face)"), `UNKNOWN` for a letter."""
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me"):
        return ""
    name = unicodedata.name(character, "")
    return f"({name.lower()})" if category.startswith("S") and name else UNKNOWN
