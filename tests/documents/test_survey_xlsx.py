"""The spreadsheet of a submitted survey: numbers are numbers, and text is text, whatever it begins with."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from documents.survey_response import xlsx
from tests.documents.samples import AT, a_document, a_service, an_answer

ANSWER, PRICE = "C2", "E2"


def at_no_zone(day: date, hour: time = time()) -> datetime:
    """As a spreadsheet holds it."""
    return datetime.combine(day, hour)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def sheet_xml(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name)


def test_has_both_sheets_with_a_frozen_header_row_and_a_title() -> None:
    book = opened(xlsx(a_document()))
    assert book.sheetnames == ["Answers", "Recommended services"]
    assert [page.freeze_panes for page in book.worksheets] == ["A2", "A2"]
    assert book["Answers"].column_dimensions["B"].width == 60
    assert [cell.value for cell in book["Answers"][1]][:3] == ["Section", "Question", "Answer"]
    assert book.properties.title == "Customer survey: SLA-2027-0042, Natural Resources Conservation Service"


FORMULAS = ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "\t=1", "\r=1", "=", "#N/A", "TRUE", "007", "1e5"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula_or_anything_else(text: str) -> None:
    answer = an_answer(text, question=text, by=text)
    content = xlsx(a_document(answer, services=(a_service(name=text, level=text, reason=text, unit=text),)))
    assert "<f>" not in sheet_xml(content)
    book = opened(content)
    cells = [book["Answers"][place] for place in ("B2", ANSWER, "E2")]
    cells += [book["Recommended services"][place] for place in ("A2", "C2", "D2", "G2")]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells) == text.startswith(("=", "+", "-", "@", "\t", "\r"))


NUMBERS = [
    (Decimal("1200"), Decimal("1200"), "#,##0"),
    (Decimal("0.5"), Decimal("0.5"), "General"),
    (Decimal("-3"), Decimal("-3"), "#,##0"),
    (date(2027, 3, 31), at_no_zone(date(2027, 3, 31)), "mmmm d, yyyy"),
    (date(1880, 1, 2), "January 2, 1880", "General"),
    (Decimal("12345678901234567.5"), "12,345,678,901,234,567.5", "General"),
]


@pytest.mark.parametrize(("value", "shown", "number_format"), NUMBERS)
def test_numbers_and_days_can_be_worked_with(value: Decimal | date, shown: object, number_format: str) -> None:
    cell = opened(xlsx(a_document(an_answer("words", value=value))))["Answers"][ANSWER]
    assert cell.value == shown
    assert cell.number_format == number_format


def test_amounts_and_quantities_are_numbers() -> None:
    amount = an_answer("$12,500.00", value=Decimal("12500.00"), is_money=True)
    book = opened(xlsx(a_document(amount)))
    assert book["Answers"][ANSWER].value == 12500
    assert "$" in book["Answers"][ANSWER].number_format
    services = book["Recommended services"]
    assert [services[place].value for place in ("B2", PRICE, "E3")] == [1200, 900.5, 900.5]
    assert services["G3"].value == "All prices are illustrative."


def test_a_service_without_a_price_is_quoted() -> None:
    services = opened(xlsx(a_document(services=(a_service(price_a_year=None, price_once=None),))))
    assert services["Recommended services"][PRICE].value == "Quoted by CEC"


def test_moments_are_shown_in_the_zone_that_the_heading_names() -> None:
    answers = opened(xlsx(a_document()))["Answers"]
    assert answers["F1"].value == "Answered at (America/New_York)"
    assert answers["F2"].value == at_no_zone(date(2027, 3, 2), time(10, 4, 5))


def test_a_question_without_an_answer_says_so() -> None:
    answers = opened(xlsx(a_document(an_answer(None))))["Answers"]
    assert [answers[place].value for place in (ANSWER, "E2", "F2")] == ["Not answered", None, None]


@pytest.mark.parametrize("text", ['<b> & "q"', "שלום עולם", "😀 你好", "x" * 300, "one\ntwo", "a\x00b\ufffe\ud800"])
def test_text_arrives_as_it_was_typed(text: str) -> None:
    usable = text.replace("\x00", "").replace("\ufffe", "").replace("\ud800", "")
    content = xlsx(a_document(an_answer(text), organization=text))
    assert opened(content)["Answers"][ANSWER].value == usable


def test_the_same_response_gives_the_same_bytes_and_another_moment_other_ones() -> None:
    first = xlsx(a_document())
    assert first == xlsx(a_document())
    assert first != xlsx(a_document(submitted_at=AT + timedelta(days=1)))
    assert opened(first).properties.modified == at_no_zone(date(2027, 3, 2), time(15, 4, 5))
