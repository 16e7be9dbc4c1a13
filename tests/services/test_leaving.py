"""A person leaves: everything that they had to do is taken over, in one transaction."""

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.people import Role, Side
from services.contact_cards import ContactGiven
from services.first_contact_cards import FirstContactGiven
from tests.builders import an_agreement
from tests.services.office import Office

NRCS = "SLA-2027-0031"


def keys(office: Office, who: str, person: str) -> list[str]:
    return [item.key for item in office.services.leaving.holdings(office.actor(who), person).items]


def all_to(office: Office, who: str, person: str, taker: str | None) -> dict[str, str | None]:
    return dict.fromkeys(keys(office, who, person), taker)


def roles_of(office: Office, person: str) -> set[tuple[str, Role]]:
    with office.storage.reading() as work:
        found = work.agreements.open_of_person(person)
    return {(agreement.number, c.role) for agreement in found for c in agreement.contacts if c.person_id == person}


def test_everything_that_someone_has_is_shown_with_who_may_take_it(office: Office) -> None:
    held = office.services.leaving.holdings(office.actor("maria"), "p-linh")
    assert f"role|{NRCS}|budget_officer" in [item.key for item in held.items]
    assert held.items[0].what.startswith("budget officer of SLA-")
    names = [person.name for person in held.candidates]
    assert "Robert Yazzie" in names
    assert "Linh Tran" not in names
    assert "James Okafor" not in names


def test_all_roles_go_over_and_the_person_is_a_stranger(office: Office) -> None:
    had = roles_of(office, "p-linh")
    done = office.services.leaving.leave(office.actor("maria"), "p-linh", all_to(office, "maria", "p-linh", "p-anjali"))
    assert roles_of(office, "p-linh") == set()
    assert had <= roles_of(office, "p-anjali")
    assert office.actor("linh").person is None
    assert done.taken_over[0].startswith("Anjali Mehta: budget officer of SLA-")


def test_the_other_side_and_the_one_who_takes_over_are_told(office: Office) -> None:
    office.services.leaving.leave(office.actor("maria"), "p-linh", all_to(office, "maria", "p-linh", "p-anjali"))
    said = [
        (n.to.slack_user_id, str(n.facts["said"])) for n in office.notices() if n.kind is NoticeKind.CONTACTS_CHANGED
    ]
    assert ("U0JAMES", f"Linh Tran has left.\nAnjali Mehta is now budget officer of {NRCS}.") in said
    assert any(who == "U0ANJALI" and "You are now budget officer" in text for who, text in said)


def test_a_role_may_stay_empty_and_is_named_as_missing(office: Office) -> None:
    office.services.leaving.leave(office.actor("maria"), "p-linh", all_to(office, "maria", "p-linh", None))
    sheet = office.services.agreements.contacts(office.actor("maria"), agreement=NRCS)[0]
    assert "customer_budget_officer" in [vacancy.key for vacancy in sheet.vacant]


def test_conversations_of_staff_go_over_or_back(office: Office) -> None:
    services, ids = office.services, []
    for who in ("nina", "omar"):
        opened = services.handoffs.open(office.actor(who), who, "Help", Thread(f"D{who}", "1.1"))
        ids.append(opened.view.handoff.id)
        services.handoffs.claim(office.actor("luis"), ids[-1])
    takers = all_to(office, "dana", "p-luis", None) | {f"conversation|{ids[0]}": "p-kofi"}
    services.leaving.leave(office.actor("dana"), "p-luis", takers)
    dana = office.actor("dana")
    assert [services.handoffs.get(dana, each).handoff.claimed_by for each in ids] == ["p-kofi", None]
    assert roles_of(office, "p-luis") == set()


def test_assigned_sections_of_a_survey_go_over(office: Office) -> None:
    services, dana = office.services, office.actor("dana")
    running = services.surveys.own(dana).views[0]
    number, section = running.agreement, running.survey.sections[0].key
    organization = running.organization.key
    person, taker = [each.id for each in services.directory.people(dana, organization)][:2]
    services.surveys.assign(dana, number, section, person)
    services.leaving.leave(dana, person, all_to(office, "dana", person, taker))
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(number)
        response = work.survey_responses.of_agreement(agreement.id) if agreement else None
    assert response is not None
    assert response.sections[section] == taker


def test_who_takes_over_a_section_is_told(office: Office) -> None:
    services, dana = office.services, office.actor("dana")
    running = services.surveys.own(dana).views[0]
    people = services.directory.people(dana, running.organization.key)
    person, taker = people[0].id, people[1]
    sections = [section.key for section in running.survey.sections[:2]]
    for section in sections:
        services.surveys.assign(dana, running.agreement, section, person)
    before = len(office.notices())
    services.leaving.leave(dana, person, all_to(office, "dana", person, taker.id))
    told = [n for n in office.notices()[before:] if n.kind is NoticeKind.SURVEY_ASSIGNED]
    assert {n.to.slack_user_id for n in told} == {taker.slack_user_id}
    assert set(sections) <= {n.facts["section"] for n in told}


