"""Renewals: begun once, wished for, decided against, and what they take over."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest

from domain.errors import CecError, Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.renewal_lines import Carried
from domain.renewals import RenewalState
from domain.stages import Stage
from tests.services.office import Office
from tests.services.renewal_steps import FS, agreement_of, kept, start, told, view, with_catalog


class TestStart:
    def test_the_agreement_that_follows_begins_the_day_after_at_the_next_prices(self, office: Office):
        before = agreement_of(office)
        started = start(office)
        after = agreement_of(office, started.number)
        assert after.term == Period(date(2026, 12, 18), date(2027, 12, 17))
        assert after.predecessor == before.id
        assert after.stage is Stage.EXCHANGE_CONTACTS
        assert [(line.service, line.quantity) for line in after.lines] == [("desk_phone", 420), ("video_room", 9)]
        assert [line.unit_price for line in after.lines] == [Decimal("219.00"), Decimal("4740.00")]
        assert [line.one_time_fee for line in after.lines] == [Decimal("0.00"), Decimal("0.00")]
        assert [line.why for line in started.outlook.lines] == [Carried.PRICE, Carried.PRICE]

    def test_the_one_before_goes_to_its_renewal_and_both_name_each_other(self, office: Office):
        started = start(office)
        before = agreement_of(office)
        assert (before.stage, before.due_on) == (Stage.RENEWAL, before.term.end)
        assert (view(office).successor, started.predecessor) == (started.number, FS)
        assert view(office).state is RenewalState.UNDER_WAY
        assert [change.new for change in office.history("agreement", before.id)[:2]] == ["renewal", "renewal_decided"]

    def test_both_sides_are_told_but_not_who_did_it(self, office: Office):
        start(office)
        assert told(office) == [("U0ERIK", "started")]

    def test_a_second_one_is_refused_with_the_number_of_the_first(self, office: Office):
        started = start(office)
        with pytest.raises(Conflict, match=f"being renewed already, by {started.number}"):
            start(office)
        with pytest.raises(Conflict, match="SLA-2027-0036"):
            start(office, "SLA-2026-0003")

    def test_of_two_who_start_it_at_once_one_is_told_of_the_other(self, office: Office):
        barrier = Barrier(2)

        def work_on(who: str) -> str:
            barrier.wait()
            try:
                return start(office, who=who).number
            except Conflict as refused:
                return str(refused)

        with ThreadPoolExecutor(2) as pool:
            numbers = sorted(pool.map(work_on, ["james", "priya"]))
        assert numbers[1] == "SLA-2027-0054"
        assert "by SLA-2027-0054" in numbers[0]

    @pytest.mark.parametrize("who", ["erik", "naomi"])
    def test_customers_do_not_start_it(self, office: Office, who: str):
        with pytest.raises(NotAllowed, match="CEC staff"):
            start(office, who=who)

    @pytest.mark.parametrize("who", ["maria", "nina"])
    def test_others_learn_nothing_of_it(self, office: Office, who: str):
        with pytest.raises(NotFound if who == "maria" else NotAllowed):
            view(office, who)

    def test_what_does_not_run_is_not_renewed(self, office: Office):
        with pytest.raises(Conflict, match="do not run yet"):
            start(office, "SLA-2027-0031")
        with pytest.raises(Conflict, match="is closed"):
            start(office, "SLA-2025-0009")

    def test_one_whose_renewal_was_closed_is_renewed_again(self, office: Office):
        first = start(office)
        office.services.agreements.close(office.actor("james"), first.number, "Begun by mistake.")
        second = start(office)
        assert second.number != first.number
        assert view(office).successor == second.number

    def test_nothing_is_kept_where_it_fails(self, office: Office):
        with office.storage.unit_of_work() as work:
            organization = work.organizations.get("fs")
            work.organizations.save(replace(organization, active=False))
            work.commit()
        with pytest.raises(CecError, match="no longer served"):
            start(office)
        assert agreement_of(office).stage is Stage.OPERATIONS


class TestDecisions:
    def test_the_wish_of_the_customer_is_kept_once(self, office: Office):
        seen = office.services.renewals.ask(office.actor("erik"), FS, "With 20 more phones.")
        assert (seen.decided.wish, seen.may_ask) == ("With 20 more phones.", False)
        with pytest.raises(Conflict, match="told already"):
            office.services.renewals.ask(office.actor("erik"), FS)

    def test_who_has_no_role_or_is_staff_does_not_ask(self, office: Office):
        with pytest.raises(NotAllowed):
            office.services.renewals.ask(office.actor("james"), FS)

    def test_what_is_not_renewed_needs_a_reason_and_the_customer_is_told(self, office: Office):
        james = office.actor("james")
        with pytest.raises(InvalidInput) as refused:
            office.services.renewals.not_renewing(james, FS, " ")
        assert refused.value.field == "reason"
        seen = office.services.renewals.not_renewing(james, FS, "They move to another provider.")
        assert (seen.decided.reason, seen.may_start) == ("They move to another provider.", False)
        assert told(office) == [("U0ERIK", "not_renewing")]
        with pytest.raises(Conflict, match="Take that back first"):
            start(office)

    def test_the_decision_is_taken_back_and_it_is_renewed(self, office: Office):
        james = office.actor("james")
        office.services.renewals.not_renewing(james, FS, "They move.")
        assert office.services.renewals.take_back(james, FS).may_start
        assert start(office).predecessor == FS

    def test_while_it_is_renewed_nothing_is_decided_against_it(self, office: Office):
        number = start(office).number
        with pytest.raises(Conflict, match=f"by {number}. Open or close that one"):
            office.services.renewals.not_renewing(office.actor("james"), FS, "They move.")

    def test_staff_choose_from_when_the_customer_is_told(self, office: Office):
        james = office.actor("james")
        assert view(office).customer_days == 120
        assert office.services.renewals.tell_customer_from(james, FS, 60).customer_days == 60
        assert office.services.renewals.tell_customer_from(james, FS, None).customer_days == 120
        with pytest.raises(InvalidInput):
            office.services.renewals.tell_customer_from(james, FS, 1_000)
        with pytest.raises(NotAllowed):
            office.services.renewals.tell_customer_from(office.actor("erik"), FS, 60)

    def test_of_two_who_decide_at_once_the_second_sees_the_first(self, office: Office):
        barrier = Barrier(2)

        def decide(reason: str) -> str:
            barrier.wait()
            try:
                office.services.renewals.not_renewing(office.actor("james"), FS, reason)
            except Conflict as refused:
                return str(refused)
            return "done"

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(decide, ["One.", "Two."]))
        found = kept(office)
        assert found
        assert answers == [f"That was decided already. Reason: {found.reason}", "done"]


def test_the_history_tells_decisions_and_extensions_in_words(office: Office):
    james, erik = office.actor("james"), office.actor("erik")
    office.services.renewals.ask(erik, FS, "Please.")
    office.services.renewals.not_renewing(james, FS, "They move.")
    office.services.renewals.take_back(james, FS)
    office.services.renewals.tell_customer_from(james, FS, 60)
    office.services.extensions.ask(james, FS, date(2027, 1, 31), "Late.", "Karen Boyd")
    asked = view(office).waiting_extension
    assert asked
    office.services.extensions.confirm(erik, asked.id, asked.revision)
    words = {entry.words for entry in office.services.agreements.history(james, FS, size=20).entries}
    assert words >= {
        "asked to renew it: Please.",
        "decided not to renew it",
        "took back that it is not renewed",
        "lets the customer know of its renewal from 60 days before the end",
        "asked for an extension, until January 31, 2027",
        "confirmed the extension, which is in force, until January 31, 2027",
    }


class TestSeen:
    def test_a_renewal_is_not_begun_at_prices_that_nobody_saw(self, office: Office):
        seen = view(office).offer
        with_catalog(office, "2027", desk_phone="999.00")
        with pytest.raises(Conflict, match="changed meanwhile"):
            office.services.renewals.start(office.actor("james"), FS, seen)
        assert view(office).successor is None
        office.services.renewals.start(office.actor("james"), FS, view(office).offer)
        assert view(office).successor

    def test_a_decision_that_was_made_meanwhile_is_not_changed_unseen(self, office: Office):
        renewals, james = office.services.renewals, office.actor("james")
        seen = view(office).decided.revision
        renewals.tell_customer_from(james, FS, 60, seen)
        with pytest.raises(Conflict, match="was decided meanwhile"):
            renewals.not_renewing(james, FS, "They move.", seen)
        renewals.not_renewing(james, FS, "They move.", seen + 1)
        with pytest.raises(Conflict, match="was decided meanwhile"):
            renewals.take_back(james, FS, seen)
