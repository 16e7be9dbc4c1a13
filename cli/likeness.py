"""Which sentences are nearly the same: a cheap measure of their words, for thousands of sentences in seconds."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz, process

from domain.words import bare_words, word_set

#: What may be left out, added or exchanged without saying anything else. "Is", "did", "not" and "when" are not here.
SMALL_WORDS = word_set(
    "a an the this that i me my we us our you your please pls plz kindly just of for to in on at by with from "
    "can could would hi hello hey thanks"
)
#: A shorter sentence counts with its small words: of "can you do that" nothing else would be left.
FEWEST_WORDS = 3
#: Sentences with one word exchanged, more or less are alike from here on (rapidfuzz's ratio of their sorted words).
#: Below stand pairs that teach something: "what does colo stand for" and "what does CEC stand for" have 89.
ALIKE = 90.0

#: A sentence with fewer letters is too short for `spelled_alike`: "thank you" and "no thank you".
FEWEST_LETTERS = 12

#: A number with what is written together with it, or a word.
_WORD = re.compile(r"(?P<number>\d[\w.,:%/-]*)|[^\W\d_]+(?:['’][^\W\d_]+)?")

Pair = tuple[int, int]


def gist(text: str) -> tuple[str, ...]:
    """The words that matter, sorted: without numbers, and without small words when enough others are left."""
    words = _words(text)
    telling = [word for word in words if word not in SMALL_WORDS]
    chosen = telling if len(telling) >= FEWEST_WORDS else words
    return tuple(sorted(chosen)) or (bare_words(text),)


def same_gist(texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Groups of places in `texts` whose gist is the same."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        groups[gist(text)].append(place)
    return (tuple(group) for group in groups.values() if len(group) > 1)


def alike(texts: Sequence[str]) -> set[Pair]:
    """Pairs of places, the lower first, whose gists differ in one word and which are spelled nearly the same."""
    spelled = [" ".join(sorted(_words(text))) for text in texts]
    pairs = _one_word_apart(texts)
    return {(one, other) for one, other in pairs if fuzz.ratio(spelled[one], spelled[other], score_cutoff=ALIKE)}


def alike_to(text: str, texts: Sequence[str]) -> list[int]:
    """As `alike`, of one text with each of many: their places."""
    words, spelled = gist(text), " ".join(sorted(_words(text)))
    left = set(_without_one(words))
    return [
        place
        for place, other in enumerate(texts)
        if (others := gist(other)) != words
        and not left.isdisjoint(_without_one(others))
        and fuzz.ratio(spelled, " ".join(sorted(_words(other))), score_cutoff=ALIKE)
    ]


def spelled_alike(ones: Sequence[str], others: Sequence[str]) -> Iterator[Pair]:
    """Places of `ones` and of `others` whose letters are nearly the same in their order: "time sheet", "timesheet".

    Holds each against each: some seconds for ten thousand and two thousand sentences.
    """
    letters = ["".join(_words(text)) for text in ones]
    for other, text in enumerate(others):
        sought = "".join(_words(text))
        if len(sought) >= FEWEST_LETTERS:
            near = process.extract(sought, letters, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
            yield from ((one, other) for _, _, one in near)


def _one_word_apart(texts: Sequence[str]) -> set[Pair]:
    """Found by what is left without each word in turn, so that not every sentence is held against every other one."""
    left: dict[tuple[str, ...], set[int]] = defaultdict(set)
    gists = [gist(text) for text in texts]
    for place, words in enumerate(gists):
        for each in _without_one(words):
            left[each].add(place)
    groups = (sorted(group) for group in left.values())
    return {pair for group in groups for pair in combinations(group, 2) if gists[pair[0]] != gists[pair[1]]}


def _without_one(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words, and the words without each of them in turn; never none."""
    yield words
    if len(words) > 1:
        yield from (words[:dropped] + words[dropped + 1 :] for dropped in range(len(words)))


def _words(text: str) -> list[str]:
    found = _WORD.finditer(text.casefold().replace("’", "'"))
    return [match[0] for match in found if match["number"] is None]
