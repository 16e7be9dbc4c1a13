"""A contact whom the proposal needs leaves, so the agreement stays at the proposal while its document is signed."""

import pytest

from domain.people import Role, Side
from domain.stages import Stage
from services.contact_cards import ContactGiven
from tests.services.funding_steps import SHA, confirm, funds, record, sign
from tests.services.office import Office
from tests.services.proposal_steps import NRCS, agreed, stage


@pytest.fixture
def early(office: Office) -> Office:
    """All have signed, and the agreement waits for a technical lead."""
    office.services.contacts.remove(office.actor("james"), NRCS, "p-robert", Role.TECHNICAL_LEAD)
    version = agreed(office).current
    assert version
    office.services.signatures.prepare(NRCS, version.version.number, SHA)
    for who in ("claire", "marcus", "ruth", "teresa"):
        sign(office, who, NRCS)
    assert stage(office) is Stage.PROPOSAL
    office.clock.pass_by(minutes=5)
    return office


def name_again(office: Office) -> None:
    given = ContactGiven(Side.CUSTOMER, Role.TECHNICAL_LEAD, "p-robert", None, False)
    office.services.contacts.name(office.actor("james"), [NRCS], given, office.clock())


def pay(office: Office) -> None:
    total = funds(office, "james", NRCS).total
    confirm(office, record(office, "linh", str(total), NRCS))


def test_the_signatures_count_once_the_step_is_reached(early: Office):
    name_again(early)
    missing = early.services.agreements.status(early.actor("james"), NRCS).missing
    assert (stage(early), {each.key for each in missing}) == (
        Stage.AGREEMENT_FUNDING,
        {"funds_transferred", "funds_confirmed"},
    )
    pay(early)
    assert stage(early) is Stage.STARTUP


def test_funds_that_came_before_the_step_was_reached_count_too(early: Office):
    pay(early)
    assert stage(early) is Stage.PROPOSAL
    name_again(early)
    assert stage(early) is Stage.STARTUP
