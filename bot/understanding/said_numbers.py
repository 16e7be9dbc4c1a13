"""A single number or amount in natural words: "about 1.2k", "half a million", "two dozen"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.understanding.readers.number_words import IN_WORDS, number_in_words
from bot.understanding.readers.plain import FLAGS
from domain.errors import InvalidInput
from domain.surveys import Question, QuestionKind

_SCALES = {
    "k": 10**3, "thousand": 10**3, "grand": 10**3, "m": 10**6, "mil": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9,
    "billion": 10**9, "dozen": 12, "hundred": 100,
}  # fmt: skip
_FIGURES = re.compile(
    rf"(?<![\w.,])(?P<sign>-)?\s?\$?\s?(?P<figures>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d*\.?\d+)"
    rf"(?:\s?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?(?![\w,]*\d)",
    FLAGS,
)
#: Numbers that have a word in them.
WORDS = re.compile(rf"(?<![\w-]){IN_WORDS}(?![\w-])", FLAGS)
#: Beside a number (`#`) that was read, these change it, and were not read.
_UNREAD = re.compile(
    rf"\b(?:{'|'.join(name for name in _SCALES if len(name) > 2)})s?\b|[¼-¾]|#\s*(?:{'|'.join(_SCALES)})\b"
    r"|\b(?:half|quarters?|thirds?|fifths?|tenths?|twice|double|triple)\s+(?:of\s+)?(?:an?\s+)?\$?\s?#"
    r"|#\s+(?:and\s+)?(?:an?\s+)?(?:half|quarters?|thirds?|figures?|digits?)\b",
    re.IGNORECASE,
)


def read_number(question: Question, text: str) -> Decimal | None:
    """The one number of the text, None where there is none. Raises InvalidInput, with what to write, for several, and
    where a word that belongs to it was not understood: nothing is guessed.
    """
    found = _numbers_at(text)
    if len(found) > 1:
        raise InvalidInput(question.key, "I read more than one number. Give a single one; an estimate will do.")
    if not found:
        return None
    if _UNREAD.search(_without_numbers(text, found)):
        what, such_as = ("amount", "500,000") if question.kind is QuestionKind.MONEY else ("number", "1,200")
        raise InvalidInput(question.key, f"I could not read the whole {what}. Write it in digits, such as {such_as}.")
    _, _, number = found[0]
    return number.normalize() if number != number.to_integral_value() else number.quantize(Decimal(1))


def _numbers_at(text: str) -> list[tuple[int, int, Decimal]]:
    """Every number of the text with its start and end, in its order: "about 1.2k", "$1.5 million", "two dozen"."""
    found = [(match.start(), match.end(), Decimal(str(number_in_words(match[0])))) for match in WORDS.finditer(text)]
    for match in _FIGURES.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end, _ in found):
            number = Decimal(match["figures"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)
            found.append((match.start(), match.end(), -number if match["sign"] else number))
    return sorted(found)


def _without_numbers(text: str, found: Sequence[tuple[int, int, Decimal]]) -> str:
    """With `#` in the place of each number."""
    for start, end, _ in reversed(found):
        text = f"{text[:start]}#{text[end:]}"
    return text
