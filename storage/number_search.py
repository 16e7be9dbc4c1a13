"""Which numbers of agreements a mistyped one may have meant, found by the index of numbers."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from sqlalchemy import ColumnElement, Select, false, select, true

from storage.tables import agreements
from storage.transaction import Transaction

_LONGEST = 20
_NEIGHBOURS = 5


def numbers_like(db: Transaction, number: str, organization: str | None, limit: int) -> tuple[str, ...]:
    """Numbers one slip away from `number` (a digit wrong, exchanged, missing or too many) and its neighbours."""
    asked = number.strip().upper()[:_LONGEST]
    own: list[ColumnElement[bool]] = [] if organization is None else [agreements.c.organization == organization]
    slips = select(agreements.c.number).where(agreements.c.number.in_(set(_slips(asked))), *own)
    found = {row.number for statement in (slips, *_around(asked, own)) for row in db.rows(statement)}
    return tuple(sorted(found, key=lambda other: (-_likeness(asked, other), _apart(asked, other), other))[:limit])


def _slips(asked: str) -> Iterator[str]:
    for place, character in enumerate(asked):
        if not character.isdigit():
            continue
        before, after = asked[:place], asked[place + 1 :]
        yield before + after
        for digit in "0123456789":
            yield before + digit + after
            yield before + digit + character + after
        if after[:1].isdigit():
            yield before + after[0] + character + after[1:]


def _around(asked: str, own: list[ColumnElement[bool]]) -> Iterator[Select[tuple[str]]]:
    number = agreements.c.number
    # The index of an organization's numbers has its open agreements and its closed ones apart.
    groups = [[*own, agreements.c.closed == closed] for closed in (false(), true())] if own else [[]]
    for group in groups:
        every = select(number).where(*group)
        yield every.where(number >= asked).order_by(number).limit(_NEIGHBOURS)
        yield every.where(number < asked).order_by(number.desc()).limit(_NEIGHBOURS)


def _apart(asked: str, other: str) -> int:
    """How far the numbers are apart as numbers: of two that look as much like it, the neighbour is likelier."""
    return abs(_as_number(asked) - _as_number(other))


def _as_number(text: str) -> int:
    return int("".join(character for character in text if character in "0123456789") or 0)


def _likeness(asked: str, other: str) -> float:
    return SequenceMatcher(None, asked, other, autojunk=False).ratio()
