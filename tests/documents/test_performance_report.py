# pyright: reportOptionalMemberAccess=false
"""Individual reports as files: tagged PDF with pictures that say what they show, DOCX, and the numbers as XLSX."""

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from documents.files import DocumentFile
from documents.performance_report import as_html, report_files, xlsx
from tests.documents.awkward import AWKWARD
from tests.documents.pdf_parts import opened, tags
from tests.documents.reports import a_measurement, a_metric, a_report


@pytest.fixture(scope="module")
def files() -> dict[str, DocumentFile]:
    return {file.kind: file for file in report_files(a_report())}


def test_the_files_are_named_by_agreement_kind_and_period(files: dict[str, DocumentFile]) -> None:
    assert {file.name for file in files.values()} == {
        f"SLA-2027-0042-monthly-report-2026-10-01.{ending}" for ending in ("pdf", "docx", "xlsx")
    }


def test_the_pdf_is_tagged_and_its_pictures_say_what_they_show(files: dict[str, DocumentFile]) -> None:
    document = opened(files["pdf"].content)
    assert document.Root.MarkInfo.Marked
    assert "<pdfuaid:part>1</pdfuaid:part>" in str(document.open_metadata())
    elements = list(tags(document.Root.StructTreeRoot.K))
    said = [str(each.Alt) for each in elements if each.S == "/Figure"]
    assert len(said) == 2
    assert said[0].startswith("Hosting: Share of time in which it works: met in 1 of 2 months with data")
    headings = [str(each.T) for each in elements if str(each.S) == "/H1"]
    assert headings == ["1. Agreed levels", "2. Month by month", "3. Left out by agreement", "4. Support requests"]


def test_the_docx_has_the_pictures_with_their_words(files: dict[str, DocumentFile]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["docx"].content)) as archive:
        text = archive.read("word/document.xml").decode()
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        contents = [archive.read(name) for name in pictures]
    assert len(pictures) == 2
    assert all(content.endswith(b"IEND\xaeB`\x82") for content in contents), "whole pictures, no stand-ins"
    assert 'descr="Hosting: Share of time in which it works: met in 1 of 2 months with data' in text


def test_the_spreadsheet_has_the_figures_the_months_and_the_measurements(files: dict[str, DocumentFile]) -> None:
    book = load_workbook(io.BytesIO(files["xlsx"].content))
    assert book.sheetnames == ["Summary", "Months", "Measurements", "About"]
    row = [cell.value for cell in book["Summary"][2]]
    assert row[:7] == ["Hosting", "Share of time in which it works", "%", "at least 99.5 %", 99.8, "Met", "Better"]
    assert book["Summary"][4][4].value is None
    assert [cell.value for cell in book["Measurements"][2]][-3:] == [99.5, "file", "no"]
    assert book["Measurements"][3][3].data_type == "s"


def test_the_answer_stands_first_and_no_data_is_not_met() -> None:
    page = as_html(a_report())
    assert "1 of 2 measured targets were met. 1 more have no data and do not count as met." in page
    assert "<td>No data</td>\n<td>No data</td>" in page
    assert "Planned maintenance<br>of the building" in page
    assert "Opened in the period: 7. Resolved of these: 6." in page


def test_a_report_without_any_data_says_so_in_every_part() -> None:
    empty = a_report(metrics=(), exceptions=(), measurements=(), measured=0)
    page = as_html(empty)
    for sentence in ("Nothing was measured in this period", "no agreed levels", "nothing to show", "Nothing was left"):
        assert sentence in page
    assert {file.kind for file in report_files(empty)} == {"pdf", "docx", "xlsx"}


def test_the_hash_of_what_it_says_stands_in_it_and_differs_with_every_figure() -> None:
    report = a_report()
    assert report.digest in as_html(report)
    assert report.digest == a_report().digest
    assert report.digest != replace(report, metrics=(a_metric("99.9"), *report.metrics[1:])).digest


def test_an_edition_says_why_it_was_made() -> None:
    again = a_report(edition=2, note="Two outages were counted twice.")
    assert "2: Two outages were counted twice." in as_html(again)
    assert again.name.endswith("-edition-2")


def test_the_spreadsheet_says_when_it_has_only_the_first_measurements() -> None:
    book = load_workbook(io.BytesIO(xlsx(a_report(measurements=(a_measurement(),), measured=30_000))))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Measurements"] == "The first 1 of 30,000 are in this file."


def test_the_same_facts_give_the_same_bytes() -> None:
    assert [file.sha256 for file in report_files(a_report())] == [file.sha256 for file in report_files(a_report())]


def test_awkward_words_break_nothing() -> None:
    for words in AWKWARD.values():
        report = a_report(organization=words, agreement_title=words, note=words, edition=2, metrics=())
        assert opened(report_files(report)[0].content).pages
