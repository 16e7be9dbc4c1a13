"""Search the catalog by words, with slips of typing.

Each word of the query looks for the likest word of each service; words in a name count more than words in a
description, and words that few services have count more than words that many have.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.catalog import Catalog, Service, plain_words
from services.matching import LONGEST_QUERY

FLOOR = 0.5
"""A service is a hit from here on: most of what was asked for is there."""

NEAREST_FLOOR = 0.3
"""Below it a service is not even offered as near."""

_LIKE_ENOUGH = 0.78
_TYPED_WRONG, _BEGINS = 0.95, 0.9
_NAME, _CATEGORY, _TEXT = 1.0, 0.8, 0.6
_SAID_ANYWAY = frozenset(
    # Words of the question, not of what is asked for.
    {
        "a",
        "about",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "cec",
        "could",
        "do",
        "does",
        "find",
        "for",
        "from",
        "get",
        "give",
        "have",
        "help",
        "how",
        "i",
        "in",
        "is",
        "it",
        "like",
        "looking",
        "me",
        "my",
        "need",
        "of",
        "offer",
        "on",
        "or",
        "our",
        "please",
        "search",
        "see",
        "service",
        "services",
        "show",
        "some",
        "something",
        "that",
        "the",
        "there",
        "thing",
        "to",
        "us",
        "want",
        "we",
        "what",
        "which",
        "with",
        "would",
        "you",
        "your",
    }
)


@dataclass(frozen=True)
class Scored:
    """How well a service fits, 0 to 1."""

    service: Service
    score: float


@dataclass(frozen=True)
class CatalogIndex:
    """The words of each service with their weight, and in how many services each word stands."""

    catalog: Catalog
    words: tuple[Mapping[str, float], ...]
    frequency: Mapping[str, int]
    names: tuple[frozenset[str], ...]

    def search(self, query: str) -> tuple[Scored, ...]:
        """Every service that has something of the query, the best first; equals in the catalog's order."""
        asked = self._glued(_asked(query))
        if not asked:
            return ()
        whole = plain_words(query[:LONGEST_QUERY])
        vocabulary = {word: self._alike(word) for word in asked}
        scored = [
            Scored(service, self._score(place, asked, vocabulary, whole))
            for place, service in enumerate(self.catalog.services)
        ]
        return tuple(sorted((s for s in scored if s.score >= NEAREST_FLOOR), key=lambda s: -s.score))

    def _glued(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Two words that the catalog writes as one ("data bases") become that one."""
        glued = list(words)
        for place in range(len(glued) - 1, 0, -1):
            if (together := glued[place - 1] + glued[place]) in self.frequency:
                glued[place - 1 : place + 1] = [together]
        return tuple(glued)

    def _alike(self, word: str) -> Mapping[str, float]:
        """The words of the catalog that this one may mean, and how alike they are."""
        if len(word) < 4:  # a slip in so short a word makes another word
            return {word: 1.0} if word in self.frequency else {}
        near = process.extract(
            word, self.frequency.keys(), scorer=OSA.normalized_similarity, score_cutoff=_LIKE_ENOUGH, limit=None
        )
        alike = {known: score * _TYPED_WRONG for known, score, _ in near if len(known) >= 4}
        alike |= {known: _BEGINS for known in self.frequency if _begins(word, known)}
        return alike | ({word: 1.0} if word in self.frequency else {})

    def _score(self, place: int, asked: tuple[str, ...], alike: Mapping[str, Mapping[str, float]], whole: str) -> float:
        if any(f" {name} " in f" {whole} " for name in self.names[place]):
            return 1.0
        words = self.words[place]
        got = total = 0.0
        for word in asked:
            rarity = self._rarity(alike[word])
            total += rarity
            got += rarity * max((words[w] * score for w, score in alike[word].items() if w in words), default=0.0)
        return got / total * 0.99

    def _rarity(self, alike: Mapping[str, float]) -> float:
        """How much a word tells: most when no or few services have it."""
        often = max((self.frequency[word] for word in alike), default=0)
        return 1.0 + math.log((1 + len(self.words)) / (1 + often))


@dataclass
class IndexCache:
    """The index of the catalog that was searched last; the catalog in force is one object until it is replaced."""

    _last: CatalogIndex | None = None

    def of(self, catalog: Catalog) -> CatalogIndex:
        last = self._last
        if last is None or last.catalog is not catalog:
            last = self._last = _index(catalog)
        return last


def _index(catalog: Catalog) -> CatalogIndex:
    words = tuple(_words_of(service, catalog) for service in catalog.services)
    frequency: dict[str, int] = {}
    for of_service in words:
        for word in of_service:
            frequency[word] = frequency.get(word, 0) + 1
    names = (frozenset(plain_words(name) for name in (s.key, s.name, *s.aliases)) for s in catalog.services)
    return CatalogIndex(catalog, words, frequency, tuple(names))


def _words_of(service: Service, catalog: Catalog) -> Mapping[str, float]:
    category = catalog.category(service.category)
    weighted: dict[str, float] = {}
    texts = (service.description, *service.included, *service.price_drivers, *(m.measure for m in service.metrics))
    _weigh(weighted, texts, _TEXT)
    _weigh(weighted, (category.name, *category.aliases), _CATEGORY)
    _weigh(weighted, (service.key, service.name, *service.aliases), _NAME)
    return weighted


def _weigh(weighted: dict[str, float], texts: Iterable[str], weight: float) -> None:
    for text in texts:
        for word in _split(text):
            weighted[word] = weight


def _asked(query: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(_split(query[:LONGEST_QUERY])))
    return tuple(word for word in words if word not in _SAID_ANYWAY) or words


def _split(text: str) -> tuple[str, ...]:
    letters = "".join(char if char.isalnum() else " " for char in plain_words(text))
    return tuple(_singular(word) for word in letters.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _begins(word: str, known: str) -> bool:
    return len(known) >= 4 and (known.startswith(word) or word.startswith(known))
