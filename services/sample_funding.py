"""Sample payments: the schedule of each signed agreement, and its transfers up to the day of loading.

The history of the agreements tells of the first one already, by its records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import funding as rules
from domain.agreements import Agreement
from domain.funding import Payment, Transfer
from domain.payment_schedules import schedule_of
from domain.payments import Instalment, PaymentSchedule
from domain.people import Role, Side
from domain.signing_places import PLACE_BY_KEY
from services.funding_parts import keep_watched
from services.sample_days import morning_of
from storage.funding import KeptSchedule
from storage.unit_of_work import UnitOfWork

_ON_ITS_WAY = timedelta(days=2)
_FIRST_REFERENCE = 4470


@dataclass(frozen=True)
class _Paid:
    """An instalment, when the customer recorded its transfer, and when CEC confirmed it, if it did."""

    instalment: Instalment
    recorded_at: datetime
    confirmed_at: datetime | None


def add_funding(work: UnitOfWork, agreements: Sequence[Agreement], unpaid: Mapping[str, int], day: date) -> int:
    """For those of the agreements that all have signed. `unpaid` tells, by number, how many of the instalments that
    were due last did not arrive. Returns how many schedules there are."""
    made = 0
    for agreement in agreements:
        signed = [entry.at for entry in agreement.records if entry.requirement in PLACE_BY_KEY]
        if len(signed) == len(PLACE_BY_KEY):
            schedule = schedule_of(work.proposals.versions(agreement.id)[-1])
            for paid in _paid(agreement, schedule, unpaid.get(agreement.number, 0), day):
                _keep(work, agreement, paid)
            keep_watched(work, agreement, KeptSchedule(schedule, max(signed)))
            made += 1
    return made


def _paid(agreement: Agreement, schedule: PaymentSchedule, unpaid: int, day: date) -> Iterator[_Paid]:
    """The first instalment as the records tell, each later one when it was due."""
    met = {entry.requirement: entry.at for entry in agreement.records}
    first, *later = schedule.instalments
    if "funds_transferred" not in met:
        return
    yield _Paid(first, met["funds_transferred"], met.get("funds_confirmed"))
    until = min(day, agreement.closed_at.date()) if agreement.closed_at else day
    due = [each for each in later if each.due_on + _ON_ITS_WAY < until]
    for each in due[: len(due) - unpaid]:
        at = morning_of(each.due_on)
        yield _Paid(each, at, at + _ON_ITS_WAY)


def _keep(work: UnitOfWork, agreement: Agreement, paid: _Paid) -> None:
    number = paid.instalment.number
    reference = f"IPAC {agreement.number[6:8]}-{_FIRST_REFERENCE + number}"
    payment = Payment(paid.instalment.amount, paid.recorded_at.date(), reference)
    transfer = Transfer(
        id=f"t-{agreement.id}-{number}",
        agreement=agreement.id,
        organization=agreement.organization,
        payment=payment,
        recorded=payment,
        at=paid.recorded_at,
        by=agreement.holder_of(Side.CUSTOMER, Role.BUDGET_OFFICER) or "system",
    )
    if paid.confirmed_at:
        finance = agreement.holder_of(Side.CEC, Role.FINANCE_OFFICER) or "system"
        transfer, _ = rules.confirm(transfer, paid.confirmed_at, finance)
    work.funding.add(transfer)
