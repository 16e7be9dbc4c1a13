# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from dataclasses import replace

import pytest

from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.people import Person, Side
from tests.services.office import Office


def save(office: Office, person: Person) -> Person:
    with office.storage.unit_of_work() as work:
        work.people.save(person)
        work.commit()
    return person


@pytest.fixture
def newcomer(office: Office) -> Person:
    """Someone of NRCS whom CEC knows, but who was never seen in Slack."""
    return save(office, Person("p-new", "Pat New", "pat.new@nrcs.example.gov", Side.CUSTOMER, "nrcs"))


def test_someone_is_known_by_the_email_of_their_slack_profile_and_then_by_their_slack_id(office, newcomer):
    first = office.services.directory.actor("U9PAT", "Pat.New@nrcs.example.gov")
    assert first.person is not None
    assert (first.person.id, first.person.slack_user_id, first.organization) == ("p-new", "U9PAT", "nrcs")
    later = office.services.directory.actor("U9PAT", email=None)
    assert later.person == first.person
    (change,) = office.history("person", "p-new")
    assert (change.field, change.old, change.new) == ("slack_user_id", None, "U9PAT")


def test_an_email_that_slack_does_not_vouch_for_matches_nobody(office, newcomer):
    assert office.services.directory.actor("U9PAT", newcomer.email, email_confirmed=False).person is None


def test_a_second_slack_account_with_the_same_email_does_not_take_over_the_person(office, newcomer):
    office.services.directory.actor("U9PAT", newcomer.email)
    assert office.services.directory.actor("U9OTHER", newcomer.email).person is None
    assert office.services.directory.actor("U9PAT").person is not None


def test_someone_unknown_is_a_stranger_with_an_id_of_their_own(office):
    stranger = office.services.directory.actor("U9X", "x@ers.example.gov", "X")
    assert (stranger.person, stranger.id, stranger.organization) == (None, "slack:U9X", None)


def test_someone_who_left_is_a_stranger(office):
    assert office.actor("helen").person is None


def test_people_of_an_organization_that_is_no_longer_served_are_strangers(office):
    with office.storage.unit_of_work() as work:
        work.organizations.save(replace(work.organizations.get("nrcs"), active=False))
        work.commit()
    assert office.actor("maria").person is None


def test_the_time_zone_set_in_slack_is_kept_and_one_that_does_not_exist_is_not(office):
    moved = office.services.directory.actor("U0MARIA", time_zone="America/Denver")
    assert moved.person.time_zone == "America/Denver"
    assert office.services.directory.actor("U0MARIA", time_zone="Mars/Base").person.time_zone == "America/Denver"
    assert office.actor("maria").person.time_zone == "America/Denver"


def test_an_email_domain_tells_a_strangers_organization(reading):
    directory = reading.services.directory
    assert directory.likely_organization("omar.siddiqui@NRCS.example.gov").key == "nrcs"
    assert directory.likely_organization("x@example.gov") is None
    assert directory.likely_organization(None) is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("nrcs", "nrcs"),
        ("NRCS", "nrcs"),
        ("natural resources conservation service", "nrcs"),
        ("Natural Resource Conservation Service", "nrcs"),
        ("Forrest Service", "fs"),
        ("forestry", "fs"),
        ("crop insurance", "rma"),
        ("FS", "fs"),
        ("FNS", "fns"),
        ("food & nutrition service", "fns"),
    ],
)
def test_staff_find_an_organization_by_any_of_its_names_with_slips(reading, words, key):
    assert reading.services.directory.resolve_organization(reading.actor("james"), words).key == key


@pytest.mark.parametrize(("words", "nearest"), [("APHSI", "aphis"), ("NRC", "nrcs"), ("risk agency", "rma")])
def test_staff_are_offered_the_nearest_organizations(reading, words, nearest):
    with pytest.raises(NotFound) as refusal:
        reading.services.directory.resolve_organization(reading.actor("james"), words)
    assert nearest in refusal.value.nearest


def test_a_customer_finds_their_own_organization_with_slips_and_no_other(reading):
    maria = reading.actor("maria")
    directory = reading.services.directory
    assert directory.resolve_organization(maria, "natural resorces conservation service").key == "nrcs"
    assert [o.key for o in directory.organizations(maria)] == ["nrcs"]
    assert len(directory.organizations(reading.actor("james"))) == 6


def test_staff_find_people_by_name_and_email(reading):
    james, directory = reading.actor("james"), reading.services.directory
    assert directory.find_person(james, "maria lopez").id == "p-maria"
    assert directory.find_person(james, "Linh").id == "p-linh"
    assert directory.find_person(james, "rosa jimenez").id == "p-rosa"
    assert directory.find_person(james, "ruth.goldstein@cec.example.gov").id == "p-ruth"
    with pytest.raises(NotFound):
        directory.find_person(james, "Nobody Atall")


def test_customers_see_cecs_people_and_their_own(reading):
    maria, directory = reading.actor("maria"), reading.services.directory
    assert directory.person(maria, "p-james").name == "James Okafor"
    assert directory.person(maria, "p-linh").title == "Budget officer"
    assert "p-helen" not in {person.id for person in directory.staff(reading.actor("dana"))}


def test_the_first_administrators_come_from_the_settings(empty):
    directory = empty.services.directory
    (made,) = directory.ensure_administrators(("Ana.De_Silva@cec.example.gov",))
    assert (made.name, made.email, made.side) == ("Ana De Silva", "ana.de_silva@cec.example.gov", Side.CEC)
    assert directory.actor("U1", "ana.de_silva@cec.example.gov").is_administrator
    assert directory.ensure_administrators(("ana.de_silva@cec.example.gov",)) == ()


def test_leads_are_those_who_lead_an_agreement_and_still_work_here(reading):
    leads = reading.services.directory.leads(reading.actor("james"))
    assert [person.id for person in leads] == ["p-james", "p-priya"]
    with pytest.raises(NotAllowed):
        reading.services.directory.leads(reading.actor("maria"))


def test_staff_named_in_the_settings_become_administrators(office):
    office.services.directory.ensure_administrators(("james.okafor@cec.example.gov",))
    assert office.actor("james").is_administrator


@pytest.mark.parametrize("email", ["maria.lopez@nrcs.example.gov", "nonsense", "@x.gov", "a b@c.gov"])
def test_no_customer_and_no_nonsense_becomes_an_administrator(office, email):
    with pytest.raises(InvalidInput):
        office.services.directory.ensure_administrators((email,))
    assert not office.actor("maria").is_administrator


def test_an_administrator_who_was_deactivated_stays_so_while_there_is_another(office):
    assert office.services.directory.ensure_administrators(("helen.brandt@cec.example.gov",)) == ()
    assert office.actor("helen").person is None


def test_without_any_other_administrator_a_deactivated_one_comes_back(office):
    with office.storage.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-dana"), active=False))
        work.commit()
    (back,) = office.services.directory.ensure_administrators(("dana.whitfield@cec.example.gov",))
    assert back.active
    assert office.actor("dana").is_administrator
