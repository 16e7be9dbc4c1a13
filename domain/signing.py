"""Signing one version of an agreement: who signs, in which order, what was opened, signed or declined.

A signature binds the SHA-256 of the document that was opened, with the typed name and the statement of intent that make
it an electronic signature (15 U.S.C. 7006(5)). Whatever changes the document voids every signature.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.history import Change
from domain.people import Person
from domain.signer_names import same_name
from domain.signing_places import PLACES, Place, document_words, signers_at, statement_of

LONGEST_REASON = 500


class SigningState(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    DECLINED = "declined"
    VOID = "void"


@dataclass(frozen=True)
class Signature:
    """`person` signed as `typed`; `signer` is the official for whom it counts: another one where a deputy signed."""

    place: Place
    person: str
    signer: str
    typed: str
    statement: str
    sha256: str
    at: datetime


@dataclass(frozen=True)
class Opening:
    """That a person opened the document."""

    person: str
    at: datetime


@dataclass(frozen=True)
class Signing:
    """One document that is to be signed by all four officials, in `order`. `sha256` is that of its PDF.

    `reason` says why it was declined or void. `revision` counts its changes.
    """

    id: str
    agreement: str
    organization: str
    version: int
    sha256: str
    order: tuple[Place, ...]
    at: datetime
    amendment: int = 0
    state: SigningState = SigningState.OPEN
    openings: tuple[Opening, ...] = ()
    signatures: tuple[Signature, ...] = ()
    ended_at: datetime | None = None
    ended_by: str | None = None
    reason: str = ""
    revision: int = 1

    @property
    def next_place(self) -> Place | None:
        """Whose turn it is; None once it is over."""
        if self.state is not SigningState.OPEN:
            return None
        return next((place for place in self.order if self.signature_at(place) is None), None)

    def signature_at(self, place: Place) -> Signature | None:
        return next((each for each in self.signatures if each.place == place), None)

    def was_opened_by(self, person: str) -> bool:
        return any(opening.person == person for opening in self.openings)

    @property
    def is_complete(self) -> bool:
        """Whether every official signed this very document."""
        signed = {each.place for each in self.signatures if each.sha256 == self.sha256}
        return self.state is SigningState.SIGNED and signed == set(PLACES)


def opened(signing: Signing, person: str, sha256: str, at: datetime) -> Signing:
    """That a person opened the document; a second time changes nothing. Raises Conflict for another document."""
    _refuse_other_document(signing, sha256)
    if signing.was_opened_by(person):
        return signing
    return _moved(signing, openings=(*signing.openings, Opening(person, at)))


def refuse_to_read(
    signing: Signing, agreement: Agreement, person: Person, may_sign_for: Collection[str], sha256: str
) -> None:
    """Raises NotAllowed for who has not to sign, Conflict once it is over or signed, and for another document."""
    _must_be_open(signing)
    _places_of(signing, agreement, person, may_sign_for)
    _refuse_other_document(signing, sha256)


def sign(
    signing: Signing,
    agreement: Agreement,
    person: Person,
    may_sign_for: Collection[str],
    sha256: str,
    typed: str,
    intends: bool,
    at: datetime,
    names: dict[str, str],
) -> tuple[Signing, Change]:
    """Sign where it is one's turn. `may_sign_for` are the officials for whom the person may sign, themselves included;
    `names` their names.

    Raises NotAllowed for anyone who has not to sign, Conflict out of order, a second time, for another document and
    before it was opened, InvalidInput for a name that is not the person's own and without the statement of intent.
    """
    _must_be_open(signing)
    place, signer = _own_place(signing, agreement, person, may_sign_for)
    _refuse_other_document(signing, sha256)
    if not signing.was_opened_by(person.id):
        raise Conflict("Open the document and read it first. Then you can sign it.")
    if not same_name(typed, person.name):
        raise InvalidInput("name", f"Type your name as it stands in the agreement: {person.name}.")
    if not intends:
        raise InvalidInput("intent", "Confirm the statement: without it your name is no signature.")
    for_whom = names.get(signer) if signer != person.id else None
    statement = statement_of(place, document_words(agreement.number, signing.version, signing.amendment), for_whom)
    signature = Signature(place, person.id, signer, " ".join(typed.split()), statement, signing.sha256, at)
    signatures = (*signing.signatures, signature)
    done = len(signatures) == len(signing.order)
    ended = {"state": SigningState.SIGNED, "ended_at": at, "ended_by": person.id} if done else {}
    changed = _moved(signing, signatures=signatures, **ended)
    return changed, _change(changed, "signed", place.key, at, person.id, f"SHA-256 {signing.sha256}")


def decline(
    signing: Signing,
    agreement: Agreement,
    person: Person,
    may_sign_for: Collection[str],
    sha256: str,
    reason: str,
    at: datetime,
) -> tuple[Signing, Change]:
    """Whose signature is missing still declines, in turn or not: every signature is void. Raises NotAllowed for anyone
    else, InvalidInput without a reason, Conflict once it is over and for another document."""
    _must_be_open(signing)
    place, _ = _places_of(signing, agreement, person, may_sign_for)[0]
    _refuse_other_document(signing, sha256)
    if not (given := reason.strip()):
        raise InvalidInput("reason", "Say why you do not sign, so that the others know what to change.")
    if len(given) > LONGEST_REASON:
        raise InvalidInput("reason", f"Give a reason of at most {LONGEST_REASON} characters.")
    changed = _ended(signing, SigningState.DECLINED, at, person.id, given)
    return changed, _change(changed, "signature_declined", place.key, at, person.id, given)


def void(signing: Signing, at: datetime, by: str, reason: str) -> tuple[Signing, Change]:
    """The document changed, so it is signed no more. Raises Conflict once it is over."""
    _must_be_open(signing)
    changed = _ended(signing, SigningState.VOID, at, by, reason)
    return changed, _change(changed, "signing_void", str(signing.version), at, by, reason)


def places_to_sign(
    signing: Signing, agreement: Agreement, person: str, may_sign_for: Collection[str]
) -> tuple[tuple[Place, str], ...]:
    """The open places at which a person (id) may sign for these officials, in order, each with its official: with the
    person themselves where they are one. Nobody signs both for themselves and as a deputy, or as a deputy twice."""
    found = _open_places(signing, agreement, person, may_sign_for)
    return tuple((place, signer) for place, signer in found if not _barred(signing, person, signer))


def _open_places(
    signing: Signing, agreement: Agreement, person: str, may_sign_for: Collection[str]
) -> tuple[tuple[Place, str], ...]:
    is_open = signing.state is SigningState.OPEN
    waiting = [place for place in signing.order if is_open and signing.signature_at(place) is None]
    own = {place: [each for each in signers_at(agreement, place) if each in may_sign_for] for place in waiting}
    return tuple((place, person if person in own[place] else own[place][0]) for place in waiting if own[place])


def _barred(signing: Signing, person: str, signer: str) -> str:
    """Why a person who signed this document before may not sign it for that official too; empty where they may."""
    signed_before = [each for each in signing.signatures if each.person == person]
    if signed_before and signer != person:
        return "You signed this document already. Somebody else has to sign for the other official."
    as_deputy = any(each.signer != person for each in signed_before)
    return (
        "You signed this document as a deputy already. Name a deputy who signs in your own place." if as_deputy else ""
    )


def _own_place(
    signing: Signing, agreement: Agreement, person: Person, may_sign_for: Collection[str]
) -> tuple[Place, str]:
    place, signer = _places_of(signing, agreement, person, may_sign_for)[0]
    if place != (waits := signing.next_place):
        raise Conflict(f"It is not your turn yet: the {waits.label if waits else 'others'} signs before you.")
    return place, signer


def _places_of(
    signing: Signing, agreement: Agreement, person: Person, may_sign_for: Collection[str]
) -> tuple[tuple[Place, str], ...]:
    if found := places_to_sign(signing, agreement, person.id, may_sign_for):
        return found
    for _, signer in _open_places(signing, agreement, person.id, may_sign_for):
        raise Conflict(_barred(signing, person.id, signer))
    own = [place for place in signing.order if set(signers_at(agreement, place)) & set(may_sign_for)]
    if own:
        raise Conflict(f"This was signed already for the {own[0].label}. Nothing is left for you to sign.")
    raise NotAllowed(
        f"{agreement.number} is signed by the program officials and funding officials of both sides, or by a deputy "
        "whom one of them named. You are none of them."
    )


def _must_be_open(signing: Signing) -> None:
    if signing.state is SigningState.SIGNED:
        raise Conflict("This document was signed by all already. Nothing is left to sign.")
    if signing.state is not SigningState.OPEN:
        raise Conflict("This document is no longer to be signed: it was declined or changed. A new one will follow.")


def _refuse_other_document(signing: Signing, sha256: str) -> None:
    if sha256 != signing.sha256:
        raise Conflict("The document has changed since you opened it. Open the new one and read it before you sign.")


def _ended(signing: Signing, state: SigningState, at: datetime, by: str, reason: str) -> Signing:
    return _moved(signing, state=state, ended_at=at, ended_by=by, reason=reason)


def _moved(signing: Signing, **changes: object) -> Signing:
    return replace(signing, revision=signing.revision + 1, **changes)  # pyright: ignore[reportArgumentType]


def _change(signing: Signing, field: str, what: str, at: datetime, by: str, note: str) -> Change:
    return Change("agreement", signing.agreement, signing.organization, field, None, what, at, by, note)
