"""Values as people and programs write them: checked against what a metric can be."""

import re
from decimal import Decimal
from unicodedata import category

from domain.catalog import Metric
from domain.errors import InvalidInput
from domain.measurements import ONE

LONGEST_KEY = 100
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_SAME_UNIT = {"percent": "%", "per cent": "%", "pct": "%"}
_HIGHEST = {"%": Decimal(100), "out of 5": Decimal(5)}
_NOT_TEXT = ("Cc", "Cs")
"""Control characters and halves of characters: no database keeps them as they are."""
_HEAVIEST = Decimal(1_000_000_000)


def value_of(text: str, metric: Metric) -> Decimal:
    """In the metric's unit. Raises InvalidInput at "value"."""
    value = _number("value", text)
    highest = _HIGHEST.get(metric.unit)
    if value < 0:
        raise InvalidInput("value", f"{text} is below zero. Give zero or more.")
    if highest is not None and value > highest:
        raise InvalidInput("value", f"{text} is more than {highest} {metric.unit}. Check the number and its unit.")
    return value


def weight_of(text: str) -> Decimal:
    """One where nothing is given. Raises InvalidInput at "weight"."""
    weight = _number("weight", text) if text else ONE
    if not 0 < weight <= _HEAVIEST:
        raise InvalidInput(
            "weight", f"The weight {text} cannot be used. Give a number above zero, at most {_HEAVIEST:,}."
        )
    return weight


def check_unit(text: str, metric: Metric) -> None:
    """Raises InvalidInput at "unit" for another unit than that of the metric: nothing is converted."""
    given = " ".join(text.casefold().split())
    if _SAME_UNIT.get(given, given) != metric.unit.casefold():
        said = f"“{text[:30]}” is not the unit of this metric" if text else "The unit is missing"
        raise InvalidInput("unit", f"{said}. Give the value in {metric.unit}.")


def key_of(text: str) -> str:
    """Raises InvalidInput at "key"."""
    if len(text) > LONGEST_KEY:
        raise InvalidInput("key", f"The key has {len(text):,} characters. Give at most {LONGEST_KEY}.")
    if not text.isprintable() and any(category(character) in _NOT_TEXT for character in text):
        raise InvalidInput("key", "The key holds characters that cannot be shown. Give letters, digits and signs.")
    return text


def _number(field: str, text: str) -> Decimal:
    if text.startswith("="):
        raise InvalidInput(field, "This is a formula. Save the file with its values instead.")
    if not _NUMBER.fullmatch(text):
        said = f"“{text[:30]}” is not a number" if text else f"The {field} is missing"
        raise InvalidInput(field, f"{said}. Write it in digits such as 99.5, with at most six after the point.")
    return Decimal(text)
