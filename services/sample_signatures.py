"""Sample signatures: the document of each accepted version, opened and signed as the agreements' records tell.

The history of the agreements tells of them already, by these records.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from documents.agreement_facts import ScheduleFacts
from documents.agreement_files import Wanted, files_made
from documents.files import DocumentFile
from domain import signing as rules
from domain.agreement_documents import DocumentFormat, DocumentKind, KeptDocument, Occasion
from domain.agreements import Agreement
from domain.payment_schedules import schedule_of
from domain.proposal_versions import ProposalVersion
from domain.signing import Signing
from domain.signing_places import PLACE_BY_KEY, order_from
from domain.stages import SEQUENCE, Stage
from services.agreement_parties import agreement_facts
from services.settings_table import SIGNING_ORDER, value_of
from storage.unit_of_work import UnitOfWork

_READ_FOR = timedelta(minutes=20)
_ACCEPTED = "proposal_accepted_cec"


def add_signatures(work: UnitOfWork, numbers: Sequence[str]) -> tuple[Agreement, ...]:
    """Of the agreements (numbers) whose version was accepted and that have none yet. Returns those."""
    found = [work.agreements.by_number(number) for number in numbers]
    reached = [a for a in found if a and SEQUENCE.index(a.stage) >= SEQUENCE.index(Stage.AGREEMENT_FUNDING)]
    new = tuple(each for each in reached if not work.signings.of_agreement(each.id))
    versions = {each.id: work.proposals.versions(each.id)[-1] for each in new}
    files = _documents(work, new, versions)
    for agreement in new:
        version, file = versions[agreement.id], files[agreement.id]
        _keep_document(work, agreement, version, file)
        work.signings.add(_signed(work, agreement, version, file.sha256))
    return new


def _documents(
    work: UnitOfWork, agreements: Sequence[Agreement], versions: Mapping[str, ProposalVersion]
) -> Mapping[str, DocumentFile]:
    """The PDF that is signed, by the agreement's id; what it says is kept."""
    said = {each.id: agreement_facts(work, each, versions[each.id]) for each in agreements}
    for agreement_id, facts in said.items():
        kept = ScheduleFacts(facts, schedule_of(facts.version))
        work.agreement_documents.add_facts(agreement_id, facts.version.number, Occasion.ACCEPTED, 1, kept)
    wanted = {
        agreement_id: Wanted(DocumentKind.AGREEMENT, DocumentFormat.PDF, facts) for agreement_id, facts in said.items()
    }
    made = files_made(wanted.values())
    return {agreement_id: made[each] for agreement_id, each in wanted.items()}


def _keep_document(work: UnitOfWork, agreement: Agreement, version: ProposalVersion, file: DocumentFile) -> None:
    accepted = next(entry for entry in agreement.records if entry.requirement == _ACCEPTED)
    kept = KeptDocument(
        id=f"d-{agreement.id}",
        agreement=agreement.id,
        kind=DocumentKind.AGREEMENT,
        version=version.number,
        format=DocumentFormat.PDF,
        name=file.name,
        size=len(file.content),
        sha256=file.sha256,
        made_at=accepted.at,
        made_by="system",
    )
    work.agreement_documents.add(kept, file.content)


def _signed(work: UnitOfWork, agreement: Agreement, version: ProposalVersion, sha256: str) -> Signing:
    accepted = next(entry for entry in agreement.records if entry.requirement == _ACCEPTED)
    made = Signing(
        id=f"s-{agreement.id}",
        agreement=agreement.id,
        organization=agreement.organization,
        version=version.number,
        sha256=sha256,
        order=order_from(value_of(work, SIGNING_ORDER)),
        at=accepted.at,
    )
    for record in sorted(agreement.records, key=lambda each: each.at):
        if record.requirement in PLACE_BY_KEY:
            person = work.people.get(record.by)
            read = rules.opened(made, person.id, sha256, record.at - _READ_FOR)
            made, _ = rules.sign(read, agreement, person, {person.id}, sha256, person.name, True, record.at, {})
    return made
