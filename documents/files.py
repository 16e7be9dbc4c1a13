"""A finished document, ready to be handed out."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentFile:
    """`kind` is its ending in small letters ("pdf"); `sha256` in hexadecimal tells whether two are the same."""

    name: str
    kind: str
    content: bytes
    sha256: str


def document_file(stem: str, kind: str, content: bytes) -> DocumentFile:
    """A document called `stem`, such as "SLA-2027-0042-survey"."""
    return DocumentFile(f"{stem}.{kind}", kind, content, hashlib.sha256(content).hexdigest())
