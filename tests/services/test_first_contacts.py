"""Someone wants to do business with CEC: who gets an agreement at once, whom staff approve, who leads it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.first_contacts import FirstContactState
from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.organizations import Organization
from domain.people import Person, Role, Side
from domain.stages import Stage
from services.contact_cards import ContactGiven
from services.first_contact_cards import FirstContactGiven, FirstContactView
from tests.services.office import Office

WISH = "40 laptops for the new field office. And phones."
GIVEN = FirstContactGiven("NRCS", Role.TECHNICAL_LEAD, WISH, "2027", "Soil data analyst", "202-555-0188")
ERS = Organization("ers", "Economic Research Service", "ERS", (), ("ers.example.gov",))
OMAR, NINA = "omar.siddiqui@nrcs.example.gov", "nina.petrova@ers.example.gov"


def ask(
    office: Office, who: str = "omar", vouched: str = OMAR, form: str = "form-1", **changes: Any
) -> FirstContactView:
    given = replace(GIVEN, **changes)
    return office.services.first_contacts.ask(office.actor(who), given, who.title(), vouched, form)


def nina_asks(office: Office, **changes: Any) -> str:
    return ask(office, "nina", NINA, **{"organization": "Economic Research Service", **changes}).first.id


def kinds(office: Office) -> list[NoticeKind]:
    return [notice.kind for notice in office.notices()]


# -- asked -------------------------------------------------------------------------------------------------------


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


# -- decided -----------------------------------------------------------------------------------------------------


def test_approving_a_new_organization_makes_the_person_its_contact(office: Office) -> None:
    asked = nina_asks(office)
    changed = office.services.first_contacts.approve(office.actor("james"), asked, ERS)
    nina = office.actor("nina")
    assert nina.organization == "ers"
    status = office.services.agreements.status(nina, changed.view.number or "")
    assert [card.person.name for card in status.contacts] == ["Nina"]
    assert set(kinds(office)[1:]) == {NoticeKind.FIRST_CONTACT_CHANGED, NoticeKind.FIRST_CONTACT_ANSWERED}


def test_or_they_belong_to_one_that_is_known(office: Office) -> None:
    office.services.first_contacts.approve(office.actor("james"), nina_asks(office), "ars")
    assert office.actor("nina").organization == "ars"


def test_declining_tells_the_reason_and_they_stay_a_stranger(office: Office) -> None:
    asked = nina_asks(office)
    changed = office.services.first_contacts.decline(office.actor("james"), asked, " Outside the department ")
    assert changed.view.first.reason == "Outside the department"
    assert office.actor("nina").person is None
    assert office.services.own_requests.waiting(office.actor("nina")) is None
    told = [notice.to for notice in office.notices() if notice.kind is NoticeKind.FIRST_CONTACT_ANSWERED]
    assert [to.slack_user_id for to in told] == ["U0NINA"]


def test_of_two_who_decide_the_second_is_told(office: Office) -> None:
    asked, first_contacts = nina_asks(office), office.services.first_contacts
    first_contacts.approve(office.actor("james"), asked, ERS)
    with pytest.raises(Conflict, match="approved already"):
        first_contacts.decline(office.actor("priya"), asked, "No")
    with pytest.raises(Conflict, match="approved already"):
        first_contacts.approve(office.actor("priya"), asked, ERS)


@pytest.mark.parametrize("reason", ["", "   ", "r" * 1001])
def test_a_reason_is_needed(office: Office, reason: str) -> None:
    with pytest.raises(InvalidInput, match="Say why"):
        office.services.first_contacts.decline(office.actor("james"), nina_asks(office), reason)


@pytest.mark.parametrize(
    ("organization", "error"),
    [
        (replace(ERS, key="nrcs"), Conflict),
        (replace(ERS, name=""), InvalidInput),
        (replace(ERS, abbreviation="NRCS"), InvalidInput),
        (replace(ERS, email_domains=("nrcs.example.gov",)), InvalidInput),
        ("nothing", NotFound),
    ],
)
def test_a_bad_organization_is_refused_and_nothing_is_kept(
    office: Office, organization: Any, error: type[Exception]
) -> None:
    asked = nina_asks(office)
    with pytest.raises(error):
        office.services.first_contacts.approve(office.actor("james"), asked, organization)
    assert office.services.first_contacts.get(office.actor("james"), asked).first.state is FirstContactState.WAITING


@pytest.mark.parametrize("who", ["maria", "nina"])
def test_only_staff_decide(office: Office, who: str) -> None:
    asked, first_contacts, actor = nina_asks(office), office.services.first_contacts, office.actor(who)
    for attempt in (
        lambda: first_contacts.approve(actor, asked, "nrcs"),
        lambda: first_contacts.decline(actor, asked, "No"),
        lambda: first_contacts.claim(actor, asked),
        lambda: first_contacts.assign(actor, asked, "p-james"),
        lambda: first_contacts.get(actor, asked),
        lambda: first_contacts.waiting(actor),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_forged_id_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.services.first_contacts.claim(office.actor("james"), "forged")


# -- led ---------------------------------------------------------------------------------------------------------


def sml(office: Office, number: str | None) -> list[str]:
    status = office.services.agreements.status(office.actor("dana"), number or "")
    return [c.person.name for c in status.contacts if (c.side, c.role) == (Side.CEC, Role.SML)]


def test_who_claims_is_the_sml_and_the_person_is_told(office: Office) -> None:
    view = ask(office)
    assert office.services.first_contacts.claim(office.actor("james"), view.first.id).changed
    assert sml(office, view.number) == ["James Okafor"]
    assert not office.services.first_contacts.claim(office.actor("james"), view.first.id).changed
    assert kinds(office).count(NoticeKind.FIRST_CONTACT_ANSWERED) == 1


def test_what_one_leads_another_can_only_be_assigned(office: Office) -> None:
    view, first_contacts = ask(office), office.services.first_contacts
    first_contacts.claim(office.actor("james"), view.first.id)
    with pytest.raises(Conflict, match="Someone else leads this"):
        first_contacts.claim(office.actor("priya"), view.first.id)
    first_contacts.assign(office.actor("priya"), view.first.id, "p-priya")
    assert sml(office, view.number) == ["Priya Raman"]


def test_who_is_assigned_is_told_and_who_takes_it_themselves_is_not(office: Office) -> None:
    view, first_contacts = ask(office), office.services.first_contacts
    first_contacts.claim(office.actor("james"), view.first.id)
    first_contacts.assign(office.actor("james"), view.first.id, "p-dana")
    first_contacts.assign(office.actor("james"), view.first.id, "p-dana")
    first_contacts.assign(office.actor("priya"), view.first.id, "p-priya")
    told = [notice for notice in office.notices() if notice.kind is NoticeKind.FIRST_CONTACT_ASSIGNED]
    assert [(notice.to.slack_user_id, notice.facts["by"]) for notice in told] == [("U0DANA", "James Okafor")]


def test_what_waits_can_be_claimed_and_is_led_once_it_is_open(office: Office) -> None:
    asked, first_contacts = nina_asks(office), office.services.first_contacts
    first_contacts.claim(office.actor("james"), asked)
    changed = first_contacts.approve(office.actor("grace"), asked, ERS)
    assert sml(office, changed.view.number) == ["James Okafor"]


def test_an_sml_who_was_named_otherwise_is_not_overridden(office: Office) -> None:
    view = ask(office)
    named = ContactGiven(Side.CEC, Role.SML, "p-priya")
    office.services.contacts.name(office.actor("dana"), [view.number or ""], named, office.clock())
    with pytest.raises(Conflict, match="has an SML already"):
        office.services.first_contacts.claim(office.actor("james"), view.first.id)


@pytest.mark.parametrize("person", ["p-maria", "p-helen", "nobody", ""])
def test_only_active_people_of_cec_lead(office: Office, person: str) -> None:
    with pytest.raises(InvalidInput, match="Choose someone of CEC"):
        office.services.first_contacts.assign(office.actor("james"), ask(office).first.id, person)


def test_later_news_go_to_the_thread_of_the_first(office: Office) -> None:
    asked = nina_asks(office)
    office.services.first_contacts.alert_posted(asked, Thread("C0STAFF", "1.1"))
    office.services.first_contacts.claim(office.actor("james"), asked)
    told = office.notices()[-1].to
    assert (told.staff, told.channel_id, told.thread_ts) == (True, "C0STAFF", "1.1")


def test_waiting_ones_are_listed_for_staff(office: Office) -> None:
    asked = nina_asks(office)
    assert [view.first.id for view in office.services.first_contacts.waiting(office.actor("james"))] == [asked]
    assert office.services.first_contacts.proposed(office.actor("james"), asked) is None
