"""When an agreement is paid: its instalments, which always sum to its total."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.fiscal import Period
from domain.money import ZERO


@dataclass(frozen=True)
class Instalment:
    """`number` counts from 1. It is billed on `billed_on`, due on `due_on` and pays for `period`, where it pays for
    a part of the term (None for own dates). Amount in USD; below zero it is a credit of the customer."""

    number: int
    billed_on: date
    due_on: date
    amount: Decimal
    period: Period | None = None


@dataclass(frozen=True)
class PaymentSchedule:
    """The instalments of one version of an agreement, in order. The first one carries the `one_time_fees`.

    `paid_before` is what was paid on paper, in USD, before the agreement was kept here.
    """

    agreement: str
    version: int
    instalments: tuple[Instalment, ...]
    one_time_fees: Decimal = ZERO
    paid_before: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum((instalment.amount for instalment in self.instalments), ZERO)
