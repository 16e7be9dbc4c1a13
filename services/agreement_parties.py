"""Who an agreement's document names: its parties with their contacts, and who signs it."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from documents.agreement_facts import AgreementFacts, Party, PartyContact, Signer
from domain.agreements import Agreement
from domain.organizations import Organization
from domain.people import Person, Role, Side
from domain.proposal_versions import ProposalVersion
from domain.signing_places import order_from, signers_at
from services.settings_table import OFFICE_ZONE, SIGNING_ORDER, value_of
from storage.unit_of_work import UnitOfWork

CEC_NAME, CEC_ABBREVIATION = "Client Experience Center", "CEC"


def agreement_facts(work: UnitOfWork, agreement: Agreement, version: ProposalVersion) -> AgreementFacts:
    """As the agreement, its people and the office's settings are now."""
    people = _people(work, agreement)
    organization = work.organizations.get(agreement.organization)
    return AgreementFacts(
        number=agreement.number,
        title=agreement.title,
        customer=_customer(organization, agreement, people),
        cec=Party(CEC_NAME, CEC_ABBREVIATION, _contacts(agreement, Side.CEC, people)),
        version=version,
        price_note=work.catalog.version(version.catalog_version).notice,
        zone=ZoneInfo(value_of(work, OFFICE_ZONE)),
        signers=tuple(_signers(work, agreement, people)),
    )


def signers_of(work: UnitOfWork, agreement: Agreement) -> tuple[Signer, ...]:
    """Who would sign a document that is made now, in the office's order. A role that nobody active has is unnamed."""
    return tuple(_signers(work, agreement, _people(work, agreement)))


def _people(work: UnitOfWork, agreement: Agreement) -> Mapping[str, Person]:
    return {person.id: person for person in work.people.several(c.person_id for c in agreement.contacts)}


def _customer(organization: Organization, agreement: Agreement, people: Mapping[str, Person]) -> Party:
    return Party(organization.name, organization.abbreviation, _contacts(agreement, Side.CUSTOMER, people))


def _contacts(agreement: Agreement, side: Side, people: Mapping[str, Person]) -> tuple[PartyContact, ...]:
    roles: dict[str, list[Role]] = {}
    for contact in agreement.contacts:
        if contact.side is side and contact.person_id in people and people[contact.person_id].active:
            roles.setdefault(contact.person_id, []).append(contact.role)
    return tuple(_contact(people[person_id], tuple(held)) for person_id, held in roles.items())


def _contact(person: Person, roles: tuple[Role, ...]) -> PartyContact:
    return PartyContact(person.name, roles, person.title, person.email, person.phone)


def _signers(work: UnitOfWork, agreement: Agreement, people: Mapping[str, Person]) -> Iterator[Signer]:
    for place in order_from(value_of(work, SIGNING_ORDER)):
        active = (people[each] for each in signers_at(agreement, place) if each in people and people[each].active)
        person = next(active, None)
        yield Signer(place.side, place.role, person.name, person.title) if person else Signer(place.side, place.role)
