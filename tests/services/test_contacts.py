"""Contacts named, replaced, changed and taken off: who may, what is told to whom, and two people at once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.people import Contact, Role, Side
from domain.stages import Stage
from services.contact_cards import ContactGiven, ContactsChanged
from services.contact_people import PersonGiven
from tests.builders import an_agreement
from tests.services.office import AT, Office

RMA = "SLA-2027-0053"
FNS = "SLA-2027-0051"
NRCS = "SLA-2027-0031"
NEW = PersonGiven("Ana Ruiz", "ana.ruiz@rma.example.gov", "Budget analyst", "202-555-0199")


def given(role: Role = Role.BUDGET_OFFICER, side: Side = Side.CUSTOMER, **changes: object) -> ContactGiven:
    return replace(ContactGiven(side, role, NEW), **changes)  # pyright: ignore[reportArgumentType]


def name(office: Office, who: str, what: ContactGiven, number: str = RMA, since: datetime = AT) -> ContactsChanged:
    return office.services.contacts.name(office.actor(who), [number], what, since)


def holders(office: Office, number: str, role: Role, side: Side = Side.CUSTOMER) -> list[str]:
    status = office.services.agreements.status(office.actor("dana"), number)
    return [card.person.name for card in status.contacts if (card.side, card.role) == (side, role)]


def told(office: Office) -> list[tuple[str | None, str]]:
    found = [n for n in office.notices() if n.kind is NoticeKind.CONTACTS_CHANGED]
    return [(n.to.slack_user_id or ("staff" if n.to.staff else None), str(n.facts["said"])) for n in found]


# -- naming ------------------------------------------------------------------------------------------------------


def test_a_customer_names_someone_new_and_cec_is_told(office: Office) -> None:
    changed = name(office, "ingrid", given())
    assert (changed.changed, changed.person.name, changed.person.organization) == (True, "Ana Ruiz", "rma")
    assert holders(office, RMA, Role.BUDGET_OFFICER) == ["Ana Ruiz"]
    assert told(office) == [("U0PRIYA", f"Ana Ruiz is now budget officer of {RMA}.")]


def test_someone_known_is_found_by_the_address_and_told(office: Office) -> None:
    known = PersonGiven("Yuki T.", "YUKI.TANAKA@rma.example.gov")
    changed = name(office, "ingrid", given(person=known))
    assert changed.person.name == "Yuki Tanaka"
    assert ("U0YUKI", f"You are now budget officer of {RMA}, Data warehouse hosting.") in told(office)


def test_staff_name_people_of_both_sides_and_the_customer_is_told(office: Office) -> None:
    coordinator = PersonGiven(email="victor.abelson@cec.example.gov")
    name(office, "priya", given(Role.AGREEMENTS_COORDINATOR, Side.CEC, person=coordinator))
    assert holders(office, RMA, Role.AGREEMENTS_COORDINATOR, Side.CEC) == ["Victor Abelson"]
    assert [who for who, _ in told(office)] == ["U0INGRID", "U0VICTOR"]


def test_the_new_one_takes_the_place_of_who_had_the_role(office: Office) -> None:
    person = PersonGiven("Ana Ruiz", "ana.ruiz@nrcs.example.gov")
    name(office, "maria", given(person=person), NRCS)
    assert holders(office, NRCS, Role.BUDGET_OFFICER) == ["Ana Ruiz"]
    assert ("U0JAMES", f"Ana Ruiz is now budget officer of {NRCS}, in place of Linh Tran.") in told(office)


def test_or_comes_beside_them(office: Office) -> None:
    person = PersonGiven("Ana Ruiz", "ana.ruiz@nrcs.example.gov")
    name(office, "maria", given(person=person, in_addition=True), NRCS)
    assert holders(office, NRCS, Role.BUDGET_OFFICER) == ["Linh Tran", "Ana Ruiz"]
    with pytest.raises(InvalidInput, match="Ana Ruiz and Linh Tran have this role") as refused:
        name(office, "maria", given(person="p-robert"), NRCS)
    assert refused.value.field == "how"
    name(office, "maria", given(person="p-robert", replaces="p-linh"), NRCS)
    assert holders(office, NRCS, Role.BUDGET_OFFICER) == ["Robert Yazzie", "Ana Ruiz"]


def test_several_agreements_are_changed_together_or_not_at_all(office: Office) -> None:
    maria, person = office.actor("maria"), PersonGiven("Ana Ruiz", "ana.ruiz@nrcs.example.gov")
    numbers = [NRCS, "SLA-2027-0041"]
    assert office.services.contacts.name(maria, numbers, given(person=person), AT).numbers == tuple(numbers)
    with pytest.raises(NotFound):
        office.services.contacts.name(maria, [NRCS, RMA], given(person="p-linh"), AT)
    assert holders(office, NRCS, Role.BUDGET_OFFICER) == ["Ana Ruiz"]


def test_the_last_role_that_was_missing_moves_the_agreement_on_and_both_sides_are_told(office: Office) -> None:
    person = PersonGiven("Ana Ruiz", "ana.ruiz@fns.example.gov")
    name(office, "beatriz", given(person=person), FNS)
    assert office.services.agreements.status(office.actor("dana"), FNS).stage is Stage.UNDERSTAND_NEEDS
    reached = [n.to.slack_user_id for n in office.notices() if n.kind is NoticeKind.STEP_REACHED]
    assert set(reached) == {"U0PRIYA", "U0BEATRIZ"}


def test_naming_the_same_person_twice_changes_nothing(office: Office) -> None:
    name(office, "ingrid", given())
    before = office.notices()
    assert not name(office, "ingrid", given()).changed
    assert office.notices() == before


def test_without_a_lead_the_staff_channel_is_told(office: Office) -> None:
    office.services.contacts.remove(office.actor("priya"), RMA, "p-priya", Role.SML)
    name(office, "ingrid", given())
    assert ("staff", f"Ana Ruiz is now budget officer of {RMA}.") in told(office)


# -- refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person": replace(NEW, email="ana.ruiz")}, "email"),
        ({"person": replace(NEW, email="")}, "email"),
        ({"person": replace(NEW, email="ana@fs.example.gov")}, "email"),
        ({"person": replace(NEW, email="ana@cec.example.gov")}, "email"),
        ({"person": replace(NEW, name="")}, "name"),
        ({"person": replace(NEW, name="A" * 300)}, "name"),
        ({"person": replace(NEW, name="Ana \u202eziuR")}, "name"),
        ({"person": replace(NEW, phone="call me")}, "phone"),
        ({"person": replace(NEW, title="T" * 300)}, "title"),
        ({"person": PersonGiven("Maria", "maria.lopez@nrcs.example.gov")}, "person"),
        ({"person": PersonGiven("James", "james.okafor@cec.example.gov")}, "person"),
        ({"person": "p-maria"}, "person"),
        ({"person": "nobody"}, "person"),
        ({"role": Role.SML}, "role"),
        ({"role": Role.FINANCE_OFFICER}, "role"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(office: Office, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        name(office, "ingrid", given(**changes))
    assert refused.value.field == field
    assert holders(office, RMA, Role.BUDGET_OFFICER) == []
    assert office.notices() == []


@pytest.mark.parametrize("written", ["Ana <b>&</b> Ruiz", "عائشة الفهد", "李 明"])
def test_names_of_any_script_are_kept_as_they_are(office: Office, written: str) -> None:
    assert name(office, "ingrid", given(person=replace(NEW, name=written))).person.name == written


def test_an_unknown_person_of_cec_is_not_added_by_naming_them(office: Office) -> None:
    what = given(Role.SML, Side.CEC, person=PersonGiven("Eve", "eve@cec.example.gov"))
    with pytest.raises(InvalidInput, match="A CEC administrator can add them"):
        name(office, "priya", what)


def test_someone_who_left_is_not_named(office: Office) -> None:
    office.services.admin.deactivate_person(office.actor("dana"), "p-yuki")
    with pytest.raises(InvalidInput, match="no longer active"):
        name(office, "ingrid", given(person=PersonGiven("Yuki", "yuki.tanaka@rma.example.gov")))


def test_customers_do_not_change_cecs_side(office: Office) -> None:
    with pytest.raises(NotAllowed, match="your own organization"):
        name(office, "ingrid", given(Role.SML, Side.CEC, person="p-james"))
    with pytest.raises(NotAllowed):
        office.services.contacts.remove(office.actor("ingrid"), RMA, "p-priya", Role.SML)


def test_a_colleague_without_a_role_changes_nothing(office: Office) -> None:
    dmitri, contacts = office.actor("dmitri"), office.services.contacts
    ingrid = contacts.person(office.actor("ingrid"), "p-ingrid")
    for attempt in (
        lambda: name(office, "dmitri", given(Role.PROGRAM_MANAGER, person="p-dmitri")),
        lambda: name(office, "dmitri", given(Role.TECHNICAL_LEAD, person="p-dmitri")),
        lambda: contacts.remove(dmitri, RMA, "p-ingrid", Role.PROGRAM_MANAGER),
        lambda: contacts.change_person(dmitri, "p-ingrid", PersonGiven("Ingrid", "dmitri2@rma.example.gov"), ingrid),
        lambda: contacts.person(dmitri, "p-ingrid"),
    ):
        with pytest.raises(NotAllowed, match="those who have a role in the agreement"):
            attempt()
    assert holders(office, RMA, Role.PROGRAM_MANAGER) == ["Ingrid Solheim"]
    assert contacts.book(dmitri, RMA).sides == ()


def test_any_colleague_may_be_the_first_contact(office: Office) -> None:
    priya, contacts = office.actor("priya"), office.services.contacts
    sheet = contacts.book(priya, RMA).sheets[0]
    for card in sheet.contacts:
        if card.side is Side.CUSTOMER:
            contacts.remove(priya, RMA, card.person.id, card.role)
    assert name(office, "dmitri", given(Role.PROGRAM_MANAGER, person="p-dmitri")).changed
    assert contacts.book(office.actor("dmitri"), RMA).numbers == (RMA,)


def test_who_is_no_contact_is_not_taken_off_and_whose_id_is_unknown_neither(office: Office) -> None:
    def refusal(person: str) -> str:
        with pytest.raises(NotFound) as refused:
            office.services.contacts.remove(office.actor("ingrid"), RMA, person, Role.BUDGET_OFFICER)
        return str(refused.value)

    assert refusal("p-maria") == refusal("nobody") == "I can't find that person. Open the contacts again."
    for person in ("p-maria", "p-ingrid", "nobody"):
        with pytest.raises(NotAllowed):
            office.services.contacts.remove(office.actor("nina"), RMA, person, Role.BUDGET_OFFICER)


def test_a_forged_number_is_like_one_that_does_not_exist(office: Office) -> None:
    def refusal(number: str) -> str:
        with pytest.raises(NotFound) as refused:
            name(office, "ingrid", given(), number)
        return str(refused.value)

    assert refusal(NRCS) == refusal("SLA-2027-9999")
    with pytest.raises(NotAllowed):
        name(office, "nina", given())


def test_the_contacts_of_a_closed_agreement_stay(office: Office) -> None:
    office.services.agreements.close(office.actor("priya"), RMA, "Withdrawn")
    with pytest.raises(Conflict, match="is closed"):
        name(office, "ingrid", given())


def test_no_agreement_at_all_is_refused(office: Office) -> None:
    with pytest.raises(InvalidInput, match="Choose the agreement"):
        office.services.contacts.name(office.actor("ingrid"), [], given(), AT)


def test_naming_a_colleague_changes_their_details_only_where_one_may_change_them(office: Office) -> None:
    other = "SLA-2027-0054"
    with office.storage.unit_of_work() as work:
        lead = Contact("p-yuki", Side.CUSTOMER, Role.TECHNICAL_LEAD)
        work.agreements.add(an_agreement(id=other, number=other, organization="rma", contacts=(lead,)))
        work.commit()
    before = office.services.contacts.person(office.actor("dana"), "p-yuki")
    what = given(person=PersonGiven("Yuki", "yuki.tanaka@rma.example.gov", "Hacker", "202-555-0100"))
    assert name(office, "ingrid", what).person == before
    assert not any("details" in said for _, said in told(office))
    changed = name(office, "priya", replace(what, role=Role.TECHNICAL_LEAD)).person
    assert (changed.title, changed.phone) == ("Hacker", "202-555-0100")
    assert ("U0INGRID", "The details of Yuki Tanaka were changed.") in told(office)


# -- two people at once ------------------------------------------------------------------------------------------


def test_who_comes_second_is_told_who_was_named_meanwhile_and_may_send_again(office: Office) -> None:
    opened = office.clock()
    office.clock.pass_by(minutes=1)
    name(office, "priya", given(), since=opened)
    with pytest.raises(Conflict, match="Priya Raman named Ana Ruiz as budget officer"):
        name(office, "ingrid", given(person="p-yuki"), since=opened)
    assert holders(office, RMA, Role.BUDGET_OFFICER) == ["Ana Ruiz"]
    name(office, "ingrid", given(person="p-yuki"), since=office.clock())
    assert holders(office, RMA, Role.BUDGET_OFFICER) == ["Yuki Tanaka"]


def test_another_role_changed_meanwhile_does_not_matter(office: Office) -> None:
    opened = office.clock()
    office.clock.pass_by(minutes=1)
    name(office, "priya", given(Role.TECHNICAL_LEAD, person="p-dmitri"), since=opened)
    assert name(office, "ingrid", given(), since=opened).changed


# -- taken off and changed ---------------------------------------------------------------------------------------


def test_taking_off_a_role_is_told_and_a_second_press_changes_nothing(office: Office) -> None:
    maria = office.actor("maria")
    assert office.services.contacts.remove(maria, NRCS, "p-linh", Role.BUDGET_OFFICER).changed
    assert told(office) == [("U0JAMES", f"Linh Tran is no longer budget officer of {NRCS}.")]
    assert not office.services.contacts.remove(maria, NRCS, "p-linh", Role.BUDGET_OFFICER).changed
    sheet = office.services.agreements.contacts(maria, agreement=NRCS)[0]
    assert "customer_budget_officer" in [vacancy.key for vacancy in sheet.vacant]


def test_details_are_changed_and_told(office: Office) -> None:
    maria, contacts = office.actor("maria"), office.services.contacts
    linh = contacts.person(maria, "p-linh")
    saved = contacts.change_person(maria, "p-linh", PersonGiven(linh.name, linh.email, "Chief of budget", ""), linh)
    assert (saved.title, saved.phone) == ("Chief of budget", "")
    assert told(office) == [("U0JAMES", "The details of Linh Tran were changed.")]
    with pytest.raises(Conflict, match="by someone else meanwhile"):
        contacts.change_person(maria, "p-linh", PersonGiven("Linh", linh.email), linh)


def test_an_address_of_another_organization_is_refused(office: Office) -> None:
    maria, contacts = office.actor("maria"), office.services.contacts
    linh = contacts.person(maria, "p-linh")
    with pytest.raises(InvalidInput, match="do not belong to Natural Resources"):
        contacts.change_person(maria, "p-linh", PersonGiven("Linh Tran", "linh.tran@fs.example.gov"), linh)


@pytest.mark.parametrize(
    ("who", "person"), [("maria", "p-erik"), ("maria", "p-james"), ("james", "p-priya"), ("maria", "x")]
)
def test_people_of_others_are_not_found(office: Office, who: str, person: str) -> None:
    with pytest.raises(NotFound, match="I can't find that person"):
        office.services.contacts.person(office.actor(who), person)


def test_the_book_holds_the_sides_that_one_may_change(office: Office) -> None:
    assert office.services.contacts.book(office.actor("maria")).sides == (Side.CUSTOMER,)
    assert office.services.contacts.book(office.actor("james"), NRCS).sides == (Side.CUSTOMER, Side.CEC)
