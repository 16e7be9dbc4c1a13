"""The terms of a proposal besides its lines: when it runs, how it is billed and paid, how it can be ended.

The kinds follow Treasury's forms 7600A (period, termination days) and 7600B (billing frequency, payment terms).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.fiscal import Period

USUAL_PAYMENT_DAYS = 30
USUAL_CANCELLATION_DAYS = 60
MOST_OWN_DATES = 120


class BillingFrequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    OWN_DATES = "own_dates"


class BillingTime(StrEnum):
    """Whether a part of the term is billed when it begins or when it is over."""

    ADVANCE = "advance"
    ARREARS = "arrears"


@dataclass(frozen=True)
class Terms:
    """`payment_days` after a bill its amount is due; either side may end the agreement `cancellation_days` ahead.

    `own_dates` are the days of billing, in order, where the frequency is `OWN_DATES`; else it is empty.
    `effective_on` is the day from which an amendment counts; None for what is no amendment.
    """

    period: Period
    billing: BillingFrequency = BillingFrequency.QUARTERLY
    billed_in: BillingTime = BillingTime.ADVANCE
    own_dates: tuple[date, ...] = ()
    payment_days: int = USUAL_PAYMENT_DAYS
    cancellation_days: int = USUAL_CANCELLATION_DAYS
    special: str = ""
    effective_on: date | None = None
