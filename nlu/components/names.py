"""Finds the names of known things in a sentence: as written, in the plural, as an abbreviation, with a typo.

The longest name wins. A name that two things share gives both. A word that people use every day in another meaning
("class", "extension", "RMA" of a returned part) is marked `plain`: the caller decides by what the sentence is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from components.words import Word, joined, one_form, stem, words_of

#: Entity -> key -> names.
Vocabulary = Mapping[str, Mapping[str, Sequence[str]]]

#: In a shorter word a slip makes another word.
SHORTEST_TYPO = 5

#: From this length on two slips are forgiven.
LONG_WORD = 9

#: A name read from two words that end in one of these is `plain`: "pick it back up" asks for no backup.
PARTICLES = frozenset({"up", "in", "out", "on", "off"})

#: Beyond it a text is not read: nobody names services in an essay of that length.
MOST_WORDS = 2000

_ADDRESS = re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A name from `start` to `end` (exclusive). `keys` has more than one when the name is shared.

    `likeness` is 1 for the name as written, less with a typo. `plain`: the text is also an everyday word.
    """

    entity: str
    keys: tuple[str, ...]
    start: int
    end: int
    likeness: float
    plain: bool

    @property
    def length(self) -> int:
        return self.end - self.start


class NameFinder:
    """Looks up the names of a vocabulary. `everyday`: words in lower case that people know and spell right."""

    def __init__(self, vocabulary: Vocabulary, everyday: Collection[str] = (), heads: Collection[str] = ()) -> None:
        self._everyday = everyday
        self._heads = {stem(head) for head in heads}
        self._keys: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._entities: dict[str, set[str]] = defaultdict(set)
        self._capitals: set[str] = set()
        self._stems: set[str] = set()
        self._long_forms_with: dict[str, set[str]] = defaultdict(set)
        self._longest = 1
        for entity, names_of in vocabulary.items():
            for key, names in names_of.items():
                for name in names:
                    self._add(entity, key, name)
        self._spellings = sorted(word for word in self._stems if len(word) >= SHORTEST_TYPO and word.isalpha())
        self._name_heads(vocabulary)

    def _add(self, entity: str, key: str, name: str) -> None:
        form = one_form(name)
        if not form:
            return
        keys = self._keys[entity, form]
        if key not in keys:
            keys.append(key)
        self._entities[form].add(entity)
        words = words_of(name)
        for word in words:
            self._stems.add(word.stem)
            if len(form) >= LONG_WORD:
                self._long_forms_with[word.stem].add(form)
        self._longest = max(self._longest, len(words) + 1)
        if len(words) == 1 and words[0].is_capitals:
            self._capitals.add(form)
        if len(words) > 1 and len(words[-1].stem) == 1:  # "GT&Cs"
            self._add(entity, key, f"{name}s")

    def _name_heads(self, vocabulary: Vocabulary) -> None:
        """The last word of several things' names ("phone" of desk and mobile phones), alone, may mean any of them."""
        for entity, names_of in vocabulary.items():
            meant: dict[str, list[str]] = defaultdict(list)
            for key, names in names_of.items():
                last = Counter(words[-1].stem for name in names if len(words := words_of(name)) > 1)
                for head in self._heads:
                    if last[head] > 1:
                        meant[head].append(key)
            for head, keys in meant.items():
                if len(keys) > 1 and head not in self._entities:
                    self._keys[entity, head] = keys
                    self._entities[head].add(entity)

    def find(self, text: str) -> list[Found]:
        """Every name in `text`; of overlapping ones of one entity the longest, then the one as written."""
        words = words_of(_ADDRESS.sub(lambda address: " " * len(address[0]), text))[:MOST_WORDS]
        guesses = [self._spelled(word) for word in words]
        found: list[Found] = []
        for first in range(len(words)):
            for after in range(first + 1, min(first + self._longest, len(words)) + 1):
                found.extend(self._named(words[first:after], guesses[first:after]))
        return _longest_of_each_entity(found)

    def _spelled(self, word: Word) -> tuple[tuple[str, float], ...]:
        """What a word that nobody knows may have meant, with its likeness."""
        if len(word.text) < SHORTEST_TYPO or not word.text.isalpha() or self._is_known(word):
            return ()
        slips = 2 if len(word.stem) >= LONG_WORD else 1
        near = process.extract(word.stem, self._spellings, scorer=OSA.distance, score_cutoff=slips, limit=3)
        best = min((slip for _, slip, _ in near), default=0)
        return tuple((known, 1 - slip / len(word.stem)) for known, slip, _ in near if slip == best)

    def _is_known(self, word: Word) -> bool:
        return word.stem in self._stems or word.stem in self._everyday or word.text.lower() in self._everyday

    def _named(self, words: list[Word], guesses: Sequence[tuple[tuple[str, float], ...]]) -> Iterable[Found]:
        if "and" in (words[0].stem, words[-1].stem):
            return
        form = joined(words)
        if form in self._entities:
            yield from self._all(form, words, 1.0)
            return
        corrected = self._corrected(words, guesses) or self._one_slip_in_all(words, form)
        if corrected:
            yield from self._all(corrected[0], words, corrected[1])

    def _corrected(
        self, words: list[Word], guesses: Sequence[tuple[tuple[str, float], ...]]
    ) -> tuple[str, float] | None:
        """The name when the words that nobody knows are spelled right."""
        if not any(guesses):
            return None
        forms = [("", 1.0)]
        for word, guess in zip(words, guesses, strict=True):
            options = guess or ((word.stem if word.stem != "and" else "", 1.0),)
            forms = [(form + option, like * more) for form, like in forms for option, more in options]
        return max((each for each in forms if each[0] in self._entities), key=lambda each: each[1], default=None)

    def _one_slip_in_all(self, words: list[Word], form: str) -> tuple[str, float] | None:
        """A name of several words with one slip that happens to give another known word: "sever hosting"."""
        if len(words) < 2 or len(form) < LONG_WORD - 1 or not form.isalpha():
            return None
        sharing_a_word = {name for word in words for name in self._long_forms_with.get(word.stem, ())}
        near = [name for name in sharing_a_word if name[0] == form[0] and OSA.distance(name, form, score_cutoff=1) <= 1]
        return (min(near), 1 - 1 / len(form)) if near else None

    def _all(self, form: str, words: list[Word], likeness: float) -> Iterable[Found]:
        plain = self._is_plain(words[0], form) if len(words) == 1 else self._is_plain_phrase(words, form)
        for entity in sorted(self._entities[form]):
            keys = tuple(self._keys[entity, form])
            yield Found(entity, keys, words[0].start, words[-1].end, likeness, plain)

    def _is_plain_phrase(self, words: list[Word], form: str) -> bool:
        """ "Back up", and "e-mail"."""
        return len(words) == 2 and (words[1].stem in PARTICLES or (len(words[0].text) == 1 and form in self._everyday))

    def _is_plain(self, word: Word, form: str) -> bool:
        if form in self._capitals and word.is_capitals:
            return False
        return word.text.lower() in self._everyday or word.stem in self._everyday


def _longest_of_each_entity(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (-one.length, -one.likeness, one.start)):
        if not any(each.entity == other.entity and overlap(each, other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: (one.start, one.entity))


def overlap(one: Found, other: Found) -> bool:
    """Whether the two share a character of the text."""
    return one.start < other.end and other.start < one.end
