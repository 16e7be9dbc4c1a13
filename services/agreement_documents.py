"""The documents of an agreement: made for each version that was presented or accepted, kept, listed and opened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from documents.agreement_files import Wanted, files_made
from documents.files import DocumentFile
from documents.template_files import OURS, Templates
from domain.agreement_documents import DocumentFormat, KeptDocument, Occasion, latest_editions
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.notices import Destination
from domain.permissions import Action, Actor, decide
from domain.proposal_versions import ProposalVersion
from services.access import agreement_for
from services.agreement_document_cards import (
    DocumentCard,
    DocumentList,
    DocumentsMade,
    DocumentsSent,
    FormGaps,
    document_card,
    seen_by,
)
from services.agreement_document_facts import Edition, Lacking, lacking, occasions_of
from services.agreement_document_notices import tell_file, tell_ready, want_again
from services.agreement_status import organization_of
from services.context import Context, plain_change
from services.settings_table import office_day
from services.signing_voids import file_to_sign, version_to_sign
from storage.unit_of_work import UnitOfWork

SENT = (DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX, DocumentFormat.CSV)
"""What is sent by itself: the other formats are there for who opens them."""


@dataclass(frozen=True)
class AgreementDocumentUseCases:
    """`number` is taken as people write it; `templates` are those of the office, where it has its own."""

    context: Context
    templates: Templates = OURS

    def make_for_version(self, actor: Actor, number: str, version: int) -> DocumentsMade:
        """Make and keep what the version lacks. Again changes nothing: what is kept stays as it is.

        For staff and the queue; takes about a second. Raises NotFound, Conflict when it changed while they were made,
        InvalidInput when a template of the office is wrong.
        """
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.MAKE_DOCUMENTS)
            made_from = work.proposals.version(agreement.id, version)
            wanted = self._lacking(work, agreement, made_from)
            occasions = tuple(wanted.editions)
            if not wanted.files:
                return _made(work, agreement, version, occasions)
        files = files_made(wanted.files, self.templates)
        with self.context.unit_of_work() as work:
            agreement = work.agreements.get(agreement.id)
            still = self._lacking(work, agreement, made_from)
            if not set(occasions) <= set(still.editions) or not set(still.files) <= set(files):
                raise Conflict(f"Version {version} of {agreement.number} was changed while its documents were made.")
            self._keep_said(work, agreement, version, still.editions)
            for each in still.files:
                self._keep(work, actor, agreement, version, each, files[each])
            subject, now = ("agreement", agreement.id), self.context.clock()
            change = plain_change(actor, subject, "documents", None, str(version), now, agreement.organization)
            work.history.append(change)
            made = _made(work, agreement, version, occasions)
            work.commit()
        return made

    def want(self, actor: Actor, number: str, version: int) -> None:
        """Have the queue make what the version lacks; a second time within a minute changes nothing. For staff.

        Raises NotFound.
        """
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.MAKE_DOCUMENTS)
            work.proposals.version(agreement.id, version)
            want_again(work, agreement, version, self.context.clock())
            work.commit()

    def announce(
        self, actor: Actor, number: str, version: int, channel_id: str | None, occasion: Occasion | None = None
    ) -> None:
        """Have the files of an occasion (else of the latest) sent to the agreement's channel; without one, to the
        contacts.

        The same files are sent to a place once.
        """
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.MAKE_DOCUMENTS)
            told = occasion or occasions_of(work, agreement, version)[-1]
            kept = latest_editions(work.agreement_documents.of_version(agreement.id, version))
            edition = max((each.edition for each in kept if each.kind in told.kinds), default=1)
            tell_ready(work, agreement, version, told, edition, channel_id)
            work.commit()

    def documents(self, actor: Actor, number: str) -> tuple[DocumentCard, ...]:
        """All that are kept, the latest version first, each with who may see it; also those that were replaced."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
            return _cards(work, agreement, work.agreement_documents.of_agreement(agreement.id))

    def listing(self, actor: Actor, number: str) -> DocumentList:
        """What `documents` gives, with what is not made yet of the latest version."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
            latest = work.proposals.latest_version(agreement.id)
            unmade = latest and self._lacking(work, agreement, latest).files
            return DocumentList(
                number=agreement.number,
                title=agreement.title,
                organization=organization_of(work, agreement),
                documents=_cards(work, agreement, work.agreement_documents.of_agreement(agreement.id)),
                unmade=latest.number if latest and unmade else None,
                may_make=decide(actor, Action.MAKE_DOCUMENTS).allowed,
            )

    def open(self, actor: Actor, number: str, document_id: str) -> DocumentFile:
        """The file. Raises NotFound, also for a document of another agreement."""
        with self.context.reading() as work:
            return _file(work, _found(work, actor, number, document_id)[1])

    def card(self, actor: Actor, number: str, document_id: str) -> DocumentCard:
        """Raises as `open`."""
        with self.context.reading() as work:
            agreement, found = _found(work, actor, number, document_id)
            return _cards(work, agreement, (found,))[0]

    def gaps(self, actor: Actor, number: str, document_id: str) -> FormGaps:
        """What is missing in the data for a form. Raises as `open`, and Conflict for a document that is no form."""
        with self.context.reading() as work:
            agreement, found = _found(work, actor, number, document_id)
            kept = work.agreement_documents.of_version(agreement.id, found.version)
            wanted = (found.kind, found.edition, DocumentFormat.JSON)
            data = next((each for each in kept if (each.kind, each.edition, each.format) == wanted), None)
            if data is None:
                raise Conflict(f"{found.kind.label} has no list of what is missing.")
            missing = json.loads(work.agreement_documents.content(data.id))["missing"]
            return FormGaps(_cards(work, agreement, (found,))[0], tuple(missing))

    def send(self, actor: Actor, number: str, document_id: str, to: Destination) -> DocumentCard:
        """Have the file sent to who asks for it, or to the channel where they ask; where it arrives it is checked who
        reads there. A second time within a minute changes nothing. Raises as `open`."""
        with self.context.unit_of_work() as work:
            agreement, found = _found(work, actor, number, document_id)
            tell_file(work, actor, agreement, found, to, self.context.clock())
            card = _cards(work, agreement, (found,))[0]
            work.commit()
            return card

    def sent(self, actor: Actor, number: str, version: int, occasion: Occasion) -> DocumentsSent:
        """The files that are sent by themselves on an occasion."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
            kept = latest_editions(work.agreement_documents.of_version(agreement.id, version))
            files = tuple(_file(work, each) for each in kept if each.kind in occasion.kinds and each.format in SENT)
            return DocumentsSent(agreement.organization, files, seen_by(work.organizations.get(agreement.organization)))

    def _lacking(self, work: UnitOfWork, agreement: Agreement, version: ProposalVersion) -> Lacking:
        return lacking(work, agreement, version, office_day(work, self.context))

    def _keep_said(
        self, work: UnitOfWork, agreement: Agreement, version: int, editions: Mapping[Occasion, Edition]
    ) -> None:
        for occasion, each in editions.items():
            if each.is_new:
                work.agreement_documents.add_facts(agreement.id, version, occasion, each.number, each.facts)

    def _keep(
        self, work: UnitOfWork, actor: Actor, agreement: Agreement, version: int, wanted: Wanted, file: DocumentFile
    ) -> None:
        kept = KeptDocument(
            id=self.context.new_id(),
            agreement=agreement.id,
            kind=wanted.kind,
            version=version,
            format=wanted.format,
            name=file.name,
            size=len(file.content),
            sha256=file.sha256,
            made_at=self.context.clock(),
            made_by=actor.id,
            edition=wanted.edition,
        )
        work.agreement_documents.add(kept, file.content)


