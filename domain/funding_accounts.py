"""What was paid, is due and stays open of an agreement: its payment schedule against its transfers."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.funding import Transfer
from domain.money import ZERO
from domain.payment_schedules import allocated
from domain.payments import Instalment, PaymentSchedule


class InstalmentState(StrEnum):
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    OVERDUE = "overdue"
    BILLED = "billed"
    COMING = "coming"
    CREDIT = "credit"


@dataclass(frozen=True)
class Allocation:
    """An instalment with what of it is paid, in USD."""

    instalment: Instalment
    paid: Decimal

    @property
    def open(self) -> Decimal:
        return max(self.instalment.amount, ZERO) - self.paid

    def is_overdue(self, today: date, grace_days: int = 0) -> bool:
        return self.open > ZERO and today > self.instalment.due_on + timedelta(days=grace_days)

    def state(self, today: date, grace_days: int = 0) -> InstalmentState:
        if self.instalment.amount < ZERO:
            return InstalmentState.CREDIT
        if self.open == ZERO:
            return InstalmentState.PAID
        if self.is_overdue(today, grace_days):
            return InstalmentState.OVERDUE
        if self.paid:
            return InstalmentState.PARTLY_PAID
        return InstalmentState.BILLED if self.instalment.billed_on <= today else InstalmentState.COMING


@dataclass(frozen=True)
class Account:
    """Amounts in USD. Only transfers that arrived, and what was paid on paper before, pay for anything; those that
    wait are told apart."""

    schedule: PaymentSchedule
    transfers: tuple[Transfer, ...] = ()

    @property
    def arrived(self) -> Decimal:
        paid = (each.payment.amount for each in self.transfers if each.has_arrived)
        return sum(paid, self.schedule.paid_before)

    @property
    def waiting(self) -> Decimal:
        """Recorded, not confirmed yet."""
        return sum((each.payment.amount for each in self.transfers if each.stands and not each.has_arrived), ZERO)

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        parts = self.schedule.instalments
        return tuple(Allocation(part, paid) for part, paid in zip(parts, allocated(parts, self.arrived), strict=True))

    @property
    def outstanding(self) -> Decimal:
        """What is still to be paid for the whole term."""
        return max(self.schedule.total - self.arrived, ZERO)

    @property
    def credit(self) -> Decimal:
        """What was paid beyond the total."""
        return max(self.arrived - self.schedule.total, ZERO)

    @property
    def over_ceiling(self) -> Decimal:
        """By how much the transfers, those that wait too, exceed what the agreement costs."""
        return max(self.arrived + self.waiting - self.schedule.total, ZERO)

    @property
    def next_open(self) -> Allocation | None:
        return next((each for each in self.allocations if each.open > ZERO), None)

    def due_by(self, day: date) -> Decimal:
        return sum((each.amount for each in self.schedule.instalments if each.due_on <= day), ZERO)

    def balance(self, day: date) -> Decimal:
        """What had arrived by the end of a day, less what was due by then: below zero, something is owed."""
        return self._arrived_by(day) - self.due_by(day)

    def overdue(self, today: date, grace_days: int = 0) -> tuple[Allocation, ...]:
        return tuple(each for each in self.allocations if each.is_overdue(today, grace_days))

    def is_late(self, transfer: Transfer) -> bool:
        """Whether something that was due before its day was unpaid when it was made."""
        day_before = transfer.payment.on - timedelta(days=1)
        return transfer.stands and self.balance(day_before) < ZERO

    @property
    def first_is_transferred(self) -> bool:
        """Whether transfers cover the first instalment, confirmed or not."""
        return self.arrived + self.waiting >= self._first

    @property
    def first_is_confirmed(self) -> bool:
        return self.arrived >= self._first

    @property
    def _first(self) -> Decimal:
        """The first amount that is to be paid; zero where nothing is."""
        return next((each.amount for each in self.schedule.instalments if each.amount > ZERO), ZERO)

    def _arrived_by(self, day: date) -> Decimal:
        paid = (t.payment.amount for t in self.transfers if t.has_arrived and t.payment.on <= day)
        return sum(paid, self.schedule.paid_before)
