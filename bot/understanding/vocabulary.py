"""Names found in a text without the understanding server: exact names and plurals, the longest first."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.understanding.model import Entity

#: entity -> key -> every name that a person may use for it
Names = Mapping[str, Mapping[str, tuple[str, ...]]]


def names_in(text: str, names: Names) -> tuple[Entity, ...]:
    """Every name of the vocabulary in the text; a name of several things has them all as candidates."""
    known = _by_name(names)
    if not known:
        return ()
    return tuple(_found(match, known) for match in _pattern(tuple(known)).finditer(text))


def _by_name(names: Names) -> dict[str, list[tuple[str, str]]]:
    known: dict[str, list[tuple[str, str]]] = {}
    for entity, key, name in _each(names):
        entry = known.setdefault(name.casefold(), [])
        if (entity, key) not in entry:
            entry.append((entity, key))
    return known


def _each(names: Names) -> Iterator[tuple[str, str, str]]:
    for entity, keys in names.items():
        for key, each in keys.items():
            for name in each:
                yield entity, key, name


@lru_cache(maxsize=4)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?:e?s)?(?!\w)", re.IGNORECASE)


def _found(match: re.Match[str], known: Mapping[str, list[tuple[str, str]]]) -> Entity:
    meanings = known[match.group(1).casefold()]
    entity, key = meanings[0]
    same_kind = tuple(other for kind, other in meanings if kind == entity)
    candidates = same_kind if len(same_kind) > 1 else ()
    return Entity(entity, match.group(0), key, match.start(), match.end(), candidates)
