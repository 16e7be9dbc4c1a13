"""Documents of agreements: what is kept of each, their content, and what they say."""

from typing import Any

from sqlalchemy import ColumnElement, Row, select

from domain.agreement_documents import DocumentFormat, DocumentKind, KeptDocument, Occasion
from domain.errors import NotFound
from storage.document_tables import agreement_document_facts as facts
from storage.document_tables import agreement_documents as documents
from storage.plain import from_plain, to_plain
from storage.transaction import Transaction

_SAME_NAME = ("id", "agreement", "version", "edition", "name", "size", "sha256", "made_at", "made_by")
WITHOUT_CONTENT = [column for column in documents.c if column.name != "content"]


class AgreementDocuments:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def add(self, document: KeptDocument, content: bytes) -> None:
        """Raises Conflict when the edition has a file of that kind and format already: kept files never change."""
        row = {name: getattr(document, name) for name in _SAME_NAME}
        kinds = {"kind": document.kind.value, "format": document.format.value}
        self._db.insert(documents, [{**row, **kinds, "content": content}])

    def find(self, document_id: str) -> KeptDocument | None:
        found = self._several(documents.c.id == document_id)
        return found[0] if found else None

    def of_agreement(self, agreement: str) -> tuple[KeptDocument, ...]:
        """All files of an agreement (id), the latest version and edition first; without their content."""
        return self._several(documents.c.agreement == agreement)

    def of_version(self, agreement: str, version: int) -> tuple[KeptDocument, ...]:
        return self._several(documents.c.agreement == agreement, documents.c.version == version)

    def content(self, document_id: str) -> bytes:
        """Raises NotFound."""
        found = self._db.value(select(documents.c.content).where(documents.c.id == document_id))
        if found is None:
            raise NotFound("I can't find that document.")
        return bytes(found)

    # What they say

    def add_facts(self, agreement: str, version: int, occasion: Occasion, edition: int, said: Any) -> None:
        """Keep what the documents of an occasion say: a dataclass. Raises Conflict when it is kept already."""
        key = {"agreement": agreement, "version": version, "occasion": occasion.value, "edition": edition}
        self._db.insert(facts, [{**key, "facts": to_plain(said)}])

    def facts[Said](
        self, kind: type[Said], agreement: str, version: int, occasion: Occasion
    ) -> tuple[int, Said] | None:
        """The latest edition with what its documents say, as it was given; None before there is one."""
        c = facts.c
        same = (c.agreement == agreement, c.version == version, c.occasion == occasion.value)
        row = self._db.row(select(facts).where(*same).order_by(c.edition.desc()).limit(1))
        return None if row is None else (row.edition, from_plain(kind, row.facts))

    def _several(self, *conditions: ColumnElement[bool]) -> tuple[KeptDocument, ...]:
        ordered = select(*WITHOUT_CONTENT).where(*conditions)
        ordered = ordered.order_by(
            documents.c.version.desc(), documents.c.kind, documents.c.edition.desc(), documents.c.format
        )
        return tuple(built_document(row) for row in self._db.rows(ordered))


def built_document(row: Row[Any]) -> KeptDocument:
    values = row._mapping
    return KeptDocument(
        **{name: values[name] for name in _SAME_NAME},
        kind=DocumentKind(row.kind),
        format=DocumentFormat(row.format),
    )
