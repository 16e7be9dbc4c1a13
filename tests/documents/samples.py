"""Documents to test with: a small one by default, with what a test is about put in."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from documents.survey_document import DocumentAnswer, DocumentSection, DocumentService, SurveyDocument

AT = datetime(2027, 3, 2, 15, 4, 5, tzinfo=UTC)


def an_answer(words: str | None = "yes", **changes: Any) -> DocumentAnswer:
    answer = DocumentAnswer(
        "Do you have mailboxes?", words, by="Maria Lopez" if words else "", at=AT if words else None
    )
    return replace(answer, **changes)


def a_service(**changes: Any) -> DocumentService:
    reason = "You have 1,200 people who travel."
    service = DocumentService(
        "Laptop seat", 1200, "seats", "Repair: at most 8 hours", Decimal("900.50"), Decimal("0.00"), reason
    )
    return replace(service, **changes)


def a_document(*answers: DocumentAnswer, **changes: Any) -> SurveyDocument:
    """A submitted survey of one section with these answers."""
    document = SurveyDocument(
        organization="Natural Resources Conservation Service",
        agreement_number="SLA-2027-0042",
        agreement_title="IT services for field offices",
        title="Customer survey",
        version=3,
        submitted_by="Maria Lopez",
        submitted_at=AT,
        sections=(DocumentSection("Collaboration", answers or (an_answer(),)),),
        services=(a_service(),),
        total_a_year=Decimal("900.50"),
        total_once=Decimal("0.00"),
        price_note="All prices are illustrative.",
        zone=ZoneInfo("America/New_York"),
    )
    return replace(document, **changes)


def a_large_document(questions: int = 70, sections: int = 12) -> SurveyDocument:
    """As many questions as in a whole survey, spread over sections."""
    answers = [
        an_answer(f"About {n} of them, in several offices.", question=f"What about number {n}?")
        for n in range(questions)
    ]
    parts = tuple(DocumentSection(f"Section {n + 1}", tuple(answers[n::sections])) for n in range(sections))
    return a_document(sections=parts, services=tuple(a_service(name=f"Service {n}") for n in range(15)))
