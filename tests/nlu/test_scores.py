"""Measures of classification, by numbers that were computed by hand."""

import pytest

from cli.scores import (
    Answer,
    Share,
    accuracy,
    accuracy_in_scope,
    calibration_error,
    confusions,
    f1,
    macro_f1,
    matrix,
    precision,
    recall,
    reliability,
)


def answers(*pairs: str, confidence: float = 0.9) -> list[Answer]:
    """Each pair is "expected found"."""
    return [Answer("a sentence", pair.split()[0], pair.split()[1], confidence) for pair in pairs]


def sure(confidence: float, right: bool) -> Answer:
    return Answer("a sentence", "a", "a" if right else "b", confidence)


MIXED = answers("a a", "a a", "a b", "b b", "b a", "b b", "b b", "out_of_scope out_of_scope", "out_of_scope a")


def test_accuracy_counts_the_right_ones() -> None:
    assert accuracy(MIXED) == Share(6, 9)
    assert accuracy([]).value == 0


def test_accuracy_in_scope_leaves_the_rest_out_and_knows_hard_ones() -> None:
    hard = Answer("a sentence", "a", "b", 0.5, hard=True)
    assert accuracy_in_scope([*MIXED, hard]) == Share(5, 8)
    assert accuracy_in_scope([*MIXED, hard], hard=False) == Share(5, 7)
    assert accuracy_in_scope([*MIXED, hard], hard=True) == Share(0, 1)


@pytest.mark.parametrize(
    ("intent", "recalled", "precise", "both"),
    [
        ("a", Share(2, 3), Share(2, 4), 4 / 7),
        ("b", Share(3, 4), Share(3, 4), 6 / 8),
        ("out_of_scope", Share(1, 2), Share(1, 1), 2 / 3),
        ("never", Share(0, 0), Share(0, 0), 0),
    ],
)
def test_recall_precision_and_f1_of_an_intent(intent: str, recalled: Share, precise: Share, both: float) -> None:
    assert (recall(MIXED, intent), precision(MIXED, intent)) == (recalled, precise)
    assert f1(MIXED, intent) == pytest.approx(both)


@pytest.mark.parametrize(
    ("given", "mean"),
    [
        (MIXED, (4 / 7 + 6 / 8 + 2 / 3) / 3),
        (answers("a a", "b b"), 1),
        (answers("a b"), 0),
        (answers("a a", "a c"), (2 / 3 + 0) / 2),  # what was found and never expected counts too
        ([], 0),
    ],
)
def test_macro_f1_is_the_mean_over_expected_and_found_intents(given: list[Answer], mean: float) -> None:
    assert macro_f1(given) == pytest.approx(mean)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([], 0),
        ([sure(1.0, True)], 0),
        ([sure(1.0, False)], 1),
        ([sure(0.9, True), sure(0.9, True)], 0.1),
        # One bin of 0.8 and 0.7 (mean 0.75, half right), one of 0.1 (none right): 2/3 * 0.25 + 1/3 * 0.1
        ([sure(0.8, True), sure(0.7, False), sure(0.1, False)], 2 / 3 * 0.25 + 1 / 3 * 0.1),
        # Too sure and too unsure in one bin make up for each other: that is what bins do.
        ([sure(0.6, True), sure(0.9, False), sure(0.75, True), sure(0.75, True)], 0.0),
    ],
)
def test_calibration_error_weighs_the_bins_by_their_sentences(given: list[Answer], error: float) -> None:
    assert calibration_error(reliability(given, bins=2)) == pytest.approx(error)


@pytest.mark.parametrize(
    ("confidence", "low"),
    [(0.0, 0), (0.2, 0), (0.21, 0.2), (0.4, 0.2), (0.6, 0.4), (0.8, 0.6), (0.81, 0.8), (1.0, 0.8)],
)
def test_bins_are_of_equal_width_and_closed_above(confidence: float, low: float) -> None:
    (only,) = reliability([sure(confidence, True)], bins=5)
    assert (only.low, only.high) == (pytest.approx(low), pytest.approx(low + 0.2))


def test_reliability_shows_the_filled_bins_in_their_order() -> None:
    low, high = reliability([sure(0.95, True), sure(0.5, True), sure(0.99, False), sure(0.51, True)])
    assert (low.confidence, low.right) == (pytest.approx(0.505), Share(2, 2))
    assert (high.confidence, high.right) == (pytest.approx(0.97), Share(1, 2))


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(0, 0), 0, 1), (Share(95, 100), 0.888, 0.978), (Share(0, 10), 0, 0.278), (Share(10, 10), 0.722, 1)],
)
def test_the_interval_of_a_share_is_wilsons(share: Share, low: float, high: float) -> None:
    assert share.interval == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


def test_confusions_begin_with_the_most_frequent_pair_and_its_surest_sentence() -> None:
    rare, unsure, certain = Answer("r", "a", "c", 0.99), Answer("u", "b", "c", 0.2), Answer("s", "b", "c", 0.8)
    assert confusions([rare, unsure, certain, sure(1, True)]) == (certain, unsure, rare)


def test_the_matrix_counts_pairs() -> None:
    assert matrix(answers("a a", "a b", "a b")) == {("a", "a"): 1, ("a", "b"): 2}
