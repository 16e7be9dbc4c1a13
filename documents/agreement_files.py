"""Every file of an agreement's version: which can be made, and making them side by side."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from documents import agreement_lines
from documents.agreement_document import read_as
from documents.agreement_facts import AgreementFacts, Facts, agreement_of
from documents.files import DocumentFile, document_file
from documents.interagency import as_csv, as_json, form_data
from documents.template_files import OURS, Templates
from domain.agreement_documents import DocumentFormat, DocumentKind

AT_ONCE = 4
"""Files that are made side by side: most of the time is spent in other processes."""


@dataclass(frozen=True)
class Wanted:
    """A file that shall be made, and what it says. `edition` counts those of the same version and kind."""

    kind: DocumentKind
    format: DocumentFormat
    facts: Facts
    edition: int = 1


def files_made(wanted: Iterable[Wanted], templates: Templates = OURS) -> Mapping[Wanted, DocumentFile]:
    """Raises as `read_as` does, and then nothing is made."""
    orders = list(wanted)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        files = workers.map(partial(file_made, templates=templates), orders)
        return dict(zip(orders, files, strict=True))


def file_made(wanted: Wanted, templates: Templates = OURS) -> DocumentFile:
    agreement = agreement_of(wanted.facts)
    stem = f"{agreement.number}-v{agreement.version.number}-{wanted.kind.replace('_', '-')}"
    if wanted.edition > 1:
        stem = f"{stem}-edition-{wanted.edition}"
    return document_file(stem, wanted.format, _content(wanted, agreement, templates))


def _content(wanted: Wanted, agreement: AgreementFacts, templates: Templates) -> bytes:
    match wanted.format:
        case DocumentFormat.XLSX:
            return agreement_lines.xlsx(agreement)
        case DocumentFormat.JSON:
            return as_json(form_data(wanted.kind, agreement))
        case DocumentFormat.CSV:
            return as_csv(form_data(wanted.kind, agreement))
        case _:
            return read_as(wanted.kind, wanted.format, wanted.facts, templates)
