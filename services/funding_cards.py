"""What the use cases of funding answer with. Amounts in USD, days in the calendar of CEC's office."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.funding import Transfer
from domain.funding_accounts import InstalmentState
from domain.money import ZERO
from domain.payments import Instalment
from domain.service_credits import ServiceCredit
from services.cards import OrganizationCard


@dataclass(frozen=True)
class InstalmentView:
    """`open` is what is still to be paid of it."""

    instalment: Instalment
    paid: Decimal
    open: Decimal
    state: InstalmentState


@dataclass(frozen=True)
class TransferView:
    """`late` is true where something had been due and unpaid before. `outstanding` is what the whole agreement
    still costs, transfers that wait not counted. What the person may do with it comes last."""

    transfer: Transfer
    number: str
    organization: OrganizationCard
    by: str
    settled_by: str | None
    late: bool
    outstanding: Decimal
    may_confirm: bool
    may_correct: bool
    may_reject: bool
    may_reverse: bool


@dataclass(frozen=True)
class FundingView:
    """What an agreement costs, what is paid, due, overdue and open, and what comes next.

    `in_force` is false before all have signed: then the schedule is what the version on the table would bring.
    `balance` is what arrived less what was due by `today`: below zero, something is owed. `waiting` is recorded and
    not confirmed yet. `credit` is paid beyond the total, `over_ceiling` by how much all transfers exceed it.
    """

    number: str
    title: str
    organization: OrganizationCard
    version: int
    in_force: bool
    today: date
    instalments: tuple[InstalmentView, ...]
    transfers: tuple[TransferView, ...]
    total: Decimal
    arrived: Decimal
    waiting: Decimal
    due: Decimal
    overdue: Decimal
    balance: Decimal
    outstanding: Decimal
    credit: Decimal
    over_ceiling: Decimal
    next: InstalmentView | None
    first_is_confirmed: bool
    may_record: bool
    may_confirm: bool

    @property
    def unpaid(self) -> Decimal:
        """For what of the whole agreement no transfer is recorded yet."""
        return max(self.outstanding - self.waiting, ZERO)


@dataclass(frozen=True)
class ServiceCreditView:
    """`measure` says what was missed."""

    credit: ServiceCredit
    service_name: str
    measure: str


@dataclass(frozen=True)
class PaymentDue:
    """An instalment that the customer should pay: billed, not fully paid, nothing on its way for it."""

    number: str
    title: str
    organization: OrganizationCard
    instalment: InstalmentView


@dataclass(frozen=True)
class FundingWaiting:
    """What waits for a person: transfers to be confirmed, and instalments to be paid."""

    to_confirm: tuple[TransferView, ...]
    to_pay: tuple[PaymentDue, ...]
