"""What all agreements have to pay and paid, on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.funding import TransferState
from domain.payments import Instalment, PaymentSchedule
from storage.funding import KeptSchedule
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.domain.funding_builders import a_payment, a_transfer
from tests.storage.filling import fill_agreements

AGREEMENT = an_agreement()
FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, AGREEMENT, replace(AGREEMENT, id="a-2", number="SLA-2027-0002"))
    return storage


def a_schedule(agreement: str, version: int, *dues: tuple[date, str]) -> KeptSchedule:
    instalments = tuple(
        Instalment(number, due_on, due_on, Decimal(amount)) for number, (due_on, amount) in enumerate(dues, start=1)
    )
    return KeptSchedule(PaymentSchedule(agreement, version, instalments), NOON)


def test_what_is_due_is_that_of_the_schedules_in_force(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        work.funding.keep_schedule(a_schedule("a-1", 1, (FIRST, "999.00")))
        work.funding.keep_schedule(a_schedule("a-1", 2, (FIRST, "0.10"), (LAST, "-5.00"), (date(2027, 10, 1), "7.00")))
        work.funding.keep_schedule(a_schedule("a-2", 1, (FIRST, "0.20"), (date(2026, 9, 30), "8.00")))
        work.commit()
    with storage.reading() as work:
        found = Counter(work.money_by_month.due(FIRST, LAST))
    assert found == Counter([(FIRST, Decimal("0.10")), (FIRST, Decimal("0.20")), (LAST, Decimal("-5.00"))])


def test_only_transfers_that_arrived_count(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        for number, state in enumerate(TransferState):
            payment = a_payment("10.01", FIRST, f"IPAC {number}")
            work.funding.add(replace(a_transfer(payment, id=f"t-{number}"), state=state))
        work.funding.add(a_transfer(a_payment("5.00", date(2026, 9, 30)), id="before", state=TransferState.CONFIRMED))
        work.commit()
    with storage.reading() as work:
        assert list(work.money_by_month.arrived(FIRST, LAST)) == [(FIRST, Decimal("10.01"))] * 2
