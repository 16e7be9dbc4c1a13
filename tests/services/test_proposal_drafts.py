# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.errors import CecError, Conflict, InvalidInput, NotFound
from domain.fiscal import Period
from domain.permissions import OPERATOR, Actor
from domain.proposal_edits import CustomLine, LineEdit
from domain.proposal_terms import BillingFrequency, Terms
from services.proposal_cards import ProposalView
from services.proposal_drafts import ProposalDraftUseCases
from tests.services.office import CATALOG, Office
from tests.services.proposal_steps import NRCS, RMA, change_quantity, line_of, present, revision, view

TOOL = CustomLine("Map plotter", 2, "plotter", "plotters", Decimal(1200), Decimal(300), "Q-2211", "None is offered.")
Change = Callable[[ProposalDraftUseCases, Actor, str], object]


def drafts(office: Office) -> ProposalDraftUseCases:
    return office.services.proposal_drafts


def terms(office: Office) -> Terms:
    return view(office, "james").draft.draft.terms


def override(office: Office, percent: int, reason: str = "Agreed with the director.") -> ProposalView:
    line = view(office, "james").draft.draft.offer.line(line_of(office, "managed_laptop"))
    listed = line.override.list_price if line.override else line.unit_price
    james, price = office.actor("james"), listed * (100 - percent) / 100
    return drafts(office).override_price(james, NRCS, line.id, price, reason, revision(office))


def test_lines_are_added_changed_moved_and_removed_and_the_history_says_so(office: Office):
    james = office.actor("james")
    drafts(office).add_line(james, NRCS, "tablet", 12, revision(office), "For inspectors")
    drafts(office).move_line(james, NRCS, line_of(office, "tablet"), 1, revision(office))
    change_quantity(office, 20)
    seen = drafts(office).remove_line(james, NRCS, line_of(office, "mailbox"), revision(office))
    assert [line.service for line in seen.draft.draft.lines] == ["tablet", "managed_laptop", "remote_access_vpn"]
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(NRCS)
    words = [change.new for change in office.history("proposal", agreement.id) if change.field == "draft"]
    assert words[:4] == [
        "Cloud mailbox removed",
        "Managed laptop: 180 laptops to 20 laptops",
        "the order of the lines",
        "Managed tablet added, 12 tablets",
    ]


def test_another_quantity_is_priced_by_its_tier(office: Office):
    tiers = {tier.unit_price for tier in CATALOG.service("managed_laptop").prices["2027"].tiers}
    before = view(office, "james").draft.draft.offer.line(line_of(office, "managed_laptop"))
    after = change_quantity(office, 20).draft.draft.offer.line(before.id)
    assert after.unit_price > before.unit_price
    assert {before.unit_price, after.unit_price} <= tiers


def test_a_custom_line_has_its_quote_and_reason(office: Office):
    seen = drafts(office).add_custom_line(office.actor("james"), NRCS, TOOL, revision(office), line_id="form-1")
    line = seen.draft.draft.lines[-1]
    assert (line.service, line.custom.quote, line.annual_amount) == (None, "Q-2211", Decimal("2400.00"))
    again = drafts(office).add_custom_line(office.actor("james"), NRCS, TOOL, 0, line_id="form-1")
    assert len(again.draft.draft.lines) == len(seen.draft.draft.lines)
    present(office)
    status = office.services.agreements.status(office.actor("maria"), NRCS)
    assert "Map plotter" in [each.name for each in status.lines]


BAD: list[tuple[Change, str]] = [
    (lambda d, a, n: d.add_line(a, n, "tablet", 0, 1), "quantity"),
    (lambda d, a, n: d.add_line(a, n, "tablet", 2_000_000, 1), "quantity"),
    (lambda d, a, n: d.add_line(a, n, "unicorn", 1, 1), "service"),
    (lambda d, a, n: d.add_line(a, n, "mailbox", 1, 1), "service"),
    (lambda d, a, n: d.add_line(a, n, "tablet", 1, 1, "x" * 1_001), "notes"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, name=" "), 1), "name"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, quote=""), 1), "quote"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, reason=""), 1), "reason"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, quantity=0), 1), "quantity"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, unit_price=Decimal(-1)), 1), "unit_price"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, unit_price=Decimal("1.005")), 1), "unit_price"),
    (lambda d, a, n: d.add_custom_line(a, n, replace(TOOL, one_time_fee=Decimal("NaN")), 1), "one_time_fee"),
    (lambda d, a, n: d.change_line(a, n, "line-1", LineEdit(quantity=0), 1), "quantity"),
    (lambda d, a, n: d.change_line(a, n, "line-1", LineEdit(targets={"x": Decimal(1)}), 1), "metric"),
    (lambda d, a, n: d.change_line(a, n, "line-1", LineEdit(targets={"patch_compliance": Decimal(101)}), 1), "target"),
    (lambda d, a, n: d.change_line(a, n, "line-1", LineEdit(custom=TOOL), 1), "service"),
    (lambda d, a, n: d.override_price(a, n, "line-1", Decimal(5), " ", 1), "reason"),
    (lambda d, a, n: d.override_price(a, n, "line-1", Decimal("Infinity"), "why", 1), "unit_price"),
]


