"""Someone wants to do business with CEC: who gets an agreement at once, and who waits for staff."""

from typing import Any

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.first_contacts import FirstContactState
from domain.notices import NoticeKind
from domain.organizations import Organization
from domain.people import Person, Role, Side
from domain.stages import Stage
from tests.services.first_contact_steps import ERS, NINA, OMAR, ask, kinds, nina_asks
from tests.services.office import Office


def test_the_form_knows_what_slack_vouches_for(office: Office) -> None:
    start = office.services.first_contacts.start(office.actor("omar"), "Omar Siddiqui", OMAR)
    assert start.organization is not None
    assert (start.name, start.email, start.organization.key) == ("Omar Siddiqui", OMAR, "nrcs")
    assert [year.name for year in start.fiscal_years] == ["2027", "2028"]
    assert office.services.first_contacts.start(office.actor("nina"), "Nina", NINA).organization is None


def test_who_has_an_address_of_a_known_organization_gets_an_agreement_at_once(office: Office) -> None:
    view = ask(office)
    omar = office.actor("omar")
    assert view.number is not None
    status = office.services.agreements.status(omar, view.number)
    assert (status.stage, status.organization.key, status.title) == (
        Stage.EXCHANGE_CONTACTS, "nrcs", "40 laptops for the new field office",
    )  # fmt: skip
    assert [(card.person.name, card.role) for card in status.contacts] == [("Omar", Role.TECHNICAL_LEAD)]
    assert (status.term.start.isoformat(), status.term.end.isoformat()) == ("2026-10-01", "2027-09-30")
    assert kinds(office) == [NoticeKind.FIRST_CONTACT_ASKED]


def test_a_customer_gets_another_agreement_at_once(office: Office) -> None:
    view = ask(office, "maria", "", organization="Anything")
    assert view.number is not None
    assert view.first.state is FirstContactState.OPEN
    assert office.services.agreements.status(office.actor("maria"), view.number).organization.key == "nrcs"


@pytest.mark.parametrize(
    ("vouched", "organization"),
    [
        (NINA, "Economic Research Service"),
        (NINA, "NRCS"),
        (OMAR, "Forest Service"),
        ("", "NRCS"),
        ("omar@gmail.example.com", "NRCS"),
    ],
)
def test_everyone_else_waits_and_stays_a_stranger(office: Office, vouched: str, organization: str) -> None:
    view = ask(office, "omar", vouched, organization=organization, email=OMAR)
    assert view.first.state is FirstContactState.WAITING
    assert office.actor("omar").person is None
    with pytest.raises(NotAllowed):
        office.services.agreements.own(office.actor("omar"))


@pytest.mark.parametrize(
    "email",
    [
        "omar@field.nrcs.example.gov",  # below the domain: it may be another agency's
        "omar@xnrcs.example.gov",
        "omar@nrcs.example.gov.example.com",
        "",  # Slack shows none, or does not vouch for it
    ],
)
def test_an_address_that_is_not_surely_the_organizations_waits_for_staff(office: Office, email: str) -> None:
    assert ask(office, vouched=email, email=OMAR).first.state is FirstContactState.WAITING


@pytest.mark.parametrize(
    "other",
    [
        Person("p-x", "Xenia", "xenia@nrcs.example.gov", Side.CUSTOMER, "fs"),
        Person("p-x", "Xenia", "xenia@nrcs.example.gov", Side.CEC, None, active=False),
        Organization("soil", "Soil Survey", "SOIL", (), ("soil.nrcs.example.gov",)),
    ],
    ids=["of a person of another customer", "of a person of CEC", "above that of another customer"],
)
def test_a_domain_that_others_use_too_proves_nothing(office: Office, other: Person | Organization) -> None:
    with office.storage.unit_of_work() as work:
        _ = work.people.save(other) if isinstance(other, Person) else work.organizations.save(other)
        work.commit()
    assert ask(office).first.state is FirstContactState.WAITING


