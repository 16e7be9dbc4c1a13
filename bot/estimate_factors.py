"""So many times as much: "double it", "double the laptops", "half of that". Pure."""

import re
from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from bot.estimates import Draft, DraftLine, Number

_TIMES: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"\b(?:doubl(?:e|ing)|twice)\b", re.IGNORECASE), 2, 1),
    (re.compile(r"\btripl(?:e|ing)\b", re.IGNORECASE), 3, 1),
    (re.compile(r"\b(?:halv(?:e|ing)|half (?:of )?(?:that|it|them|the)|half (?:as|that) (?:many|much))\b", re.I), 1, 2),
)  # fmt: skip


def scales(text: str) -> bool:
    return any(words.search(text) for words, _, _ in _TIMES)


def factor_said(text: str) -> Fraction:
    """How many times as much the words say; 1 where they say nothing of it."""
    return next((Fraction(times, parts) for words, times, parts in _TIMES if words.search(text)), Fraction(1))


def scaled(text: str, draft: Draft, services: Collection[str]) -> Draft:
    """The draft with the quantities of these services so many times as large as the words say."""
    times, parts = factor_said(text).as_integer_ratio()
    lines = (
        DraftLine(line.service, _share(line.quantity, times, parts)) if line.service in services else line
        for line in draft.lines
    )
    return replace(draft, lines=tuple(lines))


def _share(quantity: Number | None, times: int, parts: int) -> Number | None:
    """Half of an odd number is no whole one: the estimate refuses it with the sentence for that."""
    if not isinstance(quantity, int):
        return quantity
    return quantity * times / parts if quantity * times % parts else quantity * times // parts
