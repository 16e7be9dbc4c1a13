"""Reads quantities: "120", "1,200", "1.5k", "two dozen", "a hundred and fifty", "~40", "-5", "2.5", "10^12".

Counts are quantities also when nothing is ordered. Of a range ("20 to 30", "20-30") both ends are read, each as
a quantity of its own. "A few", "several" and "a couple of laptops" are none: the assistant asks. Zero, negative,
fractional and huge numbers are read as they are said, so that the assistant can answer them.

No quantities: money, percentages (also "99.9" alone), durations, times, dates, years, ordinals, versions and other
labels ("line 7", "site 14"), names of products and forms ("Office 365", "7600A"), telephone and reference numbers.
"""

import re
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.understanding.model import Entity
from bot.understanding.readers import fiscal_years, numbers, times
from bot.understanding.readers.number_words import IN_WORDS, number_in_words
from bot.understanding.readers.plain import FLAGS, plain
from bot.understanding.readers.quantity_context import is_counted, masked

_THOUSANDS = {"k": 1000, "m": 1_000_000}
_FREE = r"(?<![\w.,$\u20ac\u00a3\u00a5/^#-])"
_FIGURES = re.compile(
    rf"(?:{_FREE}(?P<sign>[-+])?|(?<=\d-)|(?<=\dk-)|(?<=\d\s-)|(?<=\bx))(?P<figures>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<exponent>\s?\^\s?\d{1,2}|e\d{1,2})?(?P<suffix>[km](?!\w)|\sk(?=\s+[a-z]+s\b))?"
    r"(?!\w(?<!x)(?<!k)|\.\d|,\d|[/:^]\d|\u00b0|(?:-(?!(?:person|people|site|seat|user|laptop|device|agent|office|member)s?\b|ish\b|odd\b|\d|\s)))",
    FLAGS,
)
_STORAGE = re.compile(r"(?<![\w.,$/#-])(?P<figures>\d+(?:\.\d+)?)(?=(?:[tgmp]b|[tgm]bps|ghz|vms?)\b)", FLAGS)
_WORDS = re.compile(rf"(?<![\w-]){IN_WORDS}(?!\w|-(?!(?:person|site|seat|user|ish|odd)\b))", FLAGS)
_LONGEST = 30
_SCALES = {"k": 1000, "hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_SCALE = re.compile(r"(?:k|\s+(?:hundred|thousand|million|dozen))\Z", FLAGS)
_RANGE = re.compile(r"\s*(?:-|to|or|and)\s*", FLAGS)
_Number = tuple[int, int, int | float]
_MINUS_WORD = re.compile(r"\b(?:minus|negative)\s+\Z", FLAGS)


def read(text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> tuple[Entity, ...]:
    """The quantities in the text, in its order; whole ones are int."""
    others = [reader.read(text, at, zone, intent) for reader in (times, fiscal_years, numbers)]
    given = masked(plain(text), [(entity.start, entity.end) for found in others for entity in found])
    return tuple(
        Entity("quantity", text[start:end], value, start, end)
        for start, end, value in _numbers(given)
        if is_counted(given, start, end, value, intent)
    )


def _numbers(text: str) -> list[_Number]:
    """Every number left in the text, the words first: "2 million" is not 2."""
    found: list[_Number] = []
    taken = bytearray(len(text))
    for pattern, value_of in ((_WORDS, _in_words), (_FIGURES, _figures), (_STORAGE, _figures)):
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(match[0])
                found.append((match.start(), match.end(), _signed(value_of(match), match, text)))
    return _of_ranges(_said_once(sorted(found), text), text)


def _said_once(found: list[_Number], text: str) -> list[_Number]:
    """ "25 (twenty-five)" is one number."""
    return [
        number
        for before, number in zip([None, *found], found, strict=False)
        if not (before and before[2] == number[2] and text[before[1] : number[0]].strip() == "(")
    ]


def _of_ranges(found: list[_Number], text: str) -> list[_Number]:
    """ "One to two hundred" begins at 100, "1.5 to 2k" at 1,500."""
    done = list(found)
    for place, (first, last) in enumerate(pairwise(found)):
        scale = _SCALE.search(text, last[0], last[1])
        factor = _SCALES[scale[0].strip().lower()] if scale else 1
        if (
            factor > 1
            and _RANGE.fullmatch(text, first[1], last[0])
            and 0 < first[2] < 100
            and first[2] * factor <= last[2]
        ):
            done[place] = (first[0], first[1], round(first[2] * factor))
    return done


def _in_words(match: re.Match[str]) -> int | float:
    return number_in_words(match[0])


def _figures(match: re.Match[str]) -> int | float:
    parts = match.groupdict()
    digits = match["figures"].replace(",", "")[:_LONGEST]
    number = Decimal(digits) * _THOUSANDS.get((parts.get("suffix") or "").strip().lower(), 1)
    if exponent := parts.get("exponent"):
        power = int(exponent.strip("^eE "))
        number = number**power if "^" in exponent else number * 10**power
    return int(number) if number == number.to_integral_value() else float(number)


def _signed(value: int | float, match: re.Match[str], text: str) -> int | float:
    is_negative = match.groupdict().get("sign") == "-" or _MINUS_WORD.search(
        text, max(0, match.start() - 12), match.start()
    )
    return -value if is_negative else value
