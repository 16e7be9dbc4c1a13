"""What a sentence says about a contact."""

import pytest

from bot.contact_words import ContactWords, gives_contact, read_contact, wants_to_start
from domain.people import Side
from services.cards import PersonCard


def a_card(name: str) -> PersonCard:
    key = name.split()[0].lower()
    return PersonCard(f"p-{key}", name, f"{key}@a.gov", Side.CUSTOMER, "nrcs", "", "", "UTC", (), True, None)


PEOPLE = (a_card("Omar Diaz"), a_card("Tom Brandt"), a_card("Karen Fields"))


def read(text: str) -> ContactWords:
    return read_contact(text, PEOPLE)


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("our new budget officer is Maria Lopez, m.l@nrcs.example.gov", "Maria Lopez", "m.l@nrcs.example.gov"),
        ("Our new Budget Officer is Maria Lopez.", "Maria Lopez", ""),
        ("please add Lucia de la Ortega as our budget officer", "Lucia de la Ortega", ""),
        ("budget officer: maria.lopez@nrcs.example.gov", "Maria Lopez", "maria.lopez@nrcs.example.gov"),
        ("budget officer: mlopez7@nrcs.example.gov.", "", "mlopez7@nrcs.example.gov"),
        ("the new ISSO is Aoife O'Neill-Byrne", "Aoife O'Neill-Byrne", ""),
        ("Tom Brandt has retired, Keisha Monroe takes over as program official", "Keisha Monroe", ""),
        ("update our POC list", "", ""),
    ],
)  # fmt: skip
def test_name_and_address_are_read(text: str, name: str, email: str) -> None:
    found = read(text)
    assert (found.name, found.email) == (name, email)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("put down 816-555-0110 as my direct line", "816-555-0110"),
        ("her number is (202) 555-0143 ext 12", "(202) 555-0143 ext 12"),
        ("for SLA-2027-0031", ""),
        ("since 2026-11-02", ""),
    ],
)
def test_a_phone_number_is_read(text: str, phone: str) -> None:
    assert read(text).phone == phone


@pytest.mark.parametrize(
    ("text", "leaver"),
    [
        ("Omar left. New tech lead is Jess Whitaker.", "Omar Diaz"),
        ("Tom Brandt has retired", "Tom Brandt"),
        ("Karen no longer works here", "Karen Fields"),
        ("Karen's phone number is wrong", None),
        ("Omar and Tom left", None),
        ("I left", None),
    ],
)
def test_who_leaves_is_one_of_the_people(text: str, leaver: str | None) -> None:
    found = read(text).leaves
    assert (found.name if found else None) == leaver


@pytest.mark.parametrize(
    ("text", "myself"),
    [
        ("I am now the program manager for Forest Service", True),
        ("add me to the contact list", True),
        ("I'm no longer the contact for FNS", False),
        ("I'm telling you that our budget officer is Ana Ruiz", False),
    ],
)
def test_whether_the_speaker_means_themselves(text: str, myself: bool) -> None:
    assert read(text).myself is myself


def test_a_person_of_the_directory_is_recognized() -> None:
    found = read("Karen's phone number is wrong").known
    assert found is not None
    assert found.name == "Karen Fields"
    assert read("Will the fields be wrong").known is None


@pytest.mark.parametrize(
    "text",
    [
        "I want to do business with CEC", "we'd like to start with CEC", "we want to become a customer",
        "hi, we are interested in working with you", "My agency is ready to get started with CEC",
        "We're looking to sign up with CEC",
    ],
)  # fmt: skip
def test_who_wants_to_start_is_heard(text: str) -> None:
    assert wants_to_start(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do we do business with CEC", "what happens after the survey", "I want to start the survey",
        "we want to start with phones", "we need to work with our budget office", "how do we become a customer",
        "we want to renew for next year",
    ],
)  # fmt: skip
def test_other_wishes_are_not(text: str) -> None:
    assert not wants_to_start(text)


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Our technical lead for SLA-2027-0031 is Anjali Mehta, and Linh Tran is our budget officer", True),
        ("our new budget officer will be Maria Lopez", True),
        ("the budget officer is Maria Lopez, m.l@nrcs.example.gov", True),
        ("who is our budget officer", False),
        ("is our budget officer Maria Lopez", False),
        ("tell me who the contact of ours is James Okafor or Priya Raman", False),
        ("our budget officer is Maria Lopez, isn't she?", False),
    ],
)
def test_telling_who_somebody_is_differs_from_asking(text: str, gives: bool) -> None:
    assert gives_contact(text) is gives


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("our budget officer is maria lopez, maria.lopez@usda.gov", "Maria Lopez"),
        ("our budget officer is maria lopez, mlopez@usda.gov", "Maria Lopez"),
        ("the technical lead is ana de la cruz (adelacruz@rma.example.gov)", "Ana de la Cruz"),
        ("our lead is sean o'brien and his email is sobrien@rma.example.gov", "Sean O'Brien"),
        ("please add lee wu, lwu@rma.example.gov", "Lee Wu"),
        ("our budget officer is maria lopez, office@usda.gov", ""),  # the address does not vouch for it
        ("our budget officer is lopez@usda.gov", ""),
        ("our new budget officer is officer@usda.gov", ""),
    ],
)
def test_a_name_in_small_letters_counts_where_the_address_vouches_for_it(text: str, name: str) -> None:
    assert read_contact(text, []).name == name


@pytest.mark.parametrize(
    "text", ["start with CEC", "Please, let's start doing business with CEC", "open a new agreement"]
)
def test_a_few_words_are_enough_to_start(text: str) -> None:
    assert wants_to_start(text)
    assert not wants_to_start(f"how do I {text}")
