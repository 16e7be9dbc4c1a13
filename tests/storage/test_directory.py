"""Organizations and people, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from domain.errors import Conflict, InvalidInput, NotFound
from domain.organizations import Organization
from domain.people import Person, Side
from storage.unit_of_work import Storage
from tests.builders import a_person
from tests.storage.filling import FNS, NRCS, PEOPLE, fill_directory
from tests.storage.texts import CLEANED, TEXTS


def save(storage: Storage, *things: Organization | Person) -> None:
    with storage.unit_of_work() as work:
        for thing in things:
            repository = work.organizations if isinstance(thing, Organization) else work.people
            repository.save(thing)  # pyright: ignore[reportArgumentType]
        work.commit()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_comes_back_as_it_was(storage: Storage, text: str):
    written = Organization("key", text, text[:50], (text, text), ("example.gov",), active=False)
    person = a_person("p-9", organization="key", name=text, title=text, phone=text, areas=(text,))
    save(storage, written, person)
    with storage.reading() as work:
        assert work.organizations.get("key") == written
        assert work.people.get("p-9") == person


@pytest.mark.parametrize(("written", "kept"), CLEANED.values(), ids=CLEANED)
def test_characters_that_no_text_holds_are_left_out(storage: Storage, written: str, kept: str):
    save(storage, replace(NRCS, name=written))
    with storage.reading() as work:
        assert work.organizations.get("nrcs").name == kept


def test_saving_again_updates(storage: Storage):
    save(storage, NRCS, FNS)
    changed = replace(NRCS, name="New name", aliases=(), email_domains=("new.gov", "nrcs.example.gov"), active=False)
    save(storage, changed)
    with storage.reading() as work:
        assert work.organizations.get("nrcs") == changed
        assert work.organizations.all() == (FNS, changed)


def test_what_does_not_exist_is_not_found(storage: Storage):
    with storage.reading() as work:
        assert work.organizations.find("none") is None
        assert work.people.find("none") is None
        assert work.people.by_email("none@example.gov") is None
        assert work.people.by_slack_id("U404") is None
        with pytest.raises(NotFound):
            work.organizations.get("none")
        with pytest.raises(NotFound):
            work.people.get("none")


@pytest.mark.parametrize(
    ("domain", "found"),
    [
        ("nrcs.example.gov", "nrcs"),
        ("NRCS.Example.GOV", "nrcs"),
        ("food.example.gov", "fns"),
        ("example.gov", None),
        ("evil-nrcs.example.gov", None),
        ("sub.nrcs.example.gov", None),
        ("", None),
        ("%", None),
    ],
)
def test_an_organization_is_known_by_its_exact_domains(storage: Storage, domain: str, found: str | None):
    save(storage, NRCS, FNS)
    with storage.reading() as work:
        organization = work.organizations.by_email_domain(domain)
    assert (organization and organization.key) == found


def test_a_domain_belongs_to_one_organization(storage: Storage):
    save(storage, NRCS)
    with pytest.raises(Conflict, match="domain already belongs to another organization"):
        save(storage, replace(FNS, email_domains=("nrcs.example.gov",)))


def test_a_domain_named_twice_or_in_capitals_is_kept_once(storage: Storage):
    save(storage, replace(NRCS, email_domains=("A.gov", "a.gov")))
    with storage.reading() as work:
        assert work.organizations.get("nrcs").email_domains == ("a.gov",)


def test_people_are_found_by_every_way_to_know_them(storage: Storage):
    person = a_person("p-1", email="dana.reyes@nrcs.gov", slack_user_id="U77", administrator=True, areas=("network",))
    save(storage, NRCS, person)
    with storage.reading() as work:
        assert work.people.get("p-1") == person
        assert work.people.by_email(" Dana.Reyes@NRCS.gov ") == person
        assert work.people.by_slack_id("U77") == person
        assert work.people.several(["p-1", "none", "p-1"]) == (person,)
        assert work.people.several([]) == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"email": "P-1@example.gov"}, "e-mail address"), ({"slack_user_id": "U1"}, "Slack account")],
)
def test_an_email_or_slack_account_belongs_to_one_person(storage: Storage, changes: dict[str, Any], said: str):
    save(storage, NRCS, a_person("p-1", slack_user_id="U1"))
    with pytest.raises(Conflict, match=said):
        save(storage, a_person("p-2", **changes))


def test_a_person_is_read_as_they_are_after_they_were_saved_or_held(storage: Storage):
    with storage.unit_of_work() as work:
        assert work.people.find("p-1") is None
        work.people.save(a_person("p-1", Side.CEC, name="Ann"))
        assert work.people.get("p-1").name == "Ann"
        work.commit()
    with storage.unit_of_work() as work:
        assert work.people.get("p-1").name == "Ann"
        work.people.save(a_person("p-1", Side.CEC, name="Bea"))
        assert [person.name for person in work.people.several(["p-1", "nobody"])] == ["Bea"]
        held = work.people.held("p-1")
        assert held
        assert held.name == "Bea"


def test_two_people_without_a_slack_account_are_no_conflict(storage: Storage):
    save(storage, NRCS, a_person("p-1"), a_person("p-2"))


def test_a_person_of_an_unknown_organization_is_refused(storage: Storage):
    with pytest.raises(InvalidInput):
        save(storage, a_person("p-1", organization="none"))


def test_staff_and_people_of_an_organization_come_by_name_with_those_who_left(storage: Storage):
    fill_directory(storage)
    save(storage, a_person("left", name="Aaron Left", active=False))
    with storage.reading() as work:
        of_nrcs, staff = work.people.of_organization("nrcs"), work.people.staff()
    assert {person.id for person in staff} == {person.id for person in PEOPLE if person.side is Side.CEC}
    assert of_nrcs[0].id == "left"
    assert [person.name for person in of_nrcs] == sorted(person.name for person in of_nrcs)


NAMES = ("Dana Réyes", "Daniel O'Neill", "Ana-Lucía Réyes-Ortiz", "李 小龍", "Ødegård Ångström")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dana", {"Dana Réyes"}),
        ("DAN", {"Dana Réyes", "Daniel O'Neill"}),
        ("reyes", {"Dana Réyes", "Ana-Lucía Réyes-Ortiz"}),
        ("reyes ana", {"Ana-Lucía Réyes-Ortiz"}),
        ("Réyes, Dana", {"Dana Réyes"}),
        ("ortiz", {"Ana-Lucía Réyes-Ortiz"}),
        ("neill", {"Daniel O'Neill"}),
        ("李", {"李 小龍"}),
        ("angstrom", {"Ødegård Ångström"}),
        ("ana dana", set()),
        ("%", set()),
        ("", set()),
        ("😀", set()),
        ("x" * 5_000, set()),
    ],
)
def test_people_are_found_by_the_beginnings_of_their_names(storage: Storage, words: str, found: set[str]):
    save(storage, NRCS, *(a_person(f"p-{place}", name=name) for place, name in enumerate(NAMES)))
    with storage.reading() as work:
        assert {person.name for person in work.people.named(words)} == found


def test_a_new_name_replaces_the_old_one_in_searches(storage: Storage):
    save(storage, NRCS, a_person("p-1", name="Dana Reyes"))
    save(storage, a_person("p-1", name="Dana Cole"))
    with storage.reading() as work:
        assert work.people.named("reyes") == ()
        assert [person.id for person in work.people.named("dana cole")] == ["p-1"]


def test_no_more_people_than_asked_for(storage: Storage):
    save(storage, NRCS, *(a_person(f"p-{place}", name=f"Dana {place}") for place in range(5)))
    with storage.reading() as work:
        assert len(work.people.named("dana", limit=3)) == 3
