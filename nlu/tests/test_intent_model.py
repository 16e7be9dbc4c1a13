"""The classifier of intents, on its own."""

from pathlib import Path

import numpy as np
import pytest

from components import intent_files
from components.intent_model import Choices, IntentModel, TooFewIntents, _votes

SENTENCES = {
    "ask_price": [
        "price of a laptop",
        "how much is a phone",
        "what does hosting cost",
        "laptop price please",
        "cost of a VM",
    ],
    "greet": ["hello there", "good morning", "hi", "hello and good day", "good evening all"],
    "agreement_status": [
        "where is our SLA",
        "status of the agreement",
        "is the SLA signed",
        "agreement status",
        "SLA signed yet",
    ],
}


def data() -> tuple:
    pairs = [(text, intent) for intent, texts in SENTENCES.items() for text in texts]
    texts, intents = zip(*pairs, strict=True)
    chance = np.random.default_rng(3)
    centers = {intent: chance.normal(size=16) for intent in SENTENCES}
    vectors = np.array([centers[intent] + 0.5 * chance.normal(size=16) for intent in intents])
    return list(texts), vectors / np.linalg.norm(vectors, axis=1, keepdims=True), list(intents)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.fitted(*data())


def test_it_knows_what_it_was_taught(model: IntentModel) -> None:
    texts, vectors, intents = data()
    named = [model.ranking(text, vector)[0][0] for text, vector in zip(texts, vectors, strict=True)]
    assert named == intents


def test_the_ranking_holds_every_intent_once_the_likeliest_first(model: IntentModel) -> None:
    texts, vectors, _ = data()
    ranking = model.ranking(texts[0], vectors[0])
    confidences = [confidence for _, confidence in ranking]
    assert {intent for intent, _ in ranking} == set(SENTENCES)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1)


def test_a_typo_changes_the_confidence_little(model: IntentModel) -> None:
    _, vectors, _ = data()
    right, slip = (
        dict(model.ranking(text, vectors[0]))["ask_price"] for text in ("price of a laptop", "prcie of a laptop")
    )
    assert slip > 0.6 * right


def test_the_same_data_make_the_same_model() -> None:
    texts, vectors, _ = data()
    one, other = (IntentModel.fitted(*data()).confidences(texts, vectors) for _ in range(2))
    assert np.array_equal(one, other)


def test_confidence_falls_with_noise() -> None:
    texts, vectors, intents = data()
    mixed = list(np.random.default_rng(1).permutation(intents))
    sure = IntentModel.fitted(texts, vectors, intents).confidences(texts, vectors).max(axis=1).mean()
    unsure = IntentModel.fitted(texts, vectors, mixed).confidences(texts, vectors).max(axis=1).mean()
    assert sure > unsure


def test_two_intents_or_a_single_example_are_too_few() -> None:
    texts, vectors, intents = data()
    with pytest.raises(TooFewIntents):
        IntentModel.fitted(texts[:10], vectors[:10], intents[:10])
    with pytest.raises(TooFewIntents):
        IntentModel.fitted(texts[:11], vectors[:11], intents[:11])


def test_the_score_of_an_example_left_out_is_that_of_a_model_without_it() -> None:
    chance = np.random.default_rng(5)
    points = chance.normal(size=(30, 4)).astype(np.float32)
    likeness = np.exp(-((points[:, None] - points) ** 2).sum(axis=2))
    known = chance.integers(0, 3, size=30)
    _, unseen = _votes(likeness.copy(), known, 3, penalty=0.1)
    for left_out in range(30):
        others = np.delete(np.arange(30), left_out)
        votes, _ = _votes(likeness[np.ix_(others, others)].copy(), known[others], 3, penalty=0.1)
        assert likeness[left_out, others] @ votes == pytest.approx(unseen[left_out], abs=1e-3)


def test_more_caution_leaves_more_to_the_cautious_intent_and_changes_nothing_else() -> None:
    texts, vectors, intents = data()
    plain = IntentModel.fitted(texts, vectors, intents).scores(texts, vectors)
    cautious = IntentModel.fitted(texts, vectors, intents, Choices(caution=0.5, cautious_intent="greet"))
    column = cautious.intents.index("greet")
    change = cautious.scores(texts, vectors) - plain
    assert change[:, column] == pytest.approx(0.5, abs=1e-5)
    assert np.delete(change, column, axis=1) == pytest.approx(0, abs=1e-5)


def test_a_kept_model_answers_as_before(model: IntentModel, tmp_path: Path) -> None:
    texts, vectors, _ = data()
    intent_files.keep(model, tmp_path)
    loaded = intent_files.load(tmp_path)
    assert loaded.intents == model.intents
    assert loaded.confidences(texts, vectors) == pytest.approx(model.confidences(texts, vectors), abs=1e-6)
