"""Which numbers of agreements a mistyped or shortened one may have meant, found by the index of numbers."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from sqlalchemy import ColumnElement, Select, false, select, true

from storage.tables import agreement_numbers, agreements
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


def numbers_counted(db: Transaction, count: int, organization: str | None) -> tuple[str, ...]:
    """Numbers of any fiscal year that end in this count, such as SLA-2027-0031 for 31, the latest year first.

    Closed ones only where none is open.
    """
    years = [row.fiscal_year for row in db.rows(select(agreement_numbers.c.fiscal_year))]
    wanted: list[ColumnElement[bool]] = [agreements.c.number.in_([f"SLA-{year}-{count:04}" for year in years])]
    if organization is not None:
        wanted.append(agreements.c.organization == organization)
    found = select(agreements.c.number, agreements.c.closed).where(*wanted).order_by(agreements.c.number.desc())
    rows = db.rows(found)
    going_on = tuple(row.number for row in rows if not row.closed)
    return going_on or tuple(row.number for row in rows)


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
