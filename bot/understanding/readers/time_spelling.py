"""Slips of typing in the names of months, weekdays and days near by: "Wendesday", "Novemeber", "tomorow"."""

import re
import string
from collections.abc import Iterator

from bot.understanding.readers.plain import FLAGS

_NAMES = (
    "january", "february", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "tomorrow", "yesterday",
)  # fmt: skip
#: From this length on a wrong or superfluous letter is forgiven too: "sundry" is no Sunday.
_LONG = 7
_WORD = re.compile(r"(?<![\w'])[a-z]{5,11}(?!\w)", FLAGS)


def _slips(name: str) -> Iterator[str]:
    for place in range(1, len(name)):
        yield name[:place] + name[place + 1 :]
        yield name[:place] + name[place] + name[place:]
        if place < len(name) - 1:
            yield name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if len(name) >= _LONG:
        for place in range(1, len(name)):
            for letter in string.ascii_lowercase:
                yield name[:place] + letter + name[place + 1 :]
                yield name[:place] + letter + name[place:]


_RIGHT = {slip: name for name in _NAMES for slip in _slips(name) if slip.rstrip("s") not in _NAMES}


def spelled_right(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with these names spelled right, and for each of its places that in the given text, the end included."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for word in _WORD.finditer(text):
        right = _RIGHT.get(word[0].lower())
        if right is None:
            continue
        name = right.capitalize() if word[0][0].isupper() else right
        parts += (text[at : word.start()], name)
        places += range(at, word.start())
        places += (min(word.start() + place, word.end() - 1) for place in range(len(name) - 1))
        places.append(word.end() - 1)
        at = word.end()
    return "".join([*parts, text[at:]]), (*places, *range(at, len(text) + 1))
