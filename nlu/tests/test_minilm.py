"""The sentence encoder."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from scipy.special import erf, softmax
from tokenizers import Tokenizer

from components.minilm import PUBLISHED_SHA256, MiniLM, WeightsError, checked_weights, weights_folder

SENTENCES = [
    "How much is a laptop?",
    "prices of notebooks",
    "Will it rain in Denver tomorrow, or is it going to be dry?",
]


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM.from_package(compute_type="float32")


def reference(sentence: str) -> np.ndarray:
    """The published network written out in NumPy: BERT with six layers, mean of the last states, length 1."""
    tensors = load_file(weights_folder() / "model.safetensors")
    epsilon = json.loads((weights_folder() / "config.json").read_text())["layer_norm_eps"]
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.no_padding()

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        centered = x - x.mean(-1, keepdims=True)
        scaled = centered / np.sqrt((centered**2).mean(-1, keepdims=True) + epsilon)
        return scaled * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return x @ tensors[f"{name}.weight"].T + tensors[f"{name}.bias"]

    def heads(x: np.ndarray) -> np.ndarray:
        return x.reshape(len(x), 12, 32).transpose(1, 0, 2)

    ids = tokenizer.encode(sentence).ids
    x = tensors["embeddings.word_embeddings.weight"][ids] + tensors["embeddings.token_type_embeddings.weight"][0]
    x = norm(x + tensors["embeddings.position_embeddings.weight"][: len(ids)], "embeddings.LayerNorm")
    for layer in range(6):
        at = f"encoder.layer.{layer}"
        query, key, value = (heads(linear(x, f"{at}.attention.self.{part}")) for part in ("query", "key", "value"))
        seen = (softmax(query @ key.transpose(0, 2, 1) / np.sqrt(32), axis=-1) @ value).transpose(1, 0, 2)
        x = norm(
            x + linear(seen.reshape(len(ids), 384), f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm"
        )
        wide = linear(x, f"{at}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
        x = norm(x + linear(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    mean = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_the_vectors_are_those_of_the_published_network(encoder: MiniLM) -> None:
    for sentence, vector in zip(SENTENCES, encoder.encode(SENTENCES), strict=True):
        assert vector @ reference(sentence) == pytest.approx(1.0, abs=1e-4)


def test_int8_vectors_point_nearly_the_same_way(encoder: MiniLM) -> None:
    small = MiniLM.from_package(compute_type="int8")
    cosines = (encoder.encode(SENTENCES) * small.encode(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.98


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(encoder: MiniLM) -> None:
    together = encoder.encode(SENTENCES)
    assert together.shape == (3, 384)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    for sentence, vector in zip(SENTENCES, together, strict=True):
        assert encoder.encode([sentence])[0] == pytest.approx(vector, abs=1e-4)


def test_like_meaning_is_nearer_than_other_meaning(encoder: MiniLM) -> None:
    price, like, other = encoder.encode(SENTENCES)
    assert price @ like > price @ other + 0.2


@pytest.mark.parametrize("text", ["", " ", "😀", "word " * 5000, "\x00", "привет"])
def test_any_text_has_a_vector(encoder: MiniLM, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_no_sentences_give_no_vectors(encoder: MiniLM) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_other_weights_are_refused_with_both_checksums(tmp_path: Path) -> None:
    forged = tmp_path / "model.safetensors"
    forged.write_bytes(b"not these")
    with pytest.raises(WeightsError, match=f"expected {PUBLISHED_SHA256}.*uv sync"):
        checked_weights(forged, PUBLISHED_SHA256)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"cannot be read: .*model\.safetensors.*uv sync"):
        checked_weights(tmp_path / "model.safetensors", PUBLISHED_SHA256)
