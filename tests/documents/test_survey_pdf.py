"""The PDF of a submitted survey: tagged for assistive technology, the same each time, and nothing breaks it."""

import subprocess
import sys
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.rendering import to_html
from documents.survey_response import NOT_ANSWERED, QUOTED, pdf
from tests.documents.awkward import AWKWARD
from tests.documents.pdf_parts import opened, tags
from tests.documents.samples import AT, a_document, a_large_document, a_service, an_answer


def html(document: object) -> str:
    return to_html("survey_response.html", survey=document, not_answered=NOT_ANSWERED, quoted=QUOTED)


def test_is_tagged_and_names_its_language_and_title() -> None:
    document = opened(pdf(a_document()))
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "en"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.docinfo["/Title"] == "Customer survey: SLA-2027-0042"
    assert "<pdfuaid:part>1</pdfuaid:part>" in str(document.open_metadata())


def test_tables_have_header_cells_for_their_columns() -> None:
    document = opened(pdf(a_document()))
    elements = list(tags(document.Root.StructTreeRoot.K))
    headers = [element for element in elements if element.S == "/TH"]
    assert len(headers) == 6 + 3
    assert all(any(attribute.get("/Scope") == "/Column" for attribute in header.A) for header in headers)
    assert [str(element.S) for element in elements].count("/Table") == 2


def test_sections_are_headings_of_the_first_level_in_order() -> None:
    document = opened(pdf(a_document()))
    headings = [str(element.T) for element in tags(document.Root.StructTreeRoot.K) if str(element.S).startswith("/H")]
    assert headings == ["Recommended services", "Collaboration", "Not answered"]


def test_says_who_answered_what_and_names_what_nobody_answered() -> None:
    document = a_document(an_answer("yes", by="Maria Lopez"), an_answer(None, question="How many printers?"))
    page = html(document)
    assert "1 of 2 questions" in page
    assert "<td>Maria Lopez<br>March 2, 2027</td>" in page
    assert "<li>Collaboration: How many printers?</li>" in page
    assert "March 2, 2027, 10:04 AM EST" in page


def test_shows_prices_with_their_note_and_what_has_none_as_quoted() -> None:
    page = html(a_document(services=(a_service(), a_service(price_a_year=None, price_once=None))))
    assert "<td>$900.50</td>" in page
    assert page.count(f"<td>{QUOTED}</td>") == 2
    assert "All prices are illustrative." in page


def test_no_recommended_service_is_said_in_words() -> None:
    document = a_document(services=(), total_a_year=Decimal("0.00"))
    assert "call for no service" in html(document)
    assert opened(pdf(document)).pages


def test_the_same_response_gives_the_same_bytes_also_in_another_process() -> None:
    script = (
        "import sys; from tests.documents.samples import a_large_document; from documents.survey_response import pdf;"
        "sys.stdout.buffer.write(pdf(a_large_document()))"
    )
    made = {subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(made) == 1


def test_the_moment_of_submitting_is_the_date_of_the_file() -> None:
    early, late = opened(pdf(a_document())), opened(pdf(a_document(submitted_at=AT + timedelta(days=1))))
    assert early.docinfo["/CreationDate"] == "D:20270302150405Z"
    assert late.docinfo["/CreationDate"] == "D:20270303150405Z"


@pytest.mark.parametrize("text", AWKWARD.values(), ids=list(AWKWARD))
def test_is_made_from_whatever_people_type(text: str) -> None:
    answer = an_answer(text, question=text, by=text)
    document = a_document(
        answer,
        organization=text,
        agreement_title=text,
        submitted_by=text,
        title=text,
        services=(a_service(name=text, level=text, reason=text, unit=text),),
    )
    assert opened(pdf(document)).Root.MarkInfo.Marked


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=200), min_size=20, max_size=20))
def test_is_made_from_any_text(texts: list[str]) -> None:
    assert opened(pdf(a_document(*(an_answer(text) for text in texts)))).pages


def test_a_mark_that_no_font_has_may_stand_on_a_sign_of_the_markup() -> None:
    assert opened(pdf(a_document(an_answer('"\U000e0100 <\U0001d1ad a\U00010a01')))).pages


def test_text_cannot_become_markup() -> None:
    page = html(a_document(an_answer("<script>&\"'")))
    assert "&lt;script&gt;&amp;&#34;&#39;" in page


def test_the_pages_of_a_large_survey_are_numbered() -> None:
    assert len(opened(pdf(a_large_document())).pages) > 3
