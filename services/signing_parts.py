"""Signatures: the steps of their use cases within a unit of work."""

from collections.abc import Sequence
from datetime import date

from domain.agreements import Agreement
from domain.delegations import Delegation, signers_for
from domain.errors import NotFound
from domain.people import Person
from domain.permissions import Action, Actor, decide
from domain.signing import Signing, SigningState, places_to_sign
from domain.signing_places import Place, document_words, signers_at, statement_of
from services.access import subject_of
from services.agreement_status import organization_of
from services.cards import people_cards
from services.context import Context
from services.settings_table import office_day
from services.signing_cards import DelegationView, PlaceView, SignedBy, SigningView
from storage.unit_of_work import UnitOfWork


def latest_signing(work: UnitOfWork, agreement: Agreement) -> Signing:
    """Raises NotFound before the first document was ready to be signed."""
    found = work.signings.of_agreement(agreement.id)
    if not found:
        raise NotFound(
            f"There is nothing to sign for {agreement.number} yet. Its document is signed once both sides have "
            "accepted the same version."
        )
    return found[-1]


def signed_so_far(work: UnitOfWork, agreements: Sequence[Agreement]) -> dict[str, tuple[str, ...]]:
    """Who (names) has signed a document that others have yet to sign, by the agreement's number."""
    numbers = {each.id: each.number for each in agreements}
    found = {
        numbers[each.agreement]: [one.person for one in each.signatures] for each in work.signings.open_of(numbers)
    }
    names = {person.id: person.name for person in work.people.several({one for ids in found.values() for one in ids})}
    return {number: tuple(names[each] for each in ids) for number, ids in found.items() if ids}


def may_sign_for(work: UnitOfWork, person: str, day: date) -> frozenset[str]:
    """For whom a person (id) may sign: themselves, and active officials who named them as deputy for that day."""
    found = signers_for(person, day, work.signings.delegations_of(person))
    return frozenset(each.id for each in work.people.several(found) if each.active)


def deputies_of(work: UnitOfWork, signer: str, day: date) -> tuple[Person, ...]:
    """The active people who may sign for someone (id) on that day."""
    named = (d.deputy for d in work.signings.delegations_of(signer) if d.signer == signer and d.holds_on(day))
    return tuple(person for person in work.people.several(dict.fromkeys(named)) if person.active)


def view_of(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, signing: Signing) -> SigningView:
    own = _own_places(work, context, actor, agreement, signing)
    place, signer = own[0] if own else (None, None)
    names = _names(work, agreement, signing)
    for_whom = names.get(signer or "") if signer != actor.id else None
    version = work.proposals.version(agreement.id, signing.version)
    document = document_words(agreement.number, signing.version, signing.amendment)
    return SigningView(
        number=agreement.number,
        title=agreement.title,
        organization=organization_of(work, agreement),
        version=signing.version,
        amendment=signing.amendment,
        total=version.total,
        sha256=signing.sha256,
        state=signing.state,
        today=office_day(work, context),
        since=signing.signatures[-1].at if signing.signatures else signing.at,
        places=_places(work, agreement, signing, names),
        is_signer=_is_signer(work, context, actor, agreement, signing),
        statement=statement_of(place, document, for_whom) if place else None,
        for_whom=for_whom,
        effective_on=version.terms.effective_on if signing.amendment else None,
        has_opened=signing.was_opened_by(actor.id),
        may_sign=place is not None and place == signing.next_place,
        may_decline=place is not None,
        ended_at=signing.ended_at,
        ended_by=names.get(signing.ended_by or ""),
        reason=signing.reason,
    )


def _own_places(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, signing: Signing
) -> tuple[tuple[Place, str], ...]:
    """Where the actor may still sign, with the official for whom."""
    may = decide(actor, Action.SIGN_AGREEMENT, subject_of(actor, agreement)).allowed
    if not may or agreement.closed_at is not None or signing.state is not SigningState.OPEN:
        return ()
    return places_to_sign(signing, agreement, actor.id, may_sign_for(work, actor.id, office_day(work, context)))


def _is_signer(work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, signing: Signing) -> bool:
    may = may_sign_for(work, actor.id, office_day(work, context))
    officials = {person for place in signing.order for person in signers_at(agreement, place)}
    return bool(officials & may) or any(each.person == actor.id for each in signing.signatures)


def _names(work: UnitOfWork, agreement: Agreement, signing: Signing) -> dict[str, str]:
    ids = {contact.person_id for contact in agreement.contacts} | {signing.ended_by or ""}
    ids |= {person for each in signing.signatures for person in (each.person, each.signer)}
    return {person_id: card.name for person_id, card in people_cards(work, ids).items()}


def _places(work: UnitOfWork, agreement: Agreement, signing: Signing, names: dict[str, str]) -> tuple[PlaceView, ...]:
    cards = people_cards(work, {person for place in signing.order for person in signers_at(agreement, place)})
    return tuple(
        PlaceView(
            place=place,
            people=tuple(cards[each] for each in signers_at(agreement, place) if each in cards and cards[each].active),
            signed=_signed(signing, place, names),
            is_next=place == signing.next_place,
        )
        for place in signing.order
    )


def _signed(signing: Signing, place: Place, names: dict[str, str]) -> SignedBy | None:
    found = signing.signature_at(place)
    if found is None:
        return None
    deputy_of = names.get(found.signer) if found.signer != found.person else None
    return SignedBy(names.get(found.person, found.typed), found.typed, found.statement, found.at, deputy_of)


def delegation_view(work: UnitOfWork, actor: Actor, found: Delegation, today: date) -> DelegationView:
    names = {person.id: person.name for person in work.people.several((found.signer, found.deputy))}
    return DelegationView(
        delegation=found,
        signer=names.get(found.signer, "someone"),
        deputy=names.get(found.deputy, "someone"),
        mine=found.signer == actor.id,
        holds_now=found.holds_on(today),
    )
