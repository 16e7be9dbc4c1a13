# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""What an amendment costs: it is priced from its day on, and what runs keeps the prices of its own catalog."""

from dataclasses import replace
from datetime import timedelta

from domain.fiscal import Period
from domain.money import format_money
from domain.proposal_changes import QuantityWanted, ServiceWanted, TermWanted, Wanted, WordsWanted
from domain.proposal_diff import OfferDiff
from domain.proposal_edits import LineEdit
from domain.proposal_lines import ProposalLine
from services.proposal_cards import ProposalView
from tests.services.funding_steps import sign
from tests.services.office import CATALOG, Office
from tests.services.proposal_steps import (
    RUNNING,
    agreed,
    change_quantity,
    days_later,
    line_of,
    present,
    revision,
    view,
    without_service,
)


def cost_of(office: Office, *wanted: Wanted) -> OfferDiff:
    return office.services.proposals.price_of_change(office.actor("beatriz"), RUNNING, wanted).changes


def begun(office: Office) -> ProposalView:
    return office.services.proposals.start_amendment(office.actor("priya"), RUNNING, "More systems join.").view


def drafted(office: Office, service: str = "platform_hosting") -> ProposalLine:
    lines = view(office, "priya", RUNNING).draft.draft.lines
    return next(line for line in lines if line.service == service)


def prices_double(office: Office, times: int = 2) -> None:
    services = tuple(
        replace(
            service,
            prices={
                year: replace(
                    prices, tiers=tuple(replace(tier, unit_price=tier.unit_price * times) for tier in prices.tiers)
                )
                for year, prices in service.prices.items()
            },
        )
        for service in CATALOG.services
    )
    with office.storage.unit_of_work() as work:
        work.catalog.add(replace(CATALOG, services=services), "test", "system", office.clock())
        work.commit()


def ends_a_month_later(office: Office) -> None:
    terms = view(office, "priya", RUNNING).draft.draft.terms
    longer = Period(terms.period.start, terms.period.end + timedelta(days=31))
    priya, drafts = office.actor("priya"), office.services.proposal_drafts
    drafts.set_terms(priya, RUNNING, replace(terms, period=longer), revision(office, RUNNING))


def update_prices(office: Office) -> None:
    office.services.proposal_drafts.update_prices(office.actor("priya"), RUNNING, revision(office, RUNNING))


class TestWishes:
    def more(self, office: Office) -> QuantityWanted:
        return QuantityWanted(line_of(office, "platform_hosting", RUNNING), 20)

    def test_a_wish_costs_the_same_before_and_after_the_amendment_began(self, office: Office):
        beatriz, proposals = office.actor("beatriz"), office.services.proposals
        proposals.request_changes(beatriz, RUNNING, 1, [WordsWanted("A second site joins.")])
        before = cost_of(office, self.more(office)).money
        begun(office)
        assert cost_of(office, self.more(office)).money == before

    def test_cec_is_told_what_it_costs_from_the_day_of_the_amendment(self, office: Office):
        proposals, beatriz = office.services.proposals, office.actor("beatriz")
        tablets, more = ServiceWanted("tablet", 3), self.more(office)
        proposals.request_changes(beatriz, RUNNING, 1, [tablets])
        both, one = cost_of(office, more).money, cost_of(office, ServiceWanted("tablet", 4)).money
        assert both.effect > one.effect
        begun(office)
        proposals.request_changes(beatriz, RUNNING, 1, [more])
        told = f"{format_money(both.total_after)} instead of "
        assert told in str(office.notices()[-1].facts["text"])

    def test_a_later_first_day_costs_less(self, office: Office):
        waiting = [ServiceWanted("tablet", 3)]
        office.services.proposals.request_changes(office.actor("beatriz"), RUNNING, 1, waiting)
        begun(office)
        later = TermWanted(start=office.clock.at.date() + timedelta(days=70))
        assert cost_of(office, self.more(office), later).money.effect < cost_of(office, self.more(office)).money.effect


