"""The statistics of intent classification, apart from Rasa.

Logistic regression over a sentence's vector of meaning and the weights of its words and letter groups. The vector
knows synonyms; letters know jargon and survive typos. The confidences are calibrated: of the sentences with
confidence 0.8 about eight in ten are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence, Tuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import FeatureUnion

SOFTEST, SHARPEST = 0.2, 10.0


@dataclass(frozen=True)
class Choices:
    """How the classifier is fitted; chosen on validation data, see docs/understanding.md.

    `strength`: how freely the regression may fit (the inverse of its penalty). `letters`: the weight of words and
    letter groups against the vector of meaning. `folds`: parts of the data for calibration.
    """

    strength: float = 10.0
    letters: float = 0.5
    folds: int = 5
    seed: int = 7


class IntentModel:
    """A fitted classifier. `sharpness` multiplies its scores, so that confidences are calibrated."""

    def __init__(self, wording: FeatureUnion, regression: LogisticRegression, letters: float, sharpness: float) -> None:
        self.wording, self.regression = wording, regression
        self.letters, self.sharpness = letters, sharpness

    @classmethod
    def fitted(
        cls, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str], choices: Choices = Choices()
    ) -> IntentModel:
        """Fit on `texts` with their `vectors` (n, d) and `intents`; each intent needs at least two examples."""
        wording = _wording()
        features = _joined(vectors, wording.fit_transform(texts), choices.letters)
        labels = np.asarray(intents)
        sharpness = _sharpness(features, labels, choices)
        return cls(wording, _regression(choices).fit(features, labels), choices.letters, sharpness)

    def confidences(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Calibrated confidences, shape (n, intents), rows sum to 1, columns as in `intents`."""
        features = _joined(vectors, self.wording.transform(texts), self.letters)
        return softmax(self.regression.decision_function(features) * self.sharpness, axis=1)

    @property
    def intents(self) -> List[str]:
        return list(self.regression.classes_)

    def ranking(self, text: str, vector: np.ndarray) -> List[Tuple[str, float]]:
        """All intents with their confidence, the likeliest first."""
        row = self.confidences([text], vector[None, :])[0]
        return [(self.intents[place], float(row[place])) for place in np.argsort(-row)]


def _wording() -> FeatureUnion:
    return FeatureUnion(
        [
            ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)),
            ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
        ]
    )


def _joined(vectors: np.ndarray, wording: csr_matrix, letters: float) -> csr_matrix:
    return hstack([csr_matrix(vectors), wording * letters], format="csr")


def _regression(choices: Choices) -> LogisticRegression:
    return LogisticRegression(C=choices.strength, max_iter=300, multi_class="multinomial", random_state=choices.seed)


def _sharpness(features: csr_matrix, labels: np.ndarray, choices: Choices) -> float:
    """The factor on the scores under which unseen examples are the least surprising (temperature scaling)."""
    scores, known = _scores_of_unseen(features, labels, choices)

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(scores * sharpness, axis=1)[np.arange(len(known)), known].mean())

    return float(minimize_scalar(surprise, bounds=(SOFTEST, SHARPEST), method="bounded").x)


def _scores_of_unseen(features: csr_matrix, labels: np.ndarray, choices: Choices) -> Tuple[np.ndarray, np.ndarray]:
    """Scores of every example from a classifier that was fitted without it, and the place of its true intent."""
    intents, known = np.unique(labels, return_inverse=True)
    scores = np.zeros((len(labels), len(intents)))
    folds = min(choices.folds, int(np.bincount(known).min()))
    parts = StratifiedKFold(max(folds, 2), shuffle=True, random_state=choices.seed)
    for fitting, unseen in parts.split(features, labels):
        fitted = _regression(choices).fit(features[fitting], labels[fitting])
        scores[unseen] = fitted.decision_function(features[unseen])
    return scores, known
