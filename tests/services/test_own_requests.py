"""Who asked CEC and waits: sees it, changes it, withdraws it; nobody else does."""

from dataclasses import replace

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.first_contacts import FirstContactState
from domain.organizations import Organization
from domain.people import Role
from services.first_contact_cards import FirstContactChanged, FirstContactGiven
from tests.services.office import AT, Office

NINA = "nina.petrova@ers.example.gov"
GIVEN = FirstContactGiven("Economic Research Service", Role.PROGRAM_MANAGER, "40 laptops", "2027")
ERS = Organization("ers", "Economic Research Service", "ERS")


@pytest.fixture
def asked(office: Office) -> str:
    """Nina asked; the id of her request."""
    return office.services.first_contacts.ask(office.actor("nina"), GIVEN, "Nina", NINA, "form-1").first.id


def change(office: Office, asked: str, who: str = "nina", **changes: str) -> FirstContactChanged:
    given = replace(GIVEN, **changes)
    return office.services.own_requests.change(office.actor(who), asked, given, who.title(), NINA)


def test_what_waits_is_seen_by_who_asked_alone(office: Office, asked: str) -> None:
    waits = office.services.own_requests.waiting(office.actor("nina"))
    assert waits is not None
    assert waits.first.id == asked
    assert office.services.own_requests.waiting(office.actor("omar")) is None


def test_a_changed_request_keeps_its_place_and_who_leads_it_and_staff_are_told(office: Office, asked: str) -> None:
    office.services.first_contacts.claim(office.actor("james"), asked)
    office.clock.pass_by(hours=2)
    changed = change(office, asked, wish="60 laptops").view
    assert (changed.first.wish, changed.first.asked_at) == ("60 laptops", AT)
    assert changed.claimed_by is not None
    assert changed.claimed_by.name == "James Okafor"
    assert (office.notices()[-1].facts["what"], office.notices()[-1].facts["by"]) == ("changed", "Nina")


def test_sending_the_same_again_tells_nobody(office: Office, asked: str) -> None:
    before = len(office.notices())
    assert not change(office, asked).changed
    assert len(office.notices()) == before


def test_a_bad_field_changes_nothing(office: Office, asked: str) -> None:
    with pytest.raises(InvalidInput):
        change(office, asked, wish=" ")


def test_a_withdrawn_request_no_longer_waits_and_another_can_be_sent(office: Office, asked: str) -> None:
    own, nina = office.services.own_requests, office.actor("nina")
    assert own.withdraw(nina, asked).view.first.state is FirstContactState.WITHDRAWN
    assert not own.withdraw(nina, asked).changed
    assert office.services.first_contacts.waiting(office.actor("james")) == ()
    assert [notice.facts.get("what") for notice in office.notices()] == [None, "withdrawn"]
    again = office.services.first_contacts.ask(nina, GIVEN, "Nina", NINA, "form-2")
    assert again.first.state is FirstContactState.WAITING


def test_staff_can_do_nothing_with_what_was_withdrawn(office: Office, asked: str) -> None:
    office.services.own_requests.withdraw(office.actor("nina"), asked)
    james, first_contacts = office.actor("james"), office.services.first_contacts
    with pytest.raises(Conflict, match="This was withdrawn"):
        first_contacts.approve(james, asked, ERS)
    with pytest.raises(Conflict, match="This was withdrawn"):
        first_contacts.claim(james, asked)


def test_what_staff_decided_is_neither_changed_nor_withdrawn(office: Office, asked: str) -> None:
    office.services.first_contacts.decline(office.actor("james"), asked, "Not ours")
    with pytest.raises(Conflict, match="declined already"):
        change(office, asked, wish="60 laptops")
    with pytest.raises(Conflict, match="declined already"):
        office.services.own_requests.withdraw(office.actor("nina"), asked)


def test_a_request_of_someone_else_is_like_none(office: Office, asked: str) -> None:
    for who in ("omar", "maria"):
        for id_ in (asked, "nothing"):
            with pytest.raises(NotFound, match="can't find that request"):
                change(office, id_, who)
            with pytest.raises(NotFound, match="can't find that request"):
                office.services.own_requests.withdraw(office.actor(who), id_)
    with pytest.raises(NotAllowed):
        office.services.own_requests.withdraw(office.actor("james"), asked)
