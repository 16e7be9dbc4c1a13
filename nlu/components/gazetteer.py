"""Rasa graph component: the names of services, categories, organizations, stages and terms in a message."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.meaning import Meaning
from components.minilm import weights_folder
from components.names import Found, NameFinder, Vocabulary

KEPT = "vocabulary.json"
_WHOLE_WORD = re.compile(r"[a-z]{2,}")


class VocabularyUnreadable(RasaException):
    """The vocabulary file is missing or is not what `cec nlu train` writes."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class Gazetteer(GraphComponent, EntityExtractorMixin):
    """Adds an entity for each name found; its value is the key.

    An entity of a name that several things share has all their keys in `candidates`, the value is the first of them.
    The vocabulary of the training is kept in the model, so a server needs no other file.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        # It also reads the ranking of intents, so in the pipeline it stands after the classifier. Rasa's training
        # graph has no such edge, so this cannot be asked for here.
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`vocabulary`: the file to learn, relative to the project. `heads`: last words of names that may stand for
        all things named with them. The rest: see `components.meaning`."""
        return {"vocabulary": "generated/vocabulary.json", "entities": {}, "likely": 0.15, "idioms": [], "heads": []}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self._finder = NameFinder({})
        self._meaning = Meaning.from_config(config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Gazetteer:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Gazetteer:
        gazetteer = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            gazetteer._learn(read_vocabulary(folder / KEPT))
        return gazetteer

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        Meaning.from_config(config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        path = Path(config.get("vocabulary", cls.get_default_config()["vocabulary"]))
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary file and keep it in the model. Raises VocabularyUnreadable."""
        vocabulary = read_vocabulary(Path(self._config["vocabulary"]))
        self._learn(vocabulary)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / KEPT).write_text(json.dumps(vocabulary), encoding="utf-8")
        return self._resource

    def _learn(self, vocabulary: Vocabulary) -> None:
        self._finder = NameFinder(vocabulary, everyday_words(), self._config.get("heads", ()))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples need no entities: nothing after this component learns from them."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            found = self._meaning.meant(text, self._finder.find(text), message.get("intent_ranking") or [])
            known = message.get(ENTITIES, [])
            message.set(ENTITIES, known + [self._entity(text, each) for each in found], add_to_output=True)
        return messages

    def _entity(self, text: str, found: Found) -> dict[str, Any]:
        return {
            "entity": found.entity,
            "start": found.start,
            "end": found.end,
            "value": found.keys[0],
            "candidates": list(found.keys) if len(found.keys) > 1 else [],
            "confidence_entity": round(found.likeness, 3),
            "extractor": self.name,
        }


def read_vocabulary(path: Path) -> Vocabulary:
    """Entity -> key -> names. Raises VocabularyUnreadable."""
    try:
        vocabulary = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise VocabularyUnreadable(
            f"The vocabulary {path} cannot be read ({error}). Train with 'cec nlu train', which writes it."
        ) from error
    if not isinstance(vocabulary, dict) or not all(isinstance(keys, dict) for keys in vocabulary.values()):
        raise VocabularyUnreadable(f"The vocabulary {path} is not entity -> key -> names.")
    return vocabulary


def everyday_words() -> frozenset[str]:
    """The whole words that the sentence encoder knows, about 20,000: who types one of them made no typo."""
    lines = (weights_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if _WHOLE_WORD.fullmatch(line))