class TestImpossibleWishes:
    def asked(self, office: Office) -> ProposalView:
        beatriz, day = office.actor("beatriz"), office.clock.at.date() + timedelta(days=10)
        wanted = [TermWanted(start=day), ServiceWanted("tablet", 3)]
        return office.services.proposals.request_changes(beatriz, RUNNING, 1, wanted).view

    def test_a_wish_whose_day_has_passed_stops_no_other_one(self, office: Office):
        (past, _) = self.asked(office).request.items
        days_later(office, 20)
        beatriz, more = office.actor("beatriz"), QuantityWanted(line_of(office, "platform_hosting", RUNNING), 20)
        price = office.services.proposals.price_of_change(beatriz, RUNNING, [more])
        assert [each.item.id for each in price.impossible] == [past.id]
        assert {line.service for line in price.changes.added} == {"tablet"}
        seen = office.services.proposals.request_changes(beatriz, RUNNING, 1, [more]).view
        assert len(seen.request.waiting) == 3

    def test_it_is_taken_back_too(self, office: Office):
        (past, _) = self.asked(office).request.items
        days_later(office, 20)
        proposals, beatriz = office.services.proposals, office.actor("beatriz")
        assert len(proposals.take_back_wish(beatriz, RUNNING, past.id).view.request.waiting) == 1
        assert office.notices()[-1].facts["text"] == "the day from which it counts"

    def test_so_is_a_wish_for_a_service_that_was_withdrawn_meanwhile(self, office: Office):
        (_, tablets) = self.asked(office).request.items
        without_service(office, "tablet")
        proposals, beatriz = office.services.proposals, office.actor("beatriz")
        more = QuantityWanted(line_of(office, "platform_hosting", RUNNING), 20)
        assert [x.item.id for x in proposals.price_of_change(beatriz, RUNNING, [more]).impossible] == [tablets.id]
        proposals.take_back_wish(beatriz, RUNNING, tablets.id)
        assert office.notices()[-1].facts["text"] == "Managed tablet added, 3 tablets"


class TestPrices:
    def test_updating_prices_keeps_what_was_edited_of_what_runs(self, office: Office):
        begun(office)
        change_quantity(office, 20, "platform_hosting", RUNNING)
        line, drafts = line_of(office, "platform_hosting", RUNNING), office.services.proposal_drafts
        edit = LineEdit(notes="A second site.")
        drafts.change_line(office.actor("priya"), RUNNING, line, edit, revision(office, RUNNING))
        before = drafted(office)
        prices_double(office)
        update_prices(office)
        assert drafted(office) == before
        assert (before.quantity, before.notes) == (20, "A second site.")

    def test_what_runs_keeps_its_price_whatever_else_is_edited(self, office: Office):
        begun(office)
        before = drafted(office)
        prices_double(office)
        update_prices(office)
        ends_a_month_later(office)
        assert drafted(office) == before
        change_quantity(office, before.quantity + 1, "platform_hosting", RUNNING)
        assert drafted(office).unit_price == before.unit_price

    def test_what_an_amendment_adds_has_the_present_prices_and_what_ran_before_its_own(self, office: Office):
        begun(office)
        first = drafted(office).unit_price
        prices_double(office)
        priya, drafts = office.actor("priya"), office.services.proposal_drafts
        update_prices(office)
        drafts.add_line(priya, RUNNING, "tablet", 3, revision(office, RUNNING))
        tablet = drafted(office, "tablet").unit_price
        in_force(office)
        prices_double(office, 3)
        begun(office)
        update_prices(office)
        change_quantity(office, 13, "platform_hosting", RUNNING)
        change_quantity(office, 4, "tablet", RUNNING)
        assert (drafted(office).unit_price, drafted(office, "tablet").unit_price) == (first, tablet)


def in_force(office: Office) -> None:
    present(office, RUNNING)
    version = agreed(office, RUNNING, "beatriz", "priya").current.version
    office.services.signatures.prepare(RUNNING, version.number, "ab" * 32)
    for who in ("gloria", "ahmed", "ruth", "teresa"):
        sign(office, who, RUNNING)