def _made(work: UnitOfWork, agreement: Agreement, version: int, occasions: tuple[Occasion, ...]) -> DocumentsMade:
    kept = latest_editions(work.agreement_documents.of_version(agreement.id, version))
    to_sign = file_to_sign(kept) if version_to_sign(work, agreement) == version else None
    cards = _cards(work, agreement, kept)
    return DocumentsMade(agreement.number, agreement.organization, version, occasions, cards, to_sign)


def _cards(work: UnitOfWork, agreement: Agreement, kept: tuple[KeptDocument, ...]) -> tuple[DocumentCard, ...]:
    organization = work.organizations.get(agreement.organization)
    latest = {each.id for each in latest_editions(work.agreement_documents.of_agreement(agreement.id))}
    return tuple(document_card(each, agreement.number, organization, each.id not in latest) for each in kept)


def _found(work: UnitOfWork, actor: Actor, number: str, document_id: str) -> tuple[Agreement, KeptDocument]:
    """Raises NotFound, also for a document of another agreement."""
    agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
    found = work.agreement_documents.find(document_id)
    if found is None or found.agreement != agreement.id:
        raise NotFound(f"I can't find that document of {agreement.number}. Open the list of documents again.")
    return agreement, found


def _file(work: UnitOfWork, kept: KeptDocument) -> DocumentFile:
    return DocumentFile(kept.name, kept.format.value, work.agreement_documents.content(kept.id), kept.sha256)
