"""Slack's message text as a person reads it, with the place of every character in the text as it was given.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"<([^<>|]*)(?:\|([^<>]*))?>|&(?:amp|lt|gt);|[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]|[\u200b\u200e\u200f\ufeff]"
)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


@dataclass(frozen=True)
class PlainText:
    """`places[i]` is where character `i` of `text` stands in the given text; one more marks its end."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as a span of the given text, kept within it."""
        last = len(self.places) - 1
        begin = self.places[min(start, last)]
        return begin, max(begin, self.places[min(end, last) - 1] + 1 if 0 < end <= last else self.places[last])


def plain(given: str) -> PlainText:
    """Links show their label, mentions nothing, `&lt;` is `<`; control and broken characters become spaces."""
    characters: list[str] = []
    places: list[int] = []
    at = 0
    for token in _TOKEN.finditer(given):
        characters.extend(given[at : token.start()])
        places.extend(range(at, token.start()))
        shown, offset = _shown(token)
        characters.extend(shown)
        places.extend(min(offset + index, token.end() - 1) for index in range(len(shown)))
        at = token.end()
    characters.extend(given[at:])
    places.extend(range(at, len(given)))
    return PlainText("".join(characters), (*places, len(given)))


def _shown(token: re.Match[str]) -> tuple[str, int]:
    """What a token shows, and where in the given text that begins."""
    written = token.group(0)
    if written in _ENTITIES:
        return _ENTITIES[written], token.start()
    if not written.startswith("<"):
        return " ", token.start()
    target, label = token.group(1), token.group(2)
    if label is not None:
        return label, token.start(2)
    if target.startswith(("@", "#", "!")):
        return " ", token.start()
    return target, token.start(1)
