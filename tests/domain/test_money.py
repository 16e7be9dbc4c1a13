from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import cents, format_money, share

whole_cents = st.integers(-(10**12), 10**12).map(lambda number: Decimal(number).scaleb(-2))
weights = st.lists(st.one_of(st.integers(0, 10**6), st.decimals(0, 1000, places=4)), min_size=1).filter(any)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Decimal("0.005"), "0.01"),
        (Decimal("0.0049999"), "0.00"),
        (Decimal("2.675"), "2.68"),
        (Decimal("-0.005"), "-0.01"),
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(2, 3), "0.67"),
        (7, "7.00"),
    ],
)
def test_rounds_half_a_cent_away_from_zero(amount: Decimal | Fraction | int, rounded: str):
    assert str(cents(amount)) == rounded


@given(st.fractions())
def test_rounding_a_fraction_moves_it_by_at_most_half_a_cent(amount: Fraction):
    assert abs(Fraction(cents(amount)) - amount) <= Fraction(1, 200)


@pytest.mark.parametrize("number", [1.5, 0.0, "1.50", None])
def test_never_makes_money_from_a_float_or_a_text(number: object):
    with pytest.raises(TypeError):
        cents(number)  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError):
        share(Decimal("1.00"), [number])  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1234.56", "$1,234.56"),
        ("0", "$0.00"),
        ("-1234567.8", "-$1,234,567.80"),
        ("999.995", "$1,000.00"),
        ("-0.004", "$0.00"),
        ("1000000000000", "$1,000,000,000,000.00"),
    ],
)
def test_writes_money_as_people_read_it(amount: str, text: str):
    assert format_money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("total", "by", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.01", [1, 1], ["0.01", "0.00"]),
        ("-100.00", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]),
        ("10.00", [1, 0, 3], ["2.50", "0.00", "7.50"]),
        ("0.05", [Decimal("0.9"), Decimal("0.1")], ["0.05", "0.00"]),
        ("0.00", [5], ["0.00"]),
    ],
)
def test_gives_the_odd_cents_to_the_largest_remainders(total: str, by: list[int], parts: list[str]):
    assert share(Decimal(total), by) == tuple(Decimal(part) for part in parts)


@given(whole_cents, weights)
def test_shares_always_sum_to_the_total_and_are_within_a_cent_of_exact(total: Decimal, by: list[int | Decimal]):
    parts = share(total, by)
    whole = sum(Fraction(weight) for weight in by)
    assert sum(parts, Decimal(0)) == total
    for part, weight in zip(parts, by, strict=True):
        assert abs(Fraction(part) - Fraction(total) * Fraction(weight) / whole) < Fraction(1, 100)


@given(whole_cents, weights)
def test_a_weight_of_zero_gets_nothing(total: Decimal, by: list[int | Decimal]):
    parts = share(total, [*by, 0])
    assert parts[-1] == 0


@pytest.mark.parametrize("by", [[], [0, 0], [1, -1]])
def test_refuses_weights_that_cannot_divide(by: list[int]):
    with pytest.raises(ValueError, match="weights"):
        share(Decimal("1.00"), by)


def test_refuses_to_share_parts_of_a_cent():
    with pytest.raises(ValueError, match="parts of a cent"):
        share(Decimal("0.001"), [1])
