"""Exact money: US dollars as `Decimal` in whole cents, rounding half up. A float is refused everywhere."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

type Exact = int | Decimal | Fraction
"""A number without rounding error: what amounts and weights may be made from."""


def cents(amount: Exact) -> Decimal:
    """The amount in whole cents, half a cent rounded away from zero. Raises TypeError for a float."""
    if isinstance(amount, Decimal):
        return amount.quantize(CENT, ROUND_HALF_UP)
    exact = _exact(amount)
    return cents_of(exact.numerator, exact.denominator)


def cents_of(numerator: int, denominator: int) -> Decimal:
    """The quotient in whole cents, half a cent rounded away from zero. The denominator is above zero."""
    size = (200 * abs(numerator) + denominator) // (2 * denominator)
    return _from_cents(-size if numerator < 0 else size)


def share(total: Decimal, weights: Sequence[Exact]) -> tuple[Decimal, ...]:
    """Divide a total in cents by weights, so that the parts sum exactly to the total.

    Each part is within one cent of its exact share. Cents that cannot be divided go to the parts
    with the largest remainders, the earlier one first where they are equal. A weight of zero gets
    nothing. Raises ValueError when the total has parts of a cent, or when no weight is above zero
    or one is below.
    """
    exact = [_exact(weight) for weight in weights]
    if not any(exact) or min(exact) < 0:
        raise ValueError("shares need weights of zero or more, and at least one above zero")
    whole = _whole_cents(total)
    sign = -1 if whole < 0 else 1
    return tuple(_from_cents(sign * part) for part in _largest_remainder(abs(whole), exact))


def format_money(amount: Decimal) -> str:
    """`$1,234.56`, and `-$1,234.56` below zero."""
    rounded = cents(amount)
    sign = "-" if rounded < 0 else ""
    return f"{sign}${abs(rounded):,.2f}"


def _largest_remainder(total: int, weights: list[Fraction]) -> list[int]:
    whole_weight = sum(weights)
    exact = [total * weight / whole_weight for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _exact(number: Exact) -> Fraction:
    # Checked also at run time: a float that slips in would bring a silent rounding error.
    if not isinstance(number, int | Decimal | Fraction):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"money is never made from {type(number).__name__}")
    return Fraction(number)


def _whole_cents(amount: Decimal) -> int:
    if cents(amount) != amount:
        raise ValueError(f"{amount} has parts of a cent")
    return int(amount * 100)


def _from_cents(number: int) -> Decimal:
    # From text: arithmetic would round to the context's 28 digits.
    return Decimal(f"{number}e-2")
