"""What a person meets who writes a sentence."""

import pytest

from bot.understanding.model import Understanding
from bot.understanding.thresholds import CLOSE, SURE, UNDERSTOOD
from cli.experience import Met, counted, met

CLEAR, UNSURE, TOO_LOW = SURE + 0.1, SURE - 0.01, UNDERSTOOD - 0.01
NEAR, FAR = UNSURE * CLOSE + 0.01, 0.05


@pytest.mark.parametrize(
    ("ranking", "expected", "what"),
    [
        ([("ask_price", CLEAR), ("help", 0.1)], "ask_price", Met.ANSWERED_RIGHT),
        ([("ask_price", CLEAR), ("help", 0.1)], "help", Met.ANSWERED_WRONG),
        ([("ask_price", UNSURE), ("help", FAR)], "ask_price", Met.ANSWERED_RIGHT),
        ([("ask_price", UNSURE), ("next_step", NEAR)], "ask_price", Met.ASKED_RIGHT),
        ([("ask_price", UNSURE), ("next_step", NEAR)], "next_step", Met.ASKED_RIGHT),
        ([("ask_price", UNSURE), ("next_step", NEAR)], "help", Met.ASKED_WRONG),
        ([("ask_price", TOO_LOW), ("next_step", TOO_LOW)], "ask_price", Met.NOT_UNDERSTOOD),
        # Nobody is asked whether they meant to greet: what is left is answered, or offered alone.
        ([("ask_price", UNSURE), ("greet", NEAR)], "ask_price", Met.ANSWERED_RIGHT),
        ([("greet", UNSURE), ("ask_price", NEAR)], "ask_price", Met.ASKED_RIGHT),
        ([("greet", UNSURE), ("thank", NEAR)], "greet", Met.ANSWERED_RIGHT),
        ([("affirm", UNSURE), ("deny", NEAR)], "affirm", Met.NOT_UNDERSTOOD),
        ([("deny", UNSURE), ("affirm", NEAR)], "deny", Met.NOT_UNDERSTOOD),
        ([("affirm", UNSURE), ("deny", NEAR), ("help", NEAR)], "help", Met.ASKED_RIGHT),
        ([("out_of_scope", CLEAR), ("help", 0.1)], "out_of_scope", Met.ANSWERED_RIGHT),
    ],
)
def test_thresholds_decide_what_is_met(ranking: list[tuple[str, float]], expected: str, what: Met) -> None:
    (intent, confidence), *_ = ranking
    assert met(Understanding("a sentence", intent, confidence, tuple(ranking)), expected) is what


def test_all_that_can_be_met_is_counted_best_first() -> None:
    counts = counted([Met.ANSWERED_WRONG, Met.ANSWERED_RIGHT, Met.ANSWERED_RIGHT])
    assert list(counts.items()) == [
        (Met.ANSWERED_RIGHT, 2),
        (Met.ASKED_RIGHT, 0),
        (Met.ASKED_WRONG, 0),
        (Met.NOT_UNDERSTOOD, 0),
        (Met.ANSWERED_WRONG, 1),
    ]
