"""The statistics of intent classification, apart from Rasa.

Two linear classifiers vote. One reads the sentence's vector of meaning and knows synonyms; the other reads words and
groups of letters, knows jargon and survives typos. Their scores are added and made into calibrated confidences: of
the sentences with confidence 0.8 about eight in ten are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence, Tuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import FeatureUnion
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
    """A fitted classifier. `sharpness` multiplies its scores, so that confidences are calibrated."""

    meaning: LogisticRegression
    vectorizer: FeatureUnion
    wording: LinearSVC
    wording_weight: float
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
        sharpness = _sharpness(np.asarray(texts, dtype=object), vectors, labels, choices)
        return cls._fitted_parts(texts, vectors, labels, choices, sharpness)

    @classmethod
    def _fitted_parts(
        cls, texts: Sequence[str], vectors: np.ndarray, labels: np.ndarray, choices: Choices, sharpness: float
    ) -> IntentModel:
        vectorizer = _vectorizer()
        wording = LinearSVC(C=choices.wording_strength, random_state=choices.seed)
        wording.fit(vectorizer.fit_transform(texts), labels)
        meaning = LogisticRegression(C=choices.meaning_strength, max_iter=300, random_state=choices.seed)
        meaning.fit(vectors, labels)
        return cls(meaning, vectorizer, wording, choices.wording_weight, sharpness)

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Uncalibrated scores, shape (n, intents), columns as in `intents`."""
        by_words = self.wording.decision_function(self.vectorizer.transform(texts))
        return self.meaning.decision_function(vectors) + self.wording_weight * by_words

    def confidences(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Calibrated confidences, shape (n, intents); each row sums to 1."""
        return softmax(self.scores(texts, vectors) * self.sharpness, axis=1)

    @property
    def intents(self) -> List[str]:
        return [str(intent) for intent in self.meaning.classes_]

    def ranking(self, text: str, vector: np.ndarray) -> List[Tuple[str, float]]:
        """All intents with their confidence, the likeliest first."""
        row = self.confidences([text], vector[None, :])[0]
        return [(self.intents[place], float(row[place])) for place in np.argsort(-row)]


def _vectorizer() -> FeatureUnion:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", sublinear_tf=True)
    return FeatureUnion([("letters", letters), ("words", words)])


def _sharpness(texts: np.ndarray, vectors: np.ndarray, labels: np.ndarray, choices: Choices) -> float:
    """The factor on the scores under which unseen examples surprise least (temperature scaling)."""
    scores, known = _scores_of_unseen(texts, vectors, labels, choices)

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(scores * sharpness, axis=1)[np.arange(len(known)), known].mean())

    return float(minimize_scalar(surprise, bounds=(SOFTEST, SHARPEST), method="bounded").x)


def _scores_of_unseen(
    texts: np.ndarray, vectors: np.ndarray, labels: np.ndarray, choices: Choices
) -> Tuple[np.ndarray, np.ndarray]:
    """Scores of every example from a classifier that was fitted without it, and the place of its true intent."""
    intents, known = np.unique(labels, return_inverse=True)
    scores = np.zeros((len(labels), len(intents)))
    folds = min(choices.folds, int(np.bincount(known).min()))
    for fitting, unseen in StratifiedKFold(folds, shuffle=True, random_state=choices.seed).split(vectors, labels):
        part = IntentModel._fitted_parts(texts[fitting], vectors[fitting], labels[fitting], choices, 1.0)
        scores[unseen] = part.scores(texts[unseen], vectors[unseen])
    return scores, known
