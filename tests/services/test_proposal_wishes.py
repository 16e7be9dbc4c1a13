# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from datetime import date
from decimal import Decimal

import pytest

from domain.errors import Conflict, InvalidInput
from domain.people import Side
from domain.proposal_changes import (
    Answer,
    Decision,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TermWanted,
    WordsWanted,
)
from domain.proposal_states import NegotiationState
from services.proposal_cards import ProposalView
from tests.services.office import Office
from tests.services.proposal_steps import (
    APHIS,
    NRCS,
    accept,
    change_quantity,
    line_of,
    look,
    present,
    request,
    revision,
    told,
    turn,
    view,
)

# -- the budget --------------------------------------------------------------------------------------------------


def test_a_version_above_the_budget_says_so(office: Office):
    proposals, linh = office.services.proposals, office.actor("linh")
    total = view(office, "maria").current.total
    seen = proposals.set_ceiling(linh, NRCS, total - 100).view
    assert seen.current.over_ceiling == 100
    assert view(office, "james").draft.over_ceiling == 100
    assert proposals.set_ceiling(linh, NRCS, total).view.current.over_ceiling is None
    assert proposals.set_ceiling(linh, NRCS, None).view.ceiling is None


@pytest.mark.parametrize("amount", ["0", "-5", "1.005", "NaN", "Infinity", "1e30"])
def test_a_budget_that_is_no_amount_is_refused(office: Office, amount: str):
    with pytest.raises(InvalidInput) as refused:
        office.services.proposals.set_ceiling(office.actor("maria"), NRCS, Decimal(amount))
    assert refused.value.field == "ceiling"


# -- what a change would cost ------------------------------------------------------------------------------------


