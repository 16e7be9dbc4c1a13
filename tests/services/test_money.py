"""Money of all agreements by month, in the sample."""

from decimal import Decimal

import pytest

from domain.errors import NotAllowed
from domain.fiscal import FiscalYear
from domain.funding import ARRIVED
from domain.money import ZERO
from tests.services.office import Office

YEAR = FiscalYear("2027")


def test_the_months_together_are_what_all_agreements_have_to_pay_and_paid(reading: Office) -> None:
    due, arrived = ZERO, ZERO
    with reading.storage.reading() as work:
        for agreement in work.whole_tables.agreements():
            kept = work.funding.schedule_of(agreement.id)
            instalments = kept.schedule.instalments if kept else ()
            due += sum((each.amount for each in instalments if YEAR.period.contains(each.due_on)), ZERO)
            payments = [each.payment for each in work.funding.transfers_of(agreement.id) if each.state in ARRIVED]
            arrived += sum((each.amount for each in payments if YEAR.period.contains(each.on)), ZERO)
    months = reading.services.money.by_month(reading.actor("dana"), YEAR)
    assert [each.month for each in months] == [each.start for each in YEAR.months]
    assert sum((each.due for each in months), ZERO) == due > ZERO
    assert sum((each.arrived for each in months), ZERO) == arrived
    assert all(each.due == each.due.quantize(Decimal("0.01")) for each in months)


@pytest.mark.parametrize("name", ["maria", "nina"])
def test_it_is_for_staff_only(reading: Office, name: str) -> None:
    with pytest.raises(NotAllowed):
        reading.services.money.by_month(reading.actor(name), YEAR)
