"""Words as they are compared."""

import pytest

from domain.words import bare_words, folded


@pytest.mark.parametrize(
    ("text", "bare"),
    [("The numbers, PLEASE!", "the numbers please"), ("Hello -- again!", "hello again"), ("??", "??"), (" 😀 ", "😀")],
)
def test_case_and_signs_make_no_difference(text: str, bare: str) -> None:
    assert bare_words(text) == bare


def test_case_and_accents_make_no_difference_in_names() -> None:
    assert folded("JOSÉ Núñez") == folded("jose\u0301 nunez") == "jose nunez"
