"""The spreadsheet of an agreement's lines."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from documents.agreement_lines import xlsx
from documents.sample_agreement import MADE_AT, sample_agreement
from domain.proposal_lines import CustomQuote
from tests.documents.awkward import AWKWARD
from tests.documents.test_survey_xlsx import FORMULAS


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_numbers_are_numbers_and_sum_to_the_total_of_the_version():
    facts = sample_agreement()
    lines = opened(xlsx(facts))["Lines"]
    rows = list(lines.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows[:-1]] == [line.quantity for line in facts.version.lines]
    totals = [row[8] for row in rows]
    assert totals[-1] == float(facts.version.total)
    assert sum(value for value in totals[:-1] if isinstance(value, int | float)) == totals[-1]
    assert rows[-1][9] == "All prices are illustrative."


def test_levels_and_terms_have_sheets_of_their_own():
    book = opened(xlsx(sample_agreement()))
    assert book.sheetnames == ["Lines", "Service levels", "Terms"]
    assert book["Service levels"]["C2"].value == "at least 99.5 %"
    assert book["Terms"]["B3"].value == "Quarterly, in advance"


@pytest.mark.parametrize("text", [*FORMULAS, *AWKWARD.values()])
def test_text_never_becomes_a_formula(text: str):
    facts = sample_agreement()
    line = replace(
        facts.version.lines[0], name=text, unit=text, unit_plural=text, notes=text, custom=CustomQuote(text, text)
    )
    version = replace(facts.version, lines=(line,), terms=replace(facts.version.terms, special=text))
    content = xlsx(replace(facts, version=version))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    cells = [opened(content)["Lines"][place] for place in ("B2", "D2", "J2", "K2")]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}


def test_the_same_facts_give_the_same_bytes_of_the_versions_moment():
    content = xlsx(sample_agreement())
    assert content == xlsx(sample_agreement())
    assert opened(content).properties.created == datetime.combine(MADE_AT.date(), MADE_AT.time())
