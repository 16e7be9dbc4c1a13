"""Sentences that were not understood, kept without people to learn from, and what a reviewer may make of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.words import bare_words

#: A button that says nothing about what the sentence meant.
_SAYS_NOTHING = frozenset({"help", "talk_to_human"})


class Decision(StrEnum):
    """What became of a sentence: a training example, or nothing."""

    ACCEPTED = "accepted"
    DROPPED = "dropped"


@dataclass(frozen=True)
class UnclearSentence:
    """One sentence that was not clear, as it was kept: never who said it, or where.

    `ranking` holds the likeliest intents with their confidence, `chosen` the intent of the button that was pressed.
    """

    id: str
    text: str
    ranking: tuple[tuple[str, float], ...]
    at: datetime
    chosen: str | None = None
    decided: Decision | None = None

    @property
    def words(self) -> str:
        return bare_words(self.text)


@dataclass(frozen=True)
class Proposal:
    """The same words, `count` times: an example for `intent`, which `chosen` people chose, or else is likeliest."""

    text: str
    words: str
    intent: str
    count: int
    chosen: int
    ranking: tuple[tuple[str, float], ...]
    latest: datetime


def proposals(sentences: Iterable[UnclearSentence]) -> tuple[Proposal, ...]:
    """One for all sentences with the same words, the most frequent first, then the latest."""
    same: dict[str, list[UnclearSentence]] = {}
    for sentence in sorted(sentences, key=lambda each: each.at):
        same.setdefault(sentence.words, []).append(sentence)
    found = [_proposal(words, group) for words, group in same.items()]
    return tuple(sorted(found, key=lambda each: (each.count, each.latest), reverse=True))


def _proposal(words: str, group: list[UnclearSentence]) -> Proposal:
    """`group` is in the order of time."""
    last = group[-1]
    chosen = Counter(each.chosen for each in group if each.chosen and each.chosen not in _SAYS_NOTHING)
    likeliest = last.ranking[0][0] if last.ranking else "out_of_scope"
    intent, times = chosen.most_common(1)[0] if chosen else (likeliest, 0)
    return Proposal(last.text, words, str(intent), len(group), times, last.ranking, last.at)
