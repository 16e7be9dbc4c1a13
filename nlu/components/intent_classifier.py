"""Rasa graph component: which intent a message has, with calibrated confidences and the whole ranking."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException, RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import fingerprints, intent_files, intent_model
from components.intent_model import Choices, IntentModel, TooFewIntents
from components.sentence_encoder import SentenceEncoder


class NotTrainable(RasaException):
    """The training data cannot make a classifier."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedIntentClassifier(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking` (all intents) from the sentence's vector and its wording."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceEncoder]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The fields of `components.intent_model.Choices`."""
        return {choice.name: choice.default for choice in fields(Choices)}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._choices = Choices(**{choice.name: config[choice.name] for choice in fields(Choices)})
        self._model_storage, self._resource, self._model = model_storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CalibratedIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CalibratedIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, intent_files.load(folder))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if config.get("penalty", 1.0) <= 0:
            raise InvalidConfigException(
                "The classifier's penalty must be above 0, or examples that agree cannot be fitted."
            )

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprints.of_sources(intent_model, intent_files)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples with a text and an intent. Raises NotTrainable."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT) and one.get(INTENT)]
        texts, intents = [one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples]
        try:
            self._model = IntentModel.fitted(texts, _vectors(examples), intents, self._choices)
        except TooFewIntents as error:
            raise NotTrainable(str(error)) from error
        with self._model_storage.write_to(self._resource) as folder:
            intent_files.keep(self._model, folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this component learns from predictions over the training data."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT)
        if self._model is None or not text or not text.strip():
            return []
        ranked = self._model.ranking(text, _vectors([message])[0])
        return [{"name": intent, "confidence": confidence} for intent, confidence in ranked]


def _vectors(messages: list[Message]) -> np.ndarray:
    """The vectors of meaning of messages that the encoder has seen, shape (n, 384)."""
    return np.concatenate([message.get_dense_features(TEXT)[1].features for message in messages])