@pytest.mark.parametrize(
    ("taker", "what", "leads"), [("p-kofi", "passed_on", "Kofi Boateng"), (None, "released", None)]
)
def test_a_request_that_goes_over_is_told_to_staff_and_kept_in_history(
    office: Office, taker: str | None, what: str, leads: str | None
) -> None:
    services, given = office.services, FirstContactGiven("ERS", Role.PROGRAM_MANAGER, "Laptops", "2027")
    asked = services.first_contacts.ask(office.actor("nina"), given, "Nina", "nina@ers.example.gov", "form-1").first.id
    services.first_contacts.alert_posted(asked, Thread("C0STAFF", "1.1"))
    services.first_contacts.claim(office.actor("luis"), asked)
    services.leaving.leave(office.actor("dana"), "p-luis", all_to(office, "dana", "p-luis", taker))
    told = [n for n in office.notices() if n.kind is NoticeKind.FIRST_CONTACT_CHANGED][-1]
    assert (told.facts["what"], told.facts["leads"], told.to.thread_ts) == (what, leads, "1.1")
    assigned = [n.to.slack_user_id for n in office.notices() if n.kind is NoticeKind.FIRST_CONTACT_ASSIGNED]
    assert assigned == (["U0KOFI"] if taker else [])
    change = office.history("first_contact", asked)[0]
    assert (change.field, change.old, change.new) == ("claimed_by", "p-luis", taker)


def test_nothing_is_left_behind_however_much_the_organization_has(office: Office) -> None:
    """Sixty newer agreements of theirs do not hide the one whose survey runs."""
    services, dana = office.services, office.actor("dana")
    running = services.surveys.own(dana).views[0]
    person = services.directory.people(dana, running.organization.key)[0].id
    services.surveys.assign(dana, running.agreement, running.survey.sections[0].key, person)
    with office.storage.unit_of_work() as work:
        for number in range(60):
            number_given = f"SLA-2030-{number:04}"
            work.agreements.add(
                an_agreement(id=number_given, number=number_given, organization=running.organization.key)
            )
        work.commit()
    assert any(key.startswith("section|") for key in keys(office, "dana", person))


# -- refused -----------------------------------------------------------------------------------------------------


def test_what_came_since_is_not_lost(office: Office) -> None:
    shown = all_to(office, "maria", "p-linh", "p-anjali")
    more = ContactGiven(Side.CUSTOMER, Role.PROGRAM_OFFICIAL, "p-linh", in_addition=True)
    office.services.contacts.name(office.actor("james"), [NRCS], more, office.clock())
    with pytest.raises(Conflict, match="has changed meanwhile"):
        office.services.leaving.leave(office.actor("maria"), "p-linh", shown)
    assert office.actor("linh").person is not None


@pytest.mark.parametrize("taker", ["p-james", "p-erik", "p-linh", "nobody"])
def test_only_others_of_the_same_organization_take_over(office: Office, taker: str) -> None:
    shown = all_to(office, "maria", "p-linh", taker)
    with pytest.raises(InvalidInput, match="same organization") as refused:
        office.services.leaving.leave(office.actor("maria"), "p-linh", shown)
    assert refused.value.field in shown
    assert roles_of(office, "p-linh")
    assert office.notices() == []


def test_a_second_time_is_refused_politely(office: Office) -> None:
    shown = all_to(office, "maria", "p-linh", None)
    office.services.leaving.leave(office.actor("maria"), "p-linh", shown)
    with pytest.raises(Conflict, match="as having left already"):
        office.services.leaving.leave(office.actor("maria"), "p-linh", shown)


@pytest.mark.parametrize(
    ("who", "person"), [("maria", "p-erik"), ("maria", "p-james"), ("james", "p-luis"), ("erik", "p-linh")]
)
def test_people_of_others_are_not_found(office: Office, who: str, person: str) -> None:
    with pytest.raises(NotFound, match="I can't find that person"):
        office.services.leaving.holdings(office.actor(who), person)


def test_a_colleague_without_a_role_does_not_say_that_someone_left(office: Office) -> None:
    with pytest.raises(NotAllowed, match="those who have a role in the agreement"):
        office.services.leaving.holdings(office.actor("dmitri"), "p-ingrid")
    with pytest.raises(NotAllowed):
        office.services.leaving.leave(office.actor("dmitri"), "p-ingrid", {})
    assert office.services.leaving.holdings(office.actor("ingrid"), "p-ingrid").items


def test_strangers_are_refused(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.services.leaving.leave(office.actor("nina"), "p-linh", {})


def test_the_last_administrator_stays(office: Office) -> None:
    dana = office.actor("dana")
    with pytest.raises(Conflict, match="last administrator"):
        office.services.leaving.leave(dana, "p-dana", all_to(office, "dana", "p-dana", None))
    assert dana.person is not None
    assert dana.person.side is Side.CEC
