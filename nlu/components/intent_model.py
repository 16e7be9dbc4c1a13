"""The statistics of intent classification, apart from Rasa.

A kernel machine: a sentence is compared with every example, and those most like it vote for their intents. Likeness
is the sum of two: of the meaning (a Gaussian kernel on the sentence encoder's vectors, which knows synonyms) and of
the wording (words and groups of letters, which knows jargon and survives typos). The votes are fitted by regularized
least squares (kernel ridge regression, see Rifkin, Yeo and Poggio, "Regularized Least-Squares Classification", 2003),
whose scores for each example without that example come for nothing; from these the confidences are calibrated: of the
sentences with confidence 0.8 about eight in ten are right.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import strtri
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer

SOFTEST, SHARPEST = 0.05, 50.0
#: Examples whose wording is compared at once, with all earlier ones.
BLOCK = 500


class TooFewIntents(ValueError):
    """A classifier needs at least three intents, each with at least two examples."""


@dataclass(frozen=True)
class Choices:
    """How the classifier is fitted, chosen on validation data (`docs/understanding.md`).

    `nearness`: how fast likeness of meaning falls with distance. `wording`: what likeness of wording counts against
    that of meaning. `penalty`: how much the votes are held back. `caution`: added to the score of the intent
    `cautious_intent`: a higher one leaves more of what nobody taught unanswered, at the price of some that was taught.
    """

    nearness: float = 0.6
    wording: float = 0.5
    penalty: float = 0.05
    caution: float = -0.1
    cautious_intent: str = "out_of_scope"


@dataclass(frozen=True)
class IntentModel:
    """A fitted classifier.

    `examples` has shape (n, d): the vectors of the examples; `votes` (n, intents) what each says for each intent;
    `weights` (one for each vectorizer: words or letter groups, intents) the same votes summed up by wording.
    `sharpness` multiplies the scores, so that confidences are calibrated.
    """

    intents: list[str]
    examples: np.ndarray
    votes: np.ndarray
    vectorizers: list[TfidfVectorizer]
    weights: list[np.ndarray]
    bias: np.ndarray
    nearness: float
    sharpness: float

    @classmethod
    def fitted(
        cls, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str], choices: Choices = Choices()
    ) -> IntentModel:
        """Fit on `texts` with their `vectors` (n, d), each of length 1, and `intents`. Raises TooFewIntents.

        Memory and time grow with the square and the cube of n: 10,000 examples take 1.3 GB and some 15 seconds.
        """
        names, known, counts = np.unique(np.asarray(intents), return_inverse=True, return_counts=True)
        if len(counts) < 3 or counts.min() < 2:
            raise TooFewIntents("There must be at least three intents, each with at least two examples.")
        examples = np.ascontiguousarray(vectors, dtype=np.float32)
        fitted = vectorizers()
        wordings = [vectorizer.fit_transform(texts) for vectorizer in fitted]
        bias = np.where(names == choices.cautious_intent, choices.caution, 0.0).astype(np.float32)
        votes, unseen = _votes(_likeness(examples, wordings, choices), known, len(names), choices.penalty)
        return cls(
            [str(name) for name in names],
            examples,
            votes,
            fitted,
            [_summed_up(rows, votes, choices.wording / len(wordings)) for rows in wordings],
            bias,
            choices.nearness,
            _sharpness(unseen + bias, known),
        )

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Uncalibrated scores, shape (n, intents), columns as in `intents`; about -1 (no) to 1 (yes)."""
        by_meaning = _likeness_of_meaning(vectors.astype(np.float32), self.examples, self.nearness) @ self.votes
        return by_meaning + self._by_wording(texts) + self.bias

    def confidences(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Calibrated confidences, shape (n, intents); each row sums to 1."""
        return softmax(self.scores(texts, vectors).astype(np.float64) * self.sharpness, axis=1)

    def ranking(self, text: str, vector: np.ndarray) -> list[tuple[str, float]]:
        """All intents with their confidence, the likeliest first."""
        row = self.confidences([text], vector[None, :])[0]
        intents = self.intents
        return [(intents[place], float(row[place])) for place in np.argsort(-row)]

    def _by_wording(self, texts: Sequence[str]) -> np.ndarray:
        pairs = zip(self.vectorizers, self.weights, strict=True)
        return sum(_rows(vectorizer, texts) @ weights for vectorizer, weights in pairs)


def vectorizers(vocabularies: Sequence[Sequence[str] | None] = (None, None)) -> list[TfidfVectorizer]:
    """One for groups of letters and one for words, with these vocabularies or still to be fitted."""
    of_letters, of_words = vocabularies
    kept = {"sublinear_tf": True, "dtype": np.float32}
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, vocabulary=of_letters, **kept)
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", vocabulary=of_words, **kept)
    return [letters, words]


def _rows(vectorizer: TfidfVectorizer, texts: Sequence[str]) -> csr_matrix:
    return vectorizer.transform(texts)


def _likeness_of_meaning(these: np.ndarray, those: np.ndarray, nearness: float) -> np.ndarray:
    """exp(-nearness * squared distance) of each of `these` to each of `those`, all of length 1."""
    likeness = these @ those.T
    likeness -= 1.0
    likeness *= 2.0 * nearness
    return np.exp(likeness, out=likeness)


def _likeness(examples: np.ndarray, wordings: Sequence[csr_matrix], choices: Choices) -> np.ndarray:
    """Of each example to each earlier one, shape (n, n): of meaning, and `choices.wording` times that of wording.

    The latter is the mean, over the ways to cut up a text, of the cosines. What stands far above the diagonal is
    zero: nothing reads it, and it is half of the work.
    """
    rows = hstack(wordings, format="csr") * np.float32(np.sqrt(choices.wording / len(wordings)))
    likeness = np.zeros((len(examples), len(examples)), dtype=np.float32)

    def fill(first: int) -> None:
        last = min(first + BLOCK, len(examples))
        block = _likeness_of_meaning(examples[first:last], examples[:last], choices.nearness)
        block += (rows[first:last] @ rows[:last].T).toarray()
        likeness[first:last, :last] = block

    with ThreadPoolExecutor(os.cpu_count()) as threads:  # numpy and scipy work outside of Python's lock
        list(threads.map(fill, range(0, len(examples), BLOCK)))
    return likeness


def _summed_up(rows: csr_matrix, votes: np.ndarray, count: float) -> np.ndarray:
    """Likeness of wording is linear, so the votes of all examples fold into one weight for each word and intent."""
    return np.ascontiguousarray(count * (rows.T @ votes), dtype=np.float32)


def _votes(likeness: np.ndarray, known: np.ndarray, intents: int, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """The votes, shape (n, intents), and the score of each example when it is left out.

    Reads of `likeness` the diagonal and what is below it, and overwrites it.
    """
    wanted = np.full((len(known), intents), -1.0, dtype=np.float32)
    wanted[np.arange(len(known)), known] = 1.0
    likeness[np.diag_indices_from(likeness)] += penalty
    factor, lower = cho_factor(likeness, lower=True, overwrite_a=True, check_finite=False)
    votes = cho_solve((factor, lower), wanted, check_finite=False)
    root, failed = strtri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError(f"the likeness of the examples cannot be inverted ({failed})")
    inverse = np.array([float(column @ column) for column in (root[place:, place] for place in range(len(root)))])
    # Leaving one out changes its score by its vote over its own entry on the diagonal of the inverse.
    return votes, wanted - votes / inverse[:, None]


def _sharpness(scores: np.ndarray, known: np.ndarray) -> float:
    """The factor on the scores under which examples left out surprise least (temperature scaling)."""

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(scores * sharpness, axis=1)[np.arange(len(known)), known].mean())

    return float(minimize_scalar(surprise, bounds=(SOFTEST, SHARPEST), method="bounded").x)