def test_the_price_of_a_change_is_told_and_nothing_is_kept(office: Office):
    before, laptops = view(office, "maria"), line_of(office, "managed_laptop")
    wanted = [QuantityWanted(laptops, 20), ServiceWanted("tablet", 5)]
    price = office.services.proposals.price_of_change(office.actor("maria"), NRCS, wanted)
    assert price.changes.money.effect == price.changes.money.total_after - before.current.total
    assert [line.name for line in price.changes.added] == ["Managed tablet"]
    assert view(office, "maria") == before
    assert told(office) == []


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (QuantityWanted("line-1", 0), "quantity"),
        (QuantityWanted("line-1", -3), "quantity"),
        (QuantityWanted("line-1", 99_000_000), "quantity"),
        (QuantityWanted("line-1", 180), "wish"),
        (ServiceWanted("unicorn", 1), "service"),
        (ServiceWanted("mailbox", 5), "service"),
        (TermWanted(start=date(2026, 10, 1)), "start"),
        (TermWanted(end=date(2026, 11, 30)), "end"),
        (TermWanted(start=date(2031, 1, 1), end=date(2031, 6, 30)), "fiscal_year"),
        (TermWanted(end=date(2090, 1, 1)), "end"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(reading: Office, wanted: object, field: str):
    with pytest.raises(InvalidInput) as refused:
        reading.services.proposals.price_of_change(reading.actor("maria"), NRCS, [wanted])  # pyright: ignore[reportArgumentType]
    assert refused.value.field == field


def test_a_year_without_prices_is_refused_with_the_years_that_have_some(reading: Office):
    wanted = TermWanted(start=date(2031, 1, 1), end=date(2031, 6, 30))
    with pytest.raises(InvalidInput, match=r"no price for FY2031\. Prices are there for FY2026"):
        reading.services.proposals.price_of_change(reading.actor("maria"), NRCS, [wanted])


# -- asking and answering ----------------------------------------------------------------------------------------


def answer(office: Office, *decisions: Answer, who: str = "james") -> ProposalView:
    """Of the first items of the open request, in their order."""
    items = [item.id for item in view(office, who).request.items if item.answer is None]
    answers = dict(zip(items, decisions, strict=False))
    return office.services.proposals.answer_request(office.actor(who), NRCS, answers, revision(office)).view


YES, NO = Answer(Decision.ACCEPTED), Answer(Decision.DECLINED, "These are needed for the field offices.")


def test_a_wish_makes_it_cecs_turn_and_says_what_is_wanted(office: Office):
    seen = request(office)
    assert (seen.state, seen.turn, turn(office)) == (NegotiationState.REQUESTED, Side.CEC, Side.CEC)
    assert office.services.agreements.status(office.actor("james"), NRCS).turn.since == office.clock.at
    ((to, what),) = told(office)
    assert (to, what) == ("U0JAMES", "requested")
    (notice,) = office.notices()
    assert "180 laptops to 20 laptops" in str(notice.facts["text"])
    assert (seen.request.items[0].answer, list(seen.askers.values())) == (None, ["Maria Lopez"])


def test_a_version_that_was_not_seen_is_not_asked_to_change(office: Office):
    with pytest.raises(Conflict, match="not opened version 2"):
        office.services.proposals.request_changes(office.actor("maria"), NRCS, 2, [RemovalWanted("line-1")])


def test_a_form_that_is_sent_twice_counts_once(office: Office):
    version, maria = look(office, "maria"), office.actor("maria")
    for _ in range(2):
        wanted = [RemovalWanted(line_of(office, "mailbox"))]
        seen = office.services.proposals.request_changes(maria, NRCS, version, wanted, request_id="form-1").view
    assert [item.id for item in seen.request.items] == ["form-1-1"]  # pyright: ignore[reportPossiblyUnboundVariable]
    assert len(told(office)) == 1


def test_the_id_of_another_organizations_request_takes_nothing_from_it(office: Office):
    wishes = request(office).request
    version, fatima = look(office, "fatima", APHIS), office.actor("fatima")
    line = view(office, "fatima", APHIS).current.version.lines[0]
    wanted = [QuantityWanted(line.id, line.quantity + 1)]
    with pytest.raises(Conflict):
        office.services.proposals.request_changes(fatima, APHIS, version, wanted, request_id=wishes.id)
    assert view(office, "maria").request == wishes


def test_a_second_contact_adds_wishes_to_the_open_request(office: Office):
    request(office)
    seen = request(office, TermWanted(start=date(2027, 1, 4)), who="robert")
    assert len(seen.request.items) == 2
    with pytest.raises(InvalidInput, match="already"):
        request(office, who="linh")  # the same 20 laptops that Maria asked for


def test_the_price_that_is_shown_is_the_one_that_is_sent_while_an_earlier_wish_waits(office: Office):
    request(office)
    office.clock.pass_by(minutes=5)
    more = QuantityWanted(line_of(office, "remote_access_vpn"), 200)
    shown = office.services.proposals.price_of_change(office.actor("maria"), NRCS, [more]).changes
    request(office, more)
    assert any(f"{shown.money.total_after:,.2f}" in str(notice.facts["text"]) for notice in office.notices())


def test_a_later_wish_about_the_same_line_takes_the_place_of_the_earlier_one_or_takes_it_back(office: Office):
    laptops = line_of(office, "managed_laptop")
    request(office, RemovalWanted(laptops))
    for quantity in (7, 180):
        items = request(office, QuantityWanted(laptops, quantity)).request.items
        assert [item.wanted for item in items] == [QuantityWanted(laptops, quantity)]


def test_what_is_accepted_and_countered_enters_the_draft_and_the_customer_is_told_at_the_end(office: Office):
    laptops, vpn = line_of(office, "managed_laptop"), line_of(office, "remote_access_vpn")
    request(office, QuantityWanted(laptops, 20), RemovalWanted(vpn), WordsWanted("Bills go to Fort Worth."))
    asked = len(told(office))
    counter = Answer(Decision.COUNTERED, "The tier needs 60.", QuantityWanted(laptops, 60))
    half = answer(office, counter)
    assert (half.state, len(told(office))) == (NegotiationState.REQUESTED, asked)
    done = answer(office, NO, YES)
    assert (done.state, done.turn) == (NegotiationState.DRAFTING, Side.CEC)
    lines = {line.service: line.quantity for line in done.draft.draft.lines}
    assert (lines["managed_laptop"], lines["remote_access_vpn"]) == (60, 180)
    assert done.draft.draft.terms.special == "Bills go to Fort Worth."
    assert told(office)[-1] == ("U0MARIA", "answered")
    third = present(office)
    assert (third.current.version.number, third.state) == (3, NegotiationState.PRESENTED)


def test_when_everything_is_declined_the_version_on_the_table_stands(office: Office):
    request(office)
    done = answer(office, NO)
    assert (done.state, turn(office), done.draft.changes.is_empty) == (NegotiationState.PRESENTED, Side.CUSTOMER, True)
    assert view(office, "maria").request.items[0].answer == NO
    assert accept(office, "maria").state is NegotiationState.CUSTOMER_ACCEPTED


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (Answer(Decision.DECLINED), "reason"),
        (Answer(Decision.COUNTERED, "because"), "counter"),
        (Answer(Decision.COUNTERED, " ", RemovalWanted("line-1")), "reason"),
        (Answer(Decision.ACCEPTED, "", RemovalWanted("line-1")), "counter"),
        (Answer(Decision.COUNTERED, "because", QuantityWanted("line-1", 0)), "counter"),
        (Answer(Decision.COUNTERED, "because", QuantityWanted("line-of-old", 5)), "counter"),
    ],
)
def test_an_answer_says_why_and_what_instead_and_for_which_wish(office: Office, bad: Answer, field: str):
    (item,) = request(office).request.items
    with pytest.raises(InvalidInput) as refused:
        answer(office, bad)
    assert refused.value.field == f"{field}|{item.id}"


