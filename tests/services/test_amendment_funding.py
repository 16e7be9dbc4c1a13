# pyright: reportOptionalMemberAccess=false
from domain.money import ZERO
from domain.stages import Stage
from services.funding_cards import FundingView
from tests.services.funding_steps import BEHIND, decline, funds, sign
from tests.services.office import Office
from tests.services.proposal_steps import agreed, change_quantity, present


def stage(office: Office) -> Stage:
    return office.services.agreements.status(office.actor("dana"), BEHIND).stage


class TestAmendment:
    """FNS's platform, of which one instalment is overdue, gets two more databases."""

    def signed(self, office: Office) -> FundingView:
        office.services.proposals.start_amendment(office.actor("priya"), BEHIND, "Two more databases.")
        change_quantity(office, 8, "managed_database", BEHIND)
        present(office, BEHIND)
        version = agreed(office, BEHIND, "beatriz", "priya").current.version
        office.services.signatures.prepare(BEHIND, version.number, "ab" * 32)
        for who in ("gloria", "ahmed", "ruth", "teresa"):
            sign(office, who, BEHIND)
        return funds(office, number=BEHIND)

    def test_its_signatures_adjust_the_schedule_and_leave_what_was_paid_and_billed(self, office: Office):
        before = funds(office, number=BEHIND)
        after = self.signed(office)
        kept = [each.instalment for each in before.instalments[:3]]
        assert [each.instalment for each in after.instalments[:3]] == kept
        assert (after.version, after.total > before.total, after.arrived) == (2, True, before.arrived)
        assert after.total == sum((each.instalment.amount for each in after.instalments), ZERO)
        assert after.overdue == before.overdue
        assert stage(office) is Stage.OPERATIONS
        status = office.services.agreements.status(office.actor("beatriz"), BEHIND)
        assert next(line.quantity for line in status.lines if line.service == "managed_database") == 8

    def test_while_it_is_signed_and_after_it_was_declined_the_agreement_runs_as_it_is(self, office: Office):
        before = funds(office, number=BEHIND)
        office.services.proposals.start_amendment(office.actor("priya"), BEHIND, "Two more databases.")
        change_quantity(office, 8, "managed_database", BEHIND)
        present(office, BEHIND)
        version = agreed(office, BEHIND, "beatriz", "priya").current.version
        office.services.signatures.prepare(BEHIND, version.number, "ab" * 32)
        sign(office, "gloria", BEHIND)
        view = decline(office, "ahmed", BEHIND, "No funds for it.")
        assert view.amendment == 1
        assert (stage(office), funds(office, number=BEHIND)) == (Stage.OPERATIONS, before)

    def test_both_sides_are_warned_once_of_what_was_overdue_before_it(self, office: Office):
        office.services.funding.remind_due()
        self.signed(office)
        assert office.services.funding.remind_due() == 0
