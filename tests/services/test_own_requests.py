"""Who asked CEC and waits: sees it, changes it, withdraws it; nobody else does."""

from dataclasses import replace

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.first_contacts import FirstContactState
from domain.organizations import Organization
from domain.people import Person, Role, Side
from domain.permissions import Actor
from services.first_contact_cards import FirstContactChanged, FirstContactGiven
from tests.builders import a_customer
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


@pytest.mark.parametrize(
    "changes", [{"organization": "Agricultural Research Service"}, {"wish": "Seats"}, {"fiscal_year": "2028"}]
)
def test_staff_decide_only_about_what_they_saw(office: Office, asked: str, changes: dict[str, str]) -> None:
    james, first_contacts = office.actor("james"), office.services.first_contacts
    seen = first_contacts.get(james, asked).first.mark
    change(office, asked, **changes)
    for decide in (
        lambda: first_contacts.approve(james, asked, ERS, seen=seen),
        lambda: first_contacts.decline(james, asked, "Not ours", seen),
    ):
        with pytest.raises(Conflict, match="Nina changed this request meanwhile"):
            decide()
    assert first_contacts.get(james, asked).first.state is FirstContactState.WAITING


def test_who_leads_it_meanwhile_does_not_matter_to_who_decides(office: Office, asked: str) -> None:
    james, first_contacts = office.actor("james"), office.services.first_contacts
    seen = first_contacts.get(james, asked).first.mark
    first_contacts.claim(office.actor("priya"), asked)
    assert first_contacts.approve(james, asked, ERS, seen=seen).changed


def test_what_waits_is_refused_to_whom_it_does_not_belong(office: Office) -> None:
    nobody = Actor()
    office.services.first_contacts.ask(nobody, GIVEN, "Nina", NINA, "form-1")
    assert office.services.own_requests.waiting(nobody) is not None
    with pytest.raises(NotAllowed, match="not yours"):
        office.services.own_requests.waiting(replace(a_customer(), slack_user_id=None))


def test_who_became_known_while_it_waited_still_sees_it(office: Office, asked: str) -> None:
    person = Person("", "Nina", NINA, Side.CUSTOMER, "ars", slack_user_id="U0NINA")
    office.services.admin.save_person(office.actor("dana"), person)
    waits = office.services.own_requests.waiting(office.actor("nina"))
    assert waits is not None


def test_a_request_changed_to_ones_own_organization_opens_the_agreement(office: Office) -> None:
    omar, address = office.actor("omar"), "omar.siddiqui@nrcs.example.gov"
    first_contacts, own = office.services.first_contacts, office.services.own_requests
    first_contacts.ask(omar, GIVEN, "Omar", address, "form-1")
    first_contacts.claim(office.actor("james"), "form-1")
    changed = own.change(omar, "form-1", replace(GIVEN, organization="NRCS"), "Omar", address)
    assert changed.view.first.state is FirstContactState.OPEN
    status = office.services.agreements.status(office.actor("omar"), changed.view.number or "")
    assert [(c.person.name, c.role) for c in status.contacts] == [
        ("Omar", Role.PROGRAM_MANAGER), ("James Okafor", Role.SML),
    ]  # fmt: skip
    assert own.waiting(office.actor("omar")) is None
    with pytest.raises(Conflict, match="approved already"):
        own.withdraw(office.actor("omar"), "form-1")
