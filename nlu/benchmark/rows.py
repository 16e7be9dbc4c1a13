"""The classifiers that are compared. Each is fitted, kept in a folder and loaded again in a fresh process to serve."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import joblib
import numpy as np
import yaml
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC, LinearSVC

from components.intent_model import Choices, IntentModel
from components.minilm import MiniLM

KEPT = "fitted.joblib"
FLOOR = 1e-12


class Row(Protocol):
    """A classifier of the table."""

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None: ...

    def scores(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """The intents, and a score for each of them, shape (n, intents); a higher one is likelier."""

    def keep(self, folder: Path) -> None: ...

    def load(self, folder: Path) -> None: ...


class Fitted:
    """A row on the sentence encoder's vectors; `threads` of the encoder are two to fit and one to serve."""

    def __init__(self) -> None:
        self._encoder = MiniLM.from_package(threads=2)
        self._model: Any = None

    def keep(self, folder: Path) -> None:
        joblib.dump(self._model, folder / KEPT)

    def load(self, folder: Path) -> None:
        self._encoder = MiniLM.from_package(threads=1)
        self._model = joblib.load(folder / KEPT)


class OnVectors(Fitted):
    """Any classifier of scikit-learn on the vectors."""

    def __init__(self, classifier: Any) -> None:
        super().__init__()
        self._model = classifier

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        self._model.fit(self._encoder.encode(texts), intents)

    def scores(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        return list(self._model.classes_), self._model.decision_function(self._encoder.encode(texts))


class TwoLinear(Fitted):
    """Logistic regression on the vectors and a linear SVM on words and letter groups, their scores added."""

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)
        words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", sublinear_tf=True)
        rows = hstack([each.fit_transform(texts) for each in (letters, words)])
        meaning = LogisticRegression(C=10, solver="newton-cg", tol=1e-2).fit(self._encoder.encode(texts), intents)
        self._model = [letters, words], meaning, LinearSVC(C=0.3, tol=1e-2).fit(rows, intents)

    def scores(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        vectorizers, meaning, wording = self._model
        rows = hstack([each.transform(texts) for each in vectorizers])
        by_meaning = meaning.decision_function(self._encoder.encode(texts))
        return list(meaning.classes_), by_meaning + 2 * wording.decision_function(rows)


class Kernel(Fitted):
    """The assistant's own classifier."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        self._model = IntentModel.fitted(texts, self._encoder.encode(texts), intents, self._choices)

    def scores(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        return self._model.intents, self._model.scores(texts, self._encoder.encode(texts))


class RasaPipeline:
    """A pipeline of Rasa's own components, trained and read by Rasa."""

    def __init__(self, pipeline: list[dict[str, Any]]) -> None:
        self._pipeline = pipeline
        self._folder = Path(tempfile.mkdtemp(prefix="rasa-row-"))
        self._agent: Any = None

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        from rasa.model_training import train_nlu

        self._write(texts, intents)
        made = train_nlu(
            str(self._folder / "config.yml"), str(self._folder / "data.yml"), str(self._folder), fixed_model_name="row"
        )
        if made is None:
            raise RuntimeError("Rasa trained no model")
        self.load(self._folder)

    def _write(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        by_intent: dict[str, list[str]] = {}
        for text, intent in zip(texts, intents, strict=True):
            # Brackets would mark entities in Rasa's format, and a line is an example.
            by_intent.setdefault(intent, []).append(" ".join(text.replace("[", "(").replace("]", ")").split()))
        groups = [
            {"intent": name, "examples": "".join(f"- {text}\n" for text in lines)} for name, lines in by_intent.items()
        ]
        config = {"recipe": "default.v1", "assistant_id": "row", "language": "en", "pipeline": self._pipeline}
        (self._folder / "config.yml").write_text(yaml.safe_dump({**config, "policies": []}, sort_keys=False))
        (self._folder / "data.yml").write_text(
            yaml.safe_dump({"version": "3.1", "nlu": groups}, allow_unicode=True, sort_keys=False)
        )

    def scores(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """Logarithms of Rasa's confidences."""
        rankings = [self._ranking(text) for text in texts]
        intents = sorted({intent for ranking in rankings for intent in ranking})
        found = np.array([[ranking.get(intent, 0.0) for intent in intents] for ranking in rankings])
        return intents, np.log(np.maximum(found, FLOOR))

    def _ranking(self, text: str) -> dict[str, float]:
        parsed = asyncio.run(self._agent.parse_message(text))
        return {each["name"]: each["confidence"] for each in parsed["intent_ranking"]}

    def keep(self, folder: Path) -> None:
        (folder / "row.tar.gz").write_bytes((self._folder / "row.tar.gz").read_bytes())

    def load(self, folder: Path) -> None:
        from rasa.core.agent import Agent

        logging.getLogger("rasa").setLevel(logging.WARNING)
        self._agent = Agent.load(str(folder / "row.tar.gz"))


_SPARSE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
_DIET = [
    _SPARSE[0],
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    *_SPARSE[1:],
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "ranking_length": 0, "random_seed": 1},
]
_LOGISTIC = {"name": "LogisticRegressionClassifier", "ranking_length": 0, "random_state": 1}
OURS = "encoder and wording, kernel ridge (ours)"


def rows(choices: Choices) -> dict[str, Any]:
    """Name -> how it is made. `choices` are those of the last one, chosen on the set's validation part."""
    return {
        "Rasa, sparse features, logistic regression": lambda: RasaPipeline([*_SPARSE, _LOGISTIC]),
        "encoder, logistic regression": lambda: OnVectors(LogisticRegression(C=10, solver="newton-cg", tol=1e-2)),
        "encoder, RBF SVM": lambda: OnVectors(SVC(C=10, gamma=1.0)),
        "encoder and wording, two linear votes": TwoLinear,
        "encoder, kernel ridge": lambda: Kernel(Choices(nearness=1.0, wording=0.0, penalty=0.1)),
        OURS: lambda: Kernel(choices),
        # Last, because it takes an hour.
        "Rasa's default pipeline (DIET)": lambda: RasaPipeline(_DIET),
    }
