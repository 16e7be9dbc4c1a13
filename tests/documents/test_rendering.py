"""HTML from templates, DOCX and PDF from HTML."""

import io
import zipfile
from datetime import timedelta

import pytest
from jinja2 import UndefinedError

from documents import rendering
from documents.characters import UNKNOWN, usable, without
from documents.rendering import to_docx, to_html, to_pdf
from domain.errors import Unavailable
from tests.documents.samples import AT

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="footer" content="SLA-2027-0042"></head><body><h1 class="title">{title}</h1>{body}</body></html>"""


def a_page(body: str, title: str = "Terms") -> str:
    return PAGE.format(title=title, body=body)


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.testzip() is None
        return archive.read(name).decode()


def test_docx_has_title_headings_header_rows_and_language() -> None:
    table = "<table><thead><tr><th>Line</th></tr></thead><tbody><tr><td>a &amp; b</td></tr></tbody></table>"
    docx = to_docx(a_page(f"<h2>Lines</h2>{table}", "Terms &lt;1&gt;"), AT)
    text = part(docx, "word/document.xml")
    assert "w:tblHeader" in text
    assert 'w:val="Heading1"' in text
    assert "a &amp; b" in text
    assert text.count("Terms &lt;1&gt;") == 1
    core = part(docx, "docProps/core.xml")
    assert "<dc:title>Terms &lt;1&gt;</dc:title>" in core
    assert "<dc:language>en</dc:language>" in core


def test_docx_has_page_numbers_in_its_footer() -> None:
    docx = to_docx(a_page("<p>Text</p>"), AT)
    assert "footerReference" in part(docx, "word/document.xml")
    assert "NUMPAGES" in part(docx, "word/footer1.xml")


def test_docx_is_the_same_each_time_and_bears_the_moment_that_is_given() -> None:
    first = to_docx(a_page("<p>Text</p>"), AT)
    assert first == to_docx(a_page("<p>Text</p>"), AT)
    assert first != to_docx(a_page("<p>Text</p>"), AT + timedelta(days=1))
    assert part(first, "docProps/core.xml").count("2027-03-02T15:04:05Z") == 2


def test_documents_read_no_local_files_and_nothing_from_the_network() -> None:
    """pytest-socket would fail on a call; pandoc's own are shut off by its sandbox."""
    body = '<p>a<img src="/etc/hostname" alt="x"><img src="http://192.0.2.1/x.png" alt="y"></p>'
    docx = to_docx(a_page(body), AT)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert [name for name in archive.namelist() if "media" in name] == []


def test_what_no_font_can_show_is_described_and_noted() -> None:
    assert without("Hi 😀\u200d你", {"😀", "\u200d", "你"}) == f"Hi (grinning face){UNKNOWN}"
    assert without("unchanged 你", {"好"}) == "unchanged 你"


def test_a_thousand_characters_without_a_font_are_described_too() -> None:
    assert to_pdf(a_page("".join(f"<p>{chr(0x12000 + n)}</p>" for n in range(900))), AT)


def test_what_is_no_character_is_left_out() -> None:
    assert usable("a\x00\x1b\ud800\ufffe\U0010ffffb\tc\nd é 你") == "ab\tc\nd é 你"


def test_what_takes_too_long_is_given_up_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "LONGEST_WORK", 0.0)
    with pytest.raises(Unavailable, match="Try again"):
        to_pdf(a_page("<p>Text</p>"), AT)


def test_a_fact_that_a_template_needs_and_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        to_html("survey_response.html")
