# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""What several people of a customer ask for: each under its author, replaced only knowingly, taken back."""

from datetime import date

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.people import Side
from domain.proposal_changes import (
    Answer,
    Decision,
    QuantityWanted,
    RemovalWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WordsWanted,
)
from domain.proposal_states import NegotiationState
from domain.proposal_wishes import MOST_ITEMS, left_beside
from services.proposal_cards import ProposalView
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, accept, days_later, line_of, look, request, revision, told, turn, view


def take_back(office: Office, place: int = 0, who: str = "maria") -> ProposalView:
    item = view(office, who).request.items[place].id
    return office.services.proposals.take_back_wish(office.actor(who), NRCS, item).view


def replaced(office: Office, wanted: Wanted, who: str) -> ProposalView:
    """Asked for, with all that stands in its way replaced."""
    proposals, actor, version = office.services.proposals, office.actor(who), look(office, who)
    pending = proposals.price_of_change(actor, NRCS, [wanted]).pending
    ids = {each.item.id for each in pending}
    return proposals.request_changes(actor, NRCS, version, [wanted], replaces=ids).view


def test_each_wish_stands_under_its_author_with_its_time(office: Office):
    request(office)
    first = office.clock.at
    office.clock.pass_by(minutes=5)
    seen = request(office, TermWanted(start=date(2027, 1, 4)), who="robert").request
    assert [(seen.asked(item).by, seen.asked(item).at) for item in seen.items] == [
        (office.actor("maria").id, first),
        (office.actor("robert").id, office.clock.at),
    ]
    assert set(view(office, "james").askers.values()) == {"Maria Lopez", "Robert Yazzie"}


def test_what_a_colleague_asked_for_is_not_told_as_ones_own(office: Office):
    request(office)
    office.clock.pass_by(minutes=5)
    request(office, TermWanted(start=date(2027, 1, 4)), who="robert")
    texts = [str(notice.facts["text"]) for notice in office.notices()]
    assert ["20 laptops" in text for text in texts] == [True, False]


def test_a_colleagues_wish_is_replaced_only_by_who_knows_of_it(office: Office):
    laptops = line_of(office, "managed_laptop")
    request(office)
    with pytest.raises(Conflict, match="Maria Lopez asked CEC for something else there"):
        request(office, QuantityWanted(laptops, 30), who="robert")
    proposals, robert = office.services.proposals, office.actor("robert")
    (pending,) = proposals.price_of_change(robert, NRCS, [QuantityWanted(laptops, 30)]).pending
    assert (pending.by, pending.item.wanted) == ("Maria Lopez", QuantityWanted(laptops, 20))
    seen = replaced(office, QuantityWanted(laptops, 30), "robert").request
    assert [(item.wanted, seen.asked(item).by) for item in seen.items] == [(QuantityWanted(laptops, 30), robert.id)]


def test_ones_own_wish_is_replaced_without_a_question(office: Office):
    request(office)
    again = QuantityWanted(line_of(office, "managed_laptop"), 30)
    assert office.services.proposals.price_of_change(office.actor("maria"), NRCS, [again]).pending == ()
    assert [item.wanted for item in request(office, again).request.items] == [again]


START, END = date(2027, 1, 4), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("earlier", "later", "left"),
    [
        (QuantityWanted("a", 1), QuantityWanted("a", 2), None),
        (QuantityWanted("a", 1), QuantityWanted("b", 2), QuantityWanted("a", 1)),
        (QuantityWanted("a", 1), RemovalWanted("a"), None),
        (TargetWanted("a", "uptime", 99), RemovalWanted("a"), None),  # pyright: ignore[reportArgumentType]
        (RemovalWanted("a"), TargetWanted("a", "uptime", 99), None),  # pyright: ignore[reportArgumentType]
        (TermWanted(START, END), TermWanted(end=date(2028, 1, 1)), TermWanted(start=START)),
        (TermWanted(start=START), TermWanted(end=END), TermWanted(start=START)),
        (TermWanted(end=END), TermWanted(START, END), None),
    ],
)
def test_a_later_wish_takes_the_place_of_what_is_about_the_same_thing(earlier: Wanted, later: Wanted, left: Wanted):
    assert left_beside(earlier, later) == left


# -- taken back --------------------------------------------------------------------------------------------------


def test_a_wish_that_is_taken_back_is_gone_and_cec_is_told(office: Office):
    request(office)
    request(office, TermWanted(start=START), who="robert")
    seen = take_back(office)
    assert [item.wanted for item in seen.request.items] == [TermWanted(start=START)]
    assert (seen.state, turn(office)) == (NegotiationState.REQUESTED, Side.CEC)
    assert told(office)[-1] == ("U0JAMES", "wish_taken_back")


def test_without_any_wish_left_it_is_the_customers_turn_again(office: Office):
    request(office)
    seen = take_back(office, who="linh")
    assert (seen.request.waiting, seen.state, turn(office)) == ((), NegotiationState.PRESENTED, Side.CUSTOMER)
    assert accept(office, "maria").state is NegotiationState.CUSTOMER_ACCEPTED


def test_what_ran_out_meanwhile_is_not_on_the_table_again(office: Office):
    request(office)
    days_later(office, 60)
    assert take_back(office).state is NegotiationState.EXPIRED


