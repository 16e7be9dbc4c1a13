"""Checking an office's templates: each document is made of sample data."""

from collections.abc import Iterator
from pathlib import Path

from documents.agreement_document import READABLE, TEMPLATE_OF, read_as
from documents.sample_agreement import sample_facts
from documents.template_faults import TemplateFault, TemplateProblem
from documents.template_files import TEMPLATES, Templates


def problems_in(templates: Templates) -> tuple[TemplateProblem, ...]:
    """Each document is made of sample data in every format; what goes wrong is said once."""
    found = [*_unused(templates), *_in_documents(templates)]
    return tuple(dict.fromkeys(found))


def _in_documents(templates: Templates) -> Iterator[TemplateProblem]:
    for kind in TEMPLATE_OF:
        for form in READABLE:
            try:
                read_as(kind, form, sample_facts(kind), templates)
            except TemplateFault as fault:
                yield fault.problem


def _unused(templates: Templates) -> Iterator[TemplateProblem]:
    """Files of the office that replace nothing and that no template can mean: most likely the name is misspelt."""
    if templates.folder is None:
        return
    ours = {file.name for file in TEMPLATES.iterdir()}
    texts = [file.read_text("utf-8", errors="replace") for file in _own_files(templates.folder)]
    for file in _own_files(templates.folder):
        if file.name not in ours and not any(file.name in text for text in texts):
            yield TemplateProblem(file.name, None, f"No document uses it. The names are {', '.join(sorted(ours))}.")


def _own_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and file.suffix in (".html", ".css", ".typ"))
