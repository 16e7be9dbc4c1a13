# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
"""Nobody learns anything about another organization: not even that something exists."""

import logging
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement_lists import AgreementFilter
from domain.agreement_numbers import agreement_number
from domain.errors import CecError, NotAllowed, NotFound
from domain.people import Role, Side
from domain.permissions import Actor
from services import Services
from services.agreement_changes import NewAgreement
from services.contact_cards import ContactGiven
from tests.builders import TERM
from tests.services.office import AT, SAMPLE, Office

type Read = Callable[[Services, Actor, str], object]

BY_NUMBER: dict[str, Read] = {
    "status": lambda s, a, n: s.agreements.status(a, n),
    "next step": lambda s, a, n: s.agreements.next_step(a, n),
    "contacts": lambda s, a, n: s.agreements.contacts(a, agreement=n),
    "history": lambda s, a, n: s.agreements.history(a, n),
    "record": lambda s, a, n: s.agreements.record(a, n, "needs_recorded"),
    "advance": lambda s, a, n: s.agreements.advance(a, n),
    "close": lambda s, a, n: s.agreements.close(a, n, "no longer needed"),
    "name contact": lambda s, a, n: s.contacts.name(
        a, [n], ContactGiven(Side.CUSTOMER, Role.TECHNICAL_LEAD, "p-maria"), AT
    ),
    "remove contact": lambda s, a, n: s.contacts.remove(a, n, "p-erik", Role.PROGRAM_MANAGER),
}
BY_ORGANIZATION: dict[str, Read] = {
    "agreements of": lambda s, a, o: s.agreements.of_organization(a, o),
    "list": lambda s, a, o: s.agreements.list(a, AgreementFilter(organization=o)),
    "renewals": lambda s, a, o: s.agreements.renewals(a, organization=o),
    "contacts": lambda s, a, o: s.agreements.contacts(a, organization=o),
    "organization": lambda s, a, o: s.directory.organization(a, o),
    "resolve": lambda s, a, o: s.directory.resolve_organization(a, o),
    "people": lambda s, a, o: s.directory.people(a, o),
    "open agreement": lambda s, a, o: s.agreements.open(a, NewAgreement(o, "Seats", TERM)),
    "bind channel": lambda s, a, o: s.channels.bind(a, "C9", o),
    "channels of": lambda s, a, o: s.channels.of_organization(a, o),
}
BY_PERSON: dict[str, Read] = {"person": lambda s, a, p: s.directory.person(a, p)}

NUMBERS_OF_OTHERS = [a.number for a in SAMPLE.agreements if a.organization != "nrcs"]
NO_NUMBERS = ["SLA-2027-9999", "SLA-2031-0001", "sla 2027-77"]
OTHERS = [o.key for o in SAMPLE.organizations if o.key != "nrcs"]
OTHER_PEOPLE = [p.id for p in SAMPLE.people if p.organization not in (None, "nrcs")]


def answer(read: Read, services: Services, actor: Actor, about: str) -> tuple[type, str]:
    """What someone gets to see, which must be a refusal."""
    with pytest.raises(CecError) as refusal:
        read(services, actor, about)
    return type(refusal.value), str(refusal.value)


@pytest.mark.parametrize("name", BY_NUMBER)
def test_an_agreement_of_others_looks_like_one_that_does_not_exist(reading: Office, name: str):
    maria, read = reading.actor("maria"), BY_NUMBER[name]
    for others in NUMBERS_OF_OTHERS:
        for none in NO_NUMBERS:
            assert answer(read, reading.services, maria, others) == answer(read, reading.services, maria, none)


@pytest.mark.parametrize("name", BY_ORGANIZATION)
def test_another_organization_looks_like_one_that_does_not_exist(reading: Office, name: str):
    maria, read = reading.actor("maria"), BY_ORGANIZATION[name]
    expected = answer(read, reading.services, maria, "nowhere")
    for other in OTHERS:
        assert answer(read, reading.services, maria, other) == expected


def test_another_organizations_person_looks_like_nobody(reading: Office):
    maria, read = reading.actor("maria"), BY_PERSON["person"]
    for other in OTHER_PEOPLE:
        assert answer(read, reading.services, maria, other) == answer(read, reading.services, maria, "p-nobody")


@given(st.text(max_size=60) | st.from_regex(r"(sla)?[ -]?20\d\d-\d{1,5}", fullmatch=True))
def test_whatever_is_asked_for_a_customer_is_offered_only_their_own_numbers(reading: Office, asked: str):
    own = {a.number for a in SAMPLE.agreements if a.organization == "nrcs"}
    maria = reading.actor("maria")
    assert set(reading.services.agreements.nearest_numbers(maria, asked)) <= own
    if agreement_number(asked) in own:
        assert reading.services.agreements.status(maria, asked).organization.key == "nrcs"
        return
    with pytest.raises(NotFound) as refusal:
        reading.services.agreements.status(maria, asked)
    assert set(refusal.value.nearest) <= own
    assert str(refusal.value) == answer(BY_NUMBER["status"], reading.services, maria, "SLA-2027-9999")[1]


def test_what_is_refused_is_logged_with_who_and_what(reading: Office, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "cec.access"), pytest.raises(NotFound):
        reading.services.agreements.status(reading.actor("maria"), "SLA-2027-0038")
    assert [record.getMessage() for record in caplog.records] == [
        "refused: read_agreement by p-maria of nrcs, asked for fs"
    ]


def test_a_number_that_exists_nowhere_is_not_logged(reading: Office, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "cec.access"), pytest.raises(NotFound):
        reading.services.agreements.status(reading.actor("maria"), "SLA-2027-9999")
    assert not caplog.records


@pytest.mark.parametrize("who", ["nobody", "helen"])
def test_strangers_and_people_who_left_see_services_prices_and_process_only(reading: Office, who: str):
    services, someone = reading.services, reading.actor(who)
    assert services.catalog.browse(someone).rows
    assert services.knowledge.process(someone)
    for read in (
        lambda: services.agreements.own(someone),
        lambda: services.agreements.next_steps(someone),
        lambda: services.agreements.renewals(someone),
        lambda: services.agreements.contacts(someone),
        lambda: services.agreements.overview(someone),
        lambda: services.agreements.status(someone, "SLA-2027-0031"),
        lambda: services.directory.organizations(someone),
        lambda: services.directory.person(someone, "p-james"),
        lambda: services.handoffs.unsettled(someone),
        lambda: services.channels.list(someone),
        lambda: services.requests.latest(someone),
        lambda: services.admin.settings(someone),
    ):
        with pytest.raises(NotAllowed):
            read()


@pytest.mark.parametrize("who", ["maria", "james"])
def test_only_administrators_administer(reading: Office, who: str):
    services, someone = reading.services, reading.actor(who)
    for use in (
        lambda: services.admin.organizations(someone),
        lambda: services.admin.people(someone),
        lambda: services.admin.settings(someone),
        lambda: services.admin.set_setting(someone, "office_opens", "07:00"),
        lambda: services.admin.deactivate_person(someone, "p-dana"),
        lambda: services.imports.people(someone, b"", "people.csv"),
        lambda: services.catalog.import_catalog(someone, services.catalog.current().catalog, "x"),
    ):
        with pytest.raises(NotAllowed):
            use()


def test_the_export_is_for_the_server_alone(reading: Office):
    with pytest.raises(NotAllowed):
        reading.services.exports.write(reading.actor("dana"), None)  # pyright: ignore[reportArgumentType]
