"""What is measured of a classifier: how often it is right, and how often it leaves alone what nobody taught it."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmark.public_sets import OUT_OF_SCOPE, PublicSet, Utterances
from benchmark.rows import Row

#: How much accuracy in scope is given up, on the validation part, to recall more of what is out of scope: the first of
#: these in the comparison, each of them for the frontier.
GIVEN_UP = (0.005, 0.01, 0.02, 0.03)
SERVED = 1000


@dataclass(frozen=True)
class Rightness:
    """`accuracy` of the utterances in scope, `recall` of those out of scope (None where a set has none)."""

    accuracy: float
    recall: float | None


@dataclass(frozen=True)
class Serving:
    """Milliseconds for one sentence, and the most resident memory in MB of the process that serves."""

    p50: float
    p99: float
    memory: float


def rightness(row: Row, of: PublicSet) -> list[Rightness]:
    """On the test part: one for each of GIVEN_UP, with thresholds chosen on the validation part; a single one for a set
    without utterances out of scope."""
    margins, right, inside = _margins(row, of.test)
    if not of.validation:
        return [Rightness(float(right[inside].mean()), None)]
    validated = _margins(row, of.validation)
    thresholds = [chosen_threshold(*validated, given_up) for given_up in GIVEN_UP]
    return [_with_threshold(margins, right, inside, threshold) for threshold in thresholds]


def _with_threshold(margins: np.ndarray, right: np.ndarray, inside: np.ndarray, threshold: float) -> Rightness:
    answered = margins <= threshold
    return Rightness(float((right & answered)[inside].mean()), float((~answered)[~inside].mean()))


def chosen_threshold(margins: np.ndarray, right: np.ndarray, inside: np.ndarray, given_up: float) -> float:
    """The margin of "out of scope" over the best intent above which a sentence is left alone: the lowest with which no
    more than `given_up` of the accuracy in scope is lost. Arrays of shape (n,)."""
    of_right = np.sort(margins[inside & right])
    needed = np.ceil(len(of_right) - given_up * inside.sum())
    return float(of_right[max(0, int(needed) - 1)])


def _margins(row: Row, utterances: Utterances) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each utterance: out of scope's score less the best intent's, whether that is right, whether it is in scope."""
    intents, scores = row.scores([text for text, _ in utterances])
    known = np.array([intent for _, intent in utterances])
    taught = np.array([intent != OUT_OF_SCOPE for intent in intents])
    best = np.array(intents)[taught][scores[:, taught].argmax(axis=1)]
    outside = scores[:, ~taught].max(axis=1) if (~taught).any() else np.full(len(known), -np.inf)
    return outside - scores[:, taught].max(axis=1), best == known, known != OUT_OF_SCOPE


def serving(row: Row, texts: Sequence[str]) -> Serving:
    """Read sentences one at a time."""
    times = []
    for number, text in enumerate(texts[: SERVED + 50]):
        began = time.perf_counter()
        row.scores([text])
        if number >= 50:  # the first ones warm up
            times.append((time.perf_counter() - began) * 1000)
    p50, p99 = np.percentile(times, [50, 99])
    return Serving(float(p50), float(p99), _most_memory())


def _most_memory() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3  # bytes there, kilobytes here
