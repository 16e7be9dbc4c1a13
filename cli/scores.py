"""Measures of classification: pure functions over sentences with their right intent and what was found.

Macro F1 and expected calibration error are the usual ones; the latter after Guo et al. (2017), in bins of equal width.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from bot.intent_names import OUT_OF_SCOPE

BINS = 15
#: Of the normal distribution: 95 % lie within so many standard deviations.
Z_95 = 1.96


@dataclass(frozen=True)
class Answer:
    """A sentence, the intent that is right, and the likeliest one that was found, with its confidence."""

    text: str
    expected: str
    found: str
    confidence: float
    hard: bool = False

    @property
    def right(self) -> bool:
        return self.found == self.expected

    @property
    def in_scope(self) -> bool:
        return self.expected != OUT_OF_SCOPE


@dataclass(frozen=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with a confidence of 95 % (Wilson's score interval)."""
        if not self.whole:
            return 0.0, 1.0
        z2 = Z_95**2 / self.whole
        middle = (self.value + z2 / 2) / (1 + z2)
        reach = Z_95 * sqrt(self.value * (1 - self.value) / self.whole + z2 / 4 / self.whole) / (1 + z2)
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True)
class Bin:
    """The sentences with a confidence above `low` up to `high`: their mean confidence, and how many were right."""

    low: float
    high: float
    confidence: float
    right: Share


def accuracy(answers: Iterable[Answer]) -> Share:
    given = [answer.right for answer in answers]
    return Share(sum(given), len(given))


def accuracy_in_scope(answers: Iterable[Answer], hard: bool | None = None) -> Share:
    """Of the sentences that are in scope; of the hard or of the plain ones alone if asked."""
    return accuracy(each for each in answers if each.in_scope and hard in (None, each.hard))


def recall(answers: Iterable[Answer], intent: str) -> Share:
    """Of the sentences of this intent, those that were found to be of it."""
    return accuracy(answer for answer in answers if answer.expected == intent)


def precision(answers: Iterable[Answer], intent: str) -> Share:
    """Of the sentences that were found to be of this intent, those that are."""
    return accuracy(answer for answer in answers if answer.found == intent)


def f1(answers: Sequence[Answer], intent: str) -> float:
    of, found = recall(answers, intent), precision(answers, intent)
    return Share(2 * of.part, of.whole + found.whole).value


def macro_f1(answers: Sequence[Answer]) -> float:
    """The mean F1 of the intents that were expected or found; each counts the same."""
    intents = {answer.expected for answer in answers} | {answer.found for answer in answers}
    return sum(f1(answers, intent) for intent in intents) / len(intents) if intents else 0.0


def reliability(answers: Iterable[Answer], bins: int = BINS) -> tuple[Bin, ...]:
    """The bins that hold something, from the lowest confidence to the highest."""
    ordered = sorted(answers, key=lambda answer: answer.confidence)
    groups = groupby(ordered, key=lambda answer: _bin(answer.confidence, bins))
    return tuple(_filled(place, bins, list(group)) for place, group in groups)


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence and the share that is right lie apart, in the mean over the sentences."""
    total = sum(each.right.whole for each in bins)
    apart = sum(each.right.whole * abs(each.right.value - each.confidence) for each in bins)
    return apart / total if total else 0.0


def _bin(confidence: float, bins: int) -> int:
    """Bins are open below and closed above, but for the lowest one."""
    place = int(confidence * bins)
    on_edge = place > 0 and confidence * bins == place
    return min(place - on_edge, bins - 1)


def _filled(place: int, bins: int, group: list[Answer]) -> Bin:
    mean = sum(answer.confidence for answer in group) / len(group)
    return Bin(place / bins, (place + 1) / bins, mean, accuracy(group))


def confusions(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The wrong ones: pairs of intents that are confused most come first, in each pair the surest first."""
    wrong = [answer for answer in answers if not answer.right]
    often = Counter((answer.expected, answer.found) for answer in wrong)

    def order(answer: Answer) -> tuple[int, str, str, float]:
        return -often[answer.expected, answer.found], answer.expected, answer.found, -answer.confidence

    return tuple(sorted(wrong, key=order))


def matrix(answers: Iterable[Answer]) -> Counter[tuple[str, str]]:
    """How many sentences of each (expected, found)."""
    return Counter((answer.expected, answer.found) for answer in answers)
