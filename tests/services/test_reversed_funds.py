"""Money that paid for running services goes back: somebody has to act, and is told again."""

from domain.notices import NoticeKind
from domain.people import Side
from tests.services.funding_steps import BEHIND, confirm, funds, last, record
from tests.services.office import Office
from tests.services.proposal_steps import days_later, turn


def reverse_all(office: Office) -> None:
    samuel = office.actor("samuel")
    for each in funds(office, number=BEHIND).transfers:
        if each.transfer.has_arrived:
            office.services.funding.reverse(samuel, each.transfer.id, "The money went back.", each.transfer.revision)


def warnings(office: Office) -> set[str]:
    """Each is sent once for its key."""
    return {notice.key for notice in office.notices() if notice.kind is NoticeKind.FUNDS_OVERDUE}


def test_when_all_funds_went_back_it_is_the_customers_turn_and_then_finances(office: Office):
    assert turn(office, BEHIND) is None
    reverse_all(office)
    assert turn(office, BEHIND) is Side.CUSTOMER
    paid_anew = record(office, "dana", str(funds(office, number=BEHIND).total), BEHIND, "IPAC 99")
    assert turn(office, BEHIND) is Side.CEC
    confirm(office, paid_anew)
    assert turn(office, BEHIND) is None


def test_both_sides_are_warned_again_of_an_instalment_that_was_paid_and_is_open_again(office: Office):
    office.services.funding.remind_due()
    late = next(each for each in funds(office, number=BEHIND).instalments if each.state.value == "overdue")
    paid = last(confirm(office, record(office, "dana", str(late.open), BEHIND, "IPAC 99"))).transfer
    assert office.services.funding.remind_due() == 0
    office.services.funding.reverse(office.actor("samuel"), paid.id, "The money went back.", paid.revision)
    days_later(office, 1)
    told_before = warnings(office)
    assert office.services.funding.remind_due() > 0
    assert len(warnings(office)) > len(told_before)
