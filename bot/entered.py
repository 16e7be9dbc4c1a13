"""Numbers, amounts and days as people type them into forms. What cannot be read raises InvalidInput with its field."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.errors import InvalidInput

_AMOUNT = re.compile(r"(?P<minus>[-−]?)\s*(?:USD)?\s*\$?\s*(?P<digits>[\d,]*\d(?:\.\d+)?)\s*(?:USD)?", re.ASCII | re.I)
_NUMBER = re.compile(r"[-−]?[\d,]*\d(?:\.\d+)?", re.ASCII)
_LONGEST = 25


def amount_in(values: Mapping[str, Any], field: str) -> Decimal:
    """An amount in USD: "1,250.50", "$1,250". Its size is for the rules of the business to judge."""
    text = _text(values, field)
    found = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise InvalidInput(field, "Give an amount in USD in digits, such as 1,250.50.")
    return Decimal(f"{'-' if found['minus'] else ''}{found['digits'].replace(',', '')}")


def decimal_in(values: Mapping[str, Any], field: str) -> Decimal | None:
    """A number, such as 99.9; None where nothing was entered."""
    text = _text(values, field)
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST:
        raise InvalidInput(field, "Give a number in digits, such as 99.9.")
    return Decimal(_plain(text))


def whole_in(values: Mapping[str, Any], field: str) -> int | None:
    """A whole number, such as 1,200; None where nothing was entered."""
    number = decimal_in(values, field)
    if number is None:
        return None
    if number != number.to_integral_value() or abs(number) >= 10**15:
        raise InvalidInput(field, "Give a whole number in digits, such as 40.")
    return int(number)


def needed_whole_in(values: Mapping[str, Any], field: str) -> int:
    """As `whole_in`, where something must be entered."""
    number = whole_in(values, field)
    if number is None:
        raise InvalidInput(field, "Give a whole number in digits, such as 40.")
    return number


def day_in(values: Mapping[str, Any], field: str) -> date | None:
    """What a date picker holds; None where nothing was chosen."""
    text = _text(values, field)
    return _day(text, field) if text else None


def needed_day_in(values: Mapping[str, Any], field: str) -> date:
    """As `day_in`, where a day must be chosen."""
    found = day_in(values, field)
    if found is None:
        raise InvalidInput(field, "Choose a day.")
    return found


def days_in(values: Mapping[str, Any], field: str) -> tuple[date, ...]:
    """Days as in 2026-12-01, divided by blanks, commas or lines."""
    return tuple(_day(part, field) for part in re.split(r"[\s,;]+", _text(values, field)) if part)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(field, f"“{text[:20]}” is no day. Write days as in 2026-12-01.") from error


def _text(values: Mapping[str, Any], field: str) -> str:
    found = values.get(field)
    return found.strip() if isinstance(found, str) else ""


def _plain(text: str) -> str:
    return text.replace(",", "").replace("−", "-")
