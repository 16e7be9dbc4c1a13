"""An office's own templates: used in place of ours, checked, and shut in."""

from pathlib import Path

import pytest

from documents.agreement_document import READABLE, read_as
from documents.sample_agreement import sample_agreement
from documents.template_faults import TemplateFault
from documents.template_files import Templates
from documents.template_problems import problems_in
from domain.agreement_documents import DocumentFormat, DocumentKind

HEAD = '{% extends "agreement_base.html" %}\n{% block title %}Ours{% endblock %}\n{% block content %}\n'
END = "\n{% endblock %}\n"


@pytest.fixture
def office(tmp_path: Path) -> Templates:
    return Templates(tmp_path)


def write(office: Templates, name: str, text: str) -> None:
    assert office.folder
    (office.folder / name).write_text(text, "utf-8")


def test_ours_are_without_problems():
    assert problems_in(Templates()) == ()


def test_one_file_can_be_replaced_alone(office: Templates):
    write(
        office,
        "letterhead.html",
        "{% macro letterhead() %}Our office{% endmacro %}{% macro office() %}IT{% endmacro %}",
    )
    assert problems_in(office) == ()
    for form in READABLE:
        assert read_as(DocumentKind.PROPOSAL, form, sample_agreement(), office) != read_as(
            DocumentKind.PROPOSAL, form, sample_agreement()
        )
    page = read_as(DocumentKind.PROPOSAL, DocumentFormat.HTML, sample_agreement(), office).decode()
    assert "Our office" in page
    assert "Client Experience Center</title>" not in page


FAULTS = {
    "{{ agreement.nombre }}": "proposal.html, line 4: ",
    "{{ unknown }}": "proposal.html, line 4: 'unknown' is undefined",
    "<p>\n{% if %}": "proposal.html, line 5: Expected an expression",
    "{% for line in version.lines %}": "proposal.html, line ",
    "{{ agreement.__class__.__mro__ }}": "proposal.html, line 4: Access to attribute '__class__'",
    "{{ version.total | monee }}": "proposal.html, line 4: No filter named 'monee'",
    '{% include "nothing.html" %}': "proposal.html, line 4: There is no template nothing.html",
    "{{ 1 / 0 }}": "proposal.html, line 4: Division by zero",
    "{{ version.total + 'a' }}": "proposal.html, line 4: ",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_file_and_line_once(office: Templates, fault: str):
    write(office, "proposal.html", f"{HEAD}{fault}{END}")
    problems = problems_in(office)
    assert len(problems) == 1
    assert str(problems[0]).startswith(FAULTS[fault])
    with pytest.raises(TemplateFault, match=r"proposal\.html"):
        read_as(DocumentKind.PROPOSAL, DocumentFormat.HTML, sample_agreement(), office)


def test_every_wrong_file_is_told(office: Templates):
    write(office, "proposal.html", f"{HEAD}{{{{ a }}}}{END}")
    write(office, "schedule.html", f"{HEAD}{{{{ b }}}}{END}")
    assert {problem.file for problem in problems_in(office)} == {"proposal.html", "schedule.html"}


def test_a_page_that_cannot_be_set_is_told(office: Templates):
    write(office, "page.typ", "#let x = (\n$body$")
    assert all("cannot be set as PDF. Unclosed delimiter" in str(problem) for problem in problems_in(office))
    assert {problem.file for problem in problems_in(office)} == {"page.typ"}


def test_an_unknown_font_is_replaced_by_one_that_is_there(office: Templates):
    ours = (Path(__file__).parents[2] / "documents" / "templates" / "page.typ").read_text("utf-8")
    write(office, "page.typ", ours.replace("Libertinus Serif", "No Such Font"))
    assert problems_in(office) == ()


def test_a_page_reads_nothing_outside_of_its_folder(office: Templates):
    write(office, "page.typ", '#read("/../../../../../../etc/hostname")\n$body$')
    assert problems_in(office)


def test_a_file_with_a_misspelt_name_is_told(office: Templates):
    write(office, "propsal.html", "x")
    assert "No document uses it" in str(problems_in(office)[0])


def test_a_file_that_another_one_includes_is_none_too_many(office: Templates):
    write(office, "our_terms.html", "<p>Our terms</p>")
    write(office, "proposal.html", f'{HEAD}{{% include "our_terms.html" %}}{END}')
    assert problems_in(office) == ()


def test_a_template_that_is_not_in_utf8_is_told(office: Templates):
    assert office.folder
    (office.folder / "proposal.html").write_bytes(b"\xff\xfe<p>")
    assert "UTF-8" in str(problems_in(office)[0])
