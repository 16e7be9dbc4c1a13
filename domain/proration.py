"""What a part of a year costs: one twelfth of the year's amount for each month (months as `domain.fiscal` counts them).

Every day of the year has its fixed share of the cents, so the amounts of the parts of a term always sum to the amount
of the whole.
"""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from domain.errors import InvalidInput
from domain.fiscal import MONTHS_IN_YEAR, FiscalYear, Period, months_elapsed
from domain.money import ZERO, cents_of
from domain.words import day_in_words


def prorated(annual: Decimal, period: Period) -> Decimal:
    """The part of a year's amount that falls into a period within one fiscal year.

    It is the amount due through the end of the period less the amount due before its start, so
    parts of a period sum exactly to the whole. Raises InvalidInput when the period leaves the year.
    """
    (year, _), *others = period.by_fiscal_year()
    if others:
        raise outside_year(year)
    return prorated_over(annual, period)


def prorated_over(annual: Decimal, term: Period) -> Decimal:
    """As `prorated`, for a term of any length in which the year's amount stays the same."""
    return sum((_due(annual, until) - _due(annual, before) for before, until in _months_elapsed_in(term)), ZERO)


@lru_cache(maxsize=256)  # all lines of a proposal have the same term
def _months_elapsed_in(term: Period) -> tuple[tuple[Fraction, Fraction], ...]:
    """For each fiscal year of a term, the months of that year before its part of the term and until its end."""
    day = timedelta(days=1)
    parts = term.by_fiscal_year()
    return tuple((months_elapsed(year, part.start - day), months_elapsed(year, part.end)) for year, part in parts)


def _due(annual: Decimal, months: Fraction) -> Decimal:
    # In whole numbers: a proposal of 500 lines is summed up while somebody waits.
    numerator, denominator = annual.as_integer_ratio()
    return cents_of(numerator * months.numerator, denominator * months.denominator * MONTHS_IN_YEAR)


def outside_year(year: FiscalYear) -> InvalidInput:
    return InvalidInput(
        "period",
        f"The period must lie within {year.label}, {day_in_words(year.start)} to {day_in_words(year.end)}. "
        "Ask for each fiscal year separately.",
    )
