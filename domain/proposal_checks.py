"""What amounts, quantities and texts of a proposal may be. Each raises InvalidInput saying what to give."""

from decimal import Decimal

from domain.errors import InvalidInput
from domain.money import cents
from domain.pricing import MOST_UNITS

LONGEST_NAME = 200
LONGEST_TEXT = 1_000
HIGHEST_PRICE = Decimal(100_000_000)
"""USD a unit; more is always a slip."""


def checked_quantity(number: int, units: str) -> int:
    if not 1 <= number <= MOST_UNITS:
        raise InvalidInput("quantity", f"Give a whole number of {units} from 1 to {MOST_UNITS:,}.")
    return number


def checked_price(field: str, price: Decimal) -> Decimal:
    """In USD, with two digits after the point."""
    if not price.is_finite() or not 0 <= price <= HIGHEST_PRICE:
        raise InvalidInput(field, f"Give an amount in USD from 0 to {HIGHEST_PRICE:,}.")
    if cents(price) != price:
        raise InvalidInput(field, "Give an amount in whole cents, such as 1,250.50.")
    return cents(price)


def checked_text(field: str, text: str, longest: int = LONGEST_TEXT, wanted: str = "") -> str:
    """Without blanks around it. `wanted` is what to say when there is nothing; without it, nothing is fine too."""
    given = text.strip()
    if wanted and not given:
        raise InvalidInput(field, wanted)
    if len(given) > longest:
        raise InvalidInput(field, f"Say it in up to {longest:,} characters.")
    return given
