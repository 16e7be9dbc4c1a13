"""The documents of an agreement: made for each version that was presented or accepted, kept, listed and opened."""

from dataclasses import dataclass

from documents.agreement_files import files_made
from documents.files import DocumentFile
from documents.template_files import OURS, Templates
from domain.agreement_documents import DocumentFormat, DocumentKind, KeptDocument, Occasion
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.permissions import Action, Actor
from services.access import agreement_for
from services.agreement_document_cards import DocumentCard, DocumentsMade, DocumentsSent, document_card, seen_by
from services.agreement_document_facts import occasions_of, wanted_files
from services.agreement_document_notices import tell_ready, want_again
from services.context import Context, plain_change
from services.settings_table import office_day
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
            kept = work.agreement_documents.of_version(agreement.id, version)
            wanted = wanted_files(work, agreement, made_from, kept, office_day(work, self.context))
            occasions = occasions_of(work, agreement, version)
            if not wanted:
                return _made(work, agreement, version, occasions)
        files = files_made(wanted, self.templates)
        with self.context.unit_of_work() as work:
            if not set(occasions) <= set(occasions_of(work, agreement, version)):
                raise Conflict(f"Version {version} of {agreement.number} was changed while its documents were made.")
            there = {(each.kind, each.format) for each in work.agreement_documents.of_version(agreement.id, version)}
            for each, file in files.items():
                if (each.kind, each.format) not in there:
                    self._keep(work, actor, agreement, version, each.kind, each.format, file)
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

    def announce(self, actor: Actor, number: str, version: int, channel_id: str | None) -> None:
        """Have the files of the latest occasion sent to the agreement's channel; without one, to the contacts.

        The same files are sent to a place once.
        """
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.MAKE_DOCUMENTS)
            occasion = occasions_of(work, agreement, version)[-1]
            tell_ready(work, agreement, version, occasion, channel_id)
            work.commit()

    def documents(self, actor: Actor, number: str) -> tuple[DocumentCard, ...]:
        """All that are kept, the latest version first, each with who may see it."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
            return _cards(work, agreement, work.agreement_documents.of_agreement(agreement.id))

    def open(self, actor: Actor, number: str, document_id: str) -> DocumentFile:
        """The file. Raises NotFound, also for a document of another agreement."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
            found = work.agreement_documents.find(document_id)
            if found is None or found.agreement != agreement.id:
                raise NotFound(f"I can't find that document of {agreement.number}. Open the list of documents again.")
            return _file(work, found)

    def sent(self, actor: Actor, number: str, version: int, occasion: Occasion) -> DocumentsSent:
        """The files that are sent by themselves on an occasion."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_DOCUMENTS)
            kept = work.agreement_documents.of_version(agreement.id, version)
            files = tuple(_file(work, each) for each in kept if each.kind in occasion.kinds and each.format in SENT)
            return DocumentsSent(agreement.organization, files, seen_by(work.organizations.get(agreement.organization)))

    def _keep(
        self,
        work: UnitOfWork,
        actor: Actor,
        agreement: Agreement,
        version: int,
        kind: DocumentKind,
        form: DocumentFormat,
        file: DocumentFile,
    ) -> None:
        kept = KeptDocument(
            id=self.context.new_id(),
            agreement=agreement.id,
            kind=kind,
            version=version,
            format=form,
            name=file.name,
            size=len(file.content),
            sha256=file.sha256,
            made_at=self.context.clock(),
            made_by=actor.id,
        )
        work.agreement_documents.add(kept, file.content)


def _made(work: UnitOfWork, agreement: Agreement, version: int, occasions: tuple[Occasion, ...]) -> DocumentsMade:
    kept = work.agreement_documents.of_version(agreement.id, version)
    pdf = (each for each in kept if (each.kind, each.format) == (DocumentKind.AGREEMENT, DocumentFormat.PDF))
    to_sign = next((each.sha256 for each in pdf), None) if occasions[-1] is Occasion.ACCEPTED else None
    cards = _cards(work, agreement, kept)
    return DocumentsMade(agreement.number, agreement.organization, version, occasions, cards, to_sign)


def _cards(work: UnitOfWork, agreement: Agreement, kept: tuple[KeptDocument, ...]) -> tuple[DocumentCard, ...]:
    organization = work.organizations.get(agreement.organization)
    return tuple(document_card(each, agreement.number, organization) for each in kept)


def _file(work: UnitOfWork, kept: KeptDocument) -> DocumentFile:
    return DocumentFile(kept.name, kept.format.value, work.agreement_documents.content(kept.id), kept.sha256)
