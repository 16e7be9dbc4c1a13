"""The measuring on public data sets."""

import numpy as np
import pytest

from benchmark.measure import chosen_threshold, rightness
from benchmark.public_sets import PublicSet, banking77, banking77_few, clinc150


def test_the_public_sets_have_their_published_sizes() -> None:
    clinc, banking = clinc150(), banking77()
    assert (len(clinc.train), len(clinc.validation), len(clinc.test)) == (15_100, 3_100, 5_500)
    assert (len(banking.train), len(banking.test)) == (10_003, 3_080)


def test_a_draw_has_ten_examples_of_each_intent_and_is_the_same_each_time() -> None:
    few = banking77_few(3)
    assert len(few.train) == 770
    assert few == banking77_few(3)
    assert few.train != banking77_few(4).train


@pytest.mark.parametrize(("given_up", "threshold"), [(0.0, 0.9), (0.25, 0.5), (0.5, 0.1)])
def test_the_threshold_gives_up_no_more_than_allowed(given_up: float, threshold: float) -> None:
    margins, inside = np.array([-0.3, 0.1, 0.5, 0.9, 2.0]), np.array([True, True, True, True, False])
    assert chosen_threshold(margins, np.ones(5, dtype=bool), inside, given_up) == threshold


class Guessing:
    """Knows the score of "oos" and of "greet" by the text: "0.2 0.7"."""

    def scores(self, texts: list[str]) -> tuple[list[str], np.ndarray]:
        return ["oos", "greet"], np.array([[float(part) for part in text.split()] for text in texts])


def test_accuracy_counts_what_is_answered_and_recall_what_is_left_alone() -> None:
    said = [("0.1 0.9", "greet"), ("0.8 0.9", "greet"), ("0.9 0.1", "oos"), ("0.1 0.9", "oos")]
    found = rightness(Guessing(), PublicSet("clinc150", [], said, said))
    assert [(each.accuracy, each.recall) for each in found] == [(1.0, 0.5)] * 4
