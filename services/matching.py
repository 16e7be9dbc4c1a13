"""Names that people type with slips: which known thing they most likely mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from domain.catalog import plain_words

CERTAIN = 0.86
"""From here on a name counts as meant: one slip in seven letters, two in fifteen."""

NEAR = 0.55
"""From here on it is worth offering."""

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Match:
    """A known thing with how alike its nearest name is to what was typed, 0 to 1."""

    key: str
    likeness: float
    certain: bool


def same_words(one: str, other: str) -> bool:
    """Whether two names differ at most in case, hyphens and blanks."""
    return plain_words(one) == plain_words(other)


def best_names(words: str, names: Mapping[str, Iterable[str]]) -> tuple[Match, ...]:
    """What is worth offering, the likeliest first. `names` holds all names of each key.

    The first is `certain` only when no other comes as near.
    """
    wanted = plain_words(words[:LONGEST_QUERY])
    scored = sorted(((_nearest(wanted, (key, *of)), key) for key, of in names.items()), key=lambda s: (-s[0], s[1]))
    second = scored[1][0] if len(scored) > 1 else 0.0
    return tuple(
        Match(key, score, certain=place == 0 and score >= CERTAIN and score > second)
        for place, (score, key) in enumerate(scored)
        if score >= NEAR
    )


def likeness(one: str, other: str) -> float:
    """How alike two words or short names are, 0 to 1; letters swapped count as one slip."""
    return OSA.normalized_similarity(one, other)


def _nearest(wanted: str, names: Iterable[str]) -> float:
    return max((_name_likeness(wanted, plain_words(name)) for name in names), default=0.0)


def _name_likeness(wanted: str, name: str) -> float:
    if len(wanted) < 4 or len(name) < 4:
        # A slip in so short a word makes another word: FS is not FNS. Still worth offering.
        return 1.0 if wanted == name else 0.9 * likeness(wanted, name)
    in_any_order = fuzz.token_sort_ratio(wanted, name) / 100
    part_of_it = fuzz.token_set_ratio(wanted, name) / 100 * 0.85
    return max(likeness(wanted, name), in_any_order, part_of_it)
