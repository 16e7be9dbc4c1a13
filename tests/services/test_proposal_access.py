# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Who may see, change, accept and edit a proposal."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from domain.errors import CecError, NotAllowed, NotFound
from domain.permissions import Actor
from domain.proposal_changes import Answer, Decision, RemovalWanted
from domain.proposal_states import NegotiationState
from services import Services
from tests.services.office import Office
from tests.services.proposal_steps import (
    APHIS,
    NRCS,
    agreed,
    request,
)

OTHERS = "SLA-2027-0029"
Use = Callable[[Services, Actor, str], object]
USES: dict[str, Use] = {
    "view": lambda s, a, n: s.proposals.view(a, n),
    "look": lambda s, a, n: s.proposals.look(a, n, 1),
    "versions": lambda s, a, n: s.proposals.versions(a, n),
    "version": lambda s, a, n: s.proposals.version(a, n, 1),
    "compare": lambda s, a, n: s.proposals.compare(a, n, 1, 1),
    "price": lambda s, a, n: s.proposals.price_of_change(a, n, [RemovalWanted("line-1")]),
    "request": lambda s, a, n: s.proposals.request_changes(a, n, 1, [RemovalWanted("line-1")]),
    "ceiling": lambda s, a, n: s.proposals.set_ceiling(a, n, Decimal(5)),
    "accept": lambda s, a, n: s.proposals.accept(a, n, 1),
    "present": lambda s, a, n: s.proposals.present(a, n, 0),
    "answer": lambda s, a, n: s.proposals.answer_request(a, n, {"i": Answer(Decision.ACCEPTED)}, 0),
    "withdraw": lambda s, a, n: s.proposals.withdraw(a, n, "why"),
    "pause": lambda s, a, n: s.proposals.pause(a, n, "why"),
    "resume": lambda s, a, n: s.proposals.resume(a, n),
    "amend": lambda s, a, n: s.proposals.start_amendment(a, n, "why"),
    "add": lambda s, a, n: s.proposal_drafts.add_line(a, n, "mailbox", 1, 0),
    "remove": lambda s, a, n: s.proposal_drafts.remove_line(a, n, "line-1", 0),
    "approve": lambda s, a, n: s.proposal_drafts.approve_override(a, n, "line-1", 0),
    "discard": lambda s, a, n: s.proposal_drafts.discard_draft(a, n, 0),
    "prices": lambda s, a, n: s.proposal_drafts.update_prices(a, n, 0),
}
STAFF_ONLY = (
    "present",
    "answer",
    "withdraw",
    "pause",
    "resume",
    "amend",
    "add",
    "remove",
    "approve",
    "discard",
    "prices",
)


@pytest.mark.parametrize("name", USES)
def test_another_organizations_proposal_looks_like_one_that_does_not_exist(reading: Office, name: str):
    maria = reading.actor("maria")

    def answer(number: str) -> tuple[type, str]:
        with pytest.raises(CecError) as refused:
            USES[name](reading.services, maria, number)
        return type(refused.value), str(refused.value)

    assert answer(OTHERS) == answer("SLA-2027-9999")
    assert answer(OTHERS)[0] is NotFound


@pytest.mark.parametrize("name", STAFF_ONLY)
def test_customers_do_not_edit_or_answer(reading: Office, name: str):
    with pytest.raises(NotAllowed):
        USES[name](reading.services, reading.actor("maria"), NRCS)


@pytest.mark.parametrize("name", USES)
def test_strangers_see_nothing(reading: Office, name: str):
    with pytest.raises(NotAllowed):
        USES[name](reading.services, reading.actor("nina"), NRCS)


@pytest.mark.parametrize(
    ("who", "name"),
    [("robert", "accept"), ("priya", "accept"), ("james", "request"), ("james", "ceiling"), ("robert", "ceiling")],
)
def test_only_those_who_decide_may(reading: Office, who: str, name: str):
    with pytest.raises(NotAllowed):
        USES[name](reading.services, reading.actor(who), NRCS)


def test_the_other_contacts_may_ask_for_changes_too(office: Office):
    assert request(office, who="linh").state is NegotiationState.REQUESTED


def test_an_administrator_confirms_where_the_sml_cannot(office: Office):
    assert agreed(office, APHIS, "fatima", "dana").state is NegotiationState.AGREED
