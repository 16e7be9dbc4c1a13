"""A submitted survey to keep: as an accessible PDF to read, as a spreadsheet to work with."""

from collections.abc import Iterator
from decimal import Decimal

from documents.rendering import to_html, to_pdf
from documents.spreadsheets import Cell, Column, Money, Sheet, workbook
from documents.survey_document import DocumentAnswer, DocumentService, SurveyDocument

NOT_ANSWERED = "Not answered"
QUOTED = "Quoted by CEC"


def pdf(document: SurveyDocument) -> bytes:
    html = to_html("survey_response.html", survey=document, not_answered=NOT_ANSWERED, quoted=QUOTED)
    return to_pdf(html, document.submitted_at)


def xlsx(document: SurveyDocument) -> bytes:
    title = f"{document.title}: {document.agreement_number}, {document.organization}"
    return workbook(title, [_answers(document), _services(document)], document.submitted_at)


def _answers(document: SurveyDocument) -> Sheet:
    columns = (
        Column("Section", 28),
        Column("Question", 60),
        Column("Answer", 50),
        Column("Unit", 16),
        Column("Answered by", 26),
        Column(f"Answered at ({document.zone.key})", 28),
    )
    return Sheet("Answers", columns, tuple(_answer_rows(document)))


def _answer_rows(document: SurveyDocument) -> Iterator[tuple[Cell, ...]]:
    for section in document.sections:
        for answer in section.answers:
            local = answer.at.astimezone(document.zone) if answer.at else None
            yield section.title, answer.question, _answer_cell(answer), answer.unit, answer.by, local


def _answer_cell(answer: DocumentAnswer) -> Cell:
    if answer.words is None:
        return NOT_ANSWERED
    if answer.value is None:
        return answer.words
    return Money(answer.value) if answer.is_money and isinstance(answer.value, Decimal) else answer.value


def _services(document: SurveyDocument) -> Sheet:
    columns = (
        Column("Service", 36),
        Column("Quantity", 12),
        Column("Unit", 16),
        Column("Level", 40),
        Column("Estimated price a year (USD)", 22),
        Column("Estimated price once (USD)", 22),
        Column("Reason", 70),
    )
    totals = (Money(document.total_a_year), Money(document.total_once))
    total = ("Total", None, None, None, *totals, document.price_note)
    return Sheet("Recommended services", columns, (*map(_service_row, document.services), total))


def _service_row(service: DocumentService) -> tuple[Cell, ...]:
    prices = (_price_cell(service.price_a_year), _price_cell(service.price_once))
    return service.name, service.quantity, service.unit, service.level, *prices, service.reason


def _price_cell(price: Decimal | None) -> Cell:
    return QUOTED if price is None else Money(price)
