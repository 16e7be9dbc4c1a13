"""The statistics of intent classification, apart from Rasa.

Two linear classifiers vote. One reads the sentence's vector of meaning and knows synonyms; the other reads words and
groups of letters, knows jargon and survives typos. Their scores are added and made into calibrated confidences: of
the sentences with confidence 0.8 about eight in ten are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

SOFTEST, SHARPEST = 0.05, 20.0


class TooFewIntents(ValueError):
    """A classifier needs at least three intents, each with at least two examples."""


@dataclass(frozen=True)
class Choices:
    """How the classifier is fitted, chosen on validation data.

    `meaning_strength`, `wording_strength`: how freely each part may fit (the inverse of its penalty).
    `wording_weight`: what the words' scores count against those of the meaning. `folds`: parts for calibration.
    """

    meaning_strength: float = 10.0
    wording_strength: float = 0.3
    wording_weight: float = 2.0
    folds: int = 4
    seed: int = 7


@dataclass(frozen=True)
class IntentModel:
    """A fitted classifier: a score for each of `intents` is linear in the vector of meaning and in the wording.

    `meaning` has shape (d, intents), `wording` (words and letter groups, intents). `sharpness` multiplies the scores,
    so that confidences are calibrated.
    """

    intents: list[str]
    meaning: np.ndarray
    wording: np.ndarray
    bias: np.ndarray
    vectorizers: list[TfidfVectorizer]
    sharpness: float

    @classmethod
    def fitted(
        cls, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str], choices: Choices = Choices()
    ) -> IntentModel:
        """Fit on `texts` with their `vectors` (n, d) and `intents`. Raises TooFewIntents."""
        labels = np.asarray(intents)
        _, counts = np.unique(labels, return_counts=True)
        if len(counts) < 3 or counts.min() < 2:
            raise TooFewIntents("There must be at least three intents, each with at least two examples.")
        vectorizers = [vectorizer.fit(texts) for vectorizer in _vectorizers()]
        wordings = _wordings(vectorizers, texts)
        sharpness = _sharpness(vectors, wordings, labels, choices)
        meaning, wording = _fit(vectors, wordings, labels, choices)
        return cls(
            [str(intent) for intent in meaning.classes_],
            # Side by side in memory as they are read: without it each sentence would copy 9 MB.
            np.ascontiguousarray(meaning.coef_.T),
            np.ascontiguousarray(choices.wording_weight * wording.coef_.T),
            meaning.intercept_ + choices.wording_weight * wording.intercept_,
            vectorizers,
            sharpness,
        )

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Uncalibrated scores, shape (n, intents), columns as in `intents`."""
        return vectors @ self.meaning + _wordings(self.vectorizers, texts) @ self.wording + self.bias

    def confidences(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Calibrated confidences, shape (n, intents); each row sums to 1."""
        return softmax(self.scores(texts, vectors) * self.sharpness, axis=1)

    def ranking(self, text: str, vector: np.ndarray) -> list[tuple[str, float]]:
        """All intents with their confidence, the likeliest first."""
        row = self.confidences([text], vector[None, :])[0]
        intents = self.intents
        return [(intents[place], float(row[place])) for place in np.argsort(-row)]


def _vectorizers() -> list[TfidfVectorizer]:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", sublinear_tf=True)
    return [letters, words]


def _wordings(vectorizers: Sequence[TfidfVectorizer], texts: Sequence[str]) -> csr_matrix:
    return hstack([vectorizer.transform(texts) for vectorizer in vectorizers], format="csr")


def _fit(
    vectors: np.ndarray, wordings: csr_matrix, labels: np.ndarray, choices: Choices
) -> tuple[LogisticRegression, LinearSVC]:
    # A looser tolerance than the default: the same choices in half the time.
    meaning = LogisticRegression(C=choices.meaning_strength, solver="newton-cg", tol=1e-2, random_state=choices.seed)
    wording = LinearSVC(C=choices.wording_strength, tol=1e-2, random_state=choices.seed)
    return meaning.fit(vectors, labels), wording.fit(wordings, labels)


def _added(
    meaning: LogisticRegression, vectors: np.ndarray, wording: LinearSVC, wordings: csr_matrix, weight: float
) -> np.ndarray:
    return meaning.decision_function(vectors) + weight * wording.decision_function(wordings)


def _sharpness(vectors: np.ndarray, wordings: csr_matrix, labels: np.ndarray, choices: Choices) -> float:
    """The factor on the scores under which unseen examples surprise least (temperature scaling)."""
    _, known = np.unique(labels, return_inverse=True)
    scores = _scores_of_unseen(vectors, wordings, labels, choices)

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(scores * sharpness, axis=1)[np.arange(len(known)), known].mean())

    return float(minimize_scalar(surprise, bounds=(SOFTEST, SHARPEST), method="bounded").x)


def _scores_of_unseen(vectors: np.ndarray, wordings: csr_matrix, labels: np.ndarray, choices: Choices) -> np.ndarray:
    """Scores of every example, shape (n, intents), from a classifier that was fitted without it."""
    intents, counts = np.unique(labels, return_counts=True)
    parts = StratifiedKFold(min(choices.folds, int(counts.min())), shuffle=True, random_state=choices.seed)
    scores = np.zeros((len(labels), len(intents)))
    for fitting, unseen in parts.split(vectors, labels):
        meaning, wording = _fit(vectors[fitting], wordings[fitting], labels[fitting], choices)
        scores[unseen] = _added(meaning, vectors[unseen], wording, wordings[unseen], choices.wording_weight)
    return scores
