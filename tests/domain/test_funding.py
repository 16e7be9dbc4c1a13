# pyright: reportOptionalMemberAccess=false
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Conflict, InvalidInput
from domain.funding import (
    Payment,
    Transfer,
    TransferState,
    checked,
    confirm,
    correct,
    refuse_duplicate,
    reject,
    reverse,
)
from domain.funding_accounts import Account, InstalmentState
from domain.money import ZERO
from domain.payment_schedules import schedule_of
from tests.builders import NOON
from tests.domain.funding_builders import a_payment, a_transfer, a_version

OPENED, TODAY = date(2026, 9, 1), date(2026, 11, 2)
SCHEDULE = schedule_of(a_version())  # 3,000 each, due on 2026-11-02, 2027-02-01, 2027-05-03, 2027-08-02


def arrived(amount: str, on: date = TODAY, id: str = "t-1") -> Transfer:
    return a_transfer(a_payment(amount, on, id), id=id, state=TransferState.CONFIRMED)


class TestRecording:
    def test_a_payment_is_tidied(self):
        given_payment = Payment(Decimal("3000"), TODAY, "  IPAC   12-4471 ")
        assert str(checked(given_payment, OPENED, TODAY)) == str(a_payment())

    @pytest.mark.parametrize(
        ("payment", "field"),
        [
            (a_payment(on=TODAY + timedelta(days=1)), "on"),
            (a_payment(on=OPENED - timedelta(days=1)), "on"),
            (a_payment(reference="  "), "reference"),
            (a_payment(reference=" -/. "), "reference"),
            (a_payment(reference="x" * 61), "reference"),
            (a_payment("0.00"), "amount"),
            (a_payment("-1.00"), "amount"),
            (a_payment("0.001"), "amount"),
            (a_payment("1e15"), "amount"),
            (a_payment("NaN"), "amount"),
            (a_payment("Infinity"), "amount"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, payment: Payment, field: str):
        with pytest.raises(InvalidInput) as refused:
            checked(payment, OPENED, TODAY)
        assert refused.value.field == field

    @pytest.mark.parametrize("reference", ["IPAC 12-4471", "ipac 124471", " IPAC-12.4471 "])
    def test_the_same_reference_counts_once_however_it_is_written(self, reference: str):
        with pytest.raises(InvalidInput, match=r"\$3,000.00 on November 2, 2026"):
            refuse_duplicate(a_payment(reference=reference), [a_transfer()])

    @pytest.mark.parametrize("state", [TransferState.REJECTED, TransferState.REVERSED])
    def test_a_reference_is_free_again_once_its_transfer_counts_no_more(self, state: TransferState):
        refuse_duplicate(a_payment(), [a_transfer(state=state)])


class TestSettling:
    other = a_payment("2500.00")

    def test_finance_confirms_corrects_rejects_and_reverses(self):
        confirmed, change = confirm(a_transfer(), NOON, "p-2")
        assert (confirmed.state, confirmed.settled_by, confirmed.revision) == (TransferState.CONFIRMED, "p-2", 2)
        assert (change.field, change.old, change.new) == (
            "transfer_confirmed", "recorded", "$3,000.00 of November 2, 2026, IPAC 12-4471"
        )  # fmt: skip
        corrected, _ = correct(a_transfer(), self.other, "The IPAC says 2,500.", NOON, "p-2")
        assert (corrected.payment, corrected.recorded, corrected.has_arrived) == (self.other, a_payment(), True)
        assert not reject(a_transfer(), "No such IPAC.", NOON, "p-2")[0].stands
        assert not reverse(confirmed, "Sent back.", NOON, "p-2")[0].stands

    @pytest.mark.parametrize(
        ("state", "allowed"),
        [
            (TransferState.RECORDED, {"confirm", "correct", "reject"}),
            (TransferState.CONFIRMED, {"correct", "reverse"}),
            (TransferState.CORRECTED, {"correct", "reverse"}),
            (TransferState.REJECTED, set()),
            (TransferState.REVERSED, set()),
        ],
    )
    def test_each_only_where_it_makes_sense(self, state: TransferState, allowed: set[str]):
        transfer = a_transfer(state=state)
        tried = {
            "confirm": lambda: confirm(transfer, NOON, "p-2"),
            "correct": lambda: correct(transfer, self.other, "Wrong.", NOON, "p-2"),
            "reject": lambda: reject(transfer, "No.", NOON, "p-2"),
            "reverse": lambda: reverse(transfer, "Back.", NOON, "p-2"),
        }
        for name, settle in tried.items():
            if name in allowed:
                assert settle()[0].revision == 2
            else:
                with pytest.raises(Conflict, match=f"was {state} meanwhile"):
                    settle()

    def test_each_but_the_confirmation_needs_a_reason(self):
        for settle in (reject, lambda t, r, at, by: correct(t, self.other, r, at, by)):
            for reason in ("", " ", "x" * 501):
                with pytest.raises(InvalidInput) as refused:
                    settle(a_transfer(), reason, NOON, "p-2")
                assert refused.value.field == "reason"

    def test_a_correction_changes_something(self):
        with pytest.raises(InvalidInput, match="Change one of them"):
            correct(a_transfer(), a_payment(), "Checked.", NOON, "p-2")


class TestAccount:
    def test_nothing_is_paid_at_first(self):
        account = Account(SCHEDULE)
        assert (account.outstanding, account.arrived, account.next_open.instalment.number) == (SCHEDULE.total, ZERO, 1)
        assert (account.balance(date(2026, 11, 1)), account.balance(date(2026, 11, 2))) == (ZERO, Decimal("-3000.00"))
        assert not account.first_is_transferred

    def test_part_of_an_instalment(self):
        account = Account(SCHEDULE, (arrived("1000.00"),))
        first = account.allocations[0]
        assert (first.paid, first.open, first.state(TODAY)) == (
            Decimal("1000.00"), Decimal("2000.00"), InstalmentState.PARTLY_PAID
        )  # fmt: skip
        assert not account.first_is_confirmed

    def test_too_much_pays_for_the_next_one_and_beyond_the_total_it_is_a_credit(self):
        account = Account(SCHEDULE, (arrived("4000.00"),))
        assert [each.paid for each in account.allocations[:3]] == [Decimal("3000.00"), Decimal("1000.00"), ZERO]
        over = Account(SCHEDULE, (arrived("12000.50"),))
        assert (over.credit, over.over_ceiling, over.next_open, over.outstanding) == (
            Decimal("0.50"), Decimal("0.50"), None, ZERO
        )  # fmt: skip

    def test_recorded_money_pays_for_nothing_yet_but_counts_against_the_ceiling(self):
        account = Account(SCHEDULE, (a_transfer(a_payment("12500.00")),))
        assert (account.arrived, account.waiting, account.over_ceiling) == (
            ZERO,
            Decimal("12500.00"),
            Decimal("500.00"),
        )
        assert (account.first_is_transferred, account.first_is_confirmed) == (True, False)

    def test_overdue_after_the_grace_days(self):
        account, due = Account(SCHEDULE), SCHEDULE.instalments[0].due_on
        assert account.overdue(due) == ()
        assert len(account.overdue(due + timedelta(days=1))) == 1
        assert account.overdue(due + timedelta(days=5), 5) == ()
        late = account.overdue(due + timedelta(days=6), 5)
        assert late[0].state(due + timedelta(days=6), 5) is InstalmentState.OVERDUE

    def test_a_transfer_after_the_due_day_is_late(self):
        due = SCHEDULE.instalments[0].due_on
        on_time, late = arrived("3000.00", due), arrived("3000.00", due + timedelta(days=1))
        assert not Account(SCHEDULE, (on_time,)).is_late(on_time)
        assert Account(SCHEDULE, (late,)).is_late(late)

    def test_an_instalment_above_zero_is_needed_before_services_begin_also_after_empty_ones(self):
        empty = replace(
            SCHEDULE, instalments=(replace(SCHEDULE.instalments[0], amount=ZERO), *SCHEDULE.instalments[1:])
        )
        assert not Account(empty).first_is_confirmed
        free = replace(SCHEDULE, instalments=(replace(SCHEDULE.instalments[0], amount=ZERO),))
        assert Account(free).first_is_confirmed

    @given(st.lists(st.tuples(st.decimals(min_value="0.01", max_value=9000, places=2), st.sampled_from(TransferState))))
    def test_what_arrived_is_allocated_to_the_last_cent(self, transfers: list[tuple[Decimal, TransferState]]):
        made = tuple(
            a_transfer(Payment(amount, TODAY, f"r{n}"), id=f"t-{n}", state=state)
            for n, (amount, state) in enumerate(transfers)
        )
        account = Account(SCHEDULE, made)
        paid = sum((each.paid for each in account.allocations), ZERO)
        assert paid + account.credit == account.arrived
        assert account.outstanding - account.credit == SCHEDULE.total - account.arrived
        assert account.outstanding == sum((each.open for each in account.allocations), ZERO)
        assert account.balance(date.max) == account.arrived - SCHEDULE.total