def test_nothing_is_presented_while_wishes_are_open(office: Office):
    request(office)
    change_quantity(office, 150)
    with pytest.raises(Conflict, match="asked for changes"):
        present(office)


def test_of_two_who_answer_the_same_wish_the_later_is_told(office: Office):
    request(office)
    (item,) = view(office, "james").request.items
    seen = revision(office)
    request(office, TermWanted(start=date(2027, 1, 4)), who="robert")
    proposals = office.services.proposals
    proposals.answer_request(office.actor("priya"), NRCS, {item.id: YES}, seen)
    with pytest.raises(Conflict, match="Priya Raman: Managed laptop: 180 laptops to 20 laptops"):
        proposals.answer_request(office.actor("james"), NRCS, {item.id: NO}, seen)


def test_what_staff_put_into_the_draft_before_is_accepted_all_the_same(office: Office):
    laptops, vpn = line_of(office, "managed_laptop"), line_of(office, "remote_access_vpn")
    request(office, QuantityWanted(laptops, 20), RemovalWanted(vpn), ServiceWanted("tablet", 5))
    drafts, james = office.services.proposal_drafts, office.actor("james")
    change_quantity(office, 20)
    drafts.remove_line(james, NRCS, vpn, revision(office))
    drafts.add_line(james, NRCS, "tablet", 4, revision(office))
    done = answer(office, YES, YES, YES)
    assert {line.service: line.quantity for line in done.draft.draft.lines}["tablet"] == 5


def test_a_wish_after_the_acceptance_takes_it_back(office: Office):
    accept(office, "maria")
    assert request(office).state is NegotiationState.REQUESTED
    with pytest.raises(Conflict, match="asked for changes"):
        accept(office, "james")


def test_without_a_wish_nothing_is_sent(office: Office):
    version = look(office, "maria")
    for wanted in ([], [RemovalWanted("line-1")] * 51):
        with pytest.raises(InvalidInput):
            office.services.proposals.request_changes(office.actor("maria"), NRCS, version, wanted)
