"""Contact sheets: who has which role, and which roles nobody has."""

from domain.agreement_lists import AgreementFilter
from domain.agreements import Agreement
from domain.contacts import vacancies
from domain.organizations import Organization
from domain.people import Role
from services.agreement_cards import ContactSheet
from services.agreement_status import organization_of
from services.cards import contact_cards, organization_card, people_cards, person_card
from storage.unit_of_work import UnitOfWork

MOST_SHEETS = 10


def sheet_of_agreement(work: UnitOfWork, agreement: Agreement, role: Role | None = None) -> ContactSheet:
    """The agreement's contacts, or only those in a role. People who left are not among them."""
    people = people_cards(work, (contact.person_id for contact in agreement.contacts))
    cards = contact_cards(agreement.contacts, people)
    return ContactSheet(
        organization=organization_of(work, agreement),
        agreement=agreement.number,
        title=agreement.title,
        asked_role=role,
        contacts=tuple(c for c in cards if c.person.active and (role is None or c.role is role)),
        people=(),
        vacant=vacancies(agreement),
    )


def sheets_of_organization(work: UnitOfWork, organization: Organization, role: Role | None) -> tuple[ContactSheet, ...]:
    """A sheet for each open agreement, by urgency; the organization's people when it has none."""
    found = work.agreements.page(AgreementFilter(organization=organization.key), 0, MOST_SHEETS)
    if found.items:
        agreements = work.agreements.several(summary.id for summary in found.items)
        return tuple(sheet_of_agreement(work, agreement, role) for agreement in agreements)
    people = tuple(person_card(p) for p in work.people.of_organization(organization.key) if p.active)
    return (ContactSheet(organization_card(organization), None, None, role, (), people, ()),)
