"""How often a meeting is repeated, always with an end. `services/recurrences.py` counts out the days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import InvalidInput
from domain.words import day_in_words

LONGEST = timedelta(days=3 * 366)


class Rhythm(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class MonthlyOn(StrEnum):
    """By the day of the month, or by the weekday, as the second Tuesday. It does not count for weekly ones."""

    DAY = "day"
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class Recurrence:
    """`until` is the last day on which it may take place."""

    rhythm: Rhythm
    until: date
    monthly_on: MonthlyOn = MonthlyOn.DAY


def recurrence(
    rhythm: Rhythm,
    first: date,
    until: date | None,
    term_end: date | None = None,
    monthly_on: MonthlyOn = MonthlyOn.DAY,
) -> Recurrence:
    """Without an end of its own it ends with the term. Raises InvalidInput at `until`."""
    last = until or term_end
    if last is None:
        raise InvalidInput("until", "Say until which day it is repeated.")
    if term_end and last > term_end:
        raise InvalidInput("until", f"The term ends on {day_in_words(term_end)}. Give a day up to then.")
    if last <= first:
        raise InvalidInput("until", f"The first one is on {day_in_words(first)}. Give an end after that day.")
    if last - first > LONGEST:
        raise InvalidInput("until", "Give an end within three years.")
    return Recurrence(rhythm, last, monthly_on)
