"""The documents of an agreement to read: each from one template, as HTML, DOCX and PDF/UA-1."""

from collections.abc import Callable, Mapping
from datetime import datetime
from subprocess import CalledProcessError

from typst import TypstError

from documents.agreement_facts import (
    AgreementFacts,
    ChangesFacts,
    Facts,
    ScheduleFacts,
    SignedFacts,
    agreement_of,
    content_hash,
)
from documents.rendering import to_docx, to_pdf
from documents.template_faults import TemplateFault, explained
from documents.template_files import OURS, Templates
from domain.agreement_documents import DocumentFormat, DocumentKind

TEMPLATE_OF: Mapping[DocumentKind, str] = {
    DocumentKind.PROPOSAL: "proposal.html",
    DocumentKind.AGREEMENT: "agreement.html",
    DocumentKind.SIGNED_AGREEMENT: "agreement.html",
    DocumentKind.SCHEDULE: "schedule.html",
    DocumentKind.CHANGES: "changes.html",
}

READABLE = (DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.HTML)


def read_as(kind: DocumentKind, form: DocumentFormat, facts: Facts, templates: Templates = OURS) -> bytes:
    """The document in one of `READABLE`. The same facts give the same bytes.

    Raises TemplateFault for a template of the office that is wrong.
    """
    template, given = TEMPLATE_OF[kind], _in_template(facts)
    given |= {"digest": content_hash(kind, facts), "screen": form is DocumentFormat.HTML}
    try:
        html = templates.filled(template, **given)
    except Exception as error:  # what stands in a template can fail in any way
        raise TemplateFault(explained(error, template)) from error
    try:
        return _WRITERS[form](html, _moment(facts), templates)
    except (TypstError, CalledProcessError) as error:
        raise TemplateFault(explained(error, template)) from error


def _html(html: str, at: datetime, templates: Templates) -> bytes:
    return html.encode()


_WRITERS: Mapping[DocumentFormat, Callable[[str, datetime, Templates], bytes]] = {
    DocumentFormat.HTML: _html,
    DocumentFormat.DOCX: to_docx,
    DocumentFormat.PDF: to_pdf,
}


def _in_template(facts: Facts) -> dict[str, object]:
    """What a template finds its facts under."""
    match facts:
        case AgreementFacts():
            return {"agreement": facts, "signed": None}
        case SignedFacts():
            return {"agreement": facts.agreement, "signed": facts}
        case ScheduleFacts():
            return {"agreement": facts.agreement, "schedule": facts.schedule}
        case ChangesFacts():
            return {"agreement": facts.agreement, "changes": facts}


def _moment(facts: Facts) -> datetime:
    """The date of the file."""
    return facts.at if isinstance(facts, SignedFacts) else agreement_of(facts).version.made_at
