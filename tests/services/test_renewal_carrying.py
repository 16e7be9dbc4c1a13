"""What a renewal takes over: lines at the next prices, and contacts to be confirmed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.people import Role, Side
from domain.renewal_lines import Carried
from domain.stages import Stage
from tests.builders import a_person
from tests.services.office import CATALOG, Office
from tests.services.proposal_steps import present, without_service
from tests.services.renewal_steps import NRCS, agreement_of, save, start, view, with_catalog


class TestPrices:
    def test_a_year_without_prices_keeps_the_present_ones_and_says_that_they_are_not_final(self, office: Office):
        agreement = agreement_of(office, NRCS)
        save(office, replace(agreement, term=Period(date(2027, 10, 1), date(2028, 9, 30))))
        started = start(office, NRCS)
        assert not started.outlook.final
        assert {line.why for line in started.outlook.lines} == {Carried.NOT_FINAL}
        assert started.outlook.before == started.outlook.after
        confirmed = agreement_of(office, started.number)
        assert confirmed.term == Period(date(2028, 10, 1), date(2029, 9, 30))

    def test_what_has_no_final_prices_cannot_be_presented(self, office: Office):
        agreement = agreement_of(office, NRCS)
        save(office, replace(agreement, term=Period(date(2027, 10, 1), date(2028, 9, 30))))
        number = start(office, NRCS).number
        at_proposal(office, number)
        with pytest.raises(InvalidInput, match="has no price for FY2029"):
            present(office, number)

    def test_with_the_prices_it_is_updated_and_presented(self, office: Office):
        agreement = agreement_of(office, NRCS)
        save(office, replace(agreement, term=Period(date(2027, 10, 1), date(2028, 9, 30))))
        number = start(office, NRCS).number
        at_proposal(office, number)
        with_catalog(office, "2029", service_desk="123.00")
        james = office.actor("james")
        draft = office.services.proposals.view(james, number).draft
        assert draft
        office.services.proposal_drafts.update_prices(james, number, draft.draft.revision)
        version = present(office, number).current
        assert version
        lines = {line.service: line for line in version.version.lines}
        assert lines["service_desk"].unit_price == Decimal("123.00")
        assert lines["service_desk"].one_time_fee == Decimal("0.00")

    def test_a_service_that_was_withdrawn_is_left_out_and_told(self, office: Office):
        without_service(office, "video_room")
        started = start(office)
        assert [(line.name, line.why) for line in started.outlook.lines][1] == (
            "Video conference room",
            Carried.WITHDRAWN,
        )
        assert [line.service for line in agreement_of(office, started.number).lines] == ["desk_phone"]

    def test_before_it_is_begun_the_outlook_shows_the_difference(self, office: Office):
        outlook = view(office).outlook
        assert (outlook.before, outlook.after) == (Decimal("131718.00"), Decimal("134640.00"))
        assert view(office).notice == CATALOG.notice

    def test_nothing_is_claimed_of_use_and_performance_while_nothing_is_measured(self, office: Office):
        assert (view(office).used, view(office).performance) == (None, None)


class TestContacts:
    def test_cec_and_who_leads_are_contacts_at_once_and_the_others_wait(self, office: Office):
        started = start(office)
        after = agreement_of(office, started.number)
        customers = [contact.role for contact in after.contacts if contact.side is Side.CUSTOMER]
        assert customers == [Role.PROGRAM_MANAGER]
        assert after.holder_of(Side.CEC, Role.SML) == "p-james"
        assert {card.role for card in started.to_confirm} == {
            Role.TECHNICAL_LEAD,
            Role.BUDGET_OFFICER,
            Role.PROGRAM_OFFICIAL,
            Role.FUNDING_OFFICIAL,
        }

    def test_when_the_customer_confirms_them_the_renewal_moves_on(self, office: Office):
        number = start(office).number
        erik = office.actor("erik")
        assert office.services.renewals.carried(erik, number).may_confirm
        confirmed = office.services.renewals.confirm_contacts(erik, number)
        assert (confirmed.to_confirm, confirmed.may_confirm) == ((), False)
        after = agreement_of(office, number)
        assert after.stage is Stage.UNDERSTAND_NEEDS
        assert after.holder_of(Side.CUSTOMER, Role.TECHNICAL_LEAD) == "p-naomi"
        with pytest.raises(Conflict, match="confirmed already"):
            office.services.renewals.confirm_contacts(erik, number)

    def test_those_who_are_not_kept_have_no_role_and_the_step_waits_for_others(self, office: Office):
        started = start(office)
        waiting = [card for card in started.to_confirm if card.role is not Role.TECHNICAL_LEAD]
        with office.storage.reading() as work:
            carryover = work.renewals.carryover(agreement_of(office, started.number).id)
        assert carryover
        chosen = [contact for contact in carryover.to_confirm if contact.role in {card.role for card in waiting}]
        office.services.renewals.confirm_contacts(office.actor("erik"), started.number, chosen)
        after = agreement_of(office, started.number)
        assert after.stage is Stage.EXCHANGE_CONTACTS
        assert after.holder_of(Side.CUSTOMER, Role.TECHNICAL_LEAD) is None

    def test_who_left_is_named_and_gets_no_role(self, office: Office):
        with office.storage.unit_of_work() as work:
            work.people.save(replace(work.people.get("p-naomi"), active=False))
            work.commit()
        started = start(office)
        assert [card.person.id for card in started.left] == ["p-naomi"]
        office.services.renewals.confirm_contacts(office.actor("erik"), started.number)
        assert agreement_of(office, started.number).holder_of(Side.CUSTOMER, Role.TECHNICAL_LEAD) is None

    def test_a_colleague_without_a_role_does_not_confirm_them(self, office: Office):
        number = start(office).number
        with office.storage.unit_of_work() as work:
            work.people.save(a_person("p-new", organization="fs", slack_user_id="U0NEW"))
            work.commit()
        with pytest.raises(NotAllowed):
            office.services.renewals.confirm_contacts(office.actor("new"), number)

    def test_an_agreement_that_renews_nothing_has_nothing_to_confirm(self, office: Office):
        with pytest.raises(NotFound, match="not begun as the renewal"):
            office.services.renewals.carried(office.actor("james"), NRCS)


def at_proposal(office: Office, number: str) -> None:
    """As if everything before was done."""
    agreement = agreement_of(office, number)
    contacts = agreement_of(office, NRCS).contacts
    save(office, replace(agreement, stage=Stage.PROPOSAL, contacts=contacts))
