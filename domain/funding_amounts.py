"""Reading an amount of US dollars as people write it: "12,500.00 USD", "$12,500", "12500.5 dollars"."""

import re
from decimal import Decimal

from domain.errors import InvalidInput
from domain.money import CENT, ZERO, format_money

LARGEST = Decimal("1000000000.00")
"""USD. No single transfer of a customer comes near it; more is a slip of the keyboard."""

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+", re.ASCII)
_DOLLARS = re.compile(r"US\s?\$|\$|\bUSD\b|\bU\.?S\.? dollars?\b|\bdollars?\b", re.IGNORECASE | re.ASCII)
_EXAMPLE = "Give an amount such as 12,500.00."


def amount_from(text: str, field: str = "amount") -> Decimal:
    """The amount in USD, exactly. Raises InvalidInput for another currency, for what is no amount, and as
    `usable_amount`."""
    number = " ".join(_DOLLARS.sub(" ", text).split())
    negative = number.startswith(("-", "\N{MINUS SIGN}", "(")) and any(sign.isdigit() for sign in number)
    if negative:
        raise InvalidInput(field, f"An amount is above zero. {_EXAMPLE}")
    if _NUMBER.fullmatch(number):
        return usable_amount(Decimal(number.replace(",", "")), field)
    if re.search(r"[€£¥₹]|\b(?!USD\b)[A-Z]{3}\b|\b(?:euros?|pounds?|pesos?|yen)\b", number):
        raise InvalidInput(field, f"Amounts are in US dollars. {_EXAMPLE}")
    raise InvalidInput(field, f"“{text.strip()[:40]}” is not an amount of US dollars. {_EXAMPLE}")


def usable_amount(amount: Decimal, field: str = "amount") -> Decimal:
    """The amount with its two decimals. Raises InvalidInput for zero, a negative or an absurd amount, and parts of
    cents."""
    if not amount.is_finite():
        raise InvalidInput(field, f"That is not an amount. {_EXAMPLE}")
    if amount <= ZERO:
        raise InvalidInput(field, f"An amount is above zero. {_EXAMPLE}")
    if amount > LARGEST:
        raise InvalidInput(field, f"An amount can be {format_money(LARGEST)} at most. Check the number of digits.")
    if amount != amount.quantize(CENT):
        raise InvalidInput(field, f"An amount has at most two decimals: it cannot have parts of a cent. {_EXAMPLE}")
    return amount.quantize(CENT)
