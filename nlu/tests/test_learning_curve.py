"""The learning curve: shares of the training data, and what is counted."""

import numpy as np
import pytest

from learning_curve import counted, first_share, nested_order

INTENTS = ["greet"] * 10 + ["thank"] * 5 + ["greet"] * 10


def test_shares_are_nested_and_the_same_of_each_intent() -> None:
    order = nested_order(INTENTS, seed=7)
    before: set[int] = set()
    for share, greet, thank in ((0.2, 4, 2), (0.4, 8, 2), (0.6, 12, 3), (1.0, 20, 5)):
        chosen = first_share(order, share)
        named = [INTENTS[place] for place in chosen]
        assert (named.count("greet"), named.count("thank")) == (greet, thank)
        assert before <= set(chosen)
        before = set(chosen)
    assert before == set(range(25))


def test_the_order_depends_on_the_seed_alone() -> None:
    assert nested_order(INTENTS, 7) == nested_order(INTENTS, 7) != nested_order(INTENTS, 8)


class FakeModel:
    intents = ("greet", "thank")

    def confidences(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        return vectors


def test_right_ones_and_confidences_are_counted_by_intent() -> None:
    pairs = [["hi", "greet"], ["hey", "greet"], ["thx", "thank"]]
    found = counted(FakeModel(), pairs, np.array([[0.75, 0.25], [0.25, 0.75], [0.5, 0.5]]))
    assert found["of"] == {"greet": 2, "thank": 1}
    assert {intent: n for intent, n in found["right"].items() if n} == {"greet": 1}
    assert found["confidence"] == {"greet": pytest.approx(1.0), "thank": pytest.approx(0.5)}
