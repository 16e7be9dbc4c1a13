# pyright: reportOptionalMemberAccess=false
"""CEC's annual summary over all agreements: tagged PDF and spreadsheet."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from documents.annual_summary import AnnualFacts, ReportCounts, annual_files, as_html
from documents.charts import MoneyChart, MonthOfMoney
from domain.fiscal import FiscalYear
from services.performance_cards import Portfolio, VerdictCounts
from tests.documents.pdf_parts import opened, tags

YEAR = FiscalYear("2027")


def facts(**changes: Any) -> AnnualFacts:
    months = tuple(MonthOfMoney(month.start, Decimal(1000), Decimal(250)) for month in YEAR.months)
    nrcs, fns = VerdictCounts("nrcs", "NRCS <b>", 999, 1, 3), VerdictCounts("fns", "=FNS", 0, 0, 4)
    given: dict[str, Any] = {
        "year": YEAR,
        "made_at": datetime(2027, 10, 5, 15, tzinfo=UTC),
        "zone": ZoneInfo("America/New_York"),
        "portfolio": Portfolio(YEAR.period, 2, (nrcs, fns), (nrcs,), VerdictCounts("all", "All", 999, 1, 7)),
        "money": MoneyChart("Payments", months),
        "requests_opened": 12,
        "requests_resolved": 10,
        "reports": ReportCounts(24, 20, 2),
    }
    return AnnualFacts(**(given | changes))


def test_the_answer_stands_first_and_almost_all_is_not_all() -> None:
    page = as_html(facts())
    assert "2 signed agreements. Of the agreed targets that were measured,\n99 % were met." in page
    assert "NRCS &lt;b&gt;" in page
    assert "Due in the year: $12,000.00. Arrived: $3,000.00." in page
    assert "The year is not over" not in page
    assert "The year is not over" in as_html(facts(made_at=datetime(2027, 9, 30, 15, tzinfo=UTC)))


def test_the_pdf_is_tagged_and_its_picture_says_what_it_shows() -> None:
    pdf, _ = annual_files(facts())
    assert pdf.name == "annual-summary-FY2027.pdf"
    document = opened(pdf.content)
    assert document.Root.MarkInfo.Marked
    (picture,) = [each for each in tags(document.Root.StructTreeRoot.K) if each.S == "/Figure"]
    assert str(picture.Alt).startswith("Payments: $3,000.00 arrived, $12,000.00 was due.")


def test_the_spreadsheet_has_numbers_as_numbers_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(annual_files(facts())[1].content))
    assert book.sheetnames == ["Overview", "Customers", "Services", "Payments"]
    assert [cell.value for cell in book["Customers"][2]] == ["NRCS <b>", 999, 1, 3, 99.9]
    assert book["Customers"][3][0].data_type == "s"
    assert book["Customers"][3][4].value is None


def test_a_year_without_agreements_says_so() -> None:
    empty = Portfolio(YEAR.period, 0, (), (), VerdictCounts("all", "All"))
    page = as_html(facts(portfolio=empty))
    assert page.count("No agreement promised a level in this year.") == 2
    assert annual_files(facts(portfolio=empty))
