"""Wishes in the value of a button, in a form's metadata and in the memory of a conversation: short JSON lists.

What comes back from Slack is never trusted: what is no list of wishes is refused.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.errors import InvalidInput
from domain.proposal_changes import (
    BillingWanted,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WordsWanted,
)
from domain.proposal_terms import BillingFrequency, BillingTime
from domain.proposal_wishes import about

type Packed = list[list[Any]]

_BROKEN = "These changes can't be read any more. Ask for them again."


def packed(wanted: Sequence[Wanted]) -> Packed:
    return [_packed(each) for each in wanted]


def unpacked(value: object) -> tuple[Wanted, ...]:
    """Raises InvalidInput for what `packed` did not make."""
    if not isinstance(value, list):
        raise InvalidInput("wish", _BROKEN)
    try:
        return tuple(_unpacked(each) for each in value)
    except (TypeError, ValueError, IndexError, KeyError, InvalidOperation) as error:
        raise InvalidInput("wish", _BROKEN) from error


def _packed(wanted: Wanted) -> list[Any]:
    match wanted:
        case QuantityWanted(line, quantity):
            return ["q", line, quantity]
        case ServiceWanted(service, quantity):
            return ["s", service, quantity]
        case RemovalWanted(line):
            return ["r", line]
        case TargetWanted(line, metric, target):
            return ["t", line, metric, str(target)]
        case TermWanted(start, end):
            return ["d", start.isoformat() if start else None, end.isoformat() if end else None]
        case BillingWanted(frequency, billed_in, own_dates):
            return ["b", frequency.value, billed_in.value, *(day.isoformat() for day in own_dates)]
        case WordsWanted(text):
            return ["w", text]


def _unpacked(value: list[Any]) -> Wanted:
    kind, *parts = value
    match kind:
        case "q":
            return QuantityWanted(_text(parts[0]), _whole(parts[1]))
        case "s":
            return ServiceWanted(_text(parts[0]), _whole(parts[1]))
        case "r":
            return RemovalWanted(_text(parts[0]))
        case "t":
            return TargetWanted(_text(parts[0]), _text(parts[1]), Decimal(_text(parts[2])))
        case "d":
            return TermWanted(*(date.fromisoformat(_text(each)) if each else None for each in parts[:2]))
        case "b":
            own = tuple(date.fromisoformat(_text(each)) for each in parts[2:])
            return BillingWanted(BillingFrequency(parts[0]), BillingTime(parts[1]), own)
        case "w":
            return WordsWanted(_text(parts[0]))
        case _:
            raise ValueError(kind)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def together(before: Sequence[Wanted], more: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """With what is asked for in addition; another wish about the same thing takes the place of the one before."""
    asked = {about(each) for each in more}
    return (*(each for each in before if about(each) not in asked), *more)
