"""Which versions a sentence names, and what it asks of them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.budget_words import budget_said, takes_budget_back
from bot.version_words import asks_all_versions, asks_changes, asks_total, counts_from, versions_said


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("compare version 2 and 3", (2, 3)),
        ("v2 vs v3", (2, 3)),
        ("what changed between versions 1, 2 and 4", (1, 2, 4)),
        ("compare drafts one and two", (1, 2)),
        ("we agree to version 3", (3,)),
        ("show me the first draft", (1,)),
        ("draft SLA-2027-0081", ()),
        ("version of the agreement for 2027", ()),
        ("send me the latest draft", ()),
    ],
)
def test_versions_are_read_in_their_order(text: str, versions: tuple[int, ...]) -> None:
    assert versions_said(text) == versions


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what changed since last time", asks_changes),
        ("what did CEC change in the latest draft", asks_changes),
        ("compare the last two drafts", asks_changes),
        ("what changed since version 1", counts_from),
        ("how much is it in all", asks_total),
        ("what's the total of the draft", asks_total),
        ("which versions are there", asks_all_versions),
    ],
)
def test_a_question_is_recognized(text: str, asks: Callable[[str], bool]) -> None:
    assert asks(text)
    assert not asks("send me the latest draft")


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("our budget is 250k", "250000"),
        ("the budget for this is $1.2 million", "1200000"),
        ("set a ceiling of 250,000.50", "250000.50"),
        ("we can spend at most $300,000", "300000"),
        ("we only have up to 90k", "90000"),
        ("our budget is tight", None),
        ("our budget officer is Linh", None),
        ("we can pay no more than 42 dollars per seat", None),
        ("the budget grows by 5 %", None),
    ],
)
def test_a_budget_is_read_in_dollars(text: str, budget: str | None) -> None:
    assert budget_said(text) == (None if budget is None else Decimal(budget))


def test_a_budget_is_taken_back() -> None:
    assert takes_budget_back("remove our budget")
    assert not takes_budget_back("our budget is 250k")
