"""What the documents of an agreement say: read from the agreement, its versions, its signatures and its payments.

What a document says is kept when it is first made: a copy that is made later, such as the one with the signatures, says
the same, whatever became of contacts and settings meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from documents.agreement_facts import AgreementFacts, Facts, ScheduleFacts, Signature, SignedFacts, agreement_of
from documents.agreement_files import Wanted
from documents.change_rows import changes_facts
from domain.agreement_documents import DocumentKind, KeptDocument, Occasion, formats_of
from domain.agreements import Agreement
from domain.proposal_states import NegotiationState
from domain.proposal_versions import ProposalVersion
from domain.signer_names import same_name
from domain.signing import Signature as Signed
from domain.signing import Signing
from services.agreement_parties import agreement_facts
from services.funding_parts import coming_schedule
from services.signing_voids import other_officials, version_to_sign
from storage.unit_of_work import UnitOfWork

type Said = AgreementFacts | ScheduleFacts | SignedFacts

_SAID_ON: Mapping[Occasion, type[Said]] = {
    Occasion.PRESENTED: AgreementFacts,
    Occasion.ACCEPTED: ScheduleFacts,
    Occasion.SIGNED: SignedFacts,
}
_AGREED = (NegotiationState.AGREED, NegotiationState.IN_FORCE)


@dataclass(frozen=True)
class Edition:
    """What the documents of an occasion say. `is_new` while that is not kept yet."""

    number: int
    facts: Said
    is_new: bool


@dataclass(frozen=True)
class Lacking:
    """The files that a version lacks, and the editions that they are of, by occasion."""

    files: tuple[Wanted, ...]
    editions: Mapping[Occasion, Edition]


def occasions_of(work: UnitOfWork, agreement: Agreement, version: int) -> tuple[Occasion, ...]:
    """What a version went through; a version that was made was presented."""
    negotiation = work.proposals.find(agreement.id)
    signed = signing_of(work, agreement, version) is not None
    agreed = negotiation is not None and negotiation.current == version and negotiation.state in _AGREED
    reached = {Occasion.PRESENTED: True, Occasion.ACCEPTED: agreed or signed, Occasion.SIGNED: signed}
    return tuple(occasion for occasion in Occasion if reached[occasion])


def signing_of(work: UnitOfWork, agreement: Agreement, version: int) -> Signing | None:
    """The signing by which all signed this version, None before."""
    found = (each for each in work.signings.of_agreement(agreement.id) if each.version == version)
    return next((each for each in found if each.is_complete), None)


def lacking(work: UnitOfWork, agreement: Agreement, version: ProposalVersion, today: date) -> Lacking:
    """`today` is the day at CEC's office."""
    kept = work.agreement_documents.of_version(agreement.id, version.number)
    there = {(each.kind, each.format, each.edition) for each in kept}
    editions: dict[Occasion, Edition] = {}
    files: list[Wanted] = []
    for occasion in occasions_of(work, agreement, version.number):
        found = _edition(work, agreement, version, occasion, today)
        already = len(files)
        for kind in occasion.kinds:
            missing = [form for form in formats_of(kind) if (kind, form, found.number) not in there]
            facts = _facts_of(work, agreement, kind, found.facts) if missing else None
            files += [Wanted(kind, form, facts, found.number) for form in missing if facts]
        # What files say that were made before that was kept is not known: what is said today is not kept as theirs.
        editions[occasion] = replace(found, is_new=found.is_new and len(files) > already)
    return Lacking(tuple(files), editions)


def _edition(
    work: UnitOfWork, agreement: Agreement, version: ProposalVersion, occasion: Occasion, today: date
) -> Edition:
    """The latest one; a new one where a document that waits for signatures names officials who are others by now, or
    nobody knows whom it names: it was made before that was kept."""
    kept = work.agreement_documents.facts(_SAID_ON[occasion], agreement.id, version.number, occasion)
    if kept and not _names_others(work, agreement, version, kept[1]):
        return Edition(*kept, is_new=False)
    if occasion is Occasion.SIGNED:
        return _signed_edition(work, agreement, version, today)
    facts: Said = agreement_facts(work, agreement, version)
    if occasion is Occasion.ACCEPTED:
        facts = ScheduleFacts(facts, coming_schedule(work, agreement, version, today))
    made = max((each.edition for each in _files_of(work, agreement, version.number, occasion)), default=0)
    waits = occasion is Occasion.ACCEPTED and version_to_sign(work, agreement) == version.number
    return Edition(made + 1 if waits else max(made, 1), facts, is_new=True)


def _files_of(work: UnitOfWork, agreement: Agreement, version: int, occasion: Occasion) -> tuple[KeptDocument, ...]:
    kept = work.agreement_documents.of_version(agreement.id, version)
    return tuple(each for each in kept if each.kind in occasion.kinds)


def _names_others(work: UnitOfWork, agreement: Agreement, version: ProposalVersion, said: Said) -> bool:
    if not isinstance(said, ScheduleFacts) or version_to_sign(work, agreement) != version.number:
        return False
    return bool(other_officials(work, agreement, said))


def _signed_edition(work: UnitOfWork, agreement: Agreement, version: ProposalVersion, today: date) -> Edition:
    signing = signing_of(work, agreement, version.number)
    if signing is None:
        raise ValueError("nothing is signed yet")
    signed = _edition(work, agreement, version, Occasion.ACCEPTED, today)
    return Edition(signed.number, _signed(work, agreement_of(signed.facts), signing), is_new=True)


def _facts_of(work: UnitOfWork, agreement: Agreement, kind: DocumentKind, said: Said) -> Facts | None:
    """None for a kind that the version cannot have: the first one of all has nothing to be compared with."""
    if kind in (DocumentKind.SCHEDULE, DocumentKind.SIGNED_AGREEMENT):
        return said
    facts = agreement_of(said)
    if kind is not DocumentKind.CHANGES:
        return facts
    before = _compared_with(work, agreement, facts.version)
    return changes_facts(facts, before) if before else None


def _compared_with(work: UnitOfWork, agreement: Agreement, version: ProposalVersion) -> ProposalVersion | None:
    """The version before in the same negotiation; the first of an amendment changes what is in force."""
    earlier = [each for each in work.proposals.versions(agreement.id) if each.number < version.number]
    same = [each for each in earlier if each.amendment == version.amendment]
    signed = {each.version for each in work.signings.of_agreement(agreement.id) if each.is_complete}
    in_force = [each for each in earlier if each.number in signed]
    return next((each for each in (*same[-1:], *in_force[-1:])), None)


def _signed(work: UnitOfWork, facts: AgreementFacts, signing: Signing) -> SignedFacts:
    names = {person.id: person.name for person in work.people.several(each.signer for each in signing.signatures)}
    signatures = tuple(
        Signature(
            side=each.place.side,
            role=each.place.role,
            name=_name(each, facts),
            typed=each.typed,
            statement=each.statement,
            at=each.at,
            deputy_of=names.get(each.signer, "") if each.signer != each.person else "",
        )
        for each in sorted(signing.signatures, key=lambda each: each.at)
    )
    return SignedFacts(facts, signatures, signing.sha256)


def _name(signature: Signed, facts: AgreementFacts) -> str:
    """As the document writes the official's name, whatever it is today; of somebody else as it was typed."""
    place = (signature.place.side, signature.place.role)
    named = next((each.name for each in facts.signers if (each.side, each.role) == place), "")
    return named if same_name(signature.typed, named) else signature.typed
