"""What stands in a sentence, by kind: the handlers' way to read an understanding."""

import re
from collections.abc import Iterable

from bot.understanding.model import Entity, Understanding
from domain.catalog import plain_words
from domain.words import word_set as word_set


def values(understanding: Understanding, kind: str) -> tuple[str, ...]:
    """The values of one kind of entity in the order said, each once."""
    return tuple(dict.fromkeys(str(each.value) for each in understanding.entities if each.entity == kind))


def value(understanding: Understanding, kind: str) -> str | None:
    """The first of them."""
    return next(iter(values(understanding, kind)), None)


def ambiguous(understanding: Understanding, kind: str) -> Entity | None:
    """The one entity of a kind, where its words may mean several things (`candidates`)."""
    found = [each for each in understanding.entities if each.entity == kind]
    return found[0] if len(found) == 1 and len(found[0].candidates) > 1 else None


def has_any(understanding: Understanding, kinds: Iterable[str]) -> bool:
    wanted = set(kinds)
    return any(each.entity in wanted for each in understanding.entities)


def longest_name_in(text: str, names: Iterable[str]) -> str | None:
    """The longest of the names, as `plain_words` writes them, that stands in the text as whole words."""
    letters = re.sub(r"[^\w&/.']+", " ", plain_words(text[:400]))
    said = f" {letters.strip('. ')} "
    return max((name for name in names if f" {name} " in said), key=len, default=None)
