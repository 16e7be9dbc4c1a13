"""Rasa graph component: one vector of meaning for each sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import fingerprints, minilm
from components.minilm import PUBLISHED_SHA256, MiniLM, WeightsError


class EncoderUnavailable(RasaException):
    """The encoder's weights are missing or wrong: training or loading stops."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Adds the vector of all-MiniLM-L6-v2 (384 numbers, length 1) as the sentence's dense feature.

    The weights are checked against `sha256` whenever the component is made. It learns nothing, so nothing of it is
    kept in the model.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["ctranslate2", "safetensors", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """How many batches are encoded at once: `threads` in serving, `training_threads` in training."""
        return {
            **DenseFeaturizer.get_default_config(),
            "sha256": PUBLISHED_SHA256,
            "compute_type": "int8",
            "threads": 1,
            "training_threads": 2,
        }

    def __init__(self, config: dict[str, Any], name: str, encoder: MiniLM) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        # Only a server loads its components from a finished model, and only there `model_id` is known.
        serving = execution_context.model_id is not None
        threads = config["threads"] if serving else config["training_threads"]
        try:
            encoder = MiniLM.from_package(config["sha256"], config["compute_type"], threads)
        except WeightsError as error:
            raise EncoderUnavailable(str(error)) from error
        return cls(config, execution_context.node_name, encoder)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check beyond the weights, which are checked when they are loaded."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return f"{config.get('sha256', PUBLISHED_SHA256)} {fingerprints.of_sources(minilm)}"

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode all messages in batches."""
        with_text = [message for message in messages if message.get(TEXT)]
        vectors = self._encoder.encode([message.get(TEXT) for message in with_text])
        for message, vector in zip(with_text, vectors, strict=True):
            self._add(message, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        origin = self._config[FEATURIZER_CLASS_ALIAS]
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, origin))
