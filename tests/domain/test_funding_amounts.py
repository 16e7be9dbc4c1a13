from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.funding_amounts import LARGEST, amount_from
from domain.money import ZERO


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,500.00 USD", "12500.00"),
        ("$12,500", "12500.00"),
        ("USD 12500.5", "12500.50"),
        ("US$ 1,234,567.89", "1234567.89"),
        ("12500 dollars", "12500.00"),
        (" .50 ", "0.50"),
        ("7.", "7.00"),
        ("0.01", "0.01"),
        ("1000000000", "1000000000.00"),
    ],
)
def test_amounts_are_read_exactly(text: str, amount: str):
    assert amount_from(text) == Decimal(amount)
    assert str(amount_from(text)) == amount


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not an amount"),
        ("a lot", "not an amount"),
        ("12.500,00", "not an amount"),
        ("1,25,00", "not an amount"),
        ("12 500", "not an amount"),
        ("1e9", "not an amount"),
        ("NaN", "not an amount"),
        ("١٢٣", "not an amount"),
        ("-5", "above zero"),
        ("−5.00 USD", "above zero"),
        ("$-5", "above zero"),
        ("(500.00)", "above zero"),
        ("0", "above zero"),
        ("$0.00", "above zero"),
        ("12,500.00 EUR", "US dollars"),
        ("€ 500", "US dollars"),
        ("500 euros", "US dollars"),
        ("CAD 500", "US dollars"),
        ("10.005", "parts of a cent"),
        ("1000000000.01", "at most"),
        ("9" * 40, "at most"),
    ],
)
def test_what_is_no_amount_of_us_dollars_is_refused_in_plain_words(text: str, words: str):
    with pytest.raises(InvalidInput, match=words) as refused:
        amount_from(text)
    assert refused.value.field == "amount"


@given(st.decimals(min_value="0.01", max_value=LARGEST, places=2))
def test_every_usable_amount_is_read_as_it_is_written(amount: Decimal):
    assert amount_from(f"{amount:,.2f} USD") == amount == amount_from(f"${amount}")


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_amounts(text: str):
    with suppress(InvalidInput):
        assert ZERO < amount_from(text) <= LARGEST