def test_staff_give_the_agreement_a_title_or_leave_the_one_made_of_the_wish(office: Office) -> None:
    first_contacts, james = office.services.first_contacts, office.actor("james")
    asked = nina_asks(office, wish="hi, we need 40 laptops")
    with pytest.raises(InvalidInput, match="Shorten the title") as refused:
        first_contacts.approve(james, asked, ERS, "L" * 200)
    assert refused.value.field == "title"
    number = first_contacts.approve(james, asked, ERS, "  Laptops for  analysts ").view.number or ""
    assert office.services.agreements.status(james, number).title == "Laptops for analysts"


@pytest.mark.parametrize("words", ["Natural Resources Conservation Service", "nrcs", "Conservation Servise"])
def test_the_organization_is_found_by_name_alias_and_with_slips(office: Office, words: str) -> None:
    assert ask(office, organization=words).first.organization == "nrcs"


def test_the_same_form_sent_twice_counts_once(office: Office) -> None:
    first, second = ask(office), ask(office)
    assert first.first == second.first
    assert kinds(office) == [NoticeKind.FIRST_CONTACT_ASKED]


def test_who_waits_is_told_so_instead_of_asking_again(office: Office) -> None:
    nina_asks(office)
    with pytest.raises(Conflict, match="have your request already"):
        nina_asks(office, form="form-2")
    own = office.services.own_requests.waiting(office.actor("nina"))
    assert own is not None
    assert own.first.id == "form-1"


def test_who_left_does_not_come_back_by_the_form(office: Office) -> None:
    office.services.admin.deactivate_person(office.actor("dana"), "p-linh")
    view = ask(office, "linh", "linh.tran@nrcs.example.gov")
    assert view.first.state is FirstContactState.WAITING
    with pytest.raises(Conflict, match="marked as having left"):
        office.services.first_contacts.approve(office.actor("james"), view.first.id, "nrcs")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wish": "  "}, "wish"),
        ({"wish": "x" * 3001}, "wish"),
        ({"organization": " "}, "organization"),
        ({"organization": "N" * 300}, "organization"),
        ({"organization": "NR\u202eCS"}, "organization"),
        ({"role": Role.SML}, "role"),
        ({"fiscal_year": "1999"}, "fiscal_year"),
        ({"phone": "call me"}, "phone"),
        ({"title": "t" * 300}, "title"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(office: Office, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(office, **changes)
    assert refused.value.field == field
    assert kinds(office) == []


def test_an_address_that_slack_does_not_show_must_be_one(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(office, vouched="")
    assert refused.value.field == "email"


MARIA, NEWCOMER = "maria.lopez@nrcs.example.gov", "new.hire@nrcs.example.gov"


def test_a_typed_address_of_someone_known_is_refused(office: Office) -> None:
    with pytest.raises(InvalidInput, match="Slack does not show me that this address is yours") as refused:
        ask(office, "nina", "", email=MARIA.title())
    assert refused.value.field == "email"
    assert kinds(office) == []


def test_an_address_that_became_known_while_it_waited_links_nobody(office: Office) -> None:
    asked = ask(office, "nina", "", email=NEWCOMER).first
    named = Person("", "New Hire", NEWCOMER, Side.CUSTOMER, "nrcs")
    office.services.admin.save_person(office.actor("dana"), named)
    with pytest.raises(Conflict, match="Slack does not vouch that it belongs to who asks"):
        office.services.first_contacts.approve(office.actor("james"), asked.id, "nrcs")
    assert office.actor("nina").person is None


def test_a_typed_address_does_not_propose_an_organization(office: Office) -> None:
    asked = ask(office, "nina", "", email=NEWCOMER, organization="Soil people").first
    assert not asked.vouched
    assert office.services.first_contacts.proposed(office.actor("james"), asked.id) is None
    assert office.actor("nina").person is None


def test_what_slack_vouches_for_is_kept(office: Office) -> None:
    assert ask(office).first.vouched
    assert ask(office, "maria", "", "form-2").first.vouched


def test_staff_do_not_start(office: Office) -> None:
    with pytest.raises(NotAllowed, match="for customers"):
        ask(office, "james")


@pytest.mark.parametrize("wish", ["<!channel> & <b>", "שלום עולם", "x" * 2999])
def test_any_wish_makes_a_title(office: Office, wish: str) -> None:
    view = ask(office, wish=wish)
    title = office.services.agreements.status(office.actor("omar"), view.number or "").title
    assert 0 < len(title) <= 81
