"""People, organizations and contacts as results show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.organizations import Organization
from domain.people import Contact, Person, Role, Side
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PersonCard:
    """A person as others may see them. `active` is false for someone who left."""

    id: str
    name: str
    email: str
    side: Side
    organization: str | None
    title: str
    phone: str
    time_zone: str
    areas: tuple[str, ...]
    active: bool
    slack_user_id: str | None


@dataclass(frozen=True)
class ContactCard:
    """Who has which role in an agreement."""

    person: PersonCard
    side: Side
    role: Role


@dataclass(frozen=True)
class OrganizationCard:
    key: str
    name: str
    abbreviation: str
    active: bool


def person_card(person: Person) -> PersonCard:
    return PersonCard(
        id=person.id,
        name=person.name,
        email=person.email,
        side=person.side,
        organization=person.organization,
        title=person.title,
        phone=person.phone,
        time_zone=person.time_zone,
        areas=person.areas,
        active=person.active,
        slack_user_id=person.slack_user_id,
    )


def organization_card(organization: Organization) -> OrganizationCard:
    return OrganizationCard(organization.key, organization.name, organization.abbreviation, organization.active)


def people_cards(work: UnitOfWork, ids: Iterable[str]) -> Mapping[str, PersonCard]:
    """The cards of those people, by id; ids of nobody (such as `system`) are left out."""
    return {person.id: person_card(person) for person in work.people.several(ids)}


def contact_cards(contacts: Iterable[Contact], people: Mapping[str, PersonCard]) -> tuple[ContactCard, ...]:
    """In the order of the roles, the customer's side first."""
    cards = [ContactCard(people[c.person_id], c.side, c.role) for c in contacts if c.person_id in people]
    roles = list(Role)
    return tuple(sorted(cards, key=lambda card: (card.side is Side.CEC, roles.index(card.role))))
