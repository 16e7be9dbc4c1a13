"""What the documents of an agreement say: read from the agreement, its versions, its signatures and its payments."""

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from documents.agreement_facts import (
    AgreementFacts,
    Facts,
    Party,
    PartyContact,
    ScheduleFacts,
    Signature,
    SignedFacts,
    Signer,
)
from documents.agreement_files import Wanted
from documents.change_rows import changes_facts
from domain.agreement_documents import DocumentKind, KeptDocument, Occasion, formats_of
from domain.agreements import Agreement
from domain.organizations import Organization
from domain.people import Person, Role, Side
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from domain.signing import Signing
from domain.signing_places import order_from
from services.funding_parts import coming_schedule
from services.settings_table import OFFICE_ZONE, SIGNING_ORDER, value_of
from storage.unit_of_work import UnitOfWork

CEC_NAME, CEC_ABBREVIATION = "Client Experience Center", "CEC"

_AGREED = (NegotiationState.AGREED, NegotiationState.IN_FORCE)


def occasions_of(work: UnitOfWork, agreement: Agreement, version: int) -> tuple[Occasion, ...]:
    """What a version went through; a version that was made was presented."""
    negotiation = work.proposals.find(agreement.id)
    signed = signing_of(work, agreement, version) is not None
    agreed = negotiation is not None and negotiation.current == version and negotiation.state in _AGREED
    reached = {Occasion.PRESENTED: True, Occasion.ACCEPTED: agreed or signed, Occasion.SIGNED: signed}
    return tuple(occasion for occasion in Occasion if reached[occasion])


def waits_for_signatures(work: UnitOfWork, agreement: Agreement, version: int) -> bool:
    """Whether both sides accepted this version here, and not all have signed it. What was signed before it was kept
    here is signed no more."""
    found = work.proposals.find(agreement.id)
    return found is not None and (found.current, found.state) == (version, NegotiationState.AGREED)


def signing_of(work: UnitOfWork, agreement: Agreement, version: int) -> Signing | None:
    """The signing by which all signed this version, None before."""
    found = (each for each in work.signings.of_agreement(agreement.id) if each.version == version)
    return next((each for each in found if each.is_complete), None)


def wanted_files(
    work: UnitOfWork, agreement: Agreement, version: ProposalVersion, kept: tuple[KeptDocument, ...], today: date
) -> tuple[Wanted, ...]:
    """The files of a version that are not kept yet. `today` is the day at CEC's office."""
    there = {(each.kind, each.format) for each in kept}
    occasions = occasions_of(work, agreement, version.number)
    missing = [
        (kind, form)
        for occasion in occasions
        for kind in occasion.kinds
        for form in formats_of(kind)
        if (kind, form) not in there
    ]
    if not missing:
        return ()
    facts = _facts_by_kind(work, agreement, version, today)
    return tuple(Wanted(kind, form, facts[kind]) for kind, form in missing if kind in facts)


def _facts_by_kind(
    work: UnitOfWork, agreement: Agreement, version: ProposalVersion, today: date
) -> Mapping[DocumentKind, Facts]:
    """Of each kind that the version can have: the first one of all has nothing to be compared with."""
    facts = agreement_facts(work, agreement, version)
    found: dict[DocumentKind, Facts] = dict.fromkeys(DocumentKind, facts)
    found[DocumentKind.SCHEDULE] = ScheduleFacts(facts, coming_schedule(work, agreement, version, today))
    for kind in (DocumentKind.CHANGES, DocumentKind.SIGNED_AGREEMENT):
        del found[kind]
    before = _compared_with(work, agreement, version)
    if before is not None:
        found[DocumentKind.CHANGES] = changes_facts(facts, before)
    signing = signing_of(work, agreement, version.number)
    if signing is not None:
        found[DocumentKind.SIGNED_AGREEMENT] = _signed(work, facts, signing)
    return found


def agreement_facts(work: UnitOfWork, agreement: Agreement, version: ProposalVersion) -> AgreementFacts:
    people = {person.id: person for person in work.people.several(c.person_id for c in agreement.contacts)}
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


def _compared_with(work: UnitOfWork, agreement: Agreement, version: ProposalVersion) -> ProposalVersion | None:
    """The version before in the same negotiation; the first of an amendment changes what is in force."""
    earlier = [each for each in work.proposals.versions(agreement.id) if each.number < version.number]
    same = [each for each in earlier if each.amendment == version.amendment]
    signed = {each.version for each in work.signings.of_agreement(agreement.id) if each.is_complete}
    in_force = [each for each in earlier if each.number in signed]
    return next((each for each in (*same[-1:], *in_force[-1:])), None)


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
        named = agreement.holder_of(place.side, place.role)
        person = people.get(named) if named else None
        yield Signer(place.side, place.role, person.name, person.title) if person else Signer(place.side, place.role)


def _signed(work: UnitOfWork, facts: AgreementFacts, signing: Signing) -> SignedFacts:
    ids = {person for each in signing.signatures for person in (each.person, each.signer)}
    names = {person.id: person.name for person in work.people.several(ids)}
    signatures = tuple(
        Signature(
            side=each.place.side,
            role=each.place.role,
            name=names.get(each.person, each.typed),
            typed=each.typed,
            statement=each.statement,
            at=each.at,
            deputy_of=names.get(each.signer, "") if each.signer != each.person else "",
        )
        for each in sorted(signing.signatures, key=lambda each: each.at)
    )
    return SignedFacts(facts, signatures, signing.sha256)