def test_when_the_rest_is_taken_back_what_cec_answered_stands(office: Office):
    request(office)
    request(office, TermWanted(start=START))
    james, (first, _) = office.actor("james"), view(office, "maria").request.items
    office.services.proposals.answer_request(james, NRCS, {first.id: Answer(Decision.ACCEPTED)}, revision(office))
    assert take_back(office, 1).state is NegotiationState.DRAFTING


def test_what_cec_has_answered_is_not_taken_back(office: Office):
    request(office)
    request(office, TermWanted(start=START))
    james, (first, _) = office.actor("james"), view(office, "maria").request.items
    office.services.proposals.answer_request(james, NRCS, {first.id: Answer(Decision.ACCEPTED)}, revision(office))
    with pytest.raises(Conflict, match="answered this wish already"):
        take_back(office)


def test_what_was_taken_back_is_not_sent_again_by_the_same_form(office: Office):
    version, maria = look(office, "maria"), office.actor("maria")
    wanted = [QuantityWanted(line_of(office, "managed_laptop"), 20)]
    proposals = office.services.proposals
    proposals.request_changes(maria, NRCS, version, wanted, request_id="form-1")
    take_back(office)
    assert proposals.request_changes(maria, NRCS, version, wanted, request_id="form-1").view.request.waiting == ()


def test_staff_do_not_take_back_what_a_customer_asked_for(office: Office):
    item = request(office).request.items[0].id
    with pytest.raises(NotAllowed, match="your organization's contacts"):
        office.services.proposals.take_back_wish(office.actor("james"), NRCS, item)


def test_who_may_not_accept_is_told_by_name_who_may(office: Office):
    version = look(office, "robert")
    with pytest.raises(NotAllowed, match=r"program manager .* accepts for the customer\. Ask Maria Lopez\."):
        office.services.proposals.accept(office.actor("robert"), NRCS, version)


# -- paused ------------------------------------------------------------------------------------------------------


def test_while_it_is_paused_nobody_is_waited_for_and_both_sides_read_who_paused_it(office: Office):
    proposals, james = office.services.proposals, office.actor("james")
    proposals.pause(james, NRCS, "Until the budget is known.")
    status = office.services.agreements.status(office.actor("maria"), NRCS)
    assert status.turn is None
    assert (status.pause.by, status.pause.since, status.pause.reason) == (
        "James Okafor",
        office.clock.at,
        "Until the budget is known.",
    )
    assert view(office, "maria").paused_by == "James Okafor"
    office.clock.pass_by(minutes=5)
    proposals.resume(james, NRCS)
    status = office.services.agreements.status(office.actor("maria"), NRCS)
    assert (status.pause, status.turn.side, status.turn.since) == (None, Side.CUSTOMER, office.clock.at)


# -- told to colleagues ------------------------------------------------------------------------------------------


def test_whose_wish_a_colleague_replaces_is_told(office: Office):
    request(office)
    office.clock.pass_by(minutes=5)
    replaced(office, QuantityWanted(line_of(office, "managed_laptop"), 30), "robert")
    assert ("U0MARIA", "replaced") in told(office)
    assert ("U0ROBERT", "replaced") not in told(office)
    (text,) = [str(notice.facts["text"]) for notice in office.notices() if notice.facts.get("what") == "replaced"]
    assert "30 laptops" in text


def test_who_replaces_an_own_wish_is_not_told(office: Office):
    request(office)
    request(office, QuantityWanted(line_of(office, "managed_laptop"), 30))
    assert "replaced" not in {what for _, what in told(office)}


def test_who_accepted_is_told_when_a_colleague_asks_for_changes_and_when_these_are_taken_back(office: Office):
    accept(office, "maria")
    request(office, TermWanted(start=START), who="robert")
    assert ("U0MARIA", "unaccepted") in told(office)
    office.clock.pass_by(minutes=5)
    seen = take_back(office, who="robert")
    assert (seen.state, turn(office)) == (NegotiationState.PRESENTED, Side.CUSTOMER)
    assert ("U0MARIA", "stands_again") in told(office)
    assert ("U0JAMES", "wish_taken_back") in told(office)


def test_who_takes_back_an_own_wish_is_not_told_of_it(office: Office):
    accept(office, "maria")
    request(office)
    take_back(office)
    assert {what for who, what in told(office) if who == "U0MARIA"} == set()


# -- how many ----------------------------------------------------------------------------------------------------


def test_what_counts_is_how_many_would_wait(office: Office):
    laptops = QuantityWanted(line_of(office, "managed_laptop"), 20)
    request(office, laptops, *(WordsWanted(f"Wish {place}.") for place in range(MOST_ITEMS - 1)))
    other = QuantityWanted(laptops.line, 30)
    assert len(request(office, other).request.waiting) == MOST_ITEMS
    with pytest.raises(InvalidInput, match="Ask for up to 50 changes at once"):
        request(office, WordsWanted("One more."))


def test_what_is_answered_does_not_count(office: Office):
    seen = request(office, *(WordsWanted(f"Wish {place}.") for place in range(MOST_ITEMS)))
    answers = {seen.request.items[0].id: Answer(Decision.ACCEPTED)}
    office.services.proposals.answer_request(office.actor("james"), NRCS, answers, revision(office))
    assert len(request(office, WordsWanted("One more.")).request.waiting) == MOST_ITEMS