@pytest.mark.parametrize(("change", "field"), BAD)
def test_what_cannot_be_is_refused_at_its_field(reading: Office, change: Change, field: str):
    with pytest.raises(InvalidInput) as refused:
        change(reading.services.proposal_drafts, reading.actor("james"), NRCS)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"period": Period(date(2026, 10, 1), date(2027, 9, 30))}, "start"),
        ({"period": Period(date(2027, 1, 1), date(2033, 1, 1))}, "end"),
        ({"period": Period(date(2031, 1, 1), date(2031, 12, 31))}, "fiscal_year"),
        ({"billing": BillingFrequency.OWN_DATES}, "own_dates"),
        ({"billing": BillingFrequency.OWN_DATES, "own_dates": (date(2030, 1, 1),)}, "own_dates"),
        ({"payment_days": -1}, "payment_days"),
        ({"cancellation_days": 999}, "cancellation_days"),
        ({"special": "x" * 5_001}, "special"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(reading: Office, changes: dict[str, object], field: str):
    wanted = replace(terms(reading), **changes)  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidInput) as refused:
        drafts(reading).set_terms(reading.actor("james"), NRCS, wanted, revision(reading))
    assert refused.value.field == field


def test_a_start_in_another_fiscal_year_brings_its_prices(office: Office):
    wanted = replace(terms(office), period=Period(date(2027, 11, 1), date(2028, 10, 31)))
    seen = drafts(office).set_terms(office.actor("james"), NRCS, wanted, revision(office))
    laptops = seen.draft.draft.offer.line(line_of(office, "managed_laptop"))
    assert laptops.unit_price in {tier.unit_price for tier in CATALOG.service("managed_laptop").prices["2028"].tiers}


# -- other prices than the catalog's -----------------------------------------------------------------------------


def test_a_small_difference_needs_a_reason_only(office: Office):
    assert override(office, 10).draft.unapproved == ()
    assert present(office).current.version.lines[0].override.reason == "Agreed with the director."


def test_a_large_one_needs_a_second_person_before_it_is_presented(office: Office):
    seen = override(office, 11)
    (line,) = seen.draft.unapproved
    with pytest.raises(Conflict, match="second person"):
        present(office)
    with pytest.raises(Conflict, match="yourself"):
        drafts(office).approve_override(office.actor("james"), NRCS, line, revision(office))
    approved = drafts(office).approve_override(office.actor("priya"), NRCS, line, revision(office))
    assert approved.draft.unapproved == ()
    assert present(office).current.version.lines[0].override.approved_by == "p-priya"


def test_another_quantity_must_be_approved_anew(office: Office):
    (line,) = override(office, 50).draft.unapproved
    drafts(office).approve_override(office.actor("priya"), NRCS, line, revision(office))
    assert change_quantity(office, 190).draft.unapproved == (line,)


def test_the_price_of_the_catalog_takes_the_difference_away(office: Office):
    override(office, 50)
    assert override(office, 0).draft.draft.offer.line(line_of(office, "managed_laptop")).override is None


def test_the_limit_may_be_an_amount_for_the_term(office: Office):
    office.services.admin.set_setting(office.actor("dana"), "price_override_limit", "$1,000,000")
    assert override(office, 90).draft.unapproved == ()
    office.services.admin.set_setting(office.actor("dana"), "price_override_limit", "100 USD")
    assert len(view(office, "james").draft.unapproved) == 1


@pytest.mark.parametrize("value", ["", "ten", "10", "101 %", "-5 %", "5.005 USD"])
def test_a_limit_that_is_neither_percent_nor_amount_is_refused(office: Office, value: str):
    with pytest.raises(InvalidInput):
        office.services.admin.set_setting(office.actor("dana"), "price_override_limit", value)


def test_a_price_that_the_catalog_changed_meanwhile_is_updated_before_it_is_presented(office: Office):
    service = CATALOG.service("case_management")
    dearer = {
        year: replace(p, tiers=tuple(replace(t, unit_price=t.unit_price + 1) for t in p.tiers))
        for year, p in service.prices.items()
    }
    services = tuple(replace(s, prices=dearer) if s is service else s for s in CATALOG.services)
    office.services.catalog.import_catalog(OPERATOR, replace(CATALOG, services=services), "prices of spring")
    assert view(office, "priya", RMA).draft.outdated == ("Case management",)
    with pytest.raises(Conflict, match="other prices now for Case management"):
        present(office, RMA)
    seen = drafts(office).update_prices(office.actor("priya"), RMA, revision(office, RMA))
    assert seen.draft.outdated == ()
    assert present(office, RMA).current.version.catalog_version == 2


# -- two people --------------------------------------------------------------------------------------------------


def test_of_two_who_edit_at_once_the_later_is_told_what_happened(office: Office):
    seen, laptops = revision(office), line_of(office, "managed_laptop")
    drafts(office).change_line(office.actor("priya"), NRCS, laptops, LineEdit(quantity=20), seen)
    with pytest.raises(Conflict, match="Priya Raman: Managed laptop: 180 laptops to 20 laptops"):
        drafts(office).change_line(office.actor("james"), NRCS, laptops, LineEdit(quantity=30), seen)
    with pytest.raises(Conflict, match="Priya Raman"):
        office.services.proposals.present(office.actor("james"), NRCS, seen)


def test_of_eight_who_edit_in_the_same_moment_one_wins(office: Office):
    seen, laptops = revision(office), line_of(office, "managed_laptop")

    def edit(quantity: int) -> bool:
        try:
            drafts(office).change_line(office.actor("james"), NRCS, laptops, LineEdit(quantity=quantity), seen)
        except CecError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(edit, range(20, 28))) == 1


def test_the_draft_can_be_put_back_to_the_last_version(office: Office):
    change_quantity(office, 20)
    seen = drafts(office).discard_draft(office.actor("james"), NRCS, revision(office))
    assert seen.draft.changes.is_empty
    with pytest.raises(Conflict, match="No version"):
        drafts(office).discard_draft(office.actor("priya"), RMA, revision(office, RMA))


def test_a_line_that_is_gone_is_not_found(reading: Office):
    with pytest.raises(NotFound, match="Open the proposal again"):
        drafts(reading).remove_line(reading.actor("james"), NRCS, "line-99", 1)
