"""How long all documents of a large agreement take to make."""

import time
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.figures import Figure, Table
from documents.agreement_facts import Facts
from documents.agreement_files import Wanted, files_made
from documents.sample_agreement import sample_agreement, sample_changes, sample_schedule, sample_signed
from domain.agreement_documents import DocumentKind, Occasion, formats_of

LINES = 60
AIM = 1500.0  # milliseconds


def measure(rounds: int) -> Table:
    files_made(_wanted(Occasion.PRESENTED))  # fonts are looked for and templates read once in the life of a process
    cases = {
        "a presented version: draft, changes, lines": (Occasion.PRESENTED,),
        "an accepted one: agreement, schedule, data for the forms": (Occasion.ACCEPTED,),
        "the copy with the signatures": (Occasion.SIGNED,),
    }
    figures = [
        Figure(name, tuple(_milliseconds(occasions) for _ in range(rounds)), "ms", aim=AIM)
        for name, occasions in cases.items()
    ]
    files = ", ".join(str(len(_wanted(*occasions))) for occasions in cases.values())
    note = f"Of an agreement with {LINES} lines; {files} files, made side by side."
    return Table("Documents of an agreement", "time", "", tuple(figures), (note,))


def _wanted(*occasions: Occasion) -> Sequence[Wanted]:
    agreement = sample_agreement(LINES)
    own: dict[DocumentKind, Facts] = {
        DocumentKind.SCHEDULE: sample_schedule(LINES),
        DocumentKind.CHANGES: sample_changes(LINES),
        DocumentKind.SIGNED_AGREEMENT: replace(sample_signed(), agreement=agreement),
    }
    kinds = [kind for occasion in occasions for kind in occasion.kinds]
    return [Wanted(kind, form, own.get(kind, agreement)) for kind in kinds for form in formats_of(kind)]


def _milliseconds(occasions: Sequence[Occasion]) -> float:
    wanted = _wanted(*occasions)
    began = time.perf_counter()
    files_made(wanted)
    return (time.perf_counter() - began) * 1000
