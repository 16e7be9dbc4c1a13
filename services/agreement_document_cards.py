"""What the use cases of an agreement's documents answer with."""

from dataclasses import dataclass
from datetime import datetime

from documents.files import DocumentFile
from domain.agreement_documents import DocumentFormat, DocumentKind, KeptDocument, Occasion
from domain.organizations import Organization
from services.cards import OrganizationCard


@dataclass(frozen=True)
class DocumentCard:
    """A document that can be opened. `seen_by` says in words who may; `size` is in bytes.

    `organization` is the key of the customer whose agreement it is of. `replaced` is true where a later edition of the
    same document took its place.
    """

    id: str
    number: str
    organization: str
    kind: DocumentKind
    title: str
    version: int
    format: DocumentFormat
    name: str
    size: int
    sha256: str
    made_at: datetime
    seen_by: str
    edition: int = 1
    replaced: bool = False


@dataclass(frozen=True)
class DocumentList:
    """All documents of an agreement that are kept, the latest version first.

    `unmade` is the number of the latest version while some of its documents are not made yet. `may_make` says whether
    the actor may have them made.
    """

    number: str
    title: str
    organization: OrganizationCard
    documents: tuple[DocumentCard, ...]
    unmade: int | None
    may_make: bool


@dataclass(frozen=True)
class DocumentsMade:
    """All documents of a version. `occasions` are those that they were made on, the last one last.

    `to_sign` is the SHA-256 of the PDF that waits for signatures, None where nothing is to be signed.
    """

    number: str
    organization: str
    version: int
    occasions: tuple[Occasion, ...]
    documents: tuple[DocumentCard, ...]
    to_sign: str | None


@dataclass(frozen=True)
class DocumentsSent:
    """Files of an agreement of that organization (key), with who may see them in words."""

    organization: str
    files: tuple[DocumentFile, ...]
    seen_by: str


@dataclass(frozen=True)
class FormGaps:
    """What nobody at CEC knows of a form that must be filled in before it is used: `missing` as the form names it."""

    card: DocumentCard
    missing: tuple[str, ...]


def document_card(kept: KeptDocument, number: str, organization: Organization, replaced: bool) -> DocumentCard:
    edition = f", edition {kept.edition}" if replaced or kept.edition > 1 else ""
    return DocumentCard(
        id=kept.id,
        number=number,
        organization=organization.key,
        kind=kept.kind,
        title=f"{kept.kind.label}, version {kept.version}{edition}{', replaced' if replaced else ''}",
        version=kept.version,
        format=kept.format,
        name=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        made_at=kept.made_at,
        seen_by=seen_by(organization),
        edition=kept.edition,
        replaced=replaced,
    )


def seen_by(organization: Organization) -> str:
    """Who may open the documents of its agreements, as `domain.permissions` decides it."""
    return f"CEC staff and the people of {organization.name} ({organization.abbreviation})"
