"""A document that waits for signatures names its officials: when one of them is another one, nobody signs it any more,
and it is made anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from documents.agreement_facts import ScheduleFacts, Signer
from domain import signing
from domain.agreement_documents import DocumentFormat, DocumentKind, KeptDocument, Occasion, latest_editions
from domain.agreement_funding import without_signatures
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.history import Change
from domain.permissions import OPERATOR, Actor
from domain.proposal_states import NegotiationState
from domain.signing import Signing
from domain.signing_places import Place
from domain.stages import Stage
from services.agreement_document_notices import want_with_new_names
from services.agreement_parties import signers_of
from services.signing_notices import VOID, officials_of, tell_both
from storage.unit_of_work import UnitOfWork

type Changed = tuple[Agreement, Sequence[Change]]


def version_to_sign(work: UnitOfWork, agreement: Agreement) -> int | None:
    """The version that both sides accepted here, until all have signed it. What was signed before it was kept here is
    signed no more."""
    found = work.proposals.find(agreement.id)
    return found.current if found and found.state is NegotiationState.AGREED else None


def file_to_sign(kept: Iterable[KeptDocument]) -> str | None:
    """The SHA-256 of the file that is signed, among the files of a version; None before it is made."""
    wanted = (DocumentKind.AGREEMENT, DocumentFormat.PDF)
    return next((each.sha256 for each in latest_editions(kept) if (each.kind, each.format) == wanted), None)


def refuse_replaced(work: UnitOfWork, agreement: Agreement, version: int, sha256: str) -> None:
    """Raises Conflict for a document in whose place another one was made, or has to be made."""
    latest = file_to_sign(work.agreement_documents.of_version(agreement.id, version))
    said = work.agreement_documents.facts(ScheduleFacts, agreement.id, version, Occasion.ACCEPTED)
    if latest not in (None, sha256) or (said and other_officials(work, agreement, said[1])):
        raise Conflict(f"The document of {agreement.number} that is to be signed was made anew meanwhile.")


def other_officials(work: UnitOfWork, agreement: Agreement, said: ScheduleFacts) -> str:
    """In sentences: which officials whom the document names are others by now; empty where all are the same. Who was
    not named before does not count."""
    now = {(each.side, each.role): each for each in signers_of(work, agreement)}
    named = (each for each in said.agreement.signers if each.name)
    return " ".join(filter(None, (_difference(each, now[each.side, each.role]) for each in named)))


def without_outdated_signatures(
    work: UnitOfWork, actor: Actor, agreement: Agreement, at: datetime, person: str = ""
) -> Changed:
    """The agreement without the signatures of a document that names other officials; both are for the caller to keep.

    Those concerned are told, and the document is wanted with the new names. `person` (id) is who has another name or
    title, or has left.
    """
    version = version_to_sign(work, agreement)
    if version is None:
        return agreement, ()
    work.needs.hold(agreement.id)
    kept = work.agreement_documents.facts(ScheduleFacts, agreement.id, version, Occasion.ACCEPTED)
    reason = other_officials(work, agreement, kept[1]) if kept else _changed_unseen(work, agreement, version, person)
    if not reason:
        return agreement, ()
    changes: list[Change] = []
    before = officials_of(work.agreements.get(agreement.id))
    for each in work.signings.open_of([agreement.id]):
        agreement, more = voided(work, actor, agreement, each, at, f"{reason} The document is made anew.", before)
        changes += more
    want_with_new_names(work, agreement, version, at)
    return agreement, changes


def renew_documents_of(work: UnitOfWork, actor: Actor, person: str, at: datetime) -> None:
    """A person (id) has another name or title, or has left."""
    for agreement in work.agreements.open_of_person(person):
        keep_changed(work, agreement, without_outdated_signatures(work, actor, agreement, at, person))


def keep_changed(work: UnitOfWork, before: Agreement, changed: Changed) -> Agreement:
    after, changes = changed
    work.history.append(*changes)
    return after if after == before else work.agreements.save(after)


def voided(
    work: UnitOfWork,
    actor: Actor,
    agreement: Agreement,
    found: Signing,
    at: datetime,
    reason: str,
    officials_before: Sequence[str] = (),
) -> Changed:
    """Nobody signs that document any more, and what was signed of it does not count. Also the actor is told, and
    who was its official before."""
    void, change = signing.void(found, at, actor.id, reason)
    work.signings.save(void, found.revision)
    tell_both(work, OPERATOR, agreement, void, VOID, officials_before)
    # Before the step is reached, and by an amendment, the agreement has no records of signatures.
    if found.amendment or agreement.stage is Stage.PROPOSAL:
        return agreement, (change,)
    agreement, changes = without_signatures(agreement, at, actor.id, reason)
    return agreement, (change, *changes)


def _changed_unseen(work: UnitOfWork, agreement: Agreement, version: int, person: str) -> str:
    """That officials change now, of a document that was made before it was kept whom it names; else empty."""
    before, now = officials_of(work.agreements.get(agreement.id)), officials_of(agreement)
    made = file_to_sign(work.agreement_documents.of_version(agreement.id, version))
    changed = before != now or person in now
    return "The officials have changed since the document was made." if made and changed else ""


def _difference(before: Signer, after: Signer) -> str:
    place = Place(before.side, before.role).label
    if not after.name:
        return f"{before.name} is no longer the {place}."
    if after.name != before.name:
        return f"{after.name} is now the {place}, where the document names {before.name}."
    return f"The title of {before.name}, {place}, has changed." if after.title != before.title else ""
