"""The documents of an agreement: which there are, and what is kept of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DocumentKind(StrEnum):
    """`LINES` is the spreadsheet of the lines; the forms are data for Treasury's forms 7600A and 7600B."""

    PROPOSAL = "proposal"
    AGREEMENT = "agreement"
    SIGNED_AGREEMENT = "signed_agreement"
    SCHEDULE = "schedule"
    CHANGES = "changes"
    LINES = "lines"
    FORM_7600A = "form_7600a"
    FORM_7600B = "form_7600b"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DocumentKind.PROPOSAL: "Draft proposal",
    DocumentKind.AGREEMENT: "Service level agreement",
    DocumentKind.SIGNED_AGREEMENT: "Signed service level agreement",
    DocumentKind.SCHEDULE: "Payment schedule",
    DocumentKind.CHANGES: "Summary of changes",
    DocumentKind.LINES: "Lines as a spreadsheet",
    DocumentKind.FORM_7600A: "Data for form 7600A",
    DocumentKind.FORM_7600B: "Data for form 7600B",
}


class Occasion(StrEnum):
    """When documents are made: a version was presented, was accepted by both sides, was signed by all."""

    PRESENTED = "presented"
    ACCEPTED = "accepted"
    SIGNED = "signed"

    @property
    def kinds(self) -> tuple[DocumentKind, ...]:
        return _MADE_ON[self]


_K = DocumentKind
_MADE_ON = {
    Occasion.PRESENTED: (_K.PROPOSAL, _K.CHANGES, _K.LINES),
    Occasion.ACCEPTED: (_K.AGREEMENT, _K.SCHEDULE, _K.FORM_7600A, _K.FORM_7600B),
    Occasion.SIGNED: (_K.SIGNED_AGREEMENT,),
}


class DocumentFormat(StrEnum):
    """Also the ending of the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"
    CSV = "csv"


_READABLE = (DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.HTML)
_DATA = (DocumentFormat.CSV, DocumentFormat.JSON)


def formats_of(kind: DocumentKind) -> tuple[DocumentFormat, ...]:
    """A signed agreement is a PDF only: nobody shall edit it."""
    match kind:
        case DocumentKind.SIGNED_AGREEMENT:
            return (DocumentFormat.PDF,)
        case DocumentKind.LINES:
            return (DocumentFormat.XLSX,)
        case DocumentKind.FORM_7600A | DocumentKind.FORM_7600B:
            return _DATA
        case _:
            return _READABLE


@dataclass(frozen=True)
class KeptDocument:
    """One file of one version of an agreement (id), without its content.

    It never changes once it is kept: an edition of an agreement's version has one file of each kind and format. What is
    to be signed gets another edition when an official whom it names is another one before all have signed.
    `size` is in bytes, `sha256` of the content in hexadecimal; `made_by` is the id of who had it made.
    """

    id: str
    agreement: str
    kind: DocumentKind
    version: int
    format: DocumentFormat
    name: str
    size: int
    sha256: str
    made_at: datetime
    made_by: str
    edition: int = 1


def latest_editions(kept: Iterable[KeptDocument]) -> tuple[KeptDocument, ...]:
    """Of the files of one agreement those that no later edition of the same version and kind replaced."""
    files = tuple(kept)
    latest: dict[tuple[int, DocumentKind], int] = {}
    for each in files:
        latest[each.version, each.kind] = max(each.edition, latest.get((each.version, each.kind), 0))
    return tuple(each for each in files if each.edition == latest[each.version, each.kind])
