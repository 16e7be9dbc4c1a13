# pyright: reportOptionalMemberAccess=false
"""Paying in the sample: Wale is FS's budget officer, Samuel CEC's finance officer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.errors import CecError, Conflict, InvalidInput, NotAllowed, NotFound
from domain.funding import TransferState
from domain.funding_accounts import InstalmentState
from domain.money import ZERO
from domain.notices import NoticeKind
from domain.permissions import Actor
from domain.stages import Stage
from services import Services
from services.funding_cards import FundingView
from services.settings_table import GRACE_DAYS
from tests.services.funding_steps import (
    BEHIND,
    HALF_SIGNED,
    RUNNING,
    SIGNED,
    TRANSFERRED,
    confirm,
    funds,
    last,
    record,
    sign,
    told_of,
)
from tests.services.office import AT, Office
from tests.services.proposal_steps import NRCS

TODAY = AT.date()
FIRST = "86,750.00 USD"


def stage(office: Office, number: str = SIGNED) -> Stage:
    return office.services.agreements.status(office.actor("dana"), number).stage


class TestSchedule:
    def test_it_shows_what_is_paid_due_overdue_and_next(self, reading: Office):
        view = funds(reading, "thomas", BEHIND)
        assert [each.state for each in view.instalments][:3] == [
            InstalmentState.PAID, InstalmentState.OVERDUE, InstalmentState.BILLED
        ]  # fmt: skip
        assert (view.overdue, view.next.instalment.number) == (Decimal("58537.50"), 2)
        assert (
            view.total == view.arrived + view.outstanding == sum((i.instalment.amount for i in view.instalments), ZERO)
        )
        assert view.balance == view.arrived - view.due

    def test_before_all_have_signed_it_is_what_the_version_would_bring(self, reading: Office):
        view = funds(reading, "maria", NRCS)
        assert (view.in_force, view.may_record, view.arrived) == (False, False, ZERO)
        assert view.total == reading.services.proposals.view(reading.actor("maria"), NRCS).current.version.total

    def test_without_a_proposal_there_is_none(self, reading: Office):
        with pytest.raises(NotFound, match="no payment schedule yet"):
            funds(reading, "maria", "SLA-2027-0041")

    def test_what_waits_for_whom(self, reading: Office):
        waiting = reading.services.funding.waiting_of
        assert [each.number for each in waiting(reading.actor("samuel")).to_confirm] == [TRANSFERRED]
        assert waiting(reading.actor("james")).to_confirm == ()
        assert [each.number for each in waiting(reading.actor("linh")).to_pay] == [RUNNING]
        assert waiting(reading.actor("robert")).to_pay == ()


class TestFirstInstalment:
    def test_once_it_is_confirmed_the_startup_begins(self, office: Office):
        recorded = record(office, "wale", FIRST)
        assert (recorded.waiting, recorded.first_is_confirmed, stage(office)) == (
            Decimal("86750.00"), False, Stage.AGREEMENT_FUNDING
        )  # fmt: skip
        confirmed = confirm(office, recorded)
        assert (confirmed.arrived, confirmed.first_is_confirmed, stage(office)) == (
            Decimal("86750.00"), True, Stage.STARTUP
        )  # fmt: skip

    def test_both_sides_are_told_of_each_step_but_not_who_did_it(self, office: Office):
        confirm(office, record(office, "wale", FIRST))
        assert told_of(office, NoticeKind.FUNDS_CHANGED, "recorded") == {"U0ERIK", "U0DAVID", "U0JAMES", "U0SAMUEL"}
        assert told_of(office, NoticeKind.FUNDS_CHANGED, "confirmed") == {"U0ERIK", "U0DAVID", "U0WALE", "U0JAMES"}

    def test_a_part_of_it_is_not_enough(self, office: Office):
        confirm(office, record(office, "wale", "86749.99"))
        assert stage(office) is Stage.AGREEMENT_FUNDING
        confirm(office, record(office, "wale", "0.01", reference="IPAC 2"))
        assert stage(office) is Stage.STARTUP

    def test_a_correction_below_it_is_not_enough(self, office: Office):
        found = last(record(office, "wale", FIRST)).transfer
        view = office.services.funding.correct(
            office.actor("samuel"), found.id, "$80,000", TODAY, found.payment.reference, "The IPAC says so.", 1
        )
        assert (view.arrived, last(view).transfer.recorded.amount) == (Decimal("80000.00"), Decimal("86750.00"))
        assert stage(office) is Stage.AGREEMENT_FUNDING

    def test_after_a_rejection_it_is_recorded_anew(self, office: Office):
        found = last(record(office, "wale", FIRST)).transfer
        samuel = office.actor("samuel")
        office.services.funding.reject(samuel, found.id, "No such IPAC.", 1)
        missing = {each.key for each in office.services.agreements.status(samuel, SIGNED).missing}
        assert missing == {"funds_transferred", "funds_confirmed"}
        confirm(office, record(office, "wale", FIRST))
        assert stage(office) is Stage.STARTUP

    def test_money_that_went_back_is_missing_again(self, office: Office):
        view = confirm(office, record(office, "wale", FIRST))
        found = last(view).transfer
        after = office.services.funding.reverse(office.actor("samuel"), found.id, "Sent back.", found.revision)
        assert (after.first_is_confirmed, after.arrived) == (False, ZERO)
        assert last(after).transfer.state is TransferState.REVERSED
        assert stage(office) is Stage.STARTUP
        with office.storage.reading() as work:
            records = {each.requirement for each in work.agreements.by_number(SIGNED).records}
        assert not records & {"funds_transferred", "funds_confirmed"}

    def test_staff_may_record_for_the_customer(self, office: Office):
        assert last(record(office, "james", FIRST)).by == "James Okafor"


class TestWarnings:
    def test_more_than_the_agreement_costs_warns_both_sides(self, office: Office):
        view = record(office, "wale", "700,000")
        assert view.over_ceiling == Decimal("12850.00")
        warned = {n.to.slack_user_id for n in office.notices() if n.facts.get("over_ceiling") == "$12,850.00"}
        assert {"U0ERIK", "U0JAMES"} <= warned

    def test_an_overdue_instalment_is_told_to_the_customer_once(self, office: Office):
        assert office.services.funding.remind_due() == 3
        assert told_of(office, NoticeKind.FUNDS_OVERDUE) == {"U0BEATRIZ", "U0THOMAS", "U0AHMED"}
        assert office.services.funding.remind_due() == 0
        office.clock.pass_by(days=6)
        assert office.services.funding.remind_due() > 0
        assert office.services.funding.remind_due() == 0

    def test_at_night_a_warning_waits_for_business_time(self, office: Office):
        office.clock.pass_by(hours=-8)
        assert office.services.funding.remind_due() == 3
        held = {each.to.slack_user_id for each in office.notices("DELAYED")}
        assert held == {"U0BEATRIZ", "U0THOMAS", "U0AHMED"}

    def test_nobody_is_warned_before_the_grace_days_are_over(self, office: Office):
        office.services.admin.set_settings(office.actor("dana"), {GRACE_DAYS: "90"})
        office.clock.pass_by(days=-4)
        assert office.services.funding.remind_due() == 0
        office.clock.pass_by(days=5)
        assert office.services.funding.remind_due() == 3

    def test_a_late_transfer_is_marked(self, office: Office):
        late = record(office, "thomas", "58537.50", BEHIND)
        assert last(late).late
        assert not last(record(office, "wale", FIRST)).late


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("amount", "days", "reference", "field"),
        [
            ("-5", 0, "IPAC 1", "amount"),
            ("0", 0, "IPAC 1", "amount"),
            ("10.005", 0, "IPAC 1", "amount"),
            ("12,500.00 EUR", 0, "IPAC 1", "amount"),
            ("99999999999", 0, "IPAC 1", "amount"),
            ("a lot", 0, "IPAC 1", "amount"),
            (FIRST, 1, "IPAC 1", "on"),
            (FIRST, -400, "IPAC 1", "on"),
            (FIRST, 0, " ", "reference"),
            (FIRST, 0, "x" * 61, "reference"),
        ],
    )
    def test_bad_input_is_told_at_its_field_and_leaves_no_trace(
        self, office: Office, amount: str, days: int, reference: str, field: str
    ):
        with pytest.raises(InvalidInput) as refused:
            office.services.funding.record(
                office.actor("wale"), SIGNED, amount, TODAY + timedelta(days=days), reference
            )
        assert refused.value.field == field
        assert (funds(office).transfers, office.notices()) == ((), [])

    def test_the_same_reference_twice(self, office: Office):
        record(office, "wale", FIRST, reference="IPAC 12-4471")
        with pytest.raises(InvalidInput, match="recorded already"):
            record(office, "wale", FIRST, reference="ipac 124471")

    def test_funds_before_all_have_signed(self, office: Office):
        with pytest.raises(Conflict, match="not signed by all yet"):
            record(office, "beatriz", FIRST, HALF_SIGNED)

    def test_a_double_click_counts_once(self, office: Office):
        def click(_: int) -> FundingView:
            return office.services.funding.record(office.actor("wale"), SIGNED, FIRST, TODAY, "IPAC 1", "V1")

        with ThreadPoolExecutor(2) as pool:
            assert [len(view.transfers) for view in pool.map(click, range(2))] == [1, 1]

    def test_a_change_of_what_another_one_changed_meanwhile(self, office: Office):
        view = record(office, "wale", FIRST)
        confirm(office, view)
        with pytest.raises(Conflict, match="was confirmed meanwhile"):
            office.services.funding.reject(office.actor("dana"), last(view).transfer.id, "No.", 1)

    @pytest.mark.parametrize("who", ["erik", "wale", "james", "ruth", "maria", "nobody"])
    def test_only_finance_and_administrators_confirm(self, office: Office, who: str):
        found = last(record(office, "wale", FIRST)).transfer
        changes: list[Callable[[Services, Actor], object]] = [
            lambda s, a: s.funding.confirm(a, found.id, 1),
            lambda s, a: s.funding.reject(a, found.id, "No.", 1),
            lambda s, a: s.funding.reverse(a, found.id, "No.", 1),
            lambda s, a: s.funding.correct(a, found.id, "1", TODAY, "IPAC 2", "No.", 1),
        ]
        for change in changes:
            with pytest.raises(CecError) as refused:
                change(office.services, office.actor(who))
            assert isinstance(refused.value, NotFound if who in ("maria", "nobody") else NotAllowed)
        assert confirm(office, funds(office), "dana").arrived == Decimal("86750.00")

    @pytest.mark.parametrize("who", ["naomi", "patricia"])
    def test_only_who_sees_to_the_money_records_it(self, office: Office, who: str):
        with pytest.raises(NotAllowed, match="budget officer"):
            record(office, who, FIRST)

    def test_another_organizations_schedule_and_transfers_look_like_none(self, office: Office):
        found = last(record(office, "wale", FIRST)).transfer
        maria = office.actor("maria")
        for number in (SIGNED, "SLA-2027-9999"):
            with pytest.raises(NotFound) as refused:
                office.services.funding.schedule(maria, number)
            assert "no such agreement of your organization" in str(refused.value)
        for transfer_id in (found.id, "t-none"):
            with pytest.raises(NotFound, match="can't find that transfer"):
                office.services.funding.confirm(maria, transfer_id, 1)

    def test_a_closed_agreement(self, office: Office):
        with pytest.raises(Conflict, match="is closed"):
            record(office, "maria", "1.00", "SLA-2025-0009")


def test_the_whole_step_from_the_third_signature_to_the_startup(office: Office):
    sign(office, "ruth")
    sign(office, "teresa")
    view = funds(office, number=HALF_SIGNED)
    confirm(office, record(office, "thomas", str(view.next.open), HALF_SIGNED))
    assert stage(office, HALF_SIGNED) is Stage.STARTUP
    words = [entry.words for entry in office.services.agreements.status(office.actor("beatriz"), HALF_SIGNED).history]
    assert "moved it from agreement funding to startup" in words
    assert "signed as CEC's funding official" in words
    assert any(each.startswith("confirmed a transfer: $13,749.00") for each in words)
    assert any(each.startswith("put the payment schedule in force: 5 instalments") for each in words)


def test_days_of_transfers_are_those_of_the_office(office: Office):
    office.clock.at = AT.replace(hour=3)  # still the day before in Washington
    with pytest.raises(InvalidInput, match="in the future"):
        office.services.funding.record(office.actor("wale"), SIGNED, FIRST, date(2026, 11, 2), "IPAC 1")


class TestForm:
    def test_what_a_form_shows_is_refused_as_recording_is(self, reading: Office):
        funding = reading.services.funding
        assert funding.to_record(reading.actor("erik"), SIGNED).may_record
        with pytest.raises(NotAllowed, match="budget officer"):
            funding.to_record(reading.actor("patricia"), SIGNED)
        with pytest.raises(Conflict, match="not signed by all"):
            funding.to_record(reading.actor("beatriz"), HALF_SIGNED)
        with pytest.raises(NotFound):
            funding.to_record(reading.actor("maria"), SIGNED)
