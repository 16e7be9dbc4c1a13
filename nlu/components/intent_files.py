"""A fitted classifier of intents as files: arrays and lists of words, no code that loading would run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from components.intent_model import IntentModel, vectorizers

ARRAYS, WORDS = "intents.npz", "intents.json"
_NUMBERS = ("nearness", "sharpness")
_PLAIN_ARRAYS = ("examples", "votes", "bias")


def keep(model: IntentModel, folder: Path) -> None:
    """Write `model` into two files of `folder`."""
    arrays = {name: getattr(model, name) for name in (*_PLAIN_ARRAYS, *_NUMBERS)}
    for number, (vectorizer, weights) in enumerate(zip(model.vectorizers, model.weights, strict=True)):
        arrays |= {f"weights_{number}": weights, f"rarity_{number}": vectorizer.idf_}
    np.savez(folder / ARRAYS, **arrays)
    vocabularies = [[str(word) for word in vectorizer.get_feature_names_out()] for vectorizer in model.vectorizers]
    words = {"intents": model.intents, "vocabularies": vocabularies}
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> IntentModel:
    """The model that `keep` wrote. Raises OSError, ValueError and KeyError for files that are missing or others."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
        made = vectorizers(words["vocabularies"])
        for number, vectorizer in enumerate(made):
            vectorizer.idf_ = arrays[f"rarity_{number}"]
        return IntentModel(
            intents=words["intents"],
            vectorizers=made,
            weights=[arrays[f"weights_{number}"] for number in range(len(made))],
            **{name: arrays[name] for name in _PLAIN_ARRAYS},
            **{name: float(arrays[name]) for name in _NUMBERS},
        )
